"""Ranking: which entries answer a question, and how sure that is.

Lives here: the trained index, the evidence it gives, its calibration, and `Ranker.rank`.
Never here: what to do about a ranking (bot.core.deciding), texts, files.

The ranking is a ridge regression on words, word pairs, pieces of words and concepts, trained on every way of
asking, on the passages' own sentences, and on questions that must be left alone. How sure it is comes from a
logistic regression on the evidence, fitted on ways of asking that the index had not seen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bot.core.linear import Floats, Matrix, logistic, ridge, sigmoid
from bot.core.model import Knowledge
from bot.core.samples import FOREIGN, GAP, INTENT, TALK, Sample, Vocabulary, samples
from bot.core.terms import Concepts, Vectoriser, terms
from bot.core.text import Reader, Reading
from bot.core.turns import Match

FOLDS = 4
# More rows than this add minutes of training and nothing measurable.
TRAINING_LIMIT = 20_000
# How many unseen questions the calibration looks at, of each kind.
CALIBRATION_LIMIT = 1_600
# Without enough foreign questions of its own, a folder learns to reject from its own entries, left out in turn.
FOREIGN_SHARE = 0.25
MATCHES = 8
# Scores are near 1 for a sure label and near 0 for the rest; this turns their distance into a share.
SHARE_SCALE = 0.15


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for the best entry. The names are those of the numbers in `values`, in order."""

    score: float
    margin: float
    over_foreign: float
    over_talk: float
    explained: float
    left_over: float
    nearest: float
    words: float
    mended: float

    @property
    def values(self) -> tuple[float, ...]:
        return (
            self.score, self.margin, self.over_foreign, self.over_talk, self.explained, self.left_over,
            self.nearest, self.words, self.mended, self.score * self.explained, self.over_foreign * self.explained,
        )  # fmt: skip


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


@dataclass(frozen=True)
class Index:
    """Weights and words learnt from some rows; knows no probabilities yet."""

    labels: tuple[str, ...]
    weights: Matrix
    rows: sp.csr_matrix
    owned: Mapping[str, npt.NDArray[np.intp]]
    vocabulary: Vocabulary
    concepts: Concepts

    @classmethod
    def build(cls, corpus: Corpus, chosen: npt.NDArray[np.intp]) -> Index:
        """Trained on the rows `chosen` of the corpus."""
        labels = corpus.labels
        rows = corpus.rows[chosen]
        weights = ridge(rows, corpus.targets[chosen])
        owned: dict[str, list[int]] = {}
        for place, row in enumerate(chosen):
            owned.setdefault(corpus.samples[row].label, []).append(place)
        mine = [int(i) for i in chosen if corpus.samples[i].label in corpus.entries]
        vocabulary = Vocabulary.build(
            [corpus.readings[i] for i in mine], [corpus.samples[i].label for i in mine], corpus.concepts, corpus.reader
        )
        places = {label: np.array(found, np.intp) for label, found in owned.items()}
        return cls(labels, weights, rows, places, vocabulary, corpus.concepts)

    @cached_property
    def entries(self) -> npt.NDArray[np.intp]:
        return np.array([i for i, label in enumerate(self.labels) if _is_entry(label)], np.intp)

    def _group(self, prefix: str) -> npt.NDArray[np.intp]:
        return np.array([i for i, label in enumerate(self.labels) if label.startswith(prefix)], np.intp)

    @cached_property
    def gaps(self) -> npt.NDArray[np.intp]:
        return self._group(GAP)

    @cached_property
    def intents(self) -> npt.NDArray[np.intp]:
        return self._group(INTENT)

    def scores(self, columns: npt.NDArray[np.int32], values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """One score a label; 1 is as sure as a training row, 0 is nothing."""
        return np.asarray(values @ self.weights[columns], np.float32)

    def best(self, scores: npt.NDArray[np.float32], group: npt.NDArray[np.intp]) -> tuple[str, float]:
        """The label with the highest score in a group and that score; nothing for an empty group."""
        if not len(group):
            return "", 0.0
        top = int(group[int(np.argmax(scores[group]))])
        return self.labels[top], float(scores[top])

    def nearest(self, label: str, columns: npt.NDArray[np.int32], values: npt.NDArray[np.float32]) -> tuple[int, float]:
        """The row of `label` most like the question (cosine), and how like."""
        places = self.owned.get(label)
        if places is None or not len(columns):
            return -1, 0.0
        question = np.zeros(self.rows.shape[1], np.float32)
        question[columns] = values
        likeness = self.rows[places] @ question
        top = int(np.argmax(likeness))
        return int(places[top]), float(likeness[top])

    def evidence(self, reading: Reading, vector: tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]) -> Weighed:
        """All that the index can say about a question."""
        scores = self.scores(*vector)
        order = self.entries[np.argsort(-scores[self.entries], kind="stable")][:MATCHES]
        top, second = float(scores[order[0]]), float(scores[order[1]]) if len(order) > 1 else 0.0
        label = self.labels[order[0]]
        explained = self.vocabulary.explain(reading, label, self.concepts)
        row, near = self.nearest(label, *vector)
        foreign = float(scores[self.labels.index(FOREIGN)])
        talk = float(scores[self.labels.index(TALK)])
        mended = sum(word.typed != word.form for word in reading.words) / max(1, len(reading.words))
        evidence = Evidence(
            top, top - second, top - foreign, top - talk, explained.share, explained.left_over, near,
            math.log1p(len(reading.content)), mended,
        )  # fmt: skip
        ranked = tuple((self.labels[i], float(scores[i])) for i in order)
        return Weighed(ranked, evidence, scores, row)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question against an index: entries with raw scores, the evidence, every score, the closest row."""

    ranked: tuple[tuple[str, float], ...]
    evidence: Evidence
    scores: npt.NDArray[np.float32]
    row: int


@dataclass(frozen=True)
class Corpus:
    """The samples of a knowledge, read and turned into rows."""

    samples: tuple[Sample, ...]
    readings: tuple[Reading, ...]
    rows: sp.csr_matrix
    targets: Matrix
    labels: tuple[str, ...]
    entries: frozenset[str]
    concepts: Concepts
    reader: Reader
    vectoriser: Vectoriser

    @classmethod
    def build(cls, knowledge: Knowledge, reader: Reader) -> Corpus:
        """Reads every example once; the slow part of loading (about 0.3 ms an example)."""
        concepts = Concepts.build(knowledge.lexicon.concepts, reader)
        found = samples(knowledge, FOLDS)
        readings = tuple(reader.read(sample.text) for sample in found)
        documents = [terms(reading, concepts) for reading in readings]
        vectoriser = Vectoriser.build(documents, [sample.label for sample in found])
        extra = {label for sample in found for label in sample.labels if not _is_entry(label)}
        labels = (*knowledge.entries, *sorted(extra | {FOREIGN, TALK}))
        places = {label: i for i, label in enumerate(labels)}
        targets = np.zeros((len(found), len(labels)), np.float32)
        for row, sample in enumerate(found):
            targets[row, [places[label] for label in sample.labels]] = 1.0
        return cls(
            tuple(found), readings, vectoriser.matrix(documents), targets, labels,
            frozenset(knowledge.entries), concepts, reader, vectoriser,
        )  # fmt: skip

    def vector(self, row: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
        start, end = self.rows.indptr[row], self.rows.indptr[row + 1]
        return self.rows.indices[start:end], self.rows.data[start:end]


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
    """The calibration from questions the index had not seen: block by block, and entry by entry if need be."""
    evidence: list[Evidence] = []
    right: list[bool] = []
    for fold in range(FOLDS):
        held, absent = _held_out(corpus, fold)
        learnt = np.setdiff1d(np.arange(len(corpus.samples)), np.concatenate([held, absent]))
        index = Index.build(corpus, _limited(learnt, TRAINING_LIMIT))
        for row in np.concatenate([held, absent]):
            weighed = index.evidence(corpus.readings[row], corpus.vector(int(row)))
            evidence.append(weighed.evidence)
            right.append(weighed.ranked[0][0] == corpus.samples[row].label)
    return Calibration.fit(evidence, right)


def _held_out(corpus: Corpus, fold: int) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The rows to ask about in this fold, and the rows of entries left out whole to be asked as foreign ones."""
    rows = range(len(corpus.samples))
    foreign = sum(sample.label == FOREIGN for sample in corpus.samples)
    mine = sum(_is_entry(sample.label) for sample in corpus.samples)
    absent: set[str] = set()
    if foreign < FOREIGN_SHARE * mine:
        absent = {entry for i, entry in enumerate(sorted(corpus.entries)) if i % FOLDS == fold}
    held = [i for i in rows if corpus.samples[i].asked and corpus.samples[i].block == fold]
    own = [i for i in held if _is_entry(corpus.samples[i].label) and corpus.samples[i].label not in absent]
    other = [i for i in held if not _is_entry(corpus.samples[i].label)]
    gone = [i for i in rows if corpus.samples[i].label in absent]
    share = CALIBRATION_LIMIT // FOLDS
    kept = [_limited(np.array(part, np.intp), share) for part in (own, other)]
    return np.concatenate(kept), np.array(gone, np.intp)


def _limited(rows: npt.NDArray[np.intp], limit: int) -> npt.NDArray[np.intp]:
    """At most `limit` of the rows, evenly spread."""
    if len(rows) <= limit:
        return rows
    return rows[np.linspace(0, len(rows) - 1, limit).astype(np.intp)]


def _is_entry(label: str) -> bool:
    return label[0] != "*" and ":" not in label


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
        shares = [math.exp((score - top) / SHARE_SCALE) for _, score in weighed.ranked]
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
