"""From a message or a pressed button to a turn about a rulebook.

Lives here: which screen answers what was asked, going on from the last article, what is remembered of it.
Never here: understanding messages (asking.py), screens (screens.py), danger and entries (bot.core.conversation).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.core.language.text import Reader, Reading
from bot.core.law.asking import Asked, Asking, Context, Spot, What
from bot.core.law.finding import Finder
from bot.core.law.references import NEXT, PREVIOUS, THIS
from bot.core.law.screens import LawScreens
from bot.core.model import Knowledge
from bot.core.turns import Callback, Conversation, Data, Event, Outcome, Reply, Turn, Verb

# What is not there was understood all the same, and is no miss.
_OUTCOMES = {
    What.OFFERED: Outcome.CLARIFY,
    What.NO_ARTICLE: Outcome.FALLBACK,
    What.NO_CHAPTER: Outcome.FALLBACK,
    What.ANOTHER: Outcome.FALLBACK,
}


@dataclass(frozen=True, slots=True)
class _Heard:
    """An event, the conversation it came in, and what was typed; empty for a button."""

    event: Event
    conversation: Conversation
    text: str = ""


class LawTalk:
    """Talks about the rulebooks of one knowledge; without any it answers nothing."""

    def __init__(self, knowledge: Knowledge, reader: Reader) -> None:
        self.rulebooks = knowledge.rulebooks
        self.screens = LawScreens(knowledge)
        finder = Finder.build(knowledge, reader)
        self.asking = Asking.build(knowledge, finder)
        self.reader = finder.reader
        moves = knowledge.lexicon.moves
        said = {NEXT: moves.next, PREVIOUS: moves.previous, THIS: (*moves.repeat, *moves.example)}
        self.moves = {move: self._read(expressions) for move, expressions in said.items()}

    def _read(self, expressions: Iterable[str]) -> frozenset[tuple[str, ...]]:
        return frozenset(forms for said in expressions if (forms := self.reader.read(said).forms))

    # -- events ------------------------------------------------------------------------------------------------

    def typed(self, event: Event, text: str, conversation: Conversation, sure: str) -> Turn | None:
        """The turn for a typed message; None if it is not about a rulebook. `sure`: the entry that clearly answers."""
        if not self.rulebooks:
            return None
        here = self._here(conversation.article)
        asked = self.asking.ask(text, Context(here, conversation.shown, sure))
        # After an entry, "next" is the next entry.
        if asked is None and here and not conversation.shown:
            asked = self._moved(text, here)
        return self._turn(_Heard(event, conversation, text), asked) if asked else None

    def pressed(self, event: Callback, data: Data, conversation: Conversation) -> Turn | None:
        """The turn for a pressed button; None if it leads to nothing here."""
        book, heard = self.rulebooks.get(data.target), _Heard(event, conversation)
        if book is None or data.verb not in (Verb.ARTICLE, Verb.CHAPTER):
            return None
        if data.verb is Verb.ARTICLE:
            asked = Asked(What.ARTICLES, (Spot(book.id, data.extra),))
            return self._turn(heard, asked) if data.extra in book.articles else None
        place, _, page = data.extra.partition("-")
        numbers = [int(said) if said.isdigit() else 0 for said in (place, page)]
        if not numbers[0]:
            return _said(heard, Outcome.MENU, self.screens.contents(book.id, numbers[1]))
        if numbers[0] > len(book.chapters):
            return None
        return _said(heard, Outcome.MENU, self.screens.chapter(book.id, *numbers))

    def opened(self, event: Event, rulebook: str, conversation: Conversation) -> Turn:
        """The chapters of a rulebook, by a link."""
        return _said(_Heard(event, conversation), Outcome.MENU, self.screens.contents(rulebook))

    # -- going on ----------------------------------------------------------------------------------------------

    def _here(self, article: str) -> Spot | None:
        """The last article, if it is still there: the knowledge may have changed since."""
        data = Data.parse(article)
        book = self.rulebooks.get(data.target) if data else None
        return Spot(book.id, data.extra) if data and book and data.extra in book.articles else None

    def _moved(self, text: str, here: Spot) -> Asked | None:
        """ "selanjutnya", "yang sebelumnya", "ulangi" after an article."""
        reading = self.reader.read(text)
        numbers = list(self.rulebooks[here.rulebook].articles)
        place = numbers.index(here.number)
        places = {NEXT: place + 1, PREVIOUS: place - 1, THIS: place}
        for move, expressions in self.moves.items():
            if _is_all(reading, expressions):
                if not 0 <= places[move] < len(numbers):
                    return Asked(What.NO_ARTICLE, rulebooks=(here.rulebook,))
                return Asked(What.ARTICLES, (Spot(here.rulebook, numbers[places[move]]),))
        return None

    # -- turns -------------------------------------------------------------------------------------------------

    def _turn(self, heard: _Heard, asked: Asked) -> Turn:
        outcome = _OUTCOMES.get(asked.what, Outcome.ANSWER)
        reply = replace(self._reply(asked, heard.conversation), in_place=False)
        turn = _said(heard, outcome, reply)
        if outcome is not Outcome.ANSWER or not asked.spots:
            return turn
        article = Data(Verb.ARTICLE, asked.spots[0].rulebook, asked.spots[0].number)
        return replace(turn, conversation=replace(turn.conversation, article=str(article)))

    def _reply(self, asked: Asked, conversation: Conversation) -> Reply:
        if asked.what is What.ARTICLES:
            return self.screens.article(asked)
        if asked.what is What.FOUND:
            return self.screens.article(asked, self.screens.found(asked.spots[0], conversation.turns))
        if asked.what is What.OFFERED:
            return self.screens.offered(asked.spots)
        if asked.what is What.CHAPTER:
            return self.screens.chapter(asked.rulebooks[0], asked.chapter)
        if asked.what is What.CONTENTS and len(asked.rulebooks) == 1:
            return self.screens.contents(asked.rulebooks[0])
        return self._missing(asked)

    def _missing(self, asked: Asked) -> Reply:
        """What is not there, or which rulebook is meant."""
        shown = {
            What.NO_ARTICLE: self.screens.no_article,
            What.NO_CHAPTER: self.screens.no_chapter,
            What.ANOTHER: self.screens.another,
            What.CONTENTS: self.screens.several_contents,
        }
        return shown[asked.what](asked.rulebooks)


def _said(heard: _Heard, outcome: Outcome, reply: Reply) -> Turn:
    before = heard.conversation
    state = before.advance(
        heard.event.at, shown=(), listed=(), offered=reply.flat_buttons, misses=0, asked=heard.text or before.asked
    )
    return Turn(heard.event, outcome, reply, state, confidence=1.0)


def _is_all(reading: Reading, expressions: Iterable[tuple[str, ...]]) -> bool:
    """Whether one of the expressions is there, and only words that frame it beside."""
    for forms in expressions:
        for start in range(len(reading.forms) - len(forms) + 1):
            end = start + len(forms)
            rest = (*reading.words[:start], *reading.words[end:])
            if reading.forms[start:end] == forms and all(word.frame for word in rest):
                return True
    return False
