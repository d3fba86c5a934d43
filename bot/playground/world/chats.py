"""People, chats and the messages in them, as the Bot API shows them.

Lives here: their state. Messages are kept in the Bot API's own shape, because that is what everybody asks for.
Never here: rules. What a bot may do is in world.py, what people do in people/actions.py.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from bot.playground import limits

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class User:
    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False

    def json(self) -> Json:
        shown: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                shown[name] = value
        return shown


@dataclass(slots=True)
class ChatLog:
    """The newest messages of a chat, numbered from 1 as Telegram numbers them in each chat."""

    next_id: int = 1
    # Messages that came from an inline result or a guest answer: message id to inline_message_id.
    inline_ids: dict[int, str] = field(default_factory=dict)
    # Reactions by (message id, user id).
    reactions: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    # Votes by message id, then by user id: the options that were chosen.
    votes: dict[int, dict[int, tuple[int, ...]]] = field(default_factory=dict)
    _messages: OrderedDict[int, Json] = field(default_factory=OrderedDict)

    def add(self, message: Json) -> Json:
        self._messages[message["message_id"]] = message
        while len(self._messages) > limits.KEPT_MESSAGES:
            oldest, _ = self._messages.popitem(last=False)
            self.inline_ids.pop(oldest, None)
            self.votes.pop(oldest, None)
        if len(self.reactions) > limits.KEPT_MESSAGES:
            self.reactions.clear()
        return message

    def take_id(self) -> int:
        self.next_id += 1
        return self.next_id - 1

    def get(self, message_id: int) -> Json | None:
        return self._messages.get(message_id)

    def remove(self, message_id: int) -> Json | None:
        return self._messages.pop(message_id, None)

    def after(self, message_id: int) -> list[Json]:
        """Messages with a higher id, oldest first."""
        newer = takewhile(
            lambda message: message["message_id"] > message_id, reversed(self._messages.values())
        )
        return list(newer)[::-1]

    def __iter__(self) -> Iterator[Json]:
        return iter(tuple(self._messages.values()))


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat of one person with one bot, or a group that people and bots share."""

    id: int
    type: str
    title: str = ""
    username: str = ""
    person: User | None = None
    log: ChatLog = field(default_factory=ChatLog)
    members: dict[int, User] = field(default_factory=dict)
    bots: set[int] = field(default_factory=set)
    # Bots that were thrown out, as opposed to never having been there: their error differs.
    removed_bots: set[int] = field(default_factory=set)
    # Private chats only: the person has written first, or has blocked the bot.
    begun: bool = False
    blocked: bool = False
    migrated_to: int = 0
    # Bots that are administrators here: they read everything and hear of reactions.
    reads_all: set[int] = field(default_factory=set)
    pinned: list[int] = field(default_factory=list)
    # The reply keyboard now shown under the chat.
    keyboard: Json | None = None
    # Up to which message each person has read, by the person's id.
    read_up_to: dict[int, int] = field(default_factory=dict)

    @property
    def is_private(self) -> bool:
        return self.type == "private"

    def json(self) -> Json:
        shown: Json = {"id": self.id, "type": self.type}
        if self.person is not None:
            person = self.person.json()
            shown.update(
                {name: person[name] for name in ("first_name", "last_name", "username") if name in person}
            )
        if self.title:
            shown["title"] = self.title
        if self.username:
            shown["username"] = self.username
        return shown


def as_replied(message: Json) -> Json:
    """A message as it appears inside another: without what it answered itself."""
    return {
        name: value for name, value in message.items() if name not in {"reply_to_message", "external_reply"}
    }
