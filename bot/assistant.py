"""The bot as channels see it: an event and a chat in, a turn out.

Lives here: conversations by chat, the knowledge in use, the record of turns.
Never here: matching rules, sentences, anything of a channel.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from bot.core.dialogue import Dialogue
from bot.core.model import Knowledge
from bot.core.turns import Conversation, Event, Match, Turn
from bot.core.votes import MemoryVotes, Votes
from bot.storage.frequencies import load_frequencies
from bot.storage.loader import load_knowledge

# Chats kept in memory; the least recently used is forgotten first (about 1 KB each).
CHAT_LIMIT = 20_000

Record = Callable[[str, Turn], None]


class Conversations(Protocol):
    """Where the state of chats is kept."""

    def get(self, chat: str) -> Conversation: ...

    def put(self, chat: str, conversation: Conversation) -> None: ...


class MemoryConversations:
    """Conversations in this process only, at most CHAT_LIMIT of them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Conversation] = OrderedDict()

    def get(self, chat: str) -> Conversation:
        return self._kept.get(chat, Conversation())

    def put(self, chat: str, conversation: Conversation) -> None:
        self._kept[chat] = conversation
        self._kept.move_to_end(chat)
        while len(self._kept) > CHAT_LIMIT:
            self._kept.popitem(last=False)


def ignore(chat: str, turn: Turn) -> None:
    """A record that keeps nothing."""


class Assistant:
    """Answers events. `handle` is synchronous and takes about a millisecond."""

    def __init__(
        self,
        dialogue: Dialogue,
        conversations: Conversations | None = None,
        record: Record = ignore,
        votes: Votes | None = None,
    ) -> None:
        self._dialogue = dialogue
        self._conversations = conversations if conversations is not None else MemoryConversations()
        self._record = record
        self._votes = votes if votes is not None else MemoryVotes()

    @property
    def dialogue(self) -> Dialogue:
        return self._dialogue

    @property
    def knowledge(self) -> Knowledge:
        return self._dialogue.knowledge

    def handle(self, event: Event, chat: str, group: bool = False) -> Turn:
        """The turn that `event` leads to in `chat` (any string that names the chat)."""
        turn = self._dialogue.respond(event, self._conversations.get(chat), group)
        self._conversations.put(chat, turn.conversation)
        self._record(chat, turn)
        return turn

    def shown(self, message_key: str, turn: Turn) -> None:
        """The message `message_key` (any string that names it) shows the answer of `turn`: it may be voted on."""
        if turn.reply.passages:
            self._votes.offer(message_key, tuple(passage.entry for passage in turn.reply.passages))

    def vote(self, chat: str, message_key: str, value: int) -> bool:
        """Somebody's opinion of an answer: +1, -1, or 0 if it is withdrawn. False if no answer is known there."""
        return self._votes.cast(chat, message_key, value)

    def search(self, text: str, limit: int) -> tuple[Match, ...]:
        """The entries that fit `text`, best first, outside any conversation."""
        return self._dialogue.search(text, limit)

    def alarmed(self, text: str) -> bool:
        """Whether `text` sounds like a person in danger."""
        return self._dialogue.detector.alarmed(text)


def open_assistant(folder: Path, contact: str = "") -> Assistant:
    """An assistant on the knowledge in `folder`. Raises KnowledgeError; takes seconds, for the ranking is trained."""
    return Assistant(Dialogue(load_knowledge(folder), load_frequencies(), contact=contact))
