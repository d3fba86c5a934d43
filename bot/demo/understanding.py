"""What the bot understood, for whoever looks over its shoulder.

Lives here: an assistant that tells of every turn, and a turn as JSON.
Never here: how it is shown; deciding anything. What a person in danger wrote is not told at all.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from typing import Any

from bot.assistant import Arrived, Assistant
from bot.core.conversation.dialogue import Dialogue
from bot.core.turns import Callback, Command, Conversation, Event, Match, Turn, Utterance

Json = dict[str, Any]
Tell = Callable[[Json], None]
# Ranked entries that are told; the rest is noise.
RANKED = 5
# The commands whose argument is a question.
_ASKING = frozenset({"cari", "tanya"})
# How the Telegram channel names conversations: private ones by their chat, others by chat and person, with a
# word before it where the bot is no member (guest) or there is no chat (inline).
_CHAT = re.compile(r"(?:(guest|inline):)?(-?\d+)(?::(\d+))?")


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
            "answer": dialogue.questions.thresholds.answer,
            "clarify": dialogue.questions.thresholds.clarify,
        },
    }


def ranked(matches: Iterable[Match], dialogue: Dialogue) -> list[Json]:
    """The best matches, with their titles."""
    first = list(matches)[:RANKED]
    return [{**_entry(match.entry, dialogue), "confidence": round(match.confidence, 4)} for match in first]


def place(chat: str) -> Json:
    """Chat and person of a conversation's name; 0 for what it does not tell."""
    found = _CHAT.fullmatch(chat)
    if found is None:
        return {"chat": 0, "person": 0, "way": ""}
    chat_id, person = int(found[2]), int(found[3] or found[2])
    return {"chat": 0 if found[1] == "inline" else chat_id, "person": person, "way": found[1] or ""}


def _asked(event: Event) -> tuple[str, str]:
    """What kind of event it was, and its words."""
    if isinstance(event, Utterance):
        return "question", event.text
    if isinstance(event, Callback):
        return "button", event.data
    if event.name in _ASKING and event.argument:
        return "question", event.argument
    return "command", _command(event)


def _command(event: Command) -> str:
    return f"/{event.name} {event.argument}".strip()


def _entry(entry_id: str, dialogue: Dialogue) -> Json:
    entry = dialogue.knowledge.entries.get(entry_id)
    return {"id": entry_id, "title": entry.title if entry else entry_id}
