"""From a reading to weighted terms: words, roots, word pairs, pieces of words, concepts.

Lives here: which terms a reading has, and how rare each term is among the labels (entries, gaps, intents).
Never here: spelling, ranking, decisions.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bot.core.text import CACHE_LIMIT, Reader, Reading

Vector = npt.NDArray[np.float32]

# Words weigh more than pieces of words: pieces are many, and they are there for what spelling could not mend.
WORD, PAIR, PIECE, CONCEPT = "w", "p", "c", "k"
WEIGHTS = {WORD: 1.0, PAIR: 0.4, PIECE: 0.35, CONCEPT: 1.0}
PIECES = (3, 4)
# How much of the weight of the rarest known term an unknown one has: it makes noise look like nothing known.
UNKNOWN_SHARE = 1.0
# A concept's expression has at most this many words.
EXPRESSION_LIMIT = 4


@dataclass(frozen=True, slots=True)
class Concepts:
    """Synonyms: the concepts that an expression (a tuple of words) names, and the words a concept is made of."""

    names: Mapping[tuple[str, ...], tuple[str, ...]]
    words: Mapping[str, frozenset[str]]
    longest: int

    @classmethod
    def build(cls, concepts: Mapping[str, Sequence[str]], reader: Reader) -> Concepts:
        """Expressions are read like questions, so that an expression and its variants meet."""
        names: dict[tuple[str, ...], tuple[str, ...]] = {}
        for name, expressions in concepts.items():
            for expression in expressions:
                words = reader.read(expression).forms
                if 0 < len(words) <= EXPRESSION_LIMIT and name not in names.get(words, ()):
                    names[words] = (*names.get(words, ()), name)
        used: dict[str, set[str]] = {}
        for key, owners in names.items():
            for owner in owners:
                used.setdefault(owner, set()).update(key)
        frozen = {name: frozenset(found) for name, found in used.items()}
        return cls(names, frozen, max(map(len, names), default=0))

    def find(self, forms: Sequence[str]) -> set[str]:
        """The concepts named in `forms`."""
        found: set[str] = set()
        for size in range(1, min(self.longest, len(forms)) + 1):
            for start in range(len(forms) - size + 1):
                found.update(self.names.get(tuple(forms[start : start + size]), ()))
        return found


def terms(reading: Reading, concepts: Concepts) -> Counter[str]:
    """The terms of a reading, each with how often it occurs; its first letter names its family."""
    found: list[str] = []
    stems = [word.stem for word in reading.words]
    for word in reading.words:
        found += _pieces(word.form)
        if word.stem != word.form:
            found.append(WORD + word.stem)
    found += [f"{PAIR}{left} {right}" for left, right in pairwise(stems)]
    found += [CONCEPT + name for name in concepts.find(reading.forms)]
    return Counter(found)


@lru_cache(maxsize=CACHE_LIMIT)
def _pieces(form: str) -> tuple[str, ...]:
    """A word as a term, and its pieces: runs of letters, with a blank for either end of the word."""
    padded = f" {form} "
    runs = (padded[start : start + size] for size in PIECES for start in range(len(padded) - size + 1))
    return (WORD + form, *(PIECE + run for run in runs))


@dataclass(frozen=True, slots=True)
class Vectoriser:
    """Columns and weights of the terms that occur in at least two documents."""

    columns: Mapping[str, int]
    weights: Vector
    unknown: Mapping[str, float]

    @classmethod
    def build(cls, documents: Sequence[Counter[str]], labels: Sequence[str]) -> Vectoriser:
        """Rarity is counted over labels, not over documents: 3 points better on real FAQs."""
        owners: dict[str, set[str]] = {}
        counts: Counter[str] = Counter()
        for document, label in zip(documents, labels, strict=True):
            counts.update(document.keys())
            for term in document:
                owners.setdefault(term, set()).add(label)
        total = len(set(labels))
        rare = 2 if len(documents) > 400 else 1
        kept = [term for term in owners if counts[term] >= rare]
        weights = [
            (math.log((total + 1) / (len(owners[term]) + 0.5)) + 0.3) * WEIGHTS[term[0]] for term in kept
        ]
        rarest = UNKNOWN_SHARE * (math.log((total + 1) / 1.5) + 0.3)
        unknown = {family: (rarest * weight) ** 2 for family, weight in WEIGHTS.items()}
        return cls({term: i for i, term in enumerate(kept)}, np.array(weights, dtype=np.float32), unknown)

    def vector(self, document: Counter[str]) -> tuple[npt.NDArray[np.int32], Vector]:
        """Columns and values of a document: of length 1 where every term is known; unknown ones take their share."""
        known = [(self.columns[term], count) for term, count in document.items() if term in self.columns]
        if not known:
            return np.empty(0, np.int32), np.empty(0, np.float32)
        columns = np.array([column for column, _ in known], np.int32)
        values = (1.0 + np.log(np.array([count for _, count in known], np.float32))) * self.weights[columns]
        missing = sum(self.unknown[term[0]] for term in document if term not in self.columns)
        return columns, (values / np.sqrt(values @ values + missing)).astype(np.float32)

    def matrix(self, documents: Iterable[Counter[str]]) -> sp.csr_matrix:
        """One row a document."""
        columns, values, ends = [], [], [0]
        for document in documents:
            column, value = self.vector(document)
            columns.append(column)
            values.append(value)
            ends.append(ends[-1] + len(column))
        shape = (len(ends) - 1, len(self.columns))
        if not columns:
            return sp.csr_matrix(shape, dtype=np.float32)
        return sp.csr_matrix((np.concatenate(values), np.concatenate(columns), ends), shape=shape)
