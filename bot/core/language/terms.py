"""From a reading to terms: words, roots, word pairs, n-grams of letters, concepts.

Lives here: which terms a reading has. The first letter of a term names its family.
Never here: spelling, how much a term weighs (bot.core.ranking.rows), ranking, decisions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.core.language.text import Reader, Reading, Word

WORD, PAIR, NGRAM, CONCEPT = "w", "p", "c", "k"
NGRAM_SIZES = (3, 4, 5)
# A concept's expression has at most this many words.
EXPRESSION_LIMIT = 4


@dataclass(frozen=True, slots=True)
class Concepts:
    """Synonyms: the concepts that an expression (a tuple of words) names, and the words a concept is made of."""

    names: Mapping[tuple[str, ...], tuple[str, ...]]
    words: Mapping[str, frozenset[str]]
    # How many words the longest expression has that begins with a word.
    longest: Mapping[str, int]

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
        longest: dict[str, int] = {}
        for words in names:
            longest[words[0]] = max(len(words), longest.get(words[0], 0))
        return cls(names, frozen, longest)

    def find(self, forms: Sequence[str]) -> tuple[str, ...]:
        """The concepts named in `forms`, each once, in their order."""
        found: list[str] = []
        for start, form in enumerate(forms):
            for size in range(1, self.longest.get(form, 0) + 1):
                names = self.names.get(tuple(forms[start : start + size]))
                if names:
                    found += names
        return tuple(dict.fromkeys(found))  # in order, for sums of floats depend on it


def of_word(form: str, stem: str) -> tuple[str, ...]:
    """A word, its root where that is another word, and its n-grams of letters, a blank for either end."""
    padded = f" {form} "
    ngrams = [NGRAM + padded[start : start + size] for size in NGRAM_SIZES for start in range(len(padded) - size + 1)]
    return (WORD + form, *ngrams) if stem == form else (WORD + form, WORD + stem, *ngrams)


def beside(words: Sequence[Word], named: Iterable[str]) -> list[str]:
    """The terms that are not of one word: pairs of neighbouring roots, and the concepts `named`."""
    pairs = [f"{PAIR}{left.stem} {right.stem}" for left, right in pairwise(words)]
    return pairs + [CONCEPT + name for name in named]


def terms(reading: Reading, concepts: Concepts) -> Counter[str]:
    """All terms of a reading, each with how often it occurs."""
    found = [term for word in reading.words for term in of_word(word.form, word.stem)]
    return Counter(found + beside(reading.words, concepts.find(reading.forms)))
