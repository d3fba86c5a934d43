"""The playground's time: the machine's clock plus what was skipped on purpose.

Lives here: the time that everything asks for that has a date or expires.
Never here: waiting. Long polls and pauses never go through this clock.
"""

from __future__ import annotations

import time


class Clock:
    """Seconds since 1970, moved forward by `advance` to see what has expired by then."""

    def __init__(self) -> None:
        self._skipped = 0.0

    def now(self) -> float:
        return time.time() + self._skipped

    def date(self) -> int:
        """Whole seconds, as messages carry them."""
        return int(self.now())

    def advance(self, seconds: float) -> None:
        self._skipped += seconds
