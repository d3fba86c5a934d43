"""What is learnt from the examples, and the evidence it gives about a question.

Lives here: the examples as rows (`Corpus`), the trained weights and words (`Index`), the evidence for an entry.
Never here: probabilities (bot.core.ranking.ranker), decisions, files.

An entry's score comes from a linear support vector machine on words, word pairs, n-grams of letters and concepts,
trained on every way of asking, on the passages' own sentences, and on questions that must be left alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp

from bot.core.language.terms import Concepts
from bot.core.language.text import Reader, Reading
from bot.core.learning.factored import Factored, Matrix, Places, together
from bot.core.learning.linear import CLOSE, Fit, squared_hinge
from bot.core.model import Knowledge
from bot.core.ranking.rows import Columns, Counts, Vector, Vectoriser
from bot.core.ranking.samples import GAP, INTENT, OUT_OF_SCOPE, TALK, Explanation, Sample, Vocabulary, roots, samples

# Ways of asking are told apart in this many blocks, for `cross_fit` to leave out in turn.
FOLDS = 4
MATCHES = 8
# The best few are put in order again by how much of the question each explains: 1 point better top-1 on
# questions of an author the index has not read.
REORDERED = 5
EXPLAINED_WEIGHT = 0.35
# A part of an overview that scores this share of it goes first.
SPECIFIC = 0.9
NOTHING = Explanation(0.0, 0.0)
# Which way each of `Evidence.values` speaks: 1 for the entry, -1 against it, 0 either way.
SIDES = (1, 1, 1, 1, 1, -1, 1, 0, -1, 1, 1, 1, 1)
# A narrow lead says more than a wide one says more still, and so does little likeness: above these, more of either
# says hardly anything.
ENOUGH_MARGIN, ENOUGH_LIKENESS = 0.2, 0.4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for the best entry. The names are those of the numbers in `values`, in order."""

    score: float
    margin: float
    over_out_of_scope: float
    over_talk: float
    explained: float
    left_over: float
    nearest: float
    words: float
    mended: float

    @property
    def values(self) -> tuple[float, ...]:
        return (
            self.score, self.margin, self.over_out_of_scope, self.over_talk, self.explained, self.left_over,
            self.nearest, self.words, self.mended, self.score * self.explained, self.over_out_of_scope * self.explained,
            min(self.margin, ENOUGH_MARGIN), min(self.nearest, ENOUGH_LIKENESS),
        )  # fmt: skip


class Candidate(NamedTuple):
    """An entry among the best: its raw score, the score it is ordered by, and what it explains."""

    label: str
    score: float
    total: float
    explained: Explanation


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question against an index: entries with raw scores, the evidence, every score, the closest row."""

    ranked: tuple[tuple[str, float], ...]
    evidence: Evidence
    scores: Vector
    row: int


@dataclass(frozen=True)
class Corpus:
    """The samples of a knowledge, read and turned into rows; `named` are the concepts that each names."""

    samples: tuple[Sample, ...]
    readings: tuple[Reading, ...]
    named: tuple[tuple[str, ...], ...]
    roots: tuple[tuple[str, ...], ...]
    rows: Factored
    targets: sp.csc_matrix
    labels: tuple[str, ...]
    entries: frozenset[str]
    parents: Mapping[str, str]
    concepts: Concepts
    frequency: Mapping[str, float]
    vectoriser: Vectoriser

    @classmethod
    def build(cls, knowledge: Knowledge, reader: Reader) -> Corpus:
        """Reads every example once (about 0.07 ms an example)."""
        concepts = Concepts.build(knowledge.lexicon.concepts, reader)
        found = samples(knowledge, FOLDS)
        readings = tuple(reader.read(sample.text) for sample in found)
        named = tuple(concepts.find(reading.forms) for reading in readings)
        rooted = tuple(roots(reading, names) for reading, names in zip(readings, named, strict=True))
        vectoriser, rows = Vectoriser.build(Counts.of(readings, named), [sample.label for sample in found])
        extra = {label for sample in found for label in sample.labels if not is_entry(label)}
        labels = (*knowledge.entries, OUT_OF_SCOPE, TALK, *sorted(extra - {OUT_OF_SCOPE, TALK}))
        parents = {entry.id: entry.parent for entry in knowledge.entries.values() if entry.parent}
        return cls(
            tuple(found), readings, named, rooted, rows, _targets(found, labels), labels,
            frozenset(knowledge.entries), parents, concepts, reader.frequency, vectoriser,
        )  # fmt: skip

    @property
    def evidence_labels(self) -> tuple[str, ...]:
        """The labels that evidence rests on. The gaps and the kinds of small talk have no part in it."""
        return tuple(label for label in self.labels if is_entry(label) or label in (OUT_OF_SCOPE, TALK))

    @property
    def ways(self) -> float:
        """How many ways of asking an entry has, on average."""
        asked = sum(sample.asked and is_entry(sample.label) for sample in self.samples)
        return asked / max(1, len(self.entries))

    def learnt(self) -> Corpus:
        """What is still needed when everything has been learnt; the texts as read and as rows are not."""
        nothing = np.empty(0, np.intp)
        return replace(
            self, readings=(), named=(), roots=(), rows=self.rows[nothing], targets=self.targets[nothing]
        )

    def vector(self, row: int) -> tuple[Columns, Vector]:
        whole = self.rows.whole
        start, end = whole.indptr[row], whole.indptr[row + 1]
        return whole.indices[start:end], whole.data[start:end]


def _targets(found: Sequence[Sample], labels: Sequence[str]) -> sp.csc_matrix:
    """1 for each label that a sample stands for, 0 for the rest: samples x labels."""
    places = {label: place for place, label in enumerate(labels)}
    ones = [(row, places[label]) for row, sample in enumerate(found) for label in sample.labels]
    rows, columns = np.array(ones, np.intp).T
    return sp.csc_matrix((np.ones(len(ones), np.float32), (rows, columns)), shape=(len(found), len(labels)))


@dataclass(frozen=True)
class Index:
    """Weights and words learnt from some rows; knows no probabilities yet."""

    labels: tuple[str, ...]
    weights: Matrix
    rows: sp.csr_matrix
    owned: Mapping[str, Places]
    vocabulary: Vocabulary
    concepts: Concepts
    parents: Mapping[str, str]

    @classmethod
    def build(cls, corpus: Corpus, chosen: Places, labels: tuple[str, ...], fit: Fit = CLOSE) -> Index:
        """Trained on the rows `chosen` of the corpus, for the `labels` of it that are asked for."""
        rows = corpus.rows[chosen]
        columns = [corpus.labels.index(label) for label in labels]
        weights = squared_hinge(rows, corpus.targets[chosen][:, columns].tocsc(), fit)
        owned: dict[str, list[int]] = {}
        for place, row in enumerate(chosen):
            owned.setdefault(corpus.samples[row].label, []).append(place)
        mine = ((corpus.samples[row].label, corpus.roots[row]) for row in chosen)
        told = corpus.entries | {TALK}
        vocabulary = Vocabulary.build((one for one in mine if one[0] in told), corpus.frequency, beside=TALK)
        places = {label: np.array(found, np.intp) for label, found in owned.items()}
        return cls(labels, weights, rows.whole, places, vocabulary, corpus.concepts, corpus.parents)

    @cached_property
    def entries(self) -> Places:
        return np.array([i for i, label in enumerate(self.labels) if is_entry(label)], np.intp)

    def _group(self, prefix: str) -> Places:
        return np.array([i for i, label in enumerate(self.labels) if label.startswith(prefix)], np.intp)

    @cached_property
    def gaps(self) -> Places:
        return self._group(GAP)

    @cached_property
    def intents(self) -> Places:
        return self._group(INTENT)

    @cached_property
    def out_of_scope(self) -> int:
        return self.labels.index(OUT_OF_SCOPE)

    @cached_property
    def talk(self) -> int:
        return self.labels.index(TALK)

    @cached_property
    def _blocks(self) -> dict[str, sp.csr_matrix]:
        """The rows of each label that was asked for: cutting them out costs more than comparing with them."""
        return {}

    def scores(self, columns: Columns, values: Vector) -> Vector:
        """One score a label; 1 is as sure as a training row, 0 is nothing."""
        return np.asarray(values @ self.weights[columns], np.float32)

    def best(self, scores: Vector, group: Places) -> tuple[str, float]:
        """The label with the highest score in a group and that score; nothing for an empty group."""
        if not len(group):
            return "", 0.0
        top = int(group[int(np.argmax(scores[group]))])
        return self.labels[top], float(scores[top])

    def nearest(self, label: str, columns: Columns, values: Vector) -> tuple[int, float]:
        """The row of `label` most like the question (cosine), and how like."""
        places = self.owned.get(label)
        if places is None or not len(columns):
            return -1, 0.0
        question = np.zeros(self.rows.shape[1], np.float32)
        question[columns] = values
        block = self._blocks.get(label)
        if block is None:
            block = self._blocks[label] = together(self.rows, places)
        likeness = block @ question
        top = int(likeness.argmax())
        return int(places[top]), float(likeness[top])

    def evidence(self, reading: Reading, named: Sequence[str], vector: tuple[Columns, Vector]) -> Weighed:
        """All that the index can say about a question, which names the concepts `named`."""
        scores = self.scores(*vector)
        ranked = self._ordered(reading, named, scores)
        best = ranked[0]
        # An overview that gave way to its part, though it scores a little more, is no rival.
        second = next((one.total for one in ranked[1:] if one.total <= best.total), 0.0)
        row, near = self.nearest(best.label, *vector)
        mended = sum(word.typed != word.form for word in reading.words) / max(1, len(reading.words))
        evidence = Evidence(
            best.score, best.total - second, best.score - float(scores[self.out_of_scope]),
            best.score - float(scores[self.talk]), best.explained.share, best.explained.left_over,
            near, math.log1p(len(reading.content)), mended,
        )  # fmt: skip
        return Weighed(tuple((one.label, one.total) for one in ranked), evidence, scores, row)

    def _ordered(self, reading: Reading, named: Sequence[str], scores: Vector) -> list[Candidate]:
        order = self._first(scores)
        labels = [self.labels[place] for place in order]
        explained = self.vocabulary.explain(reading, labels[:REORDERED], self.concepts, named)
        explained += [NOTHING] * (len(order) - len(explained))
        found = [
            Candidate(label, score, score + EXPLAINED_WEIGHT * one.share, one)
            for label, score, one in zip(labels, scores[order].tolist(), explained, strict=True)
        ]
        found.sort(key=lambda one: -one.total)
        return self._specific(found)

    def _first(self, scores: Vector) -> Places:
        """The places of the entries with the highest scores, best first; of equal ones the earlier entry."""
        worth = -scores[self.entries]
        near = np.sort(np.argpartition(worth, MATCHES)[:MATCHES]) if len(worth) > MATCHES else np.arange(len(worth))
        return self.entries[near[np.argsort(worth[near], kind="stable")]]

    def _specific(self, found: list[Candidate]) -> list[Candidate]:
        """An overview gives way to a part of it that scores nearly as well: the specific question is about the part."""
        for place, one in enumerate(found[1:], 1):
            if self.parents.get(one.label) == found[0].label and one.score >= SPECIFIC * found[0].score:
                return [one, *found[:place], *found[place + 1 :]]
        return found


def is_entry(label: str) -> bool:
    """Whether a label is an entry, not a gap, small talk or "out of scope"."""
    return label[0] != "*" and ":" not in label
