"""From a term that was named, a pressed button or a link to a turn.

Lives here: which screen of terms is shown, and what is remembered of it.
Never here: whether a message is about a term (bot.core.conversation), screens (screens.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.core.glossary.screens import TermScreens
from bot.core.model import Knowledge
from bot.core.term import START, Term
from bot.core.turns import Callback, Conversation, Data, Event, Outcome, Passage, Reply, Turn, Verb


class TermTalk:
    """Talks about the terms of one knowledge; without any it shows nothing."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.terms: Mapping[str, Term] = knowledge.terms
        self.entries = knowledge.entries
        self.screens = TermScreens(knowledge)

    def pressed(self, event: Callback, data: Data, conversation: Conversation) -> Turn | None:
        """The turn for a pressed button; None if it leads to nothing here."""
        if data.verb is Verb.TERM and data.target in self.terms:
            return self.shown(event, data.target, conversation, data.extra if data.extra in self.entries else "")
        if data.verb is not Verb.GLOSSARY or not self.terms:
            return None
        if not data.target:
            return self.contents(event, conversation)
        sheet = (data.target, int(data.extra or 0) if data.extra.isdigit() or not data.extra else -1)
        return _menu(event, self.screens.sheet(*sheet), conversation) if sheet in self.screens.sheets else None

    def opened(self, event: Event, argument: str, conversation: Conversation) -> Turn | None:
        """The turn for what a link names; None if it is none of the terms."""
        if argument == START and self.terms:
            return self.contents(event, conversation)
        term = argument.removeprefix(f"{START}-")
        return self.shown(event, term, conversation) if term != argument and term in self.terms else None

    def passage(self, term: Data) -> Passage:
        """A term by itself, as a result of a search."""
        return self.screens.passage(self.terms[term.target])

    def contents(self, event: Event, conversation: Conversation) -> Turn:
        """All letters."""
        return _menu(event, self.screens.contents(), conversation)

    def typed(self, event: Event, term: str, conversation: Conversation) -> Turn:
        """The turn for a message that names a term, or asks for all of them."""
        if term:
            return self.shown(event, term, conversation)
        turn = self.contents(event, conversation)
        return replace(turn, reply=replace(turn.reply, in_place=False))

    def shown(self, event: Event, term: str, conversation: Conversation, origin: str = "") -> Turn:
        """A term. What is asked next is asked of the entry that it was tapped under, or that explains it."""
        reply = self.screens.term(term, origin)
        about = origin or self.terms[term].entry
        turn = _menu(event, reply, replace(conversation, shown=(about,) if about else (), article=""))
        return replace(turn, outcome=Outcome.ANSWER)


def _menu(event: Event, reply: Reply, conversation: Conversation) -> Turn:
    state = conversation.advance(event.at, offered=reply.flat_buttons, misses=0)
    return Turn(event, Outcome.MENU, reply, state, confidence=1.0)
