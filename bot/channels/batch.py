"""The batch channel: conversations as JSON lines in, replies as JSON lines out.

Lives here: the line format of `python -m bot ask --jsonl`.
Never here: files, the command line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.assistant import Assistant
from bot.channels.plain import plain_text
from bot.core.turns import Callback, Event, Turn, Utterance
from bot.errors import BotError


class BatchError(BotError):
    """A line that is not of the form {"turns": ["text" or {"press": "data"}, ...]}."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Batch:
    """Answers conversations one after another, each a fresh one."""

    assistant: Assistant

    def answer(self, lines: Iterable[str]) -> Iterator[str]:
        """One JSON line for each non-empty line. Raises BatchError with the number of a bad line."""
        for number, line in enumerate(lines, 1):
            if line.strip():
                events = _events(line, number)
                replies = [self._reply(self.assistant.handle(event, f"batch-{number}")) for event in events]
                yield json.dumps({"replies": replies}, ensure_ascii=False)

    def _reply(self, turn: Turn) -> dict[str, object]:
        entries = list(turn.reply.entries) or [match.entry for match in turn.matches]
        return {
            "outcome": turn.outcome.value,
            "entries": entries,
            "text": plain_text(turn.reply, self.assistant.knowledge),
            "buttons": [{"label": button.label, "data": button.data} for button in turn.reply.flat_buttons],
            "confidence": round(turn.confidence, 4),
        }


def _events(line: str, number: int) -> list[Event]:
    try:
        turns = json.loads(line)["turns"]
    except (ValueError, KeyError, TypeError) as error:
        raise BatchError(f'baris {number}: bukan objek JSON dengan "turns" ({error})') from error
    if not isinstance(turns, list):
        raise BatchError(f'baris {number}: "turns" harus berupa daftar')
    return [_event(turn, number) for turn in turns]


def _event(turn: object, number: int) -> Event:
    if isinstance(turn, str):
        return Utterance(turn)
    if isinstance(turn, dict) and isinstance(turn.get("press"), str):
        return Callback(turn["press"])
    raise BatchError(f'baris {number}: giliran harus teks atau {{"press": DATA}}')
