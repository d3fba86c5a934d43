"""Readings as rows of numbers: how much each of its terms weighs in a text.

Lives here: which terms are kept, what they weigh, rows for learning from and for asking.
Never here: which terms a text has (bot.core.language.terms), labels' weights, ranking.

Nine of ten numbers in a row come from n-grams of letters, and words recur. So rows are counted as a product, "which
words a text has" times "which terms a word has", and that is how they are multiplied with in learning, too.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bot.core.language.terms import CONCEPT, NGRAM, PAIR, WORD, beside, of_word
from bot.core.language.text import CACHE_LIMIT, Reading, Word
from bot.core.learning.factored import Factored

Vector = npt.NDArray[np.float32]
Columns = npt.NDArray[np.int32]
# What an asked word brings: the columns of its terms (as often as it has them), and its terms without a column.
Brought = tuple[tuple[int, ...], tuple[str, ...]]

# Words weigh more than n-grams of letters: those are many, and they are there for what spelling could not mend.
WEIGHTS = {WORD: 1.0, PAIR: 0.4, NGRAM: 0.35, CONCEPT: 1.0}
# How much of the weight of the rarest known term an unknown one has: it makes noise look like nothing known.
UNKNOWN_SHARE = 1.0
# From so many texts on, a term that only one of them has is left out.
FEW = 400


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each text has each term: `uses` (texts x words) times `holds` (words x terms), and pairs beside."""

    uses: sp.csr_matrix
    holds: sp.csr_matrix
    beside: sp.csr_matrix
    terms: tuple[str, ...]

    @classmethod
    def of(cls, readings: Sequence[Reading], named: Iterable[Iterable[str]]) -> Counts:
        """`named`: the concepts that each reading names."""
        words: dict[tuple[str, str], int] = {}
        used = [[words.setdefault((word.form, word.stem), len(words)) for word in one.words] for one in readings]
        terms: dict[str, int] = {}
        held = [[terms.setdefault(term, len(terms)) for term in of_word(*word)] for word in words]
        pairs = [
            [terms.setdefault(term, len(terms)) for term in beside(one.words, names)]
            for one, names in zip(readings, named, strict=True)
        ]
        width = len(terms)
        return cls(_counted(used, len(words)), _counted(held, width), _counted(pairs, width), tuple(terms))

    @property
    def families(self) -> npt.NDArray[np.str_]:
        return np.array([term[0] for term in self.terms], dtype="U1")


def _counted(lists: Sequence[Sequence[int]], width: int) -> sp.csr_matrix:
    """One row a list, with how often each number is in it."""
    ends = np.cumsum([0, *map(len, lists)])
    columns = np.fromiter((number for one in lists for number in one), np.int32, ends[-1])
    made = sp.csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(lists), width))
    made.sum_duplicates()
    return made


@dataclass(frozen=True)
class Vectoriser:
    """Columns and weights of the terms that occur in at least two texts."""

    columns: Mapping[str, int]
    weights: Vector
    unknown: Mapping[str, float]
    _brought: dict[tuple[str, str], Brought] = field(default_factory=dict)

    @classmethod
    def build(cls, counts: Counts, labels: Sequence[str]) -> tuple[Vectoriser, Factored]:
        """The vectoriser, and the texts as rows.

        Rarity is counted over labels, not over texts: 3 points better on real FAQs.
        """
        found = (counts.uses @ counts.holds + counts.beside).tocsr()
        names = {name: place for place, name in enumerate(dict.fromkeys(labels))}
        owned = sp.csr_matrix(
            (np.ones(len(labels), np.float32), ([names[label] for label in labels], np.arange(len(labels)))),
            shape=(len(names), len(labels)),
        )
        owners = np.bincount((owned @ found).indices, minlength=len(counts.terms))
        kept = np.bincount(found.indices, minlength=len(counts.terms)) >= (2 if len(labels) > FEW else 1)
        family = np.array([WEIGHTS[term[0]] for term in counts.terms])
        weights = np.where(kept, np.log((len(names) + 1) / (owners + 0.5)) + 0.3, 0.0) * family
        rarest = UNKNOWN_SHARE * (math.log((len(names) + 1) / 1.5) + 0.3)
        columns = [counts.terms[place] for place in np.flatnonzero(kept)]
        made = cls(
            {term: place for place, term in enumerate(columns)}, weights[kept].astype(np.float32),
            {name: (rarest * weight) ** 2 for name, weight in WEIGHTS.items()},
        )  # fmt: skip
        return made, _rows(counts, found, weights, np.where(kept, 0.0, (rarest * family) ** 2))

    def vector(self, reading: Reading, named: Iterable[str]) -> tuple[Columns, Vector]:
        """Columns and values of one text that names the concepts `named`.

        Of length 1 where every term is known; unknown ones take their share.
        """
        known: list[int] = []
        lost: dict[str, None] = {}  # in order, for sums of floats depend on it
        for word in reading.words:
            columns, terms = self._word(word)
            known += columns
            for term in terms:
                lost[term] = None
        for term in beside(reading.words, named):
            column = self.columns.get(term)
            if column is None:
                lost[term] = None
            else:
                known.append(column)
        counted = Counter(known)
        places = np.fromiter(counted.keys(), np.int32, len(counted))
        if not known:
            return places, np.empty(0, np.float32)
        values = self.weights[places]
        if len(counted) < len(known):
            values *= 1.0 + np.log(np.fromiter(counted.values(), np.float32, len(counted)))
        size = float(values @ values) + sum([self.unknown[term[0]] for term in lost])
        values *= np.float32(1.0 / math.sqrt(size))
        return places, values

    def _word(self, word: Word) -> Brought:
        key = (word.form, word.stem)
        found = self._brought.get(key)
        if found is None:
            if len(self._brought) >= CACHE_LIMIT:
                self._brought.clear()
            terms = of_word(*key)
            columns = tuple(self.columns[term] for term in terms if term in self.columns)
            found = self._brought[key] = (columns, tuple(term for term in terms if term not in self.columns))
        return found


def _rows(counts: Counts, found: sp.csr_matrix, weights: Vector, lost: Vector) -> Factored:
    """Texts as rows. `weights` of terms are 0 for those without a column; what they are worth is in `lost`."""
    kept = weights > 0
    texts = np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
    damped = 1.0 + np.log(found.data)
    size = np.bincount(texts, (damped * weights[found.indices]) ** 2 + lost[found.indices], found.shape[0])
    scale = 1.0 / np.sqrt(np.maximum(size, 1e-12))
    place = np.cumsum(kept) - 1

    def weighted(made: sp.csr_matrix, values: Vector) -> sp.csr_matrix:
        """`made` with other numbers, without the columns that are not kept."""
        here = np.flatnonzero(kept[made.indices] & (values != 0))
        ends = np.searchsorted(here, made.indptr)
        columns = place[made.indices[here]].astype(np.int32)
        numbers = values[here].astype(np.float32)
        return sp.csr_matrix((numbers, columns, ends), shape=(made.shape[0], int(kept.sum())))

    scaled = weights[found.indices] * scale[texts]
    # A product counts each time a word has a term; a row damps the second and further times.
    alone = np.isin(counts.families, (PAIR, CONCEPT))[found.indices]
    beside_product = np.where(alone, damped, damped - found.data)
    left = counts.uses.copy()
    left.data = np.repeat(scale, np.diff(left.indptr)).astype(np.float32) * left.data
    right = weighted(counts.holds, counts.holds.data * weights[counts.holds.indices])
    return Factored(weighted(found, damped * scaled), left, right, weighted(found, beside_product * scaled))
