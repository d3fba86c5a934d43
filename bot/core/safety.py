"""Noticing that a person may be in danger, before anything else is done with a message.

Lives here: the detector: a logistic regression on signs, words and what stands near what.
Never here: help lines, texts, words of danger (bot.core.signs reads them), what happens next.

Patterns of signs put a message on one side to begin with; what the examples teach moves it from there. So the
patterns hold where nothing was learnt, and an example that an operator adds counts for messages like it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.optimize import minimize

from bot.core.linear import Floats, sigmoid
from bot.core.model import Knowledge, Safety
from bot.core.signs import Mark, Pattern, SignReader
from bot.core.text import Reader

# All scores are log-odds. The numbers were chosen by cross-validation on the shipped examples.
ALARM = -0.5
# A sentence beside a question about the subject is likely a case that someone asks about: it needs a clearer sign,
# unless it has a pattern that is urgent wherever it stands.
ASKED_ALARM = 2.5
# Where a score starts: with an uncalmed pattern, and without any sign at all.
PATTERN, NO_SIGN = 1.0, -2.0

# Pairs stand at most so many words apart.
NEAR = 3
# A text of more words is looked at in windows, each beginning half a window after the last.
LONG = 40
STEP = LONG // 2
SENTENCE_WORDS = 3
# Families of features: single signs, signs near each other, signs in one message, words, pairs of words.
GROUP, NEARBY, TOGETHER, WORD, PAIR = "g", "n", "t", "w", "p"
WEIGHTS = {GROUP: 1.0, NEARBY: 0.8, TOGETHER: 0.4, WORD: 0.6, PAIR: 0.5}
# Examples are few and ordinary questions many, so a question counts less; its single sentences count less still.
ORDINARY, SENTENCE = 0.3, 0.5
PENALTY = 1 / 60
STEPS, MEMORY = 80, 5
# From so many lessons on, what occurs in one of them only is left out.
FEW = 400

_SENTENCE = re.compile(r"[.!?;]+")

# A piece, +1 for danger or -1, and how much it counts.
Lesson: TypeAlias = "tuple[Piece, float, float]"


@dataclass(frozen=True, slots=True)
class Piece:
    """What the model sees of some words: features, and where their score starts."""

    features: frozenset[str]
    start: float
    calm: bool = False
    urgent: bool = False


@dataclass(frozen=True)
class Detector:
    """Tells messages of danger from the rest."""

    reader: SignReader
    patterns: tuple[Pattern, ...]
    background: frozenset[str]
    calming: frozenset[str]
    columns: Mapping[str, int]
    weights: Floats
    bias: float

    @classmethod
    def build(cls, knowledge: Knowledge, reader: Reader) -> Detector:
        """Learns from the safety examples; ordinary questions count as harmless."""
        safety = knowledge.safety
        blank = cls._untaught(safety, reader)
        lessons = [*blank._lessons(safety.danger, 1.0, 0.0), *blank._lessons(safety.harmless, -1.0, SENTENCE)]
        for piece, sign, weight in blank._lessons(_ordinary(knowledge), -1.0, SENTENCE):
            lessons.append((piece, sign, weight * ORDINARY))
        return blank._taught(lessons)

    @classmethod
    def _untaught(cls, safety: Safety, reader: Reader) -> Detector:
        signs = safety.signs
        patterns = tuple(Pattern.parse(pattern) for pattern in signs.patterns)
        background = frozenset((*signs.background, *signs.calming))
        sign_reader = SignReader.build(signs, reader)
        return cls(sign_reader, patterns, background, frozenset(signs.calming), {}, np.zeros(0), 0.0)

    def _lessons(self, texts: Iterable[str], sign: float, sentence: float) -> Iterator[Lesson]:
        for text in texts:
            shown = self.reader.variants(text)[-1]
            words = self.reader.words(shown)
            yield self.piece(words[:LONG]), sign, 1.0
            if sentence:
                yield from ((self.piece(part), sign, sentence) for part in self._sentences(shown, words))

    def _taught(self, lessons: Sequence[Lesson]) -> Detector:
        counts = Counter(feature for piece, _, _ in lessons for feature in piece.features)
        least = 2 if len(lessons) > FEW else 1
        kept = sorted(feature for feature, count in counts.items() if count >= least)
        columns = {feature: column for column, feature in enumerate(kept)}
        learnt = _logistic(lessons, columns)
        return replace(self, columns=columns, weights=learnt[:-1], bias=float(learnt[-1]))

    def alarmed(self, text: str) -> bool:
        """Whether `text` sounds like a person in danger or distress."""
        return any(self._is_danger(variant) for variant in self.reader.variants(text))

    def _is_danger(self, text: str) -> bool:
        words = self.reader.words(text)
        starts = range(0, max(1, len(words) - STEP), STEP) if len(words) > LONG else (0,)
        windows = [self.piece(words[at : at + LONG]) for at in starts]
        if any(self.score(window) >= ALARM for window in windows):
            return True
        asked = any(window.calm for window in windows)
        sentences = (self.piece(part) for part in self._sentences(text, words))
        return any(self.score(part) >= (ASKED_ALARM if asked and not part.urgent else ALARM) for part in sentences)

    def _sentences(self, text: str, words: Sequence[str]) -> Iterator[list[str]]:
        """The words of each sentence of a text that has several and of which `words` are all words."""
        for sentence in _SENTENCE.split(text):
            part = self.reader.words(sentence)
            if SENTENCE_WORDS <= len(part) <= LONG and len(part) < len(words):
                yield part

    def score(self, piece: Piece) -> float:
        """Log-odds that `piece` tells of danger."""
        columns, values = _row(piece.features, self.columns)
        return self.bias + piece.start + float(values @ self.weights[columns])

    def piece(self, words: Sequence[str]) -> Piece:
        """What the model sees of `words`."""
        marks = self.reader.marks(words)
        places: dict[str, list[int]] = {}
        for mark in marks:
            places.setdefault(mark.group, []).append(mark.start)
        features = frozenset(_features(words, marks, sorted(places)))
        calm = not self.calming.isdisjoint(places)
        if self.reader.table.groups and places.keys() <= self.background:
            return Piece(features, NO_SIGN, calm)
        found = [] if calm else [pattern for pattern in self.patterns if pattern.fits(places)]
        return Piece(features, PATTERN if found else 0.0, calm, any(pattern.urgent for pattern in found))


def _ordinary(knowledge: Knowledge) -> Iterator[str]:
    for source in (knowledge.entries, knowledge.gaps, knowledge.intents):
        for asked in source.values():
            yield from asked.questions
    yield from knowledge.foreign


def _features(words: Sequence[str], marks: Sequence[Mark], groups: Sequence[str]) -> Iterator[str]:
    yield from (WORD + word for word in words)
    yield from (f"{PAIR}{left} {right}" for left, right in pairwise(words))
    yield from (GROUP + group for group in groups)
    yield from (f"{TOGETHER}{one} {two}" for place, one in enumerate(groups) for two in groups[place + 1 :])
    starting: dict[int, list[str]] = {}
    for mark in marks:
        starting.setdefault(mark.start, []).append(mark.group)
    for mark in marks:
        for at in range(mark.end, mark.end + NEAR + 1):
            yield from (f"{NEARBY}{mark.group} {other}" for other in starting.get(at, ()))


def _row(features: Iterable[str], columns: Mapping[str, int]) -> tuple[npt.NDArray[np.int32], Floats]:
    known = [feature for feature in features if feature in columns]
    values = np.array([WEIGHTS[feature[0]] for feature in known])
    if known:
        values /= np.sqrt(values @ values)
    return np.array([columns[feature] for feature in known], np.int32), values


def _logistic(lessons: Sequence[Lesson], columns: Mapping[str, int]) -> Floats:
    """Weights (bias last) that minimise the weighted logistic loss, each lesson starting where its piece does."""
    made = [_row(piece.features, columns) for piece, _, _ in lessons]
    ends = np.cumsum([0, *(len(values) for _, values in made)])
    parts = [np.concatenate([part[i] for part in made]) for i in (1, 0)]
    rows = sp.csr_matrix((*parts, ends), shape=(len(made), len(columns)))
    starts, signs, weights = np.array([(piece.start, sign, weight) for piece, sign, weight in lessons]).T

    def loss(found: Floats) -> tuple[float, Floats]:
        margins = signs * (starts + rows @ found[:-1] + found[-1])
        slopes = -signs * weights * sigmoid(-margins)
        gradient = np.append(rows.T @ slopes + PENALTY * found[:-1], slopes.sum())
        size = PENALTY / 2 * float(found[:-1] @ found[:-1])
        return float(weights @ np.logaddexp(0.0, -margins)) + size, gradient

    options = {"maxiter": STEPS, "maxcor": MEMORY}
    found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B", options=options)
    return np.asarray(found.x, np.float64)
