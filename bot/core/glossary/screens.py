"""What is shown of terms: one with its meaning, those of a letter, all letters.

Lives here: texts and buttons of these screens. Every one has a way on and a way back.
Never here: what was asked for, the state of a conversation, sentences (knowledge/).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from bot.core.button_rows import Row, in_rows
from bot.core.model import Knowledge
from bot.core.term import Term
from bot.core.turns import Data, Passage, QuickReply, Reply, Verb

PAGE = 8
# So many letters stand beside each other.
LETTERS = 6
TRAIL = " › "

# A letter and a page of its terms, from 0.
Sheet = tuple[str, int]


class TermScreens:
    """Screens for the terms of one knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    @cached_property
    def sheets(self) -> dict[Sheet, tuple[Term, ...]]:
        """All terms from A to Z, PAGE at a time, a letter never beside another."""
        letters: dict[str, list[Term]] = {}
        for term in sorted(self.knowledge.terms.values(), key=lambda one: (one.letter, one.name.casefold())):
            letters.setdefault(term.letter, []).append(term)
        return {
            (letter, place // PAGE): tuple(terms[place : place + PAGE])
            for letter, terms in letters.items()
            for place in range(0, len(terms), PAGE)
        }

    def _say(self, key: str, **values: str) -> str:
        return self.knowledge.phrase(key, 0, **values).strip()

    # -- one term ----------------------------------------------------------------------------------------------

    def term(self, term_id: str, origin: str = "") -> Reply:
        """A term and what it means. `origin`: the entry it was tapped under, to go back to."""
        term = self.knowledge.terms[term_id]
        rows: list[Row] = []
        if term.entry and term.entry != origin:
            rows.append((self._entry_button(term.entry),))
        elsewhere = self._letter_button(term.letter, "term_button_letter")
        foot = (self._back(Data(Verb.ENTRY, origin)) if origin else elsewhere, self._menu_button)
        return Reply(passages=(self.passage(term),), buttons=(*rows, foot))

    def passage(self, term: Term) -> Passage:
        return Passage("", term.name, "", term.meaning, source=term.source)

    def buttons(self, terms: Sequence[str], origin: str) -> list[QuickReply]:
        """Terms to tap under an entry."""
        return [self._term_button(self.knowledge.terms[term], origin) for term in terms]

    # -- many --------------------------------------------------------------------------------------------------

    def contents(self) -> Reply:
        """The letters."""
        letters = list(dict.fromkeys(letter for letter, _ in self.sheets))
        buttons = [self._letter_button(letter, "term_letter") for letter in letters]
        rows = [tuple(buttons[place : place + LETTERS]) for place in range(0, len(buttons), LETTERS)]
        text = f"{self._trail()}\n\n{self._say('term_contents', jumlah=str(len(self.knowledge.terms)))}"
        return Reply(text, buttons=(*rows, (self._back(Data(Verb.MENU)), self._menu_button)), in_place=True)

    def sheet(self, letter: str, page: int) -> Reply:
        """A page of the terms of a letter, a line each, and the pages before and after it."""
        sheets = list(self.sheets)
        place = sheets.index((letter, page))
        terms = self.sheets[letter, page]
        shown = self._say("term_letter", huruf=letter.upper())
        lines = [self._say("term_line", istilah=term.name, arti=term.meaning) for term in terms]
        text = "\n\n".join([self._trail(shown), *lines])
        beside = tuple(
            self._letter_button(sheets[other][0], key, sheets[other][1])
            for key, other in (("term_button_previous", place - 1), ("term_button_next", place + 1))
            if 0 <= other < len(sheets)
        )
        rows = [*in_rows(self._term_button(term) for term in terms), *([beside] if beside else [])]
        return Reply(text, buttons=(*rows, (self.contents_button("term_button_all"), self._menu_button)), in_place=True)

    # -- buttons -----------------------------------------------------------------------------------------------

    def contents_button(self, key: str = "term_button_contents") -> QuickReply:
        return QuickReply(self._say(key), str(Data(Verb.GLOSSARY)))

    def _letter_button(self, letter: str, key: str, page: int = 0) -> QuickReply:
        data = Data(Verb.GLOSSARY, letter, str(page) if page else "")
        return QuickReply(self._say(key, huruf=letter.upper()), str(data))

    def _term_button(self, term: Term, origin: str = "") -> QuickReply:
        return QuickReply(self._say("term_button", istilah=term.name), str(Data(Verb.TERM, term.id, origin)))

    def _entry_button(self, entry: str) -> QuickReply:
        return QuickReply(self.knowledge.entries[entry].title, str(Data(Verb.ENTRY, entry)))

    def _back(self, to: Data) -> QuickReply:
        return QuickReply(self._say("button_back"), str(to))

    @property
    def _menu_button(self) -> QuickReply:
        return QuickReply(self._say("button_menu"), str(Data(Verb.MENU)))

    def _trail(self, *steps: str) -> str:
        root = [self._say("breadcrumb_root"), self._say("term_trail")]
        return self._say("breadcrumb", jalur=TRAIL.join([*root, *steps]))
