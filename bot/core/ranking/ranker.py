"""Ranking: which entries answer a question, and how sure that is.

Lives here: the calibration of the index's evidence, and `Ranker.rank`.
Never here: how entries are scored (bot.core.ranking.index), what to do about a ranking, texts, files.

How sure a ranking is comes from a logistic regression on the evidence, fitted on ways of asking that the index
had not seen.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import mul
from typing import NamedTuple

import numpy as np

from bot.core.language.text import Reader, Reading
from bot.core.learning.factored import Places
from bot.core.learning.linear import CLOSE, Fit, logistic
from bot.core.model import Knowledge
from bot.core.ranking.index import FOLDS, Corpus, Evidence, Index, is_entry
from bot.core.ranking.rows import Columns, Vector
from bot.core.ranking.samples import GAP, INTENT, TALK
from bot.core.turns import Match

# More rows than this add minutes of training and nothing measurable.
TRAINING_LIMIT = 40_000
# How many unseen questions the calibration looks at, of each kind.
CALIBRATION_LIMIT = 1_200
# A folder that names fewer questions it cannot answer learns to reject from its own entries, left out in turn;
# so many of those are asked for each way of asking that should be answered.
CURATED = 100
ABSENT_SHARE = 0.34
# Up to so many entries, all folds are learnt.
MANY_ENTRIES = 100
# Scores are near 1 for a sure label and near 0 for the rest; this turns their distance into a share.
SHARE_SCALE = 0.15
# Below this score nothing is taken for small talk, so that its examples need not be looked at.
MAYBE_TALK = 0.15


@dataclass(frozen=True, slots=True)
class Ranking:
    """Entries best first with their confidence, and what else the question may be."""

    matches: tuple[Match, ...]
    evidence: Evidence
    gap: str = ""
    gap_score: float = 0.0
    intent: str = ""
    talk_score: float = 0.0
    talk_likeness: float = 0.0
    talk_explained: float = 1.0
    out_of_scope_score: float = 0.0
    closest: str = ""

    @property
    def confidence(self) -> float:
        return self.matches[0].confidence if self.matches else 0.0

    def taken_for(self, talk: Talk) -> Ranking:
        """The same ranking where small talk was told from more of the message."""
        return replace(
            self, intent=talk.intent, talk_score=talk.score, talk_likeness=talk.likeness, talk_explained=talk.explained
        )


class Talk(NamedTuple):
    """The likeliest kind of small talk, how much a question is small talk at all, how like its nearest example, and
    the share of the question that words of small talk explain."""

    intent: str
    score: float
    likeness: float
    explained: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """From evidence to the probability that the best entry is right; one weight for each of `Evidence.values`."""

    weights: tuple[float, ...]
    bias: float

    @classmethod
    def fit(cls, evidence: Sequence[Evidence], right: Sequence[bool]) -> Calibration:
        rows = np.array([one.values for one in evidence], float)
        mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
        *weights, bias = logistic((rows - mean) / spread, np.array(right, float))
        scaled = np.array(weights) / spread
        return cls(tuple(scaled.tolist()), float(bias - scaled @ mean))

    def confidence(self, evidence: Evidence) -> float:
        """Between 0 and 1."""
        lean = self.bias + sum(map(mul, self.weights, evidence.values))
        return 1.0 / (1.0 + math.exp(-min(max(lean, -30.0), 30.0)))


def cross_fit(corpus: Corpus, fit: Fit = CLOSE) -> Calibration:
    """The calibration from questions the index had not seen: by way of asking, and by entry if need be.

    Every fold is learnt from nothing: begun at the weights of the whole, it would still know some of what it is asked.
    """
    evidence: list[Evidence] = []
    right: list[bool] = []
    for fold in range(_rounds(corpus)):
        absent = _absent(corpus, fold)
        asked = _asked(corpus, fold, absent)
        gone = [row for row, sample in enumerate(corpus.samples) if sample.label in absent]
        learnt = np.setdiff1d(np.arange(len(corpus.samples)), np.concatenate([asked, np.array(gone, np.intp)]))
        index = Index.build(corpus, _limited(learnt, TRAINING_LIMIT), corpus.evidence_labels, fit)
        for row in asked:
            weighed = index.evidence(corpus.readings[row], corpus.named[row], corpus.vector(int(row)))
            evidence.append(weighed.evidence)
            right.append(weighed.ranked[0][0] == corpus.samples[row].label)
    return Calibration.fit(evidence, right)


def _rounds(corpus: Corpus) -> int:
    """How many of the folds are learnt: a fold takes long where entries are many, but then it also asks much."""
    return max(1, FOLDS * MANY_ENTRIES // max(MANY_ENTRIES, len(corpus.entries)))


def _absent(corpus: Corpus, fold: int) -> frozenset[str]:
    """The entries left out whole in this fold: none where the knowledge names what it does not answer."""
    named = sum(label.startswith(GAP) for sample in corpus.samples for label in sample.labels)
    if named >= CURATED:
        return frozenset()
    return frozenset(entry for place, entry in enumerate(sorted(corpus.entries)) if place % FOLDS == fold)


def _asked(corpus: Corpus, fold: int, absent: frozenset[str]) -> Places:
    """The rows to ask about in this fold: a block of ways of each kind, and some of the absent entries'."""
    own: list[int] = []
    other: list[int] = []
    gone: list[int] = []
    for row, sample in enumerate(corpus.samples):
        if sample.asked and sample.block == fold:
            kind = other if not is_entry(sample.label) else gone if sample.label in absent else own
            kind.append(row)
    share = CALIBRATION_LIMIT // _rounds(corpus)
    kept = _limited(np.array(own, np.intp), share)
    near = _limited(np.array(gone, np.intp), math.ceil(len(kept) * ABSENT_SHARE))
    return np.concatenate([kept, _limited(np.array(other, np.intp), share), near])


def _limited(rows: Places, limit: int) -> Places:
    """At most `limit` of the rows, evenly spread."""
    if len(rows) <= limit:
        return rows
    return rows[np.linspace(0, len(rows) - 1, limit).astype(np.intp)]


@dataclass(frozen=True)
class Ranker:
    """Ranks the entries of one knowledge for a question."""

    corpus: Corpus
    index: Index
    calibration: Calibration

    @classmethod
    def build(cls, knowledge: Knowledge, reader: Reader, fit: Fit = CLOSE) -> Ranker:
        """Learns from the knowledge; 8,000 examples take a few seconds."""
        corpus = Corpus.build(knowledge, reader)
        chosen = _limited(np.arange(len(corpus.samples)), TRAINING_LIMIT)
        index = Index.build(corpus, chosen, corpus.labels, fit)
        return cls(corpus.learnt(), index, cross_fit(corpus, fit))

    def rank(self, reading: Reading) -> Ranking:
        """Entries best first; the first one's confidence is calibrated, the others share what it leaves."""
        named = self.corpus.concepts.find(reading.forms)
        vector = self.corpus.vectoriser.vector(reading, named)
        weighed = self.index.evidence(reading, named, vector)
        confidence = self.calibration.confidence(weighed.evidence)
        top = weighed.ranked[0][1]
        shares = [(label, math.exp(min(0.0, score - top) / SHARE_SCALE)) for label, score in weighed.ranked]
        matches = tuple([Match(label, confidence * share) for label, share in shares])
        scores = weighed.scores
        gap, gap_score = self.index.best(scores, self.index.gaps)
        talk = self._talk(reading, named, vector, scores)
        return Ranking(
            matches, weighed.evidence, gap.removeprefix(GAP), gap_score, talk.intent, talk.score, talk.likeness,
            talk.explained, float(scores[self.index.out_of_scope]),
            self.corpus.samples[weighed.row].text if weighed.row >= 0 else "",
        )  # fmt: skip

    def talk(self, reading: Reading) -> Talk:
        """Of a ranking only the small talk."""
        named = self.corpus.concepts.find(reading.forms)
        vector = self.corpus.vectoriser.vector(reading, named)
        return self._talk(reading, named, vector, self.index.scores(*vector))

    def _talk(
        self, reading: Reading, named: Sequence[str], vector: tuple[Columns, Vector], scores: Vector
    ) -> Talk:
        intent, _ = self.index.best(scores, self.index.intents)
        score, likeness, explained = float(scores[self.index.talk]), 0.0, 1.0
        if score >= MAYBE_TALK:
            likeness = self.index.nearest(TALK, *vector)[1]
            if reading.content:
                explained = self.index.vocabulary.explain(reading, [TALK], self.corpus.concepts, named)[0].share
        return Talk(intent.removeprefix(INTENT), score, likeness, explained)
