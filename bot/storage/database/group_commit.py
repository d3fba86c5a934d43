"""Committing together what waits together.

Lives here: the queue in front of SQLite's one writer, and what happens when one of a group fails.
Never here: statements, how long a caller waits, second attempts (transactions.py).

A commit waits for the disk, and meanwhile others come. Those are run in one transaction and committed once, so that a
crowd waits for the disk a few times a second and not once for each. Each still has its result only when it is on the
disk. If one of them fails, the group is undone and each is run alone: that is rare, and every unit of work in this
package can be repeated.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.storage.database.failures import translated

# A group that has to be run again, each alone, must not take longer than callers wait.
LARGEST_GROUP = 64
Work = Callable[[Connection], Any]


@dataclass(frozen=True, slots=True)
class _Waiting:
    engine: Engine
    work: Work
    result: Future[Any]


class GroupCommit:
    """Works off what is submitted, in that order, in a thread of its own. `surest` is the engine for a group of which
    some may get lost with the power and others not; `alone` runs one unit of work in a transaction."""

    def __init__(self, surest: Engine, alone: Callable[[Engine, Work], Any]) -> None:
        self._surest = surest
        self._alone = alone
        self._thread = ThreadPoolExecutor(1, "database-write")
        self._queue: deque[_Waiting] = deque()

    def submit(self, engine: Engine, work: Work) -> Future[Any]:
        """The result of `work` once it is committed, or what it raised. Cancelled before its turn, it is not run."""
        waiting = _Waiting(engine, work, Future())
        self._queue.append(waiting)
        self._thread.submit(self._next_group)
        return waiting.result

    def cancel(self) -> None:
        """Start nothing more. Whoever still waits is told so, by a cancelled future."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        while (waiting := self._next()) is not None:
            waiting.result.cancel()

    def join(self) -> None:
        """Wait for what is running."""
        self._thread.shutdown()

    def _next_group(self) -> None:
        group: list[_Waiting] = []
        while len(group) < LARGEST_GROUP and (waiting := self._next()) is not None:
            if waiting.result.set_running_or_notify_cancel():
                group.append(waiting)
        if len(group) > 1:
            self._run_together(group)
        for waiting in group:
            if not waiting.result.done():
                self._run_alone(waiting)

    def _run_together(self, group: Sequence[_Waiting]) -> None:
        """Settle all, if they can be committed together, or if none of them can even begin."""
        engine = group[0].engine if len({waiting.engine for waiting in group}) == 1 else self._surest
        begun = False
        try:
            with engine.begin() as connection:
                begun = True
                results = [waiting.work(connection) for waiting in group]
        except BaseException as error:
            # Which of them it was shows when each is run alone. But somebody else's lock is not waited for by each.
            if not begun:
                for waiting in group:
                    waiting.result.set_exception(translated(error) if isinstance(error, SQLAlchemyError) else error)
            return
        for waiting, result in zip(group, results, strict=True):
            waiting.result.set_result(result)

    def _run_alone(self, waiting: _Waiting) -> None:
        try:
            result = self._alone(waiting.engine, waiting.work)
        except BaseException as error:
            waiting.result.set_exception(error)
        else:
            waiting.result.set_result(result)

    def _next(self) -> _Waiting | None:
        # Not by asking first: `cancel` may take the last one meanwhile.
        try:
            return self._queue.popleft()
        except IndexError:
            return None
