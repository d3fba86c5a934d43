"""A replica that answers what it finds in the inbox, to be run as a process of its own and killed at any moment.

Its Telegram is a file: a line for every message sent, "CHAT UPDATE".
"""

from __future__ import annotations

import asyncio
import os
import random
import time

from sqlalchemy import Engine, event

from bot.errors import StorageError
from bot.storage.database import ChatName, Claim, Database, Options, UnavailableError, open_database

from .conftest import KEY, answered


def run(url: str, telegram: str, lease_seconds: float) -> None:
    asyncio.run(_answer(url, telegram, Options(lease_seconds=lease_seconds)))


async def _answer(url: str, telegram: str, options: Options) -> None:
    file = os.open(telegram, os.O_WRONLY | os.O_APPEND)
    async with await _opened(url, options) as database:
        while True:
            try:
                for claim in await _next(database):
                    _send(file, claim)
                    # Here a kill means a second message: sent, and nobody wrote it down.
                    await asyncio.sleep(random.uniform(0, 0.002))
                    await database.inbox.done(claim, answered(ChatName.private(int(claim.body))))
                await database.inbox.wait(0.02)
            except UnavailableError:
                await asyncio.sleep(0.1)


async def _next(database: Database) -> tuple[Claim, ...]:
    if await database.inbox.suspect_waits():
        suspect = await database.inbox.claim_suspect()
        return (suspect,) if suspect else ()
    return await database.inbox.claim()


async def _opened(url: str, options: Options) -> Database:
    """The database, as soon as there is one: what started this process would start it again."""
    while True:
        try:
            return await open_database(url, KEY, options=options)
        except StorageError:
            await asyncio.sleep(0.2)


def _send(file: int, claim: Claim) -> None:
    # One write of a few bytes at the end of a file is not divided by a kill.
    os.write(file, f"{claim.body.decode()} {claim.update_id}\n".encode())


def sweep_slowly(url: str) -> None:
    """Delete what is too old, one turn at a time, and slowly enough that a busy machine sees it half done."""

    @event.listens_for(Engine, "after_cursor_execute")
    def tarry(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("DELETE FROM turns"):
            time.sleep(0.05)

    async def sweep() -> None:
        async with await open_database(url, KEY, options=Options(works=False)) as database:
            await database.retention.sweep(days=1, rows=1)

    asyncio.run(sweep())


def hold_for_ever(url: str, telegram: str) -> None:
    """Claim something and never say anything again."""

    async def hold() -> None:
        async with await open_database(url, KEY) as database:
            for claim in await database.inbox.claim():
                _send(os.open(telegram, os.O_WRONLY), claim)
            await asyncio.sleep(600)

    asyncio.run(hold())


def open_and_close(url: str) -> None:
    async def opened() -> None:
        await (await open_database(url, KEY)).close()

    asyncio.run(opened())
