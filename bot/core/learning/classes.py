"""Telling more than two kinds of messages apart, learnt from examples of each.

Lives here: learning a weight of each feature for each kind, the chance of each kind.
Never here: what features a message has, which kinds there are, thresholds.

One logistic regression a kind, against all others (one-vs-rest). A feature is a name whose first letter tells its
family, and each family has a weight of its own.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

import numpy as np
import scipy.sparse as sp

from bot.core.learning.linear import Floats, sigmoid, sparse_logistic

Kind = TypeVar("Kind", bound=str)

# From so many lessons on, what occurs in one of them only is left out.
MANY = 400


@dataclass(frozen=True)
class Classes(Generic[Kind]):
    """The kinds, and the weights of each feature for each of them; `families` is how much a feature counts."""

    families: Mapping[str, float]
    kinds: tuple[Kind, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    weights: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    bias: Floats = field(default_factory=lambda: np.zeros(0))

    @cached_property
    def _values(self) -> Floats:
        """How much the feature of each row counts."""
        return np.array([self.families[name[0]] for name in self.rows])

    def chances(self, features: Iterable[str]) -> dict[Kind, float]:
        """The chance of each kind, 0 to 1; they add up to 1. Empty where nothing was learnt."""
        if not self.kinds:
            return {}
        rows = [row for name in features if (row := self.rows.get(name)) is not None]
        score = self.bias
        if rows:
            values = self._values[rows]
            score = self.bias + values @ self.weights[rows] / math.sqrt(float(values @ values))
        chances = sigmoid(score)
        return dict(zip(self.kinds, (chances / chances.sum()).tolist(), strict=True))


def learn(lessons: Sequence[tuple[Sequence[str], Kind]], families: Mapping[str, float]) -> Classes[Kind]:
    """Learns to tell the kinds of the lessons apart. Every kind counts the same, however many examples it has."""
    if not lessons:
        return Classes(families)
    kinds = tuple(dict.fromkeys(kind for _, kind in lessons))
    rows = _known([names for names, _ in lessons])
    matrix = _matrix([names for names, _ in lessons], rows, families)
    told = Counter(kind for _, kind in lessons)
    share = np.array([len(lessons) / (len(kinds) * told[kind]) for _, kind in lessons])
    sides = {kind: np.array([1.0 if kind == other else -1.0 for _, other in lessons]) for kind in kinds}
    solved = [sparse_logistic(matrix, sides[kind] * share, np.zeros(len(lessons))) for kind in kinds]
    weights = np.array(solved).T
    return Classes(families, kinds, rows, weights[:-1], weights[-1])


def _known(found: Sequence[Sequence[str]]) -> dict[str, int]:
    """The features that are learnt, by number: all of few lessons, of many those that recur."""
    times = Counter(name for names in found for name in names)
    least = 2 if len(found) > MANY else 1
    return {name: place for place, name in enumerate(name for name, count in times.items() if count >= least)}


def _matrix(found: Sequence[Sequence[str]], rows: Mapping[str, int], families: Mapping[str, float]) -> sp.csr_matrix:
    """A row for each message, of length 1, and a column for each feature."""
    cells = [(at, rows[name], families[name[0]]) for at, names in enumerate(found) for name in names if name in rows]
    # Number by number: so other threads get their turn, which a table made of so many tuples at once leaves them not.
    places = np.fromiter((at for at, _, _ in cells), np.intp, len(cells))
    columns = np.fromiter((column for _, column, _ in cells), np.intp, len(cells))
    values = np.fromiter((value for _, _, value in cells), float, len(cells))
    size = np.bincount(places, values**2, len(found))
    return sp.csr_matrix((values / np.sqrt(size)[places], (places, columns)), shape=(len(found), len(rows)))
