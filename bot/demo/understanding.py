"""What the bot understood, for whoever looks over its shoulder.

Lives here: an assistant that tells of every turn, and a turn as JSON.
Never here: how it is shown; deciding anything. What a person in danger wrote is not told at all.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable
from typing import Any

from bot.assistant import Arrived, Assistant
from bot.core.commands import ASKING
from bot.core.conversation.dialogue import Dialogue
from bot.core.turns import Callback, Command, Conversation, Event, Match, Turn, Utterance
from bot.storage.database import ChatName

Json = dict[str, Any]
Tell = Callable[[Json], None]
# Ranked entries that are told; the rest is noise.
RANKED = 5
# The meaning that was taken, and the two behind it.
MEANINGS = 3


class ObservedAssistant(Assistant):
    """An assistant that tells `tell` of every turn and how many ms it took."""

    def __init__(self, dialogue: Dialogue, tell: Tell) -> None:
        super().__init__(dialogue)
        self._tell = tell

    def respond(self, arrived: Arrived, conversation: Conversation, dialogue: Dialogue) -> Turn:
        labels = {button.data: button.label for button in conversation.offered}
        started = time.perf_counter()
        turn = super().respond(arrived, conversation, dialogue)
        took = time.perf_counter() - started
        told = {**place(arrived.chat), **understood(turn, dialogue), "ms": round(took * 1000, 1)}
        told["meanings"] = meanings(turn, conversation, dialogue)
        if isinstance(arrived.event, Callback):
            told["asked"] = labels.get(arrived.event.data, arrived.event.data)
        self._tell(told)
        return turn

    def search(self, text: str, limit: int, dialogue: Dialogue) -> tuple[Match, ...]:
        started = time.perf_counter()
        matches = super().search(text, limit, dialogue)
        took = time.perf_counter() - started
        told = {"kind": "search", "asked": text, "read": "", "outcome": "inline", "entries": []}
        self._tell({**told, **self._ranked(matches), "ms": round(took * 1000, 1)})
        return matches

    def _ranked(self, matches: tuple[Match, ...]) -> Json:
        confidence = matches[0].confidence if matches else 0.0
        return {"confidence": round(confidence, 4), "matches": ranked(matches, self.dialogue)}


def understood(turn: Turn, dialogue: Dialogue) -> Json:
    """A turn: what was asked and read, what it came to, and the ranking with the thresholds it met."""
    kind, asked = _asked(turn.event)
    question = "" if turn.private or kind != "question" else asked
    return {
        "kind": kind,
        "asked": "" if turn.private else asked,
        "private": turn.private,
        "read": dialogue.questions.ask(question).reading.text if question else "",
        "outcome": turn.outcome.value,
        "confidence": round(turn.confidence, 4),
        "entries": [_entry(entry, dialogue) for entry in turn.reply.entries],
        "matches": [] if turn.private else ranked(turn.matches, dialogue),
        "gap": turn.gap,
        "thresholds": {
            "answer": dialogue.questions.policy.answer,
            "clarify": dialogue.questions.policy.clarify,
        },
    }


def meanings(turn: Turn, before: Conversation, dialogue: Dialogue) -> list[Json]:
    """What a question may have meant: what was taken, and the two behind it."""
    kind, asked = _asked(turn.event)
    if turn.private or kind != "question":
        return []
    return [
        {
            "way": one.way.value,
            "entries": [_entry(entry, dialogue)["title"] for entry in one.entries],
            "name": one.name,
            "because": one.because,
            "chance": round(one.chance, 4),
        }
        for one in dialogue.understood(asked, before).meanings[:MEANINGS]
    ]


def ranked(matches: Iterable[Match], dialogue: Dialogue) -> list[Json]:
    """The best matches, with their titles."""
    first = list(matches)[:RANKED]
    return [{**_entry(match.entry, dialogue), "confidence": round(match.confidence, 4)} for match in first]


def place(chat: Hashable) -> Json:
    """Chat and person of a conversation; 0 for what its name does not tell."""
    if not isinstance(chat, ChatName):
        return {"chat": 0, "person": 0, "way": ""}
    # No chat is inline mode, unless nobody is there either.
    way = "guest" if chat.guest else "inline" if chat.person and not chat.place else ""
    return {"chat": chat.place, "person": chat.person, "way": way}


def _asked(event: Event) -> tuple[str, str]:
    """What kind of event it was, and its words."""
    if isinstance(event, Utterance):
        return "question", event.text
    if isinstance(event, Callback):
        return "button", event.data
    if event.name in ASKING and event.argument:
        return "question", event.argument
    return "command", _command(event)


def _command(event: Command) -> str:
    return f"/{event.name} {event.argument}".strip()


def _entry(entry_id: str, dialogue: Dialogue) -> Json:
    entry = dialogue.knowledge.entries.get(entry_id)
    return {"id": entry_id, "title": entry.title if entry else entry_id}
