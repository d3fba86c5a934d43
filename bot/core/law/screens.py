"""What is shown of a rulebook: an article or a part of it, a chapter's articles, all chapters, and what is not there.

Lives here: titles, sources and buttons of these screens. Every one has a way on and a way back.
Never here: what was asked for (asking.py), the state of a conversation, sentences (knowledge/).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.core.law.asking import Asked, Spot
from bot.core.law.references import Unit
from bot.core.law.wording import Line, marks, meant, parse, text_of
from bot.core.model import Knowledge
from bot.core.rulebook import Article, Rulebook
from bot.core.turns import Data, Passage, QuickReply, Reply, Verb

PAGE = 8
# A chapter leads to so many entries: those that explain its articles if they are no more, and those about the whole.
EXPLAINED = 3
TRAIL = " › "
# The word for a part of an article.
_NAMES = {Unit.PARAGRAPH: "law_paragraph", Unit.LETTER: "law_letter", Unit.NUMBER: "law_number"}

Row = tuple[QuickReply, ...]


class LawScreens:
    """Screens for the rulebooks of one knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def _say(self, key: str, turn: int = 0, **values: str) -> str:
        return self.knowledge.phrase(key, turn, **values).strip()

    # -- articles ----------------------------------------------------------------------------------------------

    def article(self, asked: Asked, lead: str = "") -> Reply:
        """The wording of the first spot, or of the parts of it that were asked for; the other spots as buttons."""
        spot, *others = asked.spots
        book, article = self._of(spot)
        lines = parse(article.text)
        picked = _picked(lines, asked)
        if asked.parts and not picked:
            lead = self._say("law_no_part", pasal=self.name(spot))
        passage = self._passage(book, article, picked or lines, whole=not picked)
        whole = [(self._button("law_button_whole", spot),)] if picked else []
        explained = self._explained(article.entries)
        named = [(self._named_button(other),) for other in others]
        closing = self._say("law_explained") if explained else ""
        rows = (*explained, *whole, *named, *self._neighbours(spot), self._foot(spot))
        return Reply(lead, (passage,), closing, rows)

    def passage(self, spot: Spot) -> Passage:
        """The whole wording of an article."""
        book, article = self._of(spot)
        return self._passage(book, article, parse(article.text), whole=True)

    def _passage(self, book: Rulebook, article: Article, lines: Sequence[Line], whole: bool) -> Passage:
        spot = Spot(book.id, article.number.casefold())
        part = [] if whole else [self._say(_NAMES[unit], nomor=label) for unit, label in marks(lines)]
        name = " ".join([self.name(spot), *part])
        chapter = self._chapter_name(book, book.chapter_of[spot.number])
        return Passage(
            entry="",
            title=self._say("law_title", peraturan=book.short, bab=chapter, pasal=name),
            summary=article.about[:1].upper() + article.about[1:],
            body=text_of(lines),
            source=self._say("law_source", nama=book.name, pasal=name, sumber=book.source, tanggal=book.checked_on),
        )

    def name(self, spot: Spot) -> str:
        return self._say("law_article", nomor=self._of(spot)[1].number)

    def found(self, spot: Spot, turn: int) -> str:
        """The sentence above an article that was looked for."""
        return self._say("law_found", turn, pasal=self.name(spot))

    def _of(self, spot: Spot) -> tuple[Rulebook, Article]:
        book = self.knowledge.rulebooks[spot.rulebook]
        return book, book.articles[spot.number]

    def _neighbours(self, spot: Spot) -> list[Row]:
        """The articles before and after."""
        numbers = list(self.knowledge.rulebooks[spot.rulebook].articles)
        place = numbers.index(spot.number)
        row = [
            self._button(key, Spot(spot.rulebook, numbers[other]))
            for key, other in (("law_button_previous", place - 1), ("law_button_next", place + 1))
            if 0 <= other < len(numbers)
        ]
        return [tuple(row)] if row else []

    def _foot(self, spot: Spot) -> Row:
        """The chapter that an article stands in, and the main menu."""
        book = self.knowledge.rulebooks[spot.rulebook]
        place = book.chapter_of[spot.number]
        label = self._say("law_button_list", bab=self._chapter_name(book, place))
        return (QuickReply(label, str(Data(Verb.CHAPTER, book.id, str(place)))), self._menu_button)

    # -- chapters ----------------------------------------------------------------------------------------------

    def contents(self, rulebook: str, page: int = 0) -> Reply:
        """The chapters of a rulebook, PAGE at a time."""
        book = self.knowledge.rulebooks[rulebook]
        buttons = [
            QuickReply(
                self._say("law_button_chapter", bab=self._chapter_name(book, place), judul=chapter.title),
                str(Data(Verb.CHAPTER, book.id, str(place))),
            )
            for place, chapter in enumerate(book.chapters, 1)
        ]
        chapters, articles = str(len(book.chapters)), str(len(book.articles))
        said = self._say("law_contents", nama=book.name, bab=chapters, pasal=articles)
        text = f"{self._trail(book.short)}\n\n{said}"
        back = QuickReply(self._say("button_back"), str(Data(Verb.MENU)))
        rows = _paged(buttons, page, lambda other: self._turn_button(book, 0, page, other))
        return Reply(text, buttons=(*rows, *self._explained(book.entries), (back, self._menu_button)), in_place=True)

    def chapter(self, rulebook: str, place: int, page: int = 0) -> Reply:
        """The articles of a chapter, PAGE at a time. `place` counts from 1."""
        book = self.knowledge.rulebooks[rulebook]
        chapter, name = book.chapters[place - 1], self._chapter_name(book, place)
        buttons = [self._named_button(Spot(book.id, article.number.casefold())) for article in chapter.articles]
        text = f"{self._trail(book.short, name)}\n\n{self._say('law_in_chapter', bab=name, judul=chapter.title)}"
        rows = _paged(buttons, page, lambda other: self._turn_button(book, place, page, other))
        foot = (self._contents_button(book), self._menu_button)
        entries = tuple(dict.fromkeys(entry for article in chapter.articles for entry in article.entries))
        # Entries that explain the whole fill up what room is left.
        own = entries if len(entries) <= EXPLAINED else ()
        explained = self._explained(tuple(dict.fromkeys((*own, *book.entries)))[:EXPLAINED])
        return Reply(text, buttons=(*rows, *explained, foot), in_place=True)

    def _explained(self, entries: Iterable[str]) -> list[Row]:
        return [(self._entry_button(entry),) for entry in entries]

    def _turn_button(self, book: Rulebook, place: int, page: int, other: int) -> QuickReply:
        """To another page of a chapter, or of the chapters themselves (place 0)."""
        key = "button_next_page" if other > page else "button_previous_page"
        return QuickReply(self._say(key), str(Data(Verb.CHAPTER, book.id, f"{place}-{other}")))

    def _chapter_name(self, book: Rulebook, place: int) -> str:
        return self._say("law_chapter", nomor=book.chapters[place - 1].number)

    def _trail(self, *steps: str) -> str:
        return self._say("breadcrumb", jalur=TRAIL.join([self._say("breadcrumb_root"), *steps]))

    # -- asking back, not being there --------------------------------------------------------------------------

    def offered(self, spots: Iterable[Spot]) -> Reply:
        """Articles to choose from, and "none of these"."""
        rows = [(self._named_button(spot),) for spot in spots]
        none = QuickReply(self._say("button_none"), str(Data(Verb.NONE)))
        return Reply(self._say("law_offer"), buttons=(*rows, (none, self._menu_button)))

    def several_contents(self, rulebooks: Sequence[str]) -> Reply:
        """The rulebooks to choose from."""
        text = self._say("law_offer")
        return Reply(text, buttons=(*self._contents_rows(rulebooks), (self._menu_button,)))

    def no_article(self, rulebooks: Sequence[str]) -> Reply:
        """That there is no such article, and which is the last."""
        said = []
        for book in self._books(rulebooks):
            last = self.name(Spot(book.id, list(book.articles)[-1]))
            said.append(self._say("law_no_article", peraturan=book.short, pasal=last))
        return self._no(said, rulebooks)

    def no_chapter(self, rulebooks: Sequence[str]) -> Reply:
        said = [
            self._say("law_no_chapter", peraturan=book.short, jumlah=str(len(book.chapters)))
            for book in self._books(rulebooks)
        ]
        return self._no(said, rulebooks)

    def another(self, rulebooks: Sequence[str], entry: str = "") -> Reply:
        """That another law is not here, and which are; and the entry that may help all the same."""
        names = ", ".join(f"{book.short} ({book.name})" for book in self._books(rulebooks))
        reply = self._no([self._say("law_another", daftar=names)], rulebooks)
        return replace(reply, buttons=((self._entry_button(entry),), *reply.buttons)) if entry else reply

    def _no(self, said: Iterable[str], rulebooks: Sequence[str]) -> Reply:
        return Reply("\n".join(said), buttons=(*self._contents_rows(rulebooks), (self._menu_button,)))

    def _books(self, rulebooks: Iterable[str]) -> list[Rulebook]:
        return [self.knowledge.rulebooks[rulebook] for rulebook in rulebooks]

    # -- buttons -----------------------------------------------------------------------------------------------

    def _contents_rows(self, rulebooks: Iterable[str]) -> list[Row]:
        return [(self._contents_button(book),) for book in self._books(rulebooks)]

    def _contents_button(self, book: Rulebook) -> QuickReply:
        label = self._say("law_button_contents", peraturan=book.short)
        return QuickReply(label, str(Data(Verb.CHAPTER, book.id)))

    def _button(self, key: str, spot: Spot) -> QuickReply:
        return QuickReply(self._say(key, pasal=self.name(spot)), str(Data(Verb.ARTICLE, spot.rulebook, spot.number)))

    def _named_button(self, spot: Spot) -> QuickReply:
        """A button that says what an article is about, and whose it is where there are several rulebooks."""
        book, article = self._of(spot)
        name = self.name(spot) if len(self.knowledge.rulebooks) == 1 else f"{book.short}, {self.name(spot)}"
        label = self._say("law_button_article", pasal=name, tentang=article.about)
        return QuickReply(label, str(Data(Verb.ARTICLE, spot.rulebook, spot.number)))

    def _entry_button(self, entry: str) -> QuickReply:
        return QuickReply(self.knowledge.entries[entry].title, str(Data(Verb.ENTRY, entry)))

    @property
    def _menu_button(self) -> QuickReply:
        return QuickReply(self._say("button_menu"), str(Data(Verb.MENU)))


def _picked(lines: Sequence[Line], asked: Asked) -> Sequence[Line]:
    """The parts that were asked for. A loose letter counts only where there is such a line."""
    tries = [{Unit.LETTER: (asked.loose,), **asked.parts}] if asked.loose else []
    tries += [{**asked.parts}] if asked.parts else []
    return next((found for parts in tries if (found := meant(lines, parts))), ())


def _paged(buttons: Sequence[QuickReply], page: int, turned: Callable[[int], QuickReply]) -> list[Row]:
    """A page of buttons, one a row, and the way to the pages beside it."""
    last = (len(buttons) - 1) // PAGE
    page = min(max(page, 0), last)
    rows: list[Row] = [(button,) for button in buttons[page * PAGE : (page + 1) * PAGE]]
    others = tuple(turned(other) for other in (page - 1, page + 1) if 0 <= other <= last)
    return [*rows, others] if others else rows
