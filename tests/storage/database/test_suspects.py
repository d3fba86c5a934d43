"""What was in hand when a process died: suspected, tried alone, and given up only for what a process died of twice."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.storage.database import ChatName, Claim, Database, Options, open_database
from bot.storage.database import presence as presence_module

from .conftest import BUDI, KEY, SARI, Clock, message, peek, poke
from .test_presence import Steady


@asynccontextmanager
async def replica(url: str, clock: Clock) -> AsyncIterator[Database]:
    """A process that dies at the end of the block: nothing is given back. The next one notices that at once."""
    if url.startswith("postgres"):
        # There nobody knows who is dead until the time of silence is over; here it is.
        poke(url, "DELETE FROM replicas")
    database = await open_database(url, KEY, options=Options(now=clock))
    if url.startswith("postgres"):
        database._presence._steady_since -= 60
        await database._presence.beat(())
        database.inbox.beware(database._presence.suspects)
    try:
        yield database
    finally:
        database._presence.leave = nothing  # type: ignore[method-assign]
        await database.close()


async def nothing() -> None:
    pass


async def alone(database: Database) -> Claim:
    claim = await database.inbox.claim_suspect()
    assert claim is not None
    return claim


async def test_what_a_dead_process_had_in_hand_is_tried_alone_and_before_anything_else_is_begun(
    url: str, clock: Clock
) -> None:
    async with replica(url, clock) as first:
        await first.inbox.accept([message(7), message(8, BUDI), message(9, ChatName.private(44))])
        assert len(await first.inbox.claim(2)) == 2
    async with replica(url, clock) as second:
        assert await second.inbox.suspect_waits()
        suspect = await alone(second)
        assert (suspect.update_id, suspect.attempt) == (7, 1)
        assert not await second.inbox.claim_suspect(), "nothing beside it"
        await second.inbox.done(suspect)
        await second.inbox.done(await alone(second))
        assert not await second.inbox.suspect_waits()
        assert [claim.update_id for claim in await second.inbox.claim(5)] == [9]


async def test_nothing_is_tried_alone_while_something_else_is_in_hand(url: str, clock: Clock) -> None:
    async with replica(url, clock) as first:
        await first.inbox.accept([message(7), message(8, BUDI)])
        await first.inbox.claim()
    async with replica(url, clock) as second:
        (beside,) = await second.inbox.claim()
        assert not await second.inbox.claim_suspect()
        await second.inbox.done(beside)
        assert (await alone(second)).update_id == 7


async def test_the_order_of_a_chat_is_kept_while_its_first_is_suspected(url: str, clock: Clock) -> None:
    async with replica(url, clock) as first:
        await first.inbox.accept([message(7), message(8)])
        await first.inbox.claim()
    async with replica(url, clock) as second:
        assert await second.inbox.claim() == ()
        await second.inbox.done(await alone(second))
        assert [claim.update_id for claim in await second.inbox.claim()] == [8]


async def test_what_a_process_died_of_alone_and_twice_is_given_up(url: str, clock: Clock) -> None:
    async with replica(url, clock) as first:
        await first.inbox.accept([message(7), message(8)])
        await first.inbox.claim()
    for _ in range(2):
        async with replica(url, clock) as database:
            assert (await alone(database)).update_id == 7
    async with replica(url, clock) as last:
        assert await last.inbox.suspect_waits()
        assert not await last.inbox.claim_suspect()
        assert [claim.update_id for claim in await last.inbox.claim()] == [8]
    assert peek(url, "SELECT update_id, reason, told FROM dead_letters") == [(7, "menghentikan bot dua kali", False)]


async def test_what_cannot_wait_is_tried_before_what_a_process_died_of(url: str, clock: Clock) -> None:
    async with replica(url, clock) as first:
        await first.inbox.accept([message(7), message(8, BUDI)])
        await first.inbox.claim(2)
    async with replica(url, clock) as second:
        assert (await alone(second)).update_id == 7
    async with replica(url, clock) as third:
        assert await third.inbox.waiting(5) == (b"{}", b"{}")
        await third.inbox.put_first([message(8, replace(BUDI, urgent=True))])
        assert (await alone(third)).update_id == 8


async def test_one_death_alone_may_be_chance(url: str, clock: Clock) -> None:
    async with replica(url, clock) as first:
        await first.inbox.accept([message(7)])
        await first.inbox.claim()
    async with replica(url, clock) as second:
        await alone(second)
    async with replica(url, clock) as third:
        await third.inbox.done(await alone(third))
        assert (await third.inbox.depth()).dead_letters == 0


async def test_what_is_on_its_way_to_telegram_is_not_to_blame_however_often_it_is_killed(
    url: str, clock: Clock
) -> None:
    async with replica(url, clock) as first:
        await first.inbox.accept([message(7)])
        await first.inbox.claim()
    for _ in range(10):
        async with replica(url, clock) as database:
            suspect = await alone(database)
            await database.inbox.mark(suspect, False)
    async with replica(url, clock) as last:
        assert (await alone(last)).attempt == 1


async def test_who_is_told_to_stop_holds_nothing_against_anybody(url: str, clock: Clock) -> None:
    async with replica(url, clock) as first:
        await first.inbox.accept([message(7)])
        await first.inbox.claim()
    for _ in range(5):
        async with await open_database(url, KEY, options=Options(now=clock)) as database:
            if url.startswith("postgres"):
                poke(url, f"DELETE FROM replicas WHERE id != '{database._presence.name}'")
                database._presence._steady_since -= 60
                await database._presence.beat(())
            assert (await alone(database)).update_id == 7
    assert peek(url, "SELECT crashes, attempts FROM inbox") == [(0, 0)]


async def test_who_was_worked_on_and_failed_is_no_suspect_any_more(url: str, clock: Clock) -> None:
    async with replica(url, clock) as first:
        await first.inbox.accept([message(7)])
        await first.inbox.claim()
    async with replica(url, clock) as second:
        await second.inbox.failed(await alone(second), "TimedOut")
        clock.now += 1
        assert not await second.inbox.suspect_waits()
        assert [claim.attempt for claim in await second.inbox.claim()] == [2]


async def test_a_machine_that_was_started_anew_explains_the_death_of_all_that_ran_on_it(
    sqlite_url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with replica(sqlite_url, clock) as first:
        await first.inbox.accept([message(7)])
        await first.inbox.claim()
    for start in "abcd":
        monkeypatch.setattr(presence_module, "_boot", lambda start=start: start)
        async with replica(sqlite_url, clock) as database:
            assert (await alone(database)).update_id == 7
    assert peek(sqlite_url, "SELECT crashes FROM inbox") == [(0,)]


async def test_of_several_replicas_each_tries_one_at_a_time(url: str, clock: Clock) -> None:
    async with replica(url, clock) as first:
        await first.inbox.accept([message(7, SARI), message(8, BUDI), message(9, ChatName.private(44))])
        assert len(await first.inbox.claim(3)) == 3
    async with replica(url, clock) as second, await open_database(url, KEY, options=Options(now=clock)) as third:
        assert {(await alone(second)).update_id, (await alone(third)).update_id} == {7, 8}
        assert not await second.inbox.claim_suspect()


async def test_a_replica_hears_of_suspects_with_its_next_sign_of_life(
    url: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence_module, "time", Steady(clock))
    options = Options(now=clock)
    async with (
        await open_database(url, KEY, options=options) as silent,
        await open_database(url, KEY, options=options) as other,
    ):
        await silent.inbox.accept([message(7)])
        await silent.inbox.claim()
        for _ in range(7):
            clock.now += 3
            await other._presence.beat(other.inbox.held)
        other.inbox.beware(other._presence.suspects)
        assert await other.inbox.suspect_waits()
        assert (await other.inbox.depth()).suspects == 1


class KilledError(Exception):
    """The process is gone, at this very moment."""


class Life:
    """One process: works as the dispatcher does, and is killed at a moment chosen by chance. A poison kills it while
    it is being worked on."""

    def __init__(self, database: Database, chance: random.Random, poison: frozenset[int], sent: Counter[int]) -> None:
        self._inbox, self._chance, self._poison, self._sent = database.inbox, chance, poison, sent
        self.moments = chance.randint(1, 60)

    async def live(self) -> None:
        """Until nothing is left to do, or the end."""
        while True:
            if await self._inbox.suspect_waits():
                if suspect := await self._inbox.claim_suspect():
                    await self._alone(suspect)
                continue
            claims = await self._inbox.claim(8)
            if not claims:
                return
            for claim in claims:
                self._work(claim.update_id)
            for claim in claims:
                await self._send(claim)

    async def _alone(self, claim: Claim) -> None:
        self._work(claim.update_id)
        await self._inbox.mark(claim, False)
        await self._send(claim)

    def _work(self, update_id: int) -> None:
        """Takes no time that a kill from outside could hit."""
        if update_id in self._poison:
            raise KilledError

    async def _send(self, claim: Claim) -> None:
        self._moment()
        self._sent[claim.update_id] += 1
        self._moment()
        await self._inbox.done(claim)

    def _moment(self) -> None:
        self.moments -= 1
        if self.moments <= 0:
            raise KilledError


@pytest.mark.parametrize("seed", range(12))
async def test_however_often_it_is_killed_every_innocent_update_is_answered_and_only_what_kills_is_given_up(
    sqlite_url: str, clock: Clock, seed: int
) -> None:
    chance, sent, kills = random.Random(seed), Counter[int](), 0
    poison = frozenset(chance.sample(range(60), chance.randint(0, 2)))
    arrivals = [message(number, ChatName.private(number % 25)) for number in range(60)]
    ended = False
    while not ended:
        async with replica(sqlite_url, clock) as database:
            await database.inbox.accept(arrivals)
            try:
                await Life(database, chance, poison, sent).live()
                ended = True
            except KilledError:
                kills += 1
        assert kills < 500
    buried = {row[0] for row in peek(sqlite_url, "SELECT update_id FROM dead_letters")}
    assert buried == poison
    assert set(sent) == set(range(60)) - poison
    # One is being sent at a time here, so that a kill repeats one at most.
    assert sum(sent.values()) - len(sent) <= kills
