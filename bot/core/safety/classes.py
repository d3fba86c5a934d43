"""Telling more than two kinds of messages apart, learnt from examples of each.

Lives here: the features of a short message, learning weights for each kind, the chance of each kind.
Never here: which kinds there are, thresholds (bot.core.safety.companion), words of any language.

One logistic regression a kind, against all others (one-vs-rest), on the same words and signs that danger is noticed
by. Short messages are often misspelt in words that are no signs, so the pieces of words count too.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, TypeVar

import numpy as np
import scipy.sparse as sp

from bot.core.learning.linear import Floats, sigmoid, sparse_logistic
from bot.core.safety.lessons import FEW, GROUP, NEARBY, PAIR, TOGETHER, WORD, Piece

Kind = TypeVar("Kind", bound=str)

# Pieces of so many letters of a word, its edges included, and the first and the last word of the message.
NGRAMS = (3, 4)
LETTERS, FIRST, LAST = "l", "a", "z"
# How much a feature of each family counts, chosen by cross-validation on the shipped examples (kinds 77.7 -> 79.7 %).
WEIGHTS = {GROUP: 1.0, NEARBY: 0.5, TOGETHER: 0.4, WORD: 1.0, PAIR: 0.7, LETTERS: 0.3, FIRST: 0.4, LAST: 0.4}


def features(piece: Piece) -> Iterator[str]:
    """The features of a message, each once."""
    yield from piece.signs
    yield from (WORD + word for word in dict.fromkeys(piece.words))
    yield from (f"{PAIR}{left} {right}" for left, right in dict.fromkeys(pairwise(piece.words)))
    yield from dict.fromkeys(LETTERS + part for word in piece.words for part in _parts(word))
    if piece.words:
        yield FIRST + piece.words[0]
        yield LAST + piece.words[-1]


def _parts(word: str) -> Iterator[str]:
    edged = f"<{word}>"
    for size in NGRAMS:
        yield from (edged[at : at + size] for at in range(len(edged) - size + 1))


@dataclass(frozen=True)
class Classes(Generic[Kind]):
    """The kinds, and the weights of each feature for each of them."""

    kinds: tuple[Kind, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    weights: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    bias: Floats = field(default_factory=lambda: np.zeros(0))

    def chances(self, piece: Piece) -> dict[Kind, float]:
        """The chance of each kind, 0 to 1; they add up to 1. Empty where nothing was learnt."""
        if not self.kinds:
            return {}
        known = [(self.rows[name], WEIGHTS[name[0]]) for name in features(piece) if name in self.rows]
        score = self.bias
        if known:
            rows, values = (np.array(column) for column in zip(*known, strict=True))
            score = self.bias + values @ self.weights[rows] / math.sqrt(float(values @ values))
        chances = sigmoid(score)
        return dict(zip(self.kinds, (chances / chances.sum()).tolist(), strict=True))


def learn(lessons: Sequence[tuple[Piece, Kind]]) -> Classes[Kind]:
    """Learns to tell the kinds of the lessons apart. Every kind counts the same, however many examples it has."""
    if not lessons:
        return Classes()
    kinds = tuple(dict.fromkeys(kind for _, kind in lessons))
    found = [list(features(piece)) for piece, _ in lessons]
    rows = _known(found)
    matrix = _matrix(found, rows)
    told = Counter(kind for _, kind in lessons)
    share = np.array([len(lessons) / (len(kinds) * told[kind]) for _, kind in lessons])
    sides = {kind: np.array([1.0 if kind == other else -1.0 for _, other in lessons]) for kind in kinds}
    solved = [sparse_logistic(matrix, sides[kind] * share, np.zeros(len(lessons))) for kind in kinds]
    weights = np.array(solved).T
    return Classes(kinds, rows, weights[:-1], weights[-1])


def _known(found: Iterable[Sequence[str]]) -> dict[str, int]:
    """The features that are learnt, by number: all of few lessons, of many those that recur."""
    found = list(found)
    times = Counter(name for names in found for name in names)
    least = 2 if len(found) > FEW else 1
    return {name: place for place, name in enumerate(name for name, count in times.items() if count >= least)}


def _matrix(found: Sequence[Sequence[str]], rows: Mapping[str, int]) -> sp.csr_matrix:
    """A row for each message, of length 1, and a column for each feature."""
    cells = [(at, rows[name], WEIGHTS[name[0]]) for at, names in enumerate(found) for name in names if name in rows]
    places, columns, values = (np.array(column) for column in zip(*cells, strict=True)) if cells else (np.zeros(0),) * 3
    size = np.bincount(places.astype(np.intp), values**2, len(found))
    scaled = values / np.sqrt(size)[places.astype(np.intp)]
    return sp.csr_matrix((scaled, (places, columns)), shape=(len(found), len(rows)))
