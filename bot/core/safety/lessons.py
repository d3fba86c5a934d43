"""What the detector learns from: pieces of messages, each on one side, as features.

Lives here: the features of a piece, learning weights for them, the score they give.
Never here: how a message is cut into pieces, thresholds (bot.core.safety.detector), words of any language.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import scipy.sparse as sp

from bot.core.learning.factored import Places
from bot.core.learning.linear import sparse_logistic
from bot.core.safety.signs import Mark

# Pairs of signs stand at most so many words apart.
NEAR = 3
# Families of features: single signs, signs near each other, signs in one message, words, pairs of words.
GROUP, NEARBY, TOGETHER, WORD, PAIR = "g", "n", "t", "w", "p"
WEIGHTS = {GROUP: 1.0, NEARBY: 0.8, TOGETHER: 0.4, WORD: 0.6, PAIR: 0.5}
# From so many lessons on, what occurs in one of them only is left out.
FEW = 400


@dataclass(frozen=True, slots=True)
class Piece:
    """What the model sees of some words: the words, features of their signs, and where the score starts."""

    words: tuple[str, ...]
    signs: tuple[str, ...]
    start: float
    calm: bool = False
    urgent: bool = False

    @property
    def features(self) -> Iterator[str]:
        """Each feature once."""
        yield from self.signs
        yield from (WORD + word for word in dict.fromkeys(self.words))
        yield from (f"{PAIR}{left} {right}" for left, right in dict.fromkeys(pairwise(self.words)))


# A piece, and how much it counts: above 0 for danger, below 0 for harmless.
Lesson: TypeAlias = "tuple[Piece, float]"


@dataclass(frozen=True, slots=True)
class Learnt:
    """The weight of each feature that was learnt, times that of its family; what is unknown counts nothing."""

    weights: Mapping[str, float] = field(default_factory=dict)
    bias: float = 0.0

    def score(self, piece: Piece) -> float:
        """Log-odds; the features of a piece are scaled to length 1, so that a long one says no more."""
        total = size = 0.0
        for feature in piece.features:
            weight = self.weights.get(feature)
            if weight is not None:
                total += weight
                size += WEIGHTS[feature[0]] ** 2
        return self.bias + (total / math.sqrt(size) if size else 0.0)


def near(marks: Sequence[Mark], groups: Sequence[str]) -> tuple[str, ...]:
    """The features of signs: their `groups`, which of them are in one text, which stand near which."""
    found = {GROUP + group: None for group in groups}
    for place, one in enumerate(groups):
        for two in groups[place + 1 :]:
            found[f"{TOGETHER}{one} {two}"] = None
    starting: dict[int, list[str]] = {}
    for group, start, _ in marks:
        starting.setdefault(start, []).append(group)
    for group, _, end in marks:
        for at in range(end, end + NEAR + 1):
            for other in starting.get(at, ()):
                found[f"{NEARBY}{group} {other}"] = None
    return tuple(found)


def learn(lessons: Sequence[Lesson]) -> Learnt:
    """Weights that tell lessons of danger from the others."""
    places, columns, names = _cells([piece for piece, _ in lessons])
    kept = np.bincount(columns, minlength=len(names)) >= (2 if len(lessons) > FEW else 1)
    family = np.array([WEIGHTS[name[0]] for name in names])
    values = (family * kept)[columns]
    size = np.bincount(places, values**2, len(lessons))
    values /= np.sqrt(np.maximum(size, 1e-12))[places]
    rows = sp.csr_matrix((values, (places, columns)), shape=(len(lessons), len(names)))[:, kept]
    starts = np.array([piece.start for piece, _ in lessons])
    found = sparse_logistic(rows, np.array([truth for _, truth in lessons]), starts)
    told = [name for name, is_kept in zip(names, kept.tolist(), strict=True) if is_kept]
    return Learnt(dict(zip(told, (found[:-1] * family[kept]).tolist(), strict=True)), float(found[-1]))


def _cells(pieces: Sequence[Piece]) -> tuple[Places, Places, list[str]]:
    """Which piece has which feature, each pair once, and the features by number.

    Most features are words and pairs of words, and are counted as numbers: half the time that texts would take.
    """
    words: dict[str, int] = {}
    signs: dict[str, int] = {}
    used = np.array([words.setdefault(word, len(words)) for piece in pieces for word in piece.words], np.intp)
    told = np.array([signs.setdefault(sign, len(signs)) for piece in pieces for sign in piece.signs], np.intp)
    row = np.repeat(np.arange(len(pieces)), [len(piece.words) for piece in pieces])
    together = row[1:] == row[:-1]
    pairs, pair = np.unique((used[:-1] * len(words) + used[1:])[together], return_inverse=True)
    known = list(words)
    names = [
        *signs, *(WORD + word for word in known),
        *(f"{PAIR}{known[code // len(words)]} {known[code % len(words)]}" for code in pairs.tolist()),
    ]  # fmt: skip
    places = np.concatenate(
        [np.repeat(np.arange(len(pieces)), [len(piece.signs) for piece in pieces]), row, row[1:][together]]
    )
    columns = np.concatenate([told, len(signs) + used, len(signs) + len(words) + pair])
    cells = np.sort(places * len(names) + columns)
    once = cells[np.diff(cells, prepend=-1) > 0]  # np.unique would hash them, ten times as slow
    return once // len(names), once % len(names), names
