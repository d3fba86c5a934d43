"""Who is taken for dead, and who is not."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.storage.database import Database, Options, open_database
from bot.storage.database import presence as presence_module

from .conftest import KEY, Clock, answered, message, peek, poke, take_one


class Steady:
    """A stand-in for the module `time`, which passes together with the clock of the database."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def monotonic(self) -> float:
        return self._clock.now


@pytest.fixture
async def pair(url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Database, Database]]:
    monkeypatch.setattr(presence_module, "time", Steady(clock))
    options = Options(now=clock)
    async with (
        await open_database(url, KEY, (), options) as first,
        await open_database(url, KEY, (), options) as second,
    ):
        yield first, second


async def beats(clock: Clock, seconds: float, *replicas: Database, pause: float = 3) -> list[bool]:
    """Let time pass with signs of life of some replicas; whether each of the last ones released something."""
    released: list[bool] = []
    for _ in range(int(seconds / pause)):
        clock.now += pause
        released = [await replica._presence.beat(replica.inbox.held) for replica in replicas]
    return released


async def test_what_a_silent_replica_worked_on_is_taken_over(pair: tuple[Database, Database], clock: Clock) -> None:
    silent, other = pair
    await silent.inbox.accept([message(7)])
    claim = await take_one(silent)
    await beats(clock, 12, other)
    assert await other.inbox.claim() == ()
    await beats(clock, 9, other)
    assert await other.inbox.claim() == (), "suspected of the silence, it is tried alone"
    taken = await other.inbox.claim_suspect()
    assert taken is not None
    assert taken.attempt == 1
    await silent.inbox.done(claim, answered())
    assert (await other.inbox.depth()).waiting == 1, "it is no longer the silent one's to end"


async def test_what_a_living_replica_works_on_is_left_to_it(pair: tuple[Database, Database], clock: Clock) -> None:
    await pair[0].inbox.accept([message(7)])
    await take_one(pair[0])
    await beats(clock, 120, *pair)
    assert await pair[1].inbox.claim() == ()


async def test_after_the_database_was_away_nobody_is_taken_for_dead_at_once(
    pair: tuple[Database, Database], clock: Clock
) -> None:
    silent, other = pair
    await silent.inbox.accept([message(7)])
    await take_one(silent)
    await beats(clock, 30, silent, other)
    clock.now += 60
    await beats(clock, 12, other)
    assert await other.inbox.claim() == ()
    await silent._presence.beat(silent.inbox.held)
    await beats(clock, 12, silent, other)
    assert await other.inbox.claim() == (), "it was only waiting for the database, too"


async def test_a_claim_that_never_arrived_is_released(pair: tuple[Database, Database], clock: Clock) -> None:
    await pair[0].inbox.accept([message(7)])
    await take_one(pair[0])
    pair[0].inbox._held.clear()
    assert await beats(clock, 9, pair[0]) == [False]
    assert await beats(clock, 3, pair[0]) == [True]
    assert (await take_one(pair[1])).attempt == 2


async def test_a_claim_that_its_holder_forgot_is_released_in_the_end(
    pair: tuple[Database, Database], clock: Clock
) -> None:
    await pair[0].inbox.accept([message(7)])
    await take_one(pair[0])
    await beats(clock, 600, *pair, pause=6)
    assert await pair[1].inbox.claim() == ()
    await beats(clock, 3, *pair)
    assert (await take_one(pair[1])).attempt == 2


async def test_who_leaves_gives_back_at_once_and_it_was_no_attempt(pair: tuple[Database, Database]) -> None:
    await pair[0].inbox.accept([message(7)])
    await take_one(pair[0])
    await pair[0].close()
    assert (await take_one(pair[1])).attempt == 1


async def test_who_was_taken_for_dead_by_mistake_joins_in_again(
    pair: tuple[Database, Database], clock: Clock, url: str
) -> None:
    await beats(clock, 30, pair[1])
    assert peek(url, "SELECT count(*) FROM replicas") == [(1,)]
    await beats(clock, 3, *pair)
    assert peek(url, "SELECT count(*) FROM replicas") == [(2,)]


async def test_a_replica_knows_whether_it_is_alone(pair: tuple[Database, Database], clock: Clock) -> None:
    assert not pair[1]._presence.is_alone
    await beats(clock, 3, *pair)
    assert not pair[0]._presence.is_alone
    await pair[0].close()
    await beats(clock, 3, pair[1])
    assert pair[1]._presence.is_alone


async def test_the_latest_time_is_noted_for_a_start_with_the_clock_set_back(sqlite_url: str) -> None:
    async with await open_database(sqlite_url, KEY) as first:
        await first.inbox.accept([message(7)])
        ahead = first._access.moment.parameters["moment"] + 3000
    poke(sqlite_url, f"UPDATE facts SET value = '{ahead}' WHERE name = 'clock'")
    async with await open_database(sqlite_url, KEY) as second:
        assert second._access.moment.parameters["moment"] >= ahead
        assert (await second.inbox.depth()).oldest_seconds >= 2999
