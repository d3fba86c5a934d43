"""What goes wrong on purpose: planned faults by method, and delays that imitate the way to a real server.

Lives here: describing a fault, and choosing the one that fits a call.
Never here: letting it happen (wire/dispatch.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from bot.playground.errors import PlaygroundError

Json = dict[str, Any]
ALL_METHODS = "*"
_DESCRIPTIONS = {
    400: "Bad Request: planned fault",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """`method` fails `times` times (0: for ever).

    `code` 0 leaves the answer alone, so that `delay` or `trickle` work by themselves. `raw` is sent as the
    body in place of Telegram's JSON. `drop` resets the connection. With `applied`, the method takes effect
    first and only its answer is lost. `delay` and `trickle` (pause before each byte of the answer) are
    seconds.
    """

    method: str = ALL_METHODS
    times: int = 1
    code: int = 0
    description: str = ""
    retry_after: int = 0
    migrate_to_chat_id: int = 0
    raw: str | None = None
    content_type: str = ""
    delay: float = 0.0
    trickle: float = 0.0
    drop: bool = False
    applied: bool = False
    chat_id: int = 0

    @property
    def replaces_answer(self) -> bool:
        return bool(self.code or self.drop or self.raw is not None)

    def status(self) -> int:
        return self.code or 200

    def body(self) -> Json:
        description = self.description or _DESCRIPTIONS.get(self.code, f"Planned fault {self.code}")
        parameters: Json = {}
        if self.retry_after:
            parameters["retry_after"] = self.retry_after
            description = self.description or f"Too Many Requests: retry after {self.retry_after}"
        if self.migrate_to_chat_id:
            parameters["migrate_to_chat_id"] = self.migrate_to_chat_id
            description = self.description or "Bad Request: group chat was upgraded to a supergroup chat"
        body: Json = {"ok": self.code == 200, "error_code": self.code, "description": description}
        return {**body, "parameters": parameters} if parameters else body


class Faults:
    def __init__(self) -> None:
        self._planned: list[Fault] = []
        self._delays: dict[str, float] = {}

    def plan(self, fault: Fault) -> None:
        if fault.times < 0 or fault.delay < 0 or fault.trickle < 0:
            raise PlaygroundError("times, delay and trickle of a fault cannot be negative")
        if fault.code and not 100 <= fault.code <= 599:
            raise PlaygroundError("code must be an HTTP status")
        self._planned.append(fault)

    def planned(self) -> list[Fault]:
        return list(self._planned)

    def clear(self) -> None:
        self._planned.clear()
        self._delays.clear()

    def take(self, method: str, chat_id: str) -> Fault | None:
        """The first planned fault that fits this call, used up by one."""
        for place, fault in enumerate(self._planned):
            if fault.method != ALL_METHODS and fault.method.lower() != method.lower():
                continue
            if fault.chat_id and str(fault.chat_id) != chat_id:
                continue
            if fault.times == 1:
                del self._planned[place]
            elif fault.times:
                self._planned[place] = replace(fault, times=fault.times - 1)
            return fault
        return None

    def set_delay(self, method: str, seconds: float) -> None:
        """Every answer to `method` (`*`: to any) takes this much longer: the way there and back."""
        if seconds < 0:
            raise PlaygroundError("a delay cannot be negative")
        self._delays[method.lower()] = seconds

    def delay(self, method: str) -> float:
        return self._delays.get(method.lower(), self._delays.get(ALL_METHODS, 0.0))

    def delays(self) -> dict[str, float]:
        return dict(self._delays)
