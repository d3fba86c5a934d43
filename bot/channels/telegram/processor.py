"""How many updates are worked on at once, and in which order.

Lives here: lanes (one person's updates one after the other) and the number of lanes that move at once.
Never here: handling. The framework's default is one at a time for all; its concurrent mode has no order.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.channels.telegram.reading import lane

# Updates worked on at the same time; also the number of connections, so that none waits for another's.
CONCURRENCY = 64
# Updates admitted, most of them waiting for their lane; who admits more has to wait (intake.py).
WAITING = 512

Done = Callable[[Update, bool], Awaitable[None]]


class Processor(BaseUpdateProcessor):
    """Keeps the order within a lane. `done` is told of every update and whether it was finished."""

    __slots__ = ("_done", "_lanes", "_running")

    def __init__(self, done: Done) -> None:
        super().__init__(WAITING)
        self._done = done
        self._running = asyncio.Semaphore(CONCURRENCY)
        self._lanes: dict[str, tuple[asyncio.Lock, int]] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        if not isinstance(update, Update):
            await coroutine
            return
        finished = False
        try:
            # First the lane, then the slot: a lane that waits must not take the slot of another.
            async with self._lane(lane(update)), self._running:
                await coroutine
            finished = True
        finally:
            await self._done(update, finished)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to give back."""

    @asynccontextmanager
    async def _lane(self, name: str) -> AsyncIterator[None]:
        """A fair lock for as long as somebody needs it, so that the number of locks stays bounded."""
        lock, users = self._lanes.get(name, (asyncio.Lock(), 0))
        self._lanes[name] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            lock, users = self._lanes.pop(name)
            if users > 1:
                self._lanes[name] = (lock, users - 1)
