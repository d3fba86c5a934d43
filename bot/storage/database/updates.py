"""What the inbox takes in and gives out, as data.

Lives here: kinds of updates and how long each is worth an answer; arrivals and claims.
Never here: statements, the contents of an update. Whose they are and what they say is not part of any repr, so that it
does not end up in a log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.core.turns import Conversation
from bot.storage.database.clock import DAY_SECONDS
from bot.storage.database.names import ChatName


class Kind(StrEnum):
    """What an update is, as far as it matters for how long it waits."""

    MESSAGE = "message"
    CALLBACK = "callback"
    INLINE = "inline"
    CHOSEN = "chosen"
    OTHER = "other"


# Telegram itself drops what is older (tdlib/telegram-bot-api 10.0, Client.cpp): answering an older press or inline
# query gives 400 "query is too old".
LIFETIMES: Mapping[Kind, float] = {
    Kind.MESSAGE: DAY_SECONDS,
    Kind.CALLBACK: 150.0,
    Kind.INLINE: 30.0,
    Kind.CHOSEN: 600.0,
    Kind.OTHER: DAY_SECONDS,
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update to be kept. `chat` names whose turn it is (names.py): for a message and for a button press in a private
    chat that is the same person, so that both are worked on one after the other. `body`: the update as it came."""

    update_id: int
    chat: ChatName = field(repr=False)
    kind: Kind
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person has been told and has decided. Only who was told, and did not object, is logged."""

    noticed: bool = False
    opted_out: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """An update that is this process's to work on, until it says `done`, `failed` or `bury`.

    `attempt` counts from 1; `conversation` and `standing` are those of its chat, which nobody else works on meanwhile;
    `lane` is the pseudonym of its chat, `received_at` when the update came (seconds since 1970), and `taken_at` tells
    this claim from another one of the same update.
    """

    update_id: int
    body: bytes = field(repr=False)
    attempt: int
    conversation: Conversation = field(repr=False)
    standing: Standing
    lane: str = field(repr=False)
    taken_at: float
    received_at: float


@dataclass(frozen=True, slots=True)
class Depth:
    """How much waits, claimed or not, for how many seconds the oldest has, what was given up; and how much of what
    waits was in hand when a process died."""

    waiting: int
    oldest_seconds: float
    dead_letters: int
    suspects: int = 0
