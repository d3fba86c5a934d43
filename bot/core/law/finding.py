"""Which articles regulate something: "pasal berapa yang mengatur STR".

Lives here: articles as terms, and how well each of them fits what is asked.
Never here: whether that was asked at all (asking.py), what is shown of them (screens.py).

An article is found by what editors say it is about, and by its wording; rare terms count for more than common ones.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.language.terms import Concepts
from bot.core.language.text import Reader, Reading, clean, tokens
from bot.core.model import Knowledge
from bot.core.rulebook import Article, Chapter, Rulebook

# The share of what editors wrote; the rest is the wording's.
WRITTEN = 0.6
# Of an expression: how much counts that it holds what is asked, the rest that nothing else was asked for.
ASKED = 0.7
# Where so many of the words are said of no article, something else is asked for.
STRANGE = 0.4
# A concept of less weight is what the rulebooks are about as a whole.
COMMON = 1.0
# A word of fewer letters is not mended towards one that says nothing.
MENDED = 5
# Before the name of a concept: no root begins with it.
NAMED = ":"

Terms = frozenset[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """An article, by its rulebook and number, and how well it fits, 0 to 1. `whole`: every word is said of some one."""

    rulebook: str
    number: str
    score: float
    whole: bool = True


@dataclass(frozen=True, slots=True)
class _Indexed:
    """An article: the terms of each expression about it, and all terms that it has, its headings' too."""

    rulebook: str
    number: str
    about: tuple[Terms, ...]
    all: Terms


@dataclass(frozen=True)
class Finder:
    """Finds articles. `reader` mends words towards those of the rulebooks."""

    reader: Reader
    concepts: Concepts
    articles: tuple[_Indexed, ...]
    weights: Mapping[str, float]

    @classmethod
    def build(cls, knowledge: Knowledge, reader: Reader) -> Finder:
        own = _fitted(reader, knowledge.rulebooks.values())
        concepts = Concepts.build(knowledge.lexicon.concepts, own)
        finder = cls(own, concepts, (), {})
        indexed = tuple(
            finder._indexed(rulebook.id, chapter, article)
            for rulebook in knowledge.rulebooks.values()
            for chapter in rulebook.chapters
            for article in chapter.articles
        )
        counts = Counter(term for one in indexed for term in one.all)
        weights = {term: math.log((1 + len(indexed)) / times) for term, times in counts.items()}
        return replace(finder, articles=indexed, weights=weights)

    def _indexed(self, rulebook: str, chapter: Chapter, article: Article) -> _Indexed:
        expressions = (article.about, *article.words)
        about = tuple(terms for said in expressions if (terms := self.terms(self.reader.read(said))))
        lines = (*article.text.split("\n"), article.section, chapter.title)
        wording = frozenset(term for line in lines for term in self.terms(self.reader.read(line)))
        return _Indexed(rulebook, article.number.casefold(), about, wording.union(*about))

    def terms(self, reading: Reading) -> Terms:
        """The roots of the words that say something, and the concepts they name."""
        named = self.concepts.find(reading.forms)
        return frozenset([word.stem for word in reading.content] + [NAMED + name for name in named])

    def is_function_word(self, word: str) -> bool:
        """Whether a word only asks, or says nothing. Short ones are taken as they are: "sppa" is no "siapa"."""
        plain = self.reader.slang.get(word, word).split()
        if all(one in self.reader.function_words for one in plain):
            return True
        return len(word) >= MENDED and all(one.function_word for one in self.reader.read(word).words)

    def is_said_in(self, word: str, rulebook: str, numbers: Sequence[str]) -> bool:
        """Whether one of these articles has a word, or what it names."""
        terms = self.terms(self.reader.read(word))
        found = [one.all for one in self.articles if one.rulebook == rulebook and one.number in numbers]
        return any(terms & all_terms for all_terms in found)

    def is_written_in(self, word: str, rulebook: str, numbers: Sequence[str]) -> bool:
        """The same for the word itself, and none that means the same."""
        stems = {one.stem for one in self.reader.read(word).words}
        found = [one.all for one in self.articles if one.rulebook == rulebook and one.number in numbers]
        return any(stems <= all_terms for all_terms in found)

    def is_titled(self, text: str, title: str) -> bool:
        """Whether `text` says no more than a title."""
        asked = self.terms(self.reader.read(text))
        return bool(asked) and asked <= self.terms(self.reader.read(title))

    def find(self, text: str, rulebooks: Sequence[str]) -> tuple[Hit, ...]:
        """The articles of some rulebooks that fit `text`, best first; none if most of it is said of none.

        A word for what all articles are about need not be theirs: "peksos" where they say "pekerja sosial".
        """
        reading = self.reader.read(text)
        named = [name for name in self.concepts.find(reading.forms) if NAMED + name in self.weights]
        covered = {word for name in named if self.weights[NAMED + name] < COMMON for word in self.concepts.words[name]}
        said = [word.stem for word in reading.content if word.stem in self.weights or word.form not in covered]
        strange = [stem for stem in said if stem not in self.weights]
        asked = frozenset(said + [NAMED + name for name in named])
        if len(strange) >= STRANGE * len(said):
            return ()
        among = [one for one in self.articles if one.rulebook in rulebooks and asked & one.all]
        hits = [Hit(one.rulebook, one.number, self._score(one, asked), not strange) for one in among]
        return tuple(sorted(hits, key=lambda hit: -hit.score))

    def _score(self, article: _Indexed, asked: Terms) -> float:
        whole = self._weight(asked)
        written = max((self._likeness(about, asked, whole) for about in article.about), default=0.0)
        return WRITTEN * written + (1 - WRITTEN) * self._weight(asked & article.all) / whole

    def _likeness(self, about: Terms, asked: Terms, whole: float) -> float:
        shared = self._weight(about & asked)
        return ASKED * shared / whole + (1 - ASKED) * shared / self._weight(about)

    def _weight(self, terms: Iterable[str]) -> float:
        unknown = math.log(1 + len(self.articles))
        return sum(self.weights.get(term, unknown) for term in sorted(terms)) or 1.0


def _fitted(reader: Reader, rulebooks: Iterable[Rulebook]) -> Reader:
    """A reader for rulebooks: it knows their words, and takes what an article is about for no function word."""
    vocabulary = set(reader.vocabulary)
    about: set[str] = set()
    for rulebook in rulebooks:
        for article in rulebook.articles.values():
            for line in (*article.text.split("\n"), article.about, *article.words):
                vocabulary.update(tokens(clean(line, limit=len(line))))
            about.update(word.casefold() for word in article.words if " " not in word)
    return Reader(reader.slang, reader.function_words - about, frozenset(vocabulary), reader.frequency)
