"""How the channel is doing: counters and ages, for logs and the health page.

Lives here: numbers. Never here: who or what they are about.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

# Longer than one long poll with its time-outs and one longest pause between two attempts.
STALE_SECONDS = 90.0


@dataclass(slots=True)
class Health:
    """`polling`: updates are fetched, so a fetch must have succeeded lately. Without it silence is normal."""

    polling: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    _heard_at: float = field(default_factory=time.monotonic)

    def count(self, what: str) -> None:
        self.counts[what] += 1

    def heard(self) -> None:
        """Telegram was heard: a fetch succeeded, or a webhook call came."""
        self._heard_at = time.monotonic()

    @property
    def age(self) -> float:
        """Seconds since Telegram was last heard."""
        return time.monotonic() - self._heard_at

    @property
    def is_alive(self) -> bool:
        return not self.polling or self.age < STALE_SECONDS

    def report(self) -> dict[str, Any]:
        return {"sehat": self.is_alive, "umur_detik": round(self.age, 1), "hitungan": dict(self.counts)}
