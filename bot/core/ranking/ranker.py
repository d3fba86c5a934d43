"""Ranking: which entries answer a question, and how sure that is.

Lives here: `Ranker.rank`.
Never here: how entries are scored (bot.core.ranking.index), how sure that is (bot.core.ranking.calibration), what to do
about a ranking, texts, files.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from bot.core.language.text import Reader, Reading
from bot.core.learning.linear import CLOSE, Fit
from bot.core.model import Knowledge
from bot.core.ranking.calibration import TRAINING_LIMIT, Calibration, cross_fit, limited
from bot.core.ranking.index import Corpus, Evidence, Index
from bot.core.ranking.rows import Columns, Vector
from bot.core.ranking.samples import GAP, INTENT, TALK
from bot.core.turns import Match

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
        chosen = limited(np.arange(len(corpus.samples)), TRAINING_LIMIT)
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
