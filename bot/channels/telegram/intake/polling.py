"""Fetching updates, for as long as the bot runs.

Lives here: the loop around getUpdates, its pauses after failures, what ends it.
Never here: handling. The framework's own loop is not used: a revoked token ends it while the process lives
on, one update that cannot be decoded makes it ask for the same batch without pause (measured: 1950 calls in
6 s), and it takes in more than can be held.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.answering.sending import seconds_of
from bot.channels.telegram.intake.accepting import Intake
from bot.channels.telegram.reporting.health import Health
from bot.channels.telegram.wire.client import POLL_SECONDS, Client
from bot.errors import ConfigError, StorageError

T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]
_LOG = logging.getLogger(__name__)
# Pauses after failures in a row grow from the first to the second by this factor.
FIRST_PAUSE, LONGEST_PAUSE, GROWTH = 1.0, 30.0, 1.5
# The longest while only the database is away: a cry for help among what comes is answered without it.
STORAGE_PAUSE = 5.0
# An empty answer should have taken a whole poll; one that comes at once is a proxy's. At most two a second.
EMPTY_PAUSE = 0.5
REFUSED = "Token ditolak Telegram: dicabut atau salah. Ambil token baru di @BotFather, lalu isi BOT_TOKEN."


class Poller:
    """Fetches until told to stop. Raises ConfigError when the token is refused. `sleep` pauses for seconds."""

    def __init__(self, client: Client, intake: Intake, health: Health, sleep: Sleep = asyncio.sleep) -> None:
        self._client = client
        self._intake = intake
        self._health = health
        self._sleep = sleep
        self._offset = 0
        self._pause = FIRST_PAUSE

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            pause = await self._round(stop)
            if pause:
                await until(stop, self._sleep(pause))
        await self._confirm()

    async def _round(self, stop: asyncio.Event) -> float:
        """One fetch; returns how long to pause before the next."""
        try:
            return await self._fetch(stop)
        except InvalidToken:
            raise ConfigError(REFUSED) from None
        except Conflict:
            _LOG.warning("Ada bot lain yang berjalan dengan token ini. Hentikan salah satu.")
            return self._grown()
        except RetryAfter as error:
            return seconds_of(error) + EMPTY_PAUSE
        except (TelegramError, StorageError) as error:
            _LOG.warning("Pesan belum bisa diambil (%s); dicoba lagi.", error)
            pause = self._grown()
            return min(pause, STORAGE_PAUSE) if isinstance(error, StorageError) else pause

    async def _fetch(self, stop: asyncio.Event) -> float:
        started = asyncio.get_running_loop().time()
        updates = await until(stop, self._client.raw_updates(self._offset, POLL_SECONDS))
        if updates is None:
            return 0.0
        self._health.heard()
        await self._intake.accept(updates)
        self._pause = FIRST_PAUSE
        # Confirmed with the next call. After that 0, "the earliest unconfirmed": an offset kept for long could
        # hide what comes when ids start anew (Bot API, Update: after a quiet week the next id is random).
        numbers = [update["update_id"] for update in updates if _has_number(update)]
        self._offset = max(numbers) + 1 if numbers else 0
        quick = asyncio.get_running_loop().time() - started < EMPTY_PAUSE
        return EMPTY_PAUSE if quick and not numbers else 0.0

    async def _confirm(self) -> None:
        """Tell Telegram what was taken in, so that the next start is not given it again."""
        if self._offset:
            with suppress(TelegramError):
                await self._client.raw_updates(self._offset, 0)

    def _grown(self) -> float:
        pause, self._pause = self._pause, min(self._pause * GROWTH, LONGEST_PAUSE)
        return pause


async def until(stop: asyncio.Event, work: Awaitable[T]) -> T | None:
    """The result of `work`, or None if it was not there when `stop` was set."""
    working = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        for task in (working, stopping):
            task.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)


def _has_number(update: object) -> bool:
    return isinstance(update, dict) and isinstance(update.get("update_id"), int)
