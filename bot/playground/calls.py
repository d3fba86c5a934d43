"""The record of all calls bots made, for who wants to look afterwards.

Lives here: the record of all calls bots made, for who wants to look afterwards.
Never here: what any particular bot knows or decides.

Bounded; values are cut; files are recorded by name and size. The token is not part of a call.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bot.playground import limits
from bot.playground.params import Params, decode_json

Json = dict[str, Any]
_NAME = 64
# These arrive as JSON inside text and are easier to read decoded.
_DECODED = frozenset(
    {
        "allowed_updates", "button", "caption_entities", "commands", "entities", "link_preview_options",
        "menu_button", "message_ids", "reaction", "reply_markup", "reply_parameters", "result", "results",
        "scope",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Call:
    """One call: `status` is 0 when the connection was dropped, `seconds` how long the answer took."""

    number: int
    bot_id: int
    method: str
    params: Json
    status: int
    answer: Any
    at: float
    seconds: float
    fault: bool = False

    @property
    def ok(self) -> bool:
        return isinstance(self.answer, dict) and self.answer.get("ok") is True

    @property
    def result(self) -> Any:
        return self.answer.get("result") if isinstance(self.answer, dict) else None

    def json(self) -> Json:
        return {
            "number": self.number, "bot": self.bot_id, "method": self.method, "params": self.params,
            "status": self.status, "answer": self.answer, "at": round(self.at, 3),
            "seconds": round(self.seconds, 4), "fault": self.fault,
        }  # fmt: skip


class Calls:
    def __init__(self) -> None:
        self._kept: deque[Call] = deque(maxlen=limits.KEPT_CALLS)
        self.total = 0

    def add(self, call: Call) -> Call:
        self._kept.append(call)
        return call

    def next_number(self) -> int:
        self.total += 1
        return self.total

    def list(self, method: str = "", since: int = 0) -> list[Call]:
        wanted = method.lower()
        return [c for c in self._kept if c.number > since and (not wanted or c.method.lower() == wanted)]

    def clear(self) -> None:
        self._kept.clear()


def shown(params: Params) -> Json:
    """Parameters as they are recorded: JSON decoded where it is expected, values cut, files described."""
    first = islice(params.values.items(), limits.RECORDED_PARAMETERS)
    values: Json = {name[:_NAME]: _shown_value(name, value) for name, value in first}
    for name, upload in islice(params.files.items(), limits.RECORDED_PARAMETERS):
        values[name] = {"file": upload.name, "type": upload.content_type, "bytes": len(upload.content)}
    return values


def _shown_value(name: str, value: str) -> Any:
    if len(value) > limits.RECORDED_CHARACTERS:
        return value[: limits.RECORDED_CHARACTERS]
    if name in _DECODED:
        try:
            return decode_json(value)
        except ValueError:
            return value
    return value
