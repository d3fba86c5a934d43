"""What time it is, so that a clock that is set forward or back harms nobody.

Lives here: time for SQLite (this process's own, steady), time for PostgreSQL (the server's), the day of a row.
Never here: how long anything lasts.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

from sqlalchemy import ColumnElement, Double, bindparam, cast, extract, func

DAY_SECONDS = 86_400.0
# The days of the turn log are those of the people who read it: Western Indonesian Time, without summer time.
_WIB = timezone(timedelta(hours=7))


class SteadyClock:
    """Seconds since 1970 as the machine's clock said at the start, and then by a clock that nobody sets.

    `floor`: a time that has been already. If the machine's clock is behind it, it was set back in between, and time
    goes on from there. More than a day ahead is a mistake of the past, which need not be kept up.
    """

    def __init__(
        self,
        floor: float = 0.0,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        now = wall()
        start = floor if now < floor <= now + DAY_SECONDS else now
        self._steady = steady
        self._offset = start - steady()

    def __call__(self) -> float:
        return self._steady() + self._offset


class Moment:
    """Now, as a part of a statement: a parameter from `clock`, or without one the server's time.

    Replicas on several machines have several clocks, but one server; hence the server's, where there is one.
    """

    def __init__(self, clock: Callable[[], float] | None) -> None:
        self._clock = clock
        self.expression: ColumnElement[float] = (
            bindparam("moment", type_=Double()) if clock else cast(extract("epoch", func.now()), Double())
        )

    @property
    def parameters(self) -> dict[str, float]:
        """What every statement with `expression` in it has to be executed with."""
        return {"moment": self._clock()} if self._clock else {}

    def today(self) -> date:
        """The day it is; a day is too coarse for the difference between two machines to matter."""
        return datetime.fromtimestamp(self._clock() if self._clock else time.time(), _WIB).date()

    def hour(self) -> int:
        """The hour it is, 0 to 23, where its readers live."""
        return datetime.fromtimestamp(self._clock() if self._clock else time.time(), _WIB).hour
