"""What callers feel when the database is slow, locked, full or away."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

import pytest
from sqlalchemy import Connection, text

from bot.errors import StorageError
from bot.storage.database import Database, Options, UnavailableError, engines, open_database

from .conftest import KEY, SARI, message, take_one
from .postgres_server import PostgresServer


@asynccontextmanager
async def heartbeat() -> AsyncIterator[list[float]]:
    """How long the event loop was held up, at most, in seconds."""
    longest = [0.0]

    async def beat() -> None:
        while True:
            start = time.monotonic()
            await asyncio.sleep(0.01)
            longest[0] = max(longest[0], time.monotonic() - start - 0.01)

    task = asyncio.create_task(beat())
    yield longest
    task.cancel()


async def test_a_locked_file_is_waited_for_beside_the_event_loop(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "LOCK_SECONDS", 1.0)
    async with await open_database(sqlite_url, KEY) as database:
        await database.people.notice_shown(SARI)
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            async with heartbeat() as longest:
                accepting = asyncio.create_task(database.inbox.accept([message(7)]))
                await asyncio.sleep(0.1)
                assert (await database.people.standing(SARI)).noticed, "reading goes on"
                with pytest.raises(UnavailableError):
                    await accepting
            assert longest[0] < 0.5
            other.execute("ROLLBACK")
        assert await database.inbox.accept([message(7)]) == {7}


async def test_when_the_disk_is_full_reading_goes_on_and_writing_says_so(sqlite_url: str) -> None:
    async with await open_database(sqlite_url, KEY) as database:
        await database.inbox.accept([message(7)])
        claim = await take_one(database)
        await database.people.notice_shown(SARI)
        write = database._access.transactions.write
        await write(lambda connection: connection.execute(text("PRAGMA max_page_count = 1")))
        with pytest.raises(UnavailableError, match="SQLITE_FULL"):
            await database.inbox.accept([message(number, body=bytes(5000)) for number in range(8, 20)])
        assert (await database.people.standing(SARI)).noticed
        await database.check()
        await write(lambda connection: connection.execute(text("PRAGMA max_page_count = 1000000")))
        assert len(await database.inbox.accept([message(8, body=bytes(5000))])) == 1
        await database.inbox.done(claim)


async def test_nobody_waits_longer_than_their_patience(url: str) -> None:
    async with await open_database(url, KEY, options=Options(patience_seconds=0.3)) as database:
        start = time.monotonic()
        with pytest.raises(UnavailableError):
            await database._access.transactions.write(lambda _connection: time.sleep(1.0))
        assert time.monotonic() - start < 0.9


async def test_a_bug_undoes_its_transaction_and_is_not_hidden(database: Database) -> None:
    def work(connection: Connection) -> None:
        connection.execute(text("INSERT INTO duties VALUES ('x', 1)"))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database._access.transactions.write(work)
    assert await database.duties.take("x", 1)


async def test_a_wrong_statement_is_no_reason_to_try_again_and_its_error_shows_no_values(database: Database) -> None:
    def work(connection: Connection) -> None:
        connection.execute(text("INSERT INTO nowhere VALUES (:secret)"), {"secret": "rahasia"})

    with pytest.raises(StorageError) as caught:
        await database._access.transactions.write(work)
    if database._access.transactions.dialect == "postgresql":
        assert not isinstance(caught.value, UnavailableError)
    assert "rahasia" not in str(caught.value)
    assert caught.value.__cause__ is None


async def test_readers_cannot_write(sqlite_url: str) -> None:
    async with await open_database(sqlite_url, KEY) as database:
        with pytest.raises(StorageError):
            await database._access.transactions.read(
                lambda connection: connection.execute(text("INSERT INTO duties VALUES ('x', 1)"))
            )


async def test_a_file_that_is_damaged_while_the_bot_runs_is_not_called_temporary(sqlite_url: str) -> None:
    async with await open_database(sqlite_url, KEY) as database:
        await database.people.notice_shown(SARI)

        def damage(connection: Connection) -> None:
            raise sqlite_error(sqlite3.DatabaseError("database disk image is malformed"), "SQLITE_CORRUPT")

        with pytest.raises(StorageError, match="rusak") as caught:
            await database._access.transactions.write(damage)
        assert not isinstance(caught.value, UnavailableError)


def sqlite_error(error: sqlite3.DatabaseError, name: str) -> Exception:
    from sqlalchemy.exc import DatabaseError

    error.sqlite_errorname = name
    return DatabaseError("SELECT", None, error)


async def test_sessions_that_the_server_ended_are_replaced_without_anybody_noticing(
    postgres: PostgresServer, postgres_url: str
) -> None:
    async with await open_database(postgres_url, KEY) as database:
        await asyncio.gather(*(database.check() for _ in range(8)))
        postgres.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
        results = await asyncio.gather(*(database.inbox.accept([message(number)]) for number in range(8)))
        assert sum(map(len, results)) == 8


async def test_while_the_server_is_away_calls_fail_at_once_and_afterwards_succeed(
    postgres: PostgresServer, postgres_url: str
) -> None:
    async with await open_database(postgres_url, KEY) as database:
        await database.inbox.accept([message(7)])
        await asyncio.to_thread(postgres.halt)
        try:
            for call in (database.check, lambda: database.inbox.accept([message(8)]), database.inbox.depth):
                start = time.monotonic()
                with pytest.raises(UnavailableError):
                    await call()
                assert time.monotonic() - start < 3.5
        finally:
            await asyncio.to_thread(postgres.resume)
        assert await database.inbox.accept([message(8)]) == {8}
        assert (await database.inbox.depth()).waiting == 2
