"""How the channel is doing: counters and ages, for logs and the health page.

Lives here: numbers. Never here: who or what they are about.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

# Longer than one long poll with its time-outs and one longest pause between two attempts; behind a webhook, longer than
# two looks at whether it is still set (running/housekeeping.py).
STALE_SECONDS = 90.0


@dataclass(slots=True)
class Health:
    """Telegram has to be heard every now and then: a fetch succeeds, an update is posted, or the webhook is found in
    place. A process that is cut off from it must not pass for alive."""

    counts: Counter[str] = field(default_factory=Counter)
    _heard_at: float = field(default_factory=time.monotonic)

    def count(self, what: str, number: int = 1) -> None:
        self.counts[what] += number

    def heard(self) -> None:
        """Telegram was heard."""
        self._heard_at = time.monotonic()

    @property
    def age(self) -> float:
        """Seconds since Telegram was last heard."""
        return time.monotonic() - self._heard_at

    @property
    def is_alive(self) -> bool:
        return self.age < STALE_SECONDS

    def report(self) -> dict[str, Any]:
        return {"sehat": self.is_alive, "umur_detik": round(self.age, 1), "hitungan": dict(self.counts)}
