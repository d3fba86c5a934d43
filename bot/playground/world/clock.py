"""The playground's time: the machine's clock plus what was skipped on purpose.

Lives here: the machine's clock plus what was skipped on purpose.
Never here: what any particular bot knows or decides.

Everything that has a date or expires asks here. Waiting for real (long polls, pauses) never goes through this
clock.
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
