"""What waits together is committed together, and nobody pays for another's fault."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import Connection, event, text

from bot.storage.database import Database, UnavailableError, engines, open_database
from bot.storage.database.transactions import Transactions

from .conftest import KEY

Work = Callable[[Connection], object]


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    async with await open_database(sqlite_url, KEY) as database:
        yield database


@contextmanager
def busy(transactions: Transactions) -> Iterator[None]:
    """The writer has something else to do until the end of this."""
    assert transactions._group is not None
    released = threading.Event()
    transactions._group._thread.submit(released.wait, 10)
    try:
        yield
    finally:
        released.set()


async def all_at_once(transactions: Transactions, *works: Work) -> list[object]:
    """What came of each, errors too, when they waited together."""
    with busy(transactions):
        tasks = [asyncio.create_task(transactions.write(work)) for work in works]
        # Every task has to have come as far as the queue.
        await asyncio.sleep(0)
    return await asyncio.gather(*tasks, return_exceptions=True)


def commits_of(database: Database) -> list[None]:
    """Grows with every commit that waits for the disk."""
    seen: list[None] = []
    event.listen(database._access.transactions._engines.writer, "commit", lambda _connection: seen.append(None))
    return seen


def adding(name: str) -> Work:
    def work(connection: Connection) -> str:
        connection.execute(text("INSERT INTO facts VALUES (:name, '1')"), {"name": name})
        return name

    return work


def failing(_connection: Connection) -> None:
    raise ZeroDivisionError


async def names(database: Database) -> set[str]:
    statement = text("SELECT name FROM facts WHERE name LIKE 'uji-%'")
    return await database._access.transactions.read(
        lambda connection: set(connection.execute(statement).scalars().all())
    )


async def test_a_crowd_is_committed_at_once(database: Database) -> None:
    commits = commits_of(database)
    wanted = [f"uji-{number}" for number in range(40)]
    assert await all_at_once(database._access.transactions, *map(adding, wanted)) == wanted
    assert len(commits) == 1
    assert await names(database) == set(wanted)


async def test_who_fails_fails_alone(database: Database) -> None:
    works = [adding("uji-a"), failing, adding("uji-b"), adding("uji-a"), adding("uji-c")]
    first, fault, second, twice, third = await all_at_once(database._access.transactions, *works)
    assert (first, second, third) == ("uji-a", "uji-b", "uji-c")
    assert isinstance(fault, ZeroDivisionError)
    assert "mendahului" in str(twice)
    assert await names(database) == {"uji-a", "uji-b", "uji-c"}


async def test_a_group_larger_than_the_largest_loses_nobody(database: Database) -> None:
    commits = commits_of(database)
    wanted = [f"uji-{number}" for number in range(150)]
    assert await all_at_once(database._access.transactions, *map(adding, wanted)) == wanted
    assert len(commits) == 3


async def test_somebody_elses_lock_is_waited_for_once_and_not_by_each(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "LOCK_SECONDS", 0.2)
    async with await open_database(sqlite_url, KEY) as database:
        group = database._access.transactions._group
        assert group is not None
        alone: list[object] = []
        monkeypatch.setattr(group, "_run_alone", alone.append)
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            found = await all_at_once(database._access.transactions, *(adding(f"uji-{n}") for n in range(9)))
            assert all(isinstance(error, UnavailableError) for error in found)
            assert not alone
            monkeypatch.undo()
            other.execute("ROLLBACK")
        assert await database._access.transactions.write(adding("uji-after")) == "uji-after"


async def test_who_lost_patience_before_their_turn_changes_nothing(database: Database) -> None:
    transactions = database._access.transactions
    with busy(transactions):
        tired = asyncio.create_task(transactions.write(adding("uji-tired")))
        patient = asyncio.create_task(transactions.write(adding("uji-patient")))
        await asyncio.sleep(0)
        tired.cancel()
        await asyncio.sleep(0)
    assert await patient == "uji-patient"
    assert tired.cancelled()
    assert await names(database) == {"uji-patient"}


async def test_closing_leaves_nobody_waiting(sqlite_url: str) -> None:
    database = await open_database(sqlite_url, KEY)
    transactions = database._access.transactions
    with busy(transactions):
        waiting = asyncio.create_task(transactions.write(adding("uji-late")))
        await asyncio.sleep(0)
        closing_down = asyncio.create_task(transactions.close())
        with pytest.raises(asyncio.CancelledError):
            await waiting
    await closing_down
