"""From a message or a pressed button to a turn about a rulebook.

Lives here: which screen answers what was asked, going on from the last article, what is remembered of it.
Never here: understanding messages (asking.py), screens (screens.py), danger and entries (bot.core.conversation).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.core.language.text import Reader
from bot.core.law.asking import Asked, Asking, Context, Spot, What
from bot.core.law.finding import Finder
from bot.core.law.screens import LawScreens
from bot.core.model import Act, Knowledge
from bot.core.turns import Callback, Conversation, Data, Event, Outcome, Passage, Reply, Turn, Verb

# What is not there was understood all the same, and is no miss.
_OUTCOMES = {
    What.OFFERED: Outcome.CLARIFY,
    What.NO_ARTICLE: Outcome.FALLBACK,
    What.NO_CHAPTER: Outcome.FALLBACK,
    What.ANOTHER: Outcome.FALLBACK,
}


# Messages that go on from the last article, and by how many articles. What else is asked of it, its entry explains.
_STEPS = {
    Act.NEXT: 1, Act.PREVIOUS: -1, Act.AGAIN: 0, Act.EXAMPLE: 0, Act.SIMPLER: 0, Act.SHORTER: 0, Act.LONGER: 0,
    Act.SOURCE: 0,
}  # fmt: skip
# So likely must such a message be one.
GOES_ON = 0.5


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed message as far as it is understood: `sure` is the entry that clearly answers it, if there is one, `acts`
    the chances of what it does with the answers before."""

    event: Event
    text: str
    sure: str = ""
    acts: Mapping[Act, float] = field(default_factory=dict)


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
        self.asking = Asking.build(knowledge, Finder.build(knowledge, reader))

    # -- events ------------------------------------------------------------------------------------------------

    def typed(self, message: Typed, conversation: Conversation) -> Turn | None:
        """The turn for a typed message; None if it is not about a rulebook."""
        if not self.rulebooks:
            return None
        here = self._here(conversation.article)
        asked = self.asking.ask(message.text, Context(here, conversation.shown, message.sure))
        # After an entry, "next" is the next entry.
        if asked is None and here and not conversation.shown:
            asked = self._gone_on(message.acts, here)
        return self._turn(_Heard(message.event, conversation, message.text), asked) if asked else None

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

    def started(self, event: Event, link: str, conversation: Conversation) -> Turn | None:
        """The chapters of a rulebook, or one of its articles (`Data.start`), by a link; None if it leads to neither."""
        rulebook, _, number = link.partition("_")
        if rulebook not in self.rulebooks:
            return None
        heard = _Heard(event, conversation)
        if number in self.rulebooks[rulebook].articles:
            return self._turn(heard, Asked(What.ARTICLES, (Spot(rulebook, number),)))
        return None if number else _said(heard, Outcome.MENU, self.screens.contents(rulebook))

    # -- without a conversation --------------------------------------------------------------------------------

    def search(self, text: str) -> tuple[Data, ...]:
        """The articles that `text` asks for, or may ask for, best first."""
        asked = self.asking.ask(text, Context()) if self.rulebooks else None
        if asked is None:
            return ()
        if asked.what is What.CHAPTER:
            book = self.rulebooks[asked.rulebooks[0]]
            numbers = [article.number.casefold() for article in book.chapters[asked.chapter - 1].articles]
            return tuple(Data(Verb.ARTICLE, book.id, number) for number in numbers)
        return tuple(Data(Verb.ARTICLE, spot.rulebook, spot.number) for spot in asked.spots)

    def passage(self, article: Data) -> Passage:
        """The wording of an article that `search` found."""
        return self.screens.passage(Spot(article.target, article.extra))

    # -- going on ----------------------------------------------------------------------------------------------

    def _here(self, article: str) -> Spot | None:
        """The last article, if it is still there: the knowledge may have changed since."""
        data = Data.parse(article)
        book = self.rulebooks.get(data.target) if data else None
        return Spot(book.id, data.extra) if data and book and data.extra in book.articles else None

    def _gone_on(self, acts: Mapping[Act, float], here: Spot) -> Asked | None:
        """ "selanjutnya", "yang sebelumnya", "ulangi" after an article."""
        act = max(acts, key=lambda one: acts[one], default=Act.ASK)
        if act not in _STEPS or acts[act] < GOES_ON:
            return None
        numbers = list(self.rulebooks[here.rulebook].articles)
        place = numbers.index(here.number) + _STEPS[act]
        if not 0 <= place < len(numbers):
            return Asked(What.NO_ARTICLE, rulebooks=(here.rulebook,))
        return Asked(What.ARTICLES, (Spot(here.rulebook, numbers[place]),))

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
        if asked.what is What.ANOTHER:
            return self.screens.another(asked.rulebooks, asked.entry)
        shown = {
            What.NO_ARTICLE: self.screens.no_article,
            What.NO_CHAPTER: self.screens.no_chapter,
            What.CONTENTS: self.screens.several_contents,
        }
        return shown[asked.what](asked.rulebooks)


def _said(heard: _Heard, outcome: Outcome, reply: Reply) -> Turn:
    before = heard.conversation
    state = before.advance(
        heard.event.at, shown=(), listed=(), offered=reply.flat_buttons, misses=0, asked=heard.text or before.asked
    )
    return Turn(heard.event, outcome, reply, state, confidence=1.0)
