"""What stands in the book, in its order: topics with their entries, the terms, the laws.

Lives here: from the knowledge to parts that a template can show, with nothing left to decide.
Never here: HTML (page.html), colours, files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.conversation.composing import Composer
from bot.core.glossary.screens import TermScreens
from bot.core.law.wording import Line, parse
from bot.core.model import Entry, Knowledge, Topic
from bot.core.rulebook import Article, Rulebook
from bot.core.term import Term
from bot.operators.wording.indonesian_forms import period

_BULLET = re.compile(r"\s*[•\-–]\s+")
_PARAGRAPH = re.compile(r"\n\s*\n")
_WORD = re.compile(r"\w+")
# An address within a text; what ends a sentence does not belong to it.
_ADDRESS = re.compile(r"https?://[^\s;,)]+[^\s;,).]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the items of a list."""

    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `url` makes it a link."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry. `words`: what people call it besides, for the search alone. `start` opens it in the bot."""

    id: str
    title: str
    summary: str
    blocks: tuple[Block, ...]
    simple: str
    example: str
    context: str
    source: tuple[Piece, ...]
    related: tuple[Entry, ...]
    words: str
    start: str


@dataclass(frozen=True, slots=True)
class Section:
    """A topic: its own entries, and the topics within it."""

    id: str
    title: str
    entries: tuple[Shown, ...]
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """The terms of a letter, each with its source."""

    letter: str
    terms: tuple[tuple[Term, tuple[Piece, ...]], ...]


@dataclass(frozen=True, slots=True)
class ArticleShown:
    """An article; `lines` are its lines, each with how deep it stands."""

    article: Article
    id: str
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class ChapterShown:
    number: str
    title: str
    articles: tuple[ArticleShown, ...]


@dataclass(frozen=True, slots=True)
class LawShown:
    book: Rulebook
    source: tuple[Piece, ...]
    chapters: tuple[ChapterShown, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """All of it. `bot` is the bot's name on Telegram, without its sign; "" for a book without links to it."""

    title: str
    name: str
    subject: str
    version: str
    day: str
    bot: str
    sections: tuple[Section, ...]
    letters: tuple[Letter, ...]
    laws: tuple[LawShown, ...]
    entries: int
    terms: int
    articles: int

    def link(self, start: str = "") -> str:
        """The address of the bot, at one of its answers or at its beginning."""
        return f"https://t.me/{self.bot}" + (f"?start={start}" if start else "")


def book(knowledge: Knowledge, today: date, bot: str = "") -> Book:
    """The book of a knowledge, as of a day."""
    composer = Composer(knowledge)
    about = knowledge.about
    return Book(
        title=f"Buku {about.name}",
        name=about.name,
        subject=about.subject,
        version=knowledge.version,
        day=period(today, today),
        bot=bot,
        sections=tuple(_section(topic, composer) for topic in knowledge.subtopics()),
        letters=tuple(_letters(composer.terms)),
        laws=tuple(_law(rulebook) for rulebook in knowledge.rulebooks.values()),
        entries=len(knowledge.entries),
        terms=len(knowledge.terms),
        articles=sum(len(rulebook.articles) for rulebook in knowledge.rulebooks.values()),
    )


def _section(topic: Topic, composer: Composer) -> Section:
    knowledge = composer.knowledge
    return Section(
        topic.id,
        topic.title,
        tuple(_shown(knowledge.entries[entry], composer) for entry in topic.entries),
        tuple(_section(below, composer) for below in knowledge.subtopics(topic.id)),
    )


def _shown(entry: Entry, composer: Composer) -> Shown:
    passage = composer.passage(entry)
    knowledge = composer.knowledge
    below = knowledge.children.get(entry.id, ())
    same = passage.body == entry.summary.strip()
    return Shown(
        id=entry.id,
        title=entry.title,
        summary=entry.summary,
        blocks=() if same else tuple(blocks(passage.body)),
        simple=entry.simple,
        example=entry.example,
        context=entry.context,
        source=pieces(passage.source),
        related=tuple(knowledge.entries[other] for other in dict.fromkeys((*below, *entry.related))),
        words=_words(entry),
        start=entry.id,
    )


def _words(entry: Entry) -> str:
    """The words that people ask with and the entry does not say itself, each once."""
    said = set(_lower(f"{entry.title} {entry.summary} {entry.answer}"))
    asked = dict.fromkeys(word for way in entry.questions for word in _lower(way))
    return " ".join(word for word in asked if word not in said and len(word) > 1)


def _lower(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _letters(screens: TermScreens) -> Iterator[Letter]:
    letters: dict[str, list[Term]] = {}
    for (letter, _page), terms in screens.sheets.items():
        letters.setdefault(letter.upper(), []).extend(terms)
    for letter, all_terms in letters.items():
        yield Letter(letter, tuple((term, pieces(term.source)) for term in all_terms))


def _law(rulebook: Rulebook) -> LawShown:
    chapters = tuple(
        ChapterShown(
            chapter.number,
            chapter.title,
            tuple(
                ArticleShown(
                    article, f"pasal-{rulebook.id}-{article.number.casefold()}", tuple(_deep(parse(article.text)))
                )
                for article in chapter.articles
            ),
        )
        for chapter in rulebook.chapters
    )
    return LawShown(rulebook, pieces(rulebook.source), chapters)


def _deep(lines: Sequence[Line], depth: int = 0) -> Iterator[tuple[int, str]]:
    """The lines of an article, each with how deep it stands."""
    for line in lines:
        yield depth, line.text
        yield from _deep(line.below, depth + 1)


def blocks(text: str) -> Iterator[Block]:
    """A text as paragraphs and lists; a line with a bullet is an item."""
    for paragraph in _PARAGRAPH.split(text.strip()):
        yield from _runs(paragraph.split("\n"))


def _runs(lines: Iterable[str]) -> Iterator[Block]:
    items: list[str] = []
    for line in lines:
        if mark := _BULLET.match(line):
            items.append(line[mark.end() :].strip())
            continue
        if items:
            yield Block(items=tuple(items))
            items = []
        if line.strip():
            yield Block(line.strip())
    if items:
        yield Block(items=tuple(items))


def pieces(text: str) -> tuple[Piece, ...]:
    """A text with its addresses as links."""
    found: list[Piece] = []
    end = 0
    for address in _ADDRESS.finditer(text):
        found += [Piece(text[end : address.start()]), Piece(address[0], address[0])]
        end = address.end()
    found.append(Piece(text[end:]))
    return tuple(piece for piece in found if piece.text)
