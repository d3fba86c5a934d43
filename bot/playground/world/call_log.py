"""Which calls bots made and how they were answered, for whoever looks afterwards.

Lives here: the newest calls, up to a bound.
Never here: the token, which is no part of a call; how its parameters are cut (methods/params.py).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any

from bot.playground import limits

Json = dict[str, Any]


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


class CallLog:
    def __init__(self) -> None:
        self._kept: deque[Call] = deque(maxlen=limits.KEPT_CALLS)
        self.total = 0

    def add(self, call: Call) -> None:
        self._kept.append(call)

    def next_number(self) -> int:
        self.total += 1
        return self.total

    def list(self, method: str = "", since: int = 0) -> list[Call]:
        wanted = method.lower()
        return [c for c in self._kept if c.number > since and (not wanted or c.method.lower() == wanted)]

    def clear(self) -> None:
        self._kept.clear()
