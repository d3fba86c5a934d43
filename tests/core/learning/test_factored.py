"""A matrix in parts multiplies like the matrix itself."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from bot.core.learning.factored import Factored, together

DENSE = np.arange(15, dtype=np.float32).reshape(5, 3)


@pytest.fixture
def made() -> Factored:
    return factored(np.random.default_rng(1))


def factored(rng: np.random.Generator, rows: int = 6, between: int = 4, columns: int = 5) -> Factored:
    """A random matrix that is a product but for a rest."""

    def part(height: int, width: int, density: float) -> sp.csr_matrix:
        found = rng.normal(size=(height, width)) * (rng.random((height, width)) < density)
        return sp.csr_matrix(found.astype(np.float32))

    left, right, rest = part(rows, between, 0.5), part(between, columns, 0.5), part(rows, columns, 0.2)
    return Factored((left @ right + rest).tocsr(), left, right, rest)


def test_it_multiplies_like_the_whole(made: Factored) -> None:
    assert np.allclose(made.times(DENSE), made.whole @ DENSE, atol=1e-5)


def test_its_transpose_multiplies_like_that_of_the_whole(made: Factored) -> None:
    tall = np.ones((6, 2), np.float32)
    assert np.allclose(made.transpose().times(tall), made.whole.T @ tall, atol=1e-5)


def test_some_of_its_rows_are_those_of_the_whole(made: Factored) -> None:
    chosen = np.array([4, 0])
    assert np.allclose(made[chosen].times(DENSE), made.whole[chosen] @ DENSE, atol=1e-5)
    assert (made[chosen].whole != made.whole[chosen]).nnz == 0


def test_the_squares_of_its_columns_are_summed(made: Factored) -> None:
    assert np.allclose(made.squares(), (made.whole.toarray() ** 2).sum(axis=0))


def test_rows_that_stand_together_are_taken_without_a_copy() -> None:
    whole = sp.random(40, 30, 0.3, format="csr", dtype=np.float32, random_state=2)
    part = together(whole, np.arange(7, 19))
    assert np.shares_memory(part.data, whole.data)
    assert np.shares_memory(part.indices, whole.indices)
    assert part.toarray().tolist() == whole.toarray()[7:19].tolist()
    question = np.linspace(0, 1, 30, dtype=np.float32)
    assert (part @ question).tolist() == (whole[7:19] @ question).tolist()


def test_rows_that_do_not_are_the_same_all_the_same() -> None:
    whole = sp.random(40, 30, 0.3, format="csr", dtype=np.float32, random_state=2)
    assert together(whole, np.array([3, 4, 8])).toarray().tolist() == whole.toarray()[[3, 4, 8]].tolist()
    assert together(whole, np.array([39])).toarray().tolist() == whole.toarray()[39:].tolist()
