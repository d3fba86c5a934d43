"""getUpdates: the long poll of one bot and the quarrel of two pollers.

Lives here: waiting, conflicts and brakes, with the semantics and numbers of tdlib/telegram-bot-api 10.0
(Client.cpp:15703-15714 and 16225-16245).
Never here: which updates there are (updates.py).
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from bot.playground import limits
from bot.playground.errors import OTHER_POLL, ApiError, conflict
from bot.playground.world.updates import Update, UpdateQueue

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Poll:
    """What getUpdates was asked for; `timeout` in seconds."""

    offset: int = 0
    limit: int = limits.POLL_UPDATES
    timeout: int = 0


class Poller:
    """At most one poll of a bot waits at a time."""

    def __init__(self, updates: UpdateQueue) -> None:
        self._updates = updates
        self._waiting: asyncio.Future[None] | None = None
        self._next_conflict = 0.0
        self._last_offset: int | None = None
        self._last_start = 0.0
        # Telegram slows down who asks for the same offset again and again; off unless asked for, to keep
        # tests fast.
        self.brakes = False
        self._closed = False
        updates.on_arrival(self._wake)

    async def poll(self, wanted: Poll) -> list[Json]:
        self.end(conflict(OTHER_POLL))
        wanted = self._braked(wanted)
        self._updates.confirm_before(wanted.offset)
        if not len(self._updates) and wanted.timeout and not self._closed:
            await self._wait(wanted.timeout)
        return [update.body for update in self._updates.first(wanted.limit)]

    def end(self, error: ApiError | None = None) -> None:
        """Answer the waiting poll, if there is one: with an error, or with what has arrived."""
        waiting, self._waiting = self._waiting, None
        if waiting is None or waiting.done():
            return
        if error is None:
            waiting.set_result(None)
            return
        now = asyncio.get_running_loop().time()
        if now >= self._next_conflict:
            self._next_conflict = now + limits.CONFLICT_SECONDS
            waiting.set_exception(error)
        else:
            waiting.get_loop().call_later(limits.CONFLICT_SECONDS, _fail, waiting, error)

    def close(self) -> None:
        self._closed = True
        self.end()

    async def _wait(self, seconds: float) -> None:
        waiting = asyncio.get_running_loop().create_future()
        self._waiting = waiting
        try:
            # Shielded, so that a poll sent away late (above) still hears its error rather than a timeout.
            await asyncio.wait_for(asyncio.shield(waiting), seconds)
        except TimeoutError:
            if self._waiting is not waiting and not waiting.done():
                await waiting
        finally:
            if self._waiting is waiting:
                self._waiting = None

    def _wake(self, _update: Update) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def _braked(self, wanted: Poll) -> Poll:
        now = asyncio.get_running_loop().time()
        again = self.brakes and wanted.offset == self._last_offset
        since = now - self._last_start
        self._last_offset, self._last_start = wanted.offset, now
        limit, timeout = wanted.limit, wanted.timeout
        if again and timeout < limits.SAME_OFFSET_SECONDS and since < limits.SAME_OFFSET_SECONDS:
            timeout = int(limits.SAME_OFFSET_SECONDS)
        if again and since < limits.SAME_OFFSET_LIMIT_SECONDS:
            limit = 1
        return Poll(wanted.offset, limit, timeout)


def _fail(waiting: asyncio.Future[None], error: ApiError) -> None:
    if not waiting.done():
        waiting.set_exception(error)
        waiting.exception()  # heard, even if the poller has gone away meanwhile
