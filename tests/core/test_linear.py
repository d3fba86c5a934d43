from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from bot.core import linear
from bot.core.linear import PENALTY, logistic, ridge, sigmoid


def test_ridge_comes_close_to_the_closed_form() -> None:
    rng = np.random.default_rng(3)
    rows = rng.normal(size=(40, 5)).astype(np.float32)
    targets = rng.normal(size=(40, 2)).astype(np.float32)
    exact = np.linalg.solve(rows.T @ rows + PENALTY * np.eye(5), rows.T @ targets)
    assert np.allclose(ridge(sp.csr_matrix(rows), targets), exact, atol=1e-3)


def test_ridge_of_nothing_is_zero() -> None:
    assert not ridge(sp.csr_matrix((3, 2), dtype=np.float32), np.zeros((3, 1), np.float32)).any()


def test_logistic_separates_what_can_be_separated() -> None:
    rows = np.array([[-2.0], [-1.0], [1.0], [2.0]])
    weights = logistic(rows, np.array([0.0, 0.0, 1.0, 1.0]))
    chance = sigmoid(np.hstack([rows, np.ones((4, 1))]) @ weights)
    assert (chance[:2] < 0.5).all()
    assert (chance[2:] > 0.5).all()


def test_logistic_without_a_signal_gives_the_share() -> None:
    weights = logistic(np.zeros((4, 1)), np.array([0.0, 0.0, 0.0, 1.0]))
    assert abs(float(sigmoid(weights[-1:])[0]) - 0.25) < 1e-3


def test_logistic_stops_after_its_steps_where_it_has_not_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "LOGISTIC_STEPS", 1)
    once = logistic(np.array([[-1.0], [1.0]]), np.array([0.0, 1.0]))
    monkeypatch.undo()
    assert 0.0 < once[0] < logistic(np.array([[-1.0], [1.0]]), np.array([0.0, 1.0]))[0]


def test_sigmoid_does_not_overflow() -> None:
    assert sigmoid(np.array([-1e9, 1e9])).tolist() == [sigmoid(np.array([-30.0]))[0], sigmoid(np.array([30.0]))[0]]
