"""How alike questions are, by the terms that the ranking sees in them, and groups of like ones.

Lives here: weights of terms, cosines, the grouping.
Never here: what the questions are (misses.py, miss_groups.py).

A term weighs as much as it tells the entries apart, and most if the knowledge does not have it at all: what people ask
in vain has just such words. Words that only ask ("apa itu", "tolong jelaskan") do not count beside others.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from bot.core.language.terms import terms
from bot.core.language.text import Reader, Reading
from bot.core.ranking.index import Corpus

# The least cosine of two questions of one group. On made-up questions 0.3 joins what only shares a subject, and 0.4
# parts questions about one flood in other words.
ALIKE = 0.35


@dataclass(frozen=True, slots=True)
class Likeness:
    """Compares questions about one knowledge."""

    reader: Reader
    corpus: Corpus

    def groups(self, questions: Sequence[str]) -> list[list[int]]:
        """The places of like questions. Each group begins with its leader, the first question that was in no group yet,
        and holds what is alike to that; so the order matters, and chains do not grow."""
        rows = self._rows(questions)
        left = np.ones(len(questions), bool)
        found = []
        for place in range(len(questions)):
            if not left[place]:
                continue
            alike = np.asarray((rows @ rows[place].T).todense()).ravel() >= ALIKE
            alike[place] = True
            members = np.flatnonzero(alike & left)
            left[members] = False
            found.append([place, *(int(member) for member in members if member != place)])
        return found

    def _rows(self, questions: Iterable[str]) -> sp.csr_matrix:
        """One row of length 1 a question."""
        columns: dict[str, int] = {}
        places: list[int] = []
        values: list[npt.NDArray[np.float64]] = []
        ends = [0]
        for question in questions:
            weighed = self._weights(question)
            places += [columns.setdefault(term, len(columns)) for term in weighed]
            row = np.array(list(weighed.values()), float)
            values.append(row / (np.linalg.norm(row) or 1.0))
            ends.append(len(places))
        data = np.concatenate(values) if values else np.empty(0)
        return sp.csr_matrix((data, places, ends), shape=(len(ends) - 1, len(columns)))

    def _weights(self, question: str) -> dict[str, float]:
        reading = self.reader.read(question)
        telling = Reading(reading.content) if reading.content else reading
        found = terms(telling, self.corpus.concepts)
        return {term: (1 + math.log(times)) * self._weight(term) for term, times in found.items()}

    def _weight(self, term: str) -> float:
        vectoriser = self.corpus.vectoriser
        column = vectoriser.columns.get(term)
        return float(vectoriser.weights[column]) if column is not None else math.sqrt(vectoriser.unknown[term[0]])
