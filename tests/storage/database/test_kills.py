"""What holds when processes are killed without warning: real processes, real signals, both databases."""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import Awaitable, Callable
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import TypeVar

from bot.storage.database import ChatName, Database, Options, UnavailableError, open_database

from . import replica
from .conftest import KEY, SARI, Clock, Start, answered, ask, message, peek, until
from .postgres_server import PostgresServer

T = TypeVar("T")
CHATS, REPLICAS, KILLS = 60, 3, 8
# Longer than a busy machine keeps a living process waiting, so that only the dead are taken for dead.
LEASE = 4.0


class Fleet:
    """Three replicas, and a feeder that gets every update from Telegram at least once."""

    def __init__(self, start: Start, url: str, folder: Path) -> None:
        self.url = url
        self.telegram = folder / "telegram"
        self.telegram.touch()
        self._start = start
        self.processes = [self._new() for _ in range(REPLICAS)]

    def _new(self) -> ForkServerProcess:
        return self._start(replica.run, self.url, str(self.telegram), LEASE)

    def kill_one(self) -> None:
        place = random.randrange(REPLICAS)
        self.processes[place].kill()
        self.processes[place].join()
        self.processes[place] = self._new()

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.join()

    def sent(self) -> dict[str, list[int]]:
        """The updates answered in each chat, in the order of the answers."""
        found = defaultdict(list)
        for line in self.telegram.read_text().splitlines():
            chat, update_id = line.split()
            found[chat].append(int(update_id))
        return found


async def feed(database: Database, updates: int) -> None:
    """Post every update until it is accepted, some of them twice, as Telegram does."""
    batch = 20
    for start in range(0, updates, batch):
        arrivals = [message(number, *chat_and_body(number)) for number in range(start, start + batch)]
        repeated = arrivals[:: random.randint(1, 5)]
        for posted in (arrivals, repeated):
            await until_available(lambda posted=posted: database.inbox.accept(posted))  # type: ignore[misc]
        await asyncio.sleep(0)


def chat_and_body(number: int) -> tuple[ChatName, bytes]:
    chat = ChatName.private(number % CHATS)
    return chat, str(chat).encode()


async def until_available(call: Callable[[], Awaitable[T]]) -> T:
    while True:
        try:
            return await call()
        except UnavailableError:
            await asyncio.sleep(0.1)


async def until_all_are_done(database: Database) -> None:
    waiting = True
    while waiting:
        waiting = bool((await until_available(database.inbox.depth)).waiting)
        await asyncio.sleep(0.1)


def check(sent: dict[str, list[int]], updates: int, twice_at_most: int) -> None:
    everything = [update_id for chat in sent.values() for update_id in chat]
    assert set(everything) == set(range(updates)), "lost"
    assert all(chat == sorted(chat) for chat in sent.values()), "out of order"
    assert len(everything) - updates <= twice_at_most, "answered twice without a reason"


async def test_nothing_is_lost_and_nothing_out_of_order_while_replicas_are_killed(
    start: Start, url: str, quick_path: Path
) -> None:
    fleet = Fleet(start, url, quick_path)
    try:
        async with await open_database(url, KEY, options=Options(works=False)) as database:
            feeding = asyncio.create_task(feed(database, 2000))
            for _ in range(KILLS):
                await asyncio.sleep(random.uniform(0.2, 0.7))
                await asyncio.to_thread(fleet.kill_one)
            async with asyncio.timeout(60):
                await feeding
                await until_all_are_done(database)
    finally:
        fleet.end()
    check(fleet.sent(), 2000, twice_at_most=KILLS)


async def test_nothing_is_lost_and_nothing_out_of_order_while_the_server_is_away(
    start: Start, postgres: PostgresServer, postgres_url: str, quick_path: Path
) -> None:
    fleet = Fleet(start, postgres_url, quick_path)
    try:
        async with await open_database(postgres_url, KEY, options=Options(works=False)) as database:
            feeding = asyncio.create_task(feed(database, 500))
            await until(lambda: len(fleet.telegram.read_bytes()) > 100)
            await asyncio.to_thread(postgres.halt)
            await asyncio.sleep(LEASE + 1)
            await asyncio.to_thread(postgres.resume)
            async with asyncio.timeout(60):
                await feeding
                await until_all_are_done(database)
    finally:
        fleet.end()
    # Whoever had sent something writes that down when the server is back.
    check(fleet.sent(), 500, twice_at_most=0)


async def test_after_a_crash_a_single_process_goes_on_at_once(start: Start, sqlite_url: str, quick_path: Path) -> None:
    async with await open_database(sqlite_url, KEY, options=Options(works=False)) as feeder:
        await feeder.inbox.accept([message(7, *chat_and_body(7))])
        telegram = quick_path / "telegram"
        telegram.touch()
        process = start(replica.hold_for_ever, sqlite_url, str(telegram))
        await until(lambda: bool(telegram.read_text()))
        process.kill()
        process.join()
        async with await open_database(sqlite_url, KEY) as database:
            claim = await database.inbox.claim_suspect()
            assert claim is not None
            assert (claim.update_id, claim.attempt) == (7, 1)


async def test_a_sweep_that_is_killed_half_way_is_finished_by_the_next(start: Start, url: str, clock: Clock) -> None:
    clock.now = 1_700_000_000.0
    async with await open_database(url, KEY, options=Options(now=clock)) as database:
        await database.people.notice_shown(SARI)
        for number in range(300):
            await ask(database, number, answered(reply=f"r{number}"))
        process = start(replica.sweep_slowly, url)
        await until(lambda: peek(url, "SELECT count(*) FROM turns") != [(300,)])
        process.kill()
        process.join()
        ((left,),) = peek(url, "SELECT count(*) FROM turns")
        assert 0 < left < 300
        clock.now += 40 * 86_400
        assert await database.retention.sweep() > 0
        assert peek(url, "SELECT count(*) FROM turns") == [(0,)]
