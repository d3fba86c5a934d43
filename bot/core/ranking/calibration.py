"""How sure a ranking is: from the evidence of the index to a probability.

Lives here: the calibration and how it is learnt, from questions that were left out of the index in turn and from what
other subjects taught.
Never here: the evidence (bot.core.ranking.index), thresholds.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul

import numpy as np

from bot.core.learning.factored import Places
from bot.core.learning.linear import CLOSE, Examples, Fit, Prior, sided_logistic
from bot.core.ranking.experience import MEAN, SPREAD, WEIGHTS
from bot.core.ranking.index import FOLDS, SIDES, Corpus, Evidence, Index, is_entry
from bot.core.ranking.samples import GAP

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
# An entry of few ways of asking is left with fewer still when some are kept out, and looks worse than it is: so many
# times over its ways a right answer counts more. By measure, with 1, 2, 4 and 8 ways an entry of two subjects.
FEWER = 1.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """From evidence to the probability that the best entry is right; one weight for each of `Evidence.values`."""

    weights: tuple[float, ...]
    bias: float

    @classmethod
    def fit(
        cls, evidence: Sequence[Evidence], right: Sequence[bool], worth: float = 1.0, experience: float = CLOSE.experience
    ) -> Calibration:
        """A right one counts as `worth` others; `experience`: how much it counts what other subjects taught."""
        mean, spread = np.array(MEAN), np.array(SPREAD)
        rows = (np.array([one.values for one in evidence], float) - mean) / spread
        examples = Examples(rows, np.array(right, float), np.where(right, worth, 1.0))
        *weights, bias = sided_logistic(examples, _expected(experience), np.array(SIDES))
        scaled = np.array(weights) / spread
        return cls(tuple(scaled.tolist()), float(bias - scaled @ mean))

    def confidence(self, evidence: Evidence) -> float:
        """Between 0 and 1."""
        lean = self.bias + sum(map(mul, self.weights, evidence.values))
        return 1.0 / (1.0 + math.exp(-min(max(lean, -30.0), 30.0)))


def _expected(experience: float) -> Prior:
    """What is expected before a folder's own questions are asked; without experience, nothing."""
    return Prior(np.array(WEIGHTS) if experience else np.zeros(len(WEIGHTS)), experience or 1.0)


def cross_fit(corpus: Corpus, fit: Fit = CLOSE) -> Calibration:
    """The calibration from questions the index had not seen."""
    evidence, right = unseen(corpus, fit)
    return Calibration.fit(evidence, right, worth(corpus.ways) if fit.experience else 1.0, fit.experience)


def worth(ways: float) -> float:
    """How many others a right answer counts as, where an entry has so many ways of asking on average."""
    return 1.0 + FEWER / max(1.0, ways)


def unseen(corpus: Corpus, fit: Fit = CLOSE) -> tuple[list[Evidence], list[bool]]:
    """Evidence about questions the index had not seen, and whether it was for the right entry: by way of asking, and by
    entry if need be.

    Every fold is learnt from nothing: begun at the weights of the whole, it would still know some of what it is asked.
    """
    evidence: list[Evidence] = []
    right: list[bool] = []
    for fold in range(_rounds(corpus)):
        absent = _absent(corpus, fold)
        asked = _asked(corpus, fold, absent)
        gone = [row for row, sample in enumerate(corpus.samples) if sample.label in absent]
        learnt = np.setdiff1d(np.arange(len(corpus.samples)), np.concatenate([asked, np.array(gone, np.intp)]))
        index = Index.build(corpus, limited(learnt, TRAINING_LIMIT), corpus.evidence_labels, fit)
        for row in asked:
            weighed = index.evidence(corpus.readings[row], corpus.named[row], corpus.vector(int(row)))
            evidence.append(weighed.evidence)
            right.append(weighed.ranked[0][0] == corpus.samples[row].label)
    return evidence, right


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
    kept = limited(np.array(own, np.intp), share)
    near = limited(np.array(gone, np.intp), math.ceil(len(kept) * ABSENT_SHARE))
    return np.concatenate([kept, limited(np.array(other, np.intp), share), near])


def limited(rows: Places, limit: int) -> Places:
    """At most `limit` of the rows, evenly spread."""
    if len(rows) <= limit:
        return rows
    return rows[np.linspace(0, len(rows) - 1, limit).astype(np.intp)]
