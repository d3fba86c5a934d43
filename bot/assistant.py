"""The bot as channels see it: what arrived in, a turn out.

Lives here: the knowledge in use, answering from it, conversations of channels that keep none themselves.
Never here: matching rules, sentences, anything of a channel.
"""

from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Knowledge
from bot.core.turns import Conversation, Event, Match, Turn
from bot.storage.frequencies import load_frequencies
from bot.storage.loader import load_knowledge

# Chats kept in memory; the least recently used is forgotten first (about 1 KB each).
CHAT_LIMIT = 20_000


class MemoryConversations:
    """Conversations in this process only, at most CHAT_LIMIT of them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Conversation] = OrderedDict()

    def get(self, chat: Hashable) -> Conversation:
        return self._kept.get(chat, Conversation())

    def put(self, chat: Hashable, conversation: Conversation) -> None:
        self._kept[chat] = conversation
        self._kept.move_to_end(chat)
        while len(self._kept) > CHAT_LIMIT:
            self._kept.popitem(last=False)


@dataclass(frozen=True, slots=True)
class Arrived:
    """An event, the chat it came from (whatever names it), and whether others read along there."""

    event: Event
    chat: Hashable
    group: bool = False


class Assistant:
    """Answers events, each in about a millisecond. Safe to give a new dialogue to at any time: a channel that awaits
    between looking and answering takes the `dialogue` once and hands it back to `respond`."""

    def __init__(self, dialogue: Dialogue) -> None:
        self._dialogue = dialogue
        self._conversations = MemoryConversations()

    @property
    def dialogue(self) -> Dialogue:
        return self._dialogue

    @property
    def knowledge(self) -> Knowledge:
        return self._dialogue.knowledge

    def use(self, dialogue: Dialogue) -> None:
        """Answer from `dialogue` from now on."""
        self._dialogue = dialogue

    def respond(self, arrived: Arrived, conversation: Conversation, dialogue: Dialogue) -> Turn:
        """The turn that something leads to, for a channel that keeps the conversation itself."""
        return dialogue.respond(arrived.event, conversation, arrived.group)

    def handle(self, event: Event, chat: Hashable, group: bool = False) -> Turn:
        """The same, with the conversation kept in this process."""
        arrived = Arrived(event, chat, group)
        turn = self.respond(arrived, self._conversations.get(chat), self._dialogue)
        self._conversations.put(chat, turn.conversation)
        return turn

    def search(self, text: str, limit: int, dialogue: Dialogue) -> tuple[Match, ...]:
        """The entries that fit `text`, best first, outside any conversation."""
        return dialogue.search(text, limit)


def open_assistant(folder: Path, contact: str = "") -> Assistant:
    """An assistant on the knowledge in `folder`. Raises KnowledgeError; takes seconds, for the ranking is trained."""
    assistant = Assistant(open_dialogue(folder, contact))
    # What is in use from the start is never looked through for circular garbage again: that would stop everything for
    # 60 to 150 ms now and then.
    gc.collect()
    gc.freeze()
    return assistant


def open_dialogue(folder: Path, contact: str = "") -> Dialogue:
    """What an assistant answers from; raises and takes as long as open_assistant."""
    with undisturbed():
        return Dialogue(load_knowledge(folder), load_frequencies(), contact=contact)


@contextmanager
def undisturbed() -> Iterator[None]:
    """While much is built at once, nobody looks through it for circular garbage: whoever answers meanwhile would stand
    still for 100 ms each time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
