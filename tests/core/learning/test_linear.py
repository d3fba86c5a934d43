from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

from bot.core.learning import linear
from bot.core.learning.factored import Factored
from bot.core.learning.linear import (
    CLOSE,
    LOOSE,
    SPARSE_PENALTY,
    Examples,
    Floats,
    Prior,
    logistic,
    sided_logistic,
    sigmoid,
    sparse_logistic,
    squared_hinge,
)
from tests.core.learning.test_factored import factored

NOTHING_EXPECTED, NOTHING_EXPECTED_OF_TWO = Prior(np.zeros(2), 1.0), Prior(np.zeros(3), 1.0)
EXPECTED_LITTLE = Prior(np.zeros(2), 1e-6)
RNG = np.random.default_rng(3)
ROWS = factored(RNG, rows=40, between=12, columns=9)
TARGETS = sp.csc_matrix((RNG.random(size=(40, 5)) < 0.3).astype(np.float32))


def loss(weights: Floats) -> float:
    scores, targets = ROWS.whole @ weights, TARGETS.toarray()
    misses = np.where(targets > 0, np.maximum(1 - scores, 0), np.maximum(scores, 0))
    return float((misses**2).sum() + CLOSE.penalty * (weights**2).sum())


def test_no_step_in_any_direction_misses_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "TOLERANCE", 1e-6)
    found = squared_hinge(ROWS, TARGETS, replace(CLOSE, rounds=30)).astype(float)
    least = loss(found)
    for direction in RNG.normal(size=(50, *found.shape)):
        assert loss(found + 1e-3 * direction) > least
        assert loss(found - 1e-3 * direction) > least


def test_a_few_rounds_come_close_to_the_least_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    few = loss(squared_hinge(ROWS, TARGETS))
    monkeypatch.setattr(linear, "TOLERANCE", 1e-6)
    assert few < 1.01 * loss(squared_hinge(ROWS, TARGETS, replace(CLOSE, rounds=30)))


def test_a_loose_fit_is_the_ridge_regression(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "TOLERANCE", 1e-6)
    whole = ROWS.whole.toarray().astype(float)
    exact = np.linalg.solve(whole.T @ whole + LOOSE.penalty * np.eye(whole.shape[1]), whole.T @ TARGETS.toarray())
    assert np.allclose(squared_hinge(ROWS, TARGETS, LOOSE), exact, atol=1e-4)


def test_labels_are_solved_for_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "TOLERANCE", 1e-6)
    at_once = squared_hinge(ROWS, TARGETS)
    monkeypatch.setattr(linear, "TOGETHER", 2)
    assert np.allclose(squared_hinge(ROWS, TARGETS), at_once, atol=1e-4)


def test_learning_stops_after_its_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "STEPS", 0)
    assert not squared_hinge(ROWS, TARGETS).any()


def test_what_is_learnt_of_nothing_is_zero() -> None:
    nothing = sp.csr_matrix((3, 2), dtype=np.float32)
    rows = Factored(nothing, sp.csr_matrix((3, 1), dtype=np.float32), sp.csr_matrix((1, 2), dtype=np.float32), nothing)
    assert not squared_hinge(rows, sp.csc_matrix((3, 1), dtype=np.float32)).any()


def examples(rows: list[float], truths: list[float], worth: list[float] | None = None) -> Examples:
    return Examples(np.array(rows)[:, None], np.array(truths), np.array(worth or [1.0] * len(rows)))


def test_logistic_separates_what_can_be_separated() -> None:
    told = examples([-2.0, -1.0, 1.0, 2.0], [0.0, 0.0, 1.0, 1.0])
    chance = sigmoid(np.hstack([told.rows, np.ones((4, 1))]) @ logistic(told, NOTHING_EXPECTED))
    assert (chance[:2] < 0.5).all()
    assert (chance[2:] > 0.5).all()


def test_logistic_without_a_signal_gives_the_share_by_what_each_row_is_worth() -> None:
    told = examples([0.0] * 4, [0.0, 0.0, 0.0, 1.0])
    assert float(sigmoid(logistic(told, EXPECTED_LITTLE)[-1:])[0]) == pytest.approx(0.25, abs=1e-3)
    told = examples([0.0] * 4, [0.0, 0.0, 0.0, 1.0], [1.0, 1.0, 1.0, 3.0])
    assert float(sigmoid(logistic(told, EXPECTED_LITTLE)[-1:])[0]) == pytest.approx(0.5, abs=1e-3)


def test_logistic_moves_away_from_what_is_expected_the_more_rows_say_so() -> None:
    expected = Prior(np.array([2.0, 0.0]), 10.0)
    against = [examples([-1.0, 1.0] * times, [1.0, 0.0] * times) for times in (1, 10, 100)]
    weights = [float(logistic(one, expected)[0]) for one in against]
    assert 2.0 > weights[0] > weights[1] > 0.0 > weights[2]


def test_a_step_that_goes_too_far_is_halved() -> None:
    """From far away the curvature is nearly nothing, and a whole step of Newton's method would go ever farther."""
    told = examples([-1.0, 1.0] * 50, [0.0, 1.0] * 50)
    weights = logistic(told, Prior(np.array([-20.0, 0.0]), 1e-3))
    assert weights[0] > 0


def test_logistic_stops_after_its_steps_where_it_has_not_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    told = examples([-1.0, 1.0], [0.0, 1.0])
    monkeypatch.setattr(linear, "LOGISTIC_STEPS", 1)
    once = logistic(told, NOTHING_EXPECTED)
    monkeypatch.undo()
    assert 0.0 < once[0] < logistic(told, NOTHING_EXPECTED)[0]


def test_a_step_is_halved_so_often_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "HALVINGS", 3)
    step = linear._downhill(lambda weights: float(weights[0]), np.array([0.0]), np.array([8.0]))
    assert step.tolist() == [1.0]


def test_columns_that_speak_the_wrong_way_are_left_out() -> None:
    rows = np.array([[-1.0, -1.0], [1.0, 1.0], [-1.0, -0.5], [1.0, 0.5]])
    told = Examples(rows, np.array([0.0, 1.0, 0.0, 1.0]), np.ones(4))
    free = logistic(told, NOTHING_EXPECTED_OF_TWO)
    assert (free[:2] > 0).all()
    sided = sided_logistic(told, NOTHING_EXPECTED_OF_TWO, np.array([0, -1]))
    assert sided[0] > free[0]
    assert sided[1] == 0.0


# -- the sparse one ----------------------------------------------------------------------------------------------

WIDE = RNG.normal(size=(60, 8)) * (RNG.random((60, 8)) < 0.5)
TRUTHS = np.where(WIDE[:, 0] + RNG.normal(size=60) > 0, 1.0, -0.3)
STARTS = RNG.normal(size=60)


def gradient(weights: Floats, starts: Floats = STARTS) -> Floats:
    """The gradient of the penalised loss, which is 0 where the loss is least."""
    margins = np.sign(TRUTHS) * (starts + WIDE @ weights[:-1] + weights[-1])
    pull = -TRUTHS * sigmoid(-margins)
    return np.append(WIDE.T @ pull + SPARSE_PENALTY * weights[:-1], pull.sum())


def test_sparse_logistic_finds_where_the_loss_is_least() -> None:
    found = sparse_logistic(sp.csr_matrix(WIDE), TRUTHS, STARTS)
    assert np.linalg.norm(gradient(found)) < 1e-2 * np.linalg.norm(gradient(np.zeros(9)))


def test_sparse_logistic_counts_a_truth_as_much_as_its_size() -> None:
    rows = sp.csr_matrix((2, 1))
    found = sparse_logistic(rows, np.array([3.0, -1.0]), np.zeros(2))
    assert float(sigmoid(found[-1:])[0]) == pytest.approx(0.75, abs=1e-3)


def test_sparse_logistic_does_not_step_beyond_the_least_loss() -> None:
    """From far on the wrong side the loss is a straight line, and a whole step of Newton's would overshoot."""
    starts = np.where(TRUTHS > 0, -25.0, 25.0)
    found = sparse_logistic(sp.csr_matrix(WIDE), TRUTHS, starts)
    assert np.linalg.norm(gradient(found, starts)) < 1e-2 * np.linalg.norm(gradient(np.zeros(9), starts))


@pytest.mark.parametrize("limit", ["NEWTON_STEPS", "HALVINGS"])
def test_sparse_logistic_stops_after_its_steps(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, limit, 1)
    starts = np.where(TRUTHS > 0, -25.0, 25.0)
    assert np.isfinite(sparse_logistic(sp.csr_matrix(WIDE), TRUTHS, starts)).all()


def test_sigmoid_does_not_overflow() -> None:
    assert sigmoid(np.array([-1e9, 1e9])).tolist() == [sigmoid(np.array([-30.0]))[0], sigmoid(np.array([30.0]))[0]]
