"""Laws and other rulebooks as frozen data: chapters and articles, word for word.

Lives here: what a rulebook holds and lookups over it, and what is quoted of one.
Never here: files, the rest of the knowledge (bot.core.model), reading the wording (bot.core.law).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a law that an answer quotes; `law` is its id, or the name of the file that holds it."""

    law: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a rulebook, word for word. `about` and `words` say in everyday words what it regulates; `entries`
    explain it; `section` is the heading it stands under within its chapter."""

    number: str
    text: str
    about: str
    words: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    section: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a rulebook; `number` is as it is written there."""

    number: str
    title: str
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class Rulebook:
    """A law, or another book of rules in numbered articles. `names` are the ways people call it; `checked_on` is the
    ISO date on which its wording was held against `source`; `entries` explain it as a whole."""

    id: str
    name: str
    short: str
    names: tuple[str, ...]
    source: str
    checked_on: str
    chapters: tuple[Chapter, ...]
    entries: tuple[str, ...] = ()

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """All articles in their order, by number in small letters."""
        return {article.number.casefold(): article for chapter in self.chapters for article in chapter.articles}

    @cached_property
    def chapter_of(self) -> Mapping[str, int]:
        """Of each article, the place of its chapter, from 1."""
        return {
            article.number.casefold(): place
            for place, chapter in enumerate(self.chapters, 1)
            for article in chapter.articles
        }
