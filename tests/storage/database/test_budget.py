from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from bot.storage.database import Database, UnavailableError, open_database
from bot.storage.database import budget as budget_module

from .conftest import KEY, peek


@pytest.fixture
async def pair(url: str) -> AsyncIterator[tuple[Database, Database]]:
    """Two replicas that know of each other."""
    async with await open_database(url, KEY) as first, await open_database(url, KEY) as second:
        await first._presence.beat(())
        yield first, second


async def test_replicas_share_the_budget_of_the_token(pair: tuple[Database, Database]) -> None:
    start = time.monotonic()
    slots = await asyncio.gather(*(pair[number % 2].budget.reserve(str(number)) for number in range(30)))
    assert all(slot.granted for slot in slots)
    next_one = await pair[0].budget.reserve("30")
    assert time.monotonic() - start + next_one.wait > 30 / 28, "not each replica has thirty a second"


async def test_replicas_share_the_budget_of_a_chat(pair: tuple[Database, Database]) -> None:
    slots = [await pair[number % 2].budget.reserve("42") for number in range(6)]
    assert [slot.granted for slot in slots[:3]] == [True] * 3
    assert not all(slot.granted for slot in slots)


async def test_replicas_share_a_pause(pair: tuple[Database, Database]) -> None:
    await pair[0].budget.pause(30)
    await pair[0].budget.pause(5)
    for replica in pair:
        slot = await replica.budget.reserve("42", urgent=True)
        assert not slot.granted
        assert 25 < slot.wait <= 30
        assert 25 < await replica.budget.paused() <= 30


async def test_a_single_process_asks_nobody(database: Database, url: str) -> None:
    for number in range(5):
        await database.budget.reserve(str(number))
    assert peek(url, "SELECT count(*) FROM budgets WHERE name LIKE 'chat:%'") == [(0,)]


async def test_a_single_process_keeps_to_the_same_limits(database: Database) -> None:
    slots = [await database.budget.reserve("42") for _ in range(4)]
    assert [slot.granted for slot in slots] == [True, True, True, False]
    assert (await database.budget.reserve("42", urgent=True)).granted


async def test_a_pause_outlives_the_process(url: str) -> None:
    async with await open_database(url, KEY) as first:
        await first.budget.pause(3600)
    async with await open_database(url, KEY) as second:
        assert await second.budget.paused() > 3500


async def test_entering_waits_for_the_slot(database: Database) -> None:
    start = time.monotonic()
    for number in range(5):
        assert await database.budget.enter(str(number)) == 0
    assert time.monotonic() - start > 4 / 28 - 0.01


async def test_entering_without_enough_patience_says_at_once_how_long_it_would_take(database: Database) -> None:
    await database.budget.pause(500)
    start = time.monotonic()
    assert 490 < await database.budget.enter("42", patience=60) <= 500
    assert time.monotonic() - start < 5


async def test_a_pause_that_begins_while_waiting_is_waited_for(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def pause_begins(_seconds: float) -> None:
        monkeypatch.undo()
        await database.budget.pause(0.3)

    await database.budget.reserve("41")
    start = time.monotonic()
    monkeypatch.setattr(asyncio, "sleep", pause_begins)
    assert await database.budget.enter("42") == 0
    assert time.monotonic() - start >= 0.29


async def test_without_the_database_a_replica_keeps_to_the_limits_by_itself(
    pair: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise UnavailableError("Basis data sedang tidak bisa dipakai.")

    transactions = pair[0]._access.transactions
    with monkeypatch.context() as patch:
        patch.setattr(type(transactions), "write", away)
        patch.setattr(type(transactions), "read", away)
        slots = [await pair[0].budget.reserve("42") for _ in range(4)]
        assert [slot.granted for slot in slots] == [True, True, True, False]
        with pytest.raises(UnavailableError):
            await pair[0].budget.pause(60)
        assert await pair[0].budget.paused() > 50


async def test_what_is_urgent_does_not_wait_for_a_database_that_is_silent(
    pair: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(budget_module, "_URGENT_SECONDS", 0.05)
    with monkeypatch.context() as patch:
        patch.setattr(type(pair[0]._access.transactions), "write", silent)
        async with asyncio.timeout(60):
            assert await pair[0].budget.enter("42", urgent=True) == 0


async def test_the_budgets_of_many_chats_do_not_fill_the_memory(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budget_module, "_KEPT", 10)
    for number in range(50):
        await database.budget.reserve(str(number))
    assert len(database.budget._memory._due) == 10
    assert budget_module.TOKEN in database.budget._memory._due
