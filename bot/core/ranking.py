"""Ranking: which entries answer a question, and how sure that is.

Lives here: the calibration of the index's evidence, and `Ranker.rank`.
Never here: how entries are scored (bot.core.index), what to do about a ranking (bot.core.deciding), texts, files.

How sure a ranking is comes from a logistic regression on the evidence, fitted on ways of asking that the index
had not seen.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.index import FOLDS, Corpus, Evidence, Index, Places, is_entry
from bot.core.linear import Floats, logistic, sigmoid
from bot.core.model import Knowledge
from bot.core.samples import FOREIGN, GAP, INTENT, TALK
from bot.core.terms import terms
from bot.core.text import Reader, Reading
from bot.core.turns import Match

# More rows than this add minutes of training and nothing measurable.
TRAINING_LIMIT = 20_000
# How many unseen questions the calibration looks at, of each kind.
CALIBRATION_LIMIT = 1_200
# A folder that names fewer questions it cannot answer learns to reject from its own entries, left out in turn;
# so many of those are asked for each way of asking that should be answered.
CURATED = 100
ABSENT_SHARE = 0.34
# Scores are near 1 for a sure label and near 0 for the rest; this turns their distance into a share.
SHARE_SCALE = 0.15


@dataclass(frozen=True, slots=True)
class Ranking:
    """Entries best first with their confidence, and what else the question may be."""

    matches: tuple[Match, ...]
    evidence: Evidence
    gap: str = ""
    gap_score: float = 0.0
    intent: str = ""
    talk_score: float = 0.0
    foreign_score: float = 0.0
    closest: str = ""

    @property
    def confidence(self) -> float:
        return self.matches[0].confidence if self.matches else 0.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """From evidence to the probability that the best entry is right."""

    mean: Floats
    spread: Floats
    weights: Floats

    @classmethod
    def fit(cls, evidence: Sequence[Evidence], right: Sequence[bool]) -> Calibration:
        rows = np.array([one.values for one in evidence], float)
        mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
        return cls(mean, spread, logistic((rows - mean) / spread, np.array(right, float)))

    def confidence(self, evidence: Evidence) -> float:
        """Between 0 and 1."""
        row = (np.array(evidence.values, float) - self.mean) / self.spread
        return float(sigmoid(np.array(float(row @ self.weights[:-1] + self.weights[-1]))))


def cross_fit(corpus: Corpus) -> Calibration:
    """The calibration from questions the index had not seen: by way of asking, and by entry if need be."""
    evidence: list[Evidence] = []
    right: list[bool] = []
    for fold in range(FOLDS):
        absent = _absent(corpus, fold)
        asked = _asked(corpus, fold, absent)
        gone = [row for row, sample in enumerate(corpus.samples) if sample.label in absent]
        learnt = np.setdiff1d(np.arange(len(corpus.samples)), np.concatenate([asked, np.array(gone, np.intp)]))
        # The gaps and the kinds of small talk have no part in the evidence, so they need not be learnt here.
        index = Index.build(corpus, _limited(learnt, TRAINING_LIMIT), len(corpus.entries) + 2)
        for row in asked:
            weighed = index.evidence(corpus.readings[row], corpus.vector(int(row)))
            evidence.append(weighed.evidence)
            right.append(weighed.ranked[0][0] == corpus.samples[row].label)
    return Calibration.fit(evidence, right)


def _absent(corpus: Corpus, fold: int) -> frozenset[str]:
    """The entries left out whole in this fold: none where the knowledge names what it does not answer."""
    named = sum(label.startswith(GAP) for sample in corpus.samples for label in sample.labels)
    if named >= CURATED:
        return frozenset()
    return frozenset(entry for place, entry in enumerate(sorted(corpus.entries)) if place % FOLDS == fold)


def _asked(corpus: Corpus, fold: int, absent: frozenset[str]) -> Places:
    """The rows to ask about in this fold: a block of ways of each kind, and some of the absent entries' as foreign."""
    own: list[int] = []
    other: list[int] = []
    gone: list[int] = []
    for row, sample in enumerate(corpus.samples):
        if sample.asked and sample.block == fold:
            kind = other if not is_entry(sample.label) else gone if sample.label in absent else own
            kind.append(row)
    share = CALIBRATION_LIMIT // FOLDS
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
    def build(cls, knowledge: Knowledge, reader: Reader) -> Ranker:
        """Learns from the knowledge; 8,000 examples take a few seconds."""
        corpus = Corpus.build(knowledge, reader)
        index = Index.build(corpus, _limited(np.arange(len(corpus.samples)), TRAINING_LIMIT))
        return cls(corpus, index, cross_fit(corpus))

    def rank(self, reading: Reading) -> Ranking:
        """Entries best first; the first one's confidence is calibrated, the others share what it leaves."""
        document = terms(reading, self.corpus.concepts)
        weighed = self.index.evidence(reading, self.corpus.vectoriser.vector(document))
        confidence = self.calibration.confidence(weighed.evidence)
        top = weighed.ranked[0][1]
        shares = [math.exp(min(0.0, score - top) / SHARE_SCALE) for _, score in weighed.ranked]
        matches = tuple(
            Match(label, confidence * share) for (label, _), share in zip(weighed.ranked, shares, strict=True)
        )
        scores = weighed.scores
        gap, gap_score = self.index.best(scores, self.index.gaps)
        intent, _ = self.index.best(scores, self.index.intents)
        return Ranking(
            matches, weighed.evidence, gap.removeprefix(GAP), gap_score, intent.removeprefix(INTENT),
            float(scores[self.index.labels.index(TALK)]), float(scores[self.index.labels.index(FOREIGN)]),
            self.corpus.samples[weighed.row].text if weighed.row >= 0 else "",
        )  # fmt: skip
