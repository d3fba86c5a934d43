"""Processes that are killed, told to stop or cut off from their database: real processes, real signals."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.core.conversation.dialogue import Dialogue
from bot.playground import Playground
from bot.storage.database import Database
from tests.storage.database.postgres_server import PostgresServer

from .conftest import Launch, settled, soon
from .fleet import Crowd
from .replica import Numbering

# Docker's patience after SIGTERM.
STOP_SECONDS = 10.0


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_case_20_21_nothing_is_lost_when_the_process_is_killed(
    pg: Playground, launch: Launch, sqlite_url: str, chance: random.Random, webhook: bool
) -> None:
    crowd, kills = Crowd(pg, 20), 5
    async with launch(sqlite_url, webhook=webhook) as fleet:
        (replica,) = fleet.replicas
        for _ in range(kills):
            crowd.ask(30)
            await crowd.wait_answered(crowd.answered + chance.randint(1, 20))
            await asyncio.sleep(chance.uniform(0, 0.1))
            await replica.kill()
            replica.start()
        await crowd.wait_answered(crowd.asked)
    crowd.verdict().check(kills)


async def test_case_31_nothing_is_lost_when_replicas_are_killed(
    pg: Playground, launch: Launch, postgres_url: str, chance: random.Random
) -> None:
    crowd, kills = Crowd(pg, 40), 3
    more = {"REPLICA_LEASE": "3", "BOT_SEND_LIMITS": "0"}
    async with launch(postgres_url, webhook=True, count=3, **more) as fleet:
        for _ in range(kills):
            crowd.ask(100)
            await crowd.wait_answered(crowd.answered + chance.randint(10, 50))
            replica = chance.choice(fleet.replicas)
            await replica.kill()
            replica.start()
        await crowd.wait_answered(crowd.asked)
    crowd.verdict().check(kills)


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_case_22_23_told_to_stop_it_ends_in_time_and_the_next_start_answers_the_rest(
    pg: Playground, launch: Launch, sqlite_url: str, webhook: bool
) -> None:
    crowd = Crowd(pg, 20)
    pg.delay(1.0, "sendMessage")
    async with launch(sqlite_url, webhook=webhook, BOT_SEND_LIMITS="0") as fleet:
        (replica,) = fleet.replicas
        crowd.ask(200)
        await crowd.wait_answered(5)
        started = time.monotonic()
        # Whoever is impatient says it twice.
        replica.signal(signal.SIGTERM, signal.SIGINT)
        assert await replica.ended() == 0
        assert time.monotonic() - started < STOP_SECONDS
        assert crowd.answered < crowd.asked, "it was to be stopped with work left"
        pg.clear_faults()
        replica.start()
        await crowd.wait_answered(crowd.asked)
    crowd.verdict().check(kills=0)


async def test_case_29_while_the_server_is_away_telegram_is_asked_again_and_nothing_is_lost(
    pg: Playground, launch: Launch, postgres: PostgresServer, postgres_url: str
) -> None:
    crowd = Crowd(pg, 40)
    async with launch(postgres_url, webhook=True, count=3, REPLICA_LEASE="3"):
        crowd.ask(60)
        await crowd.wait_answered(10)
        await asyncio.to_thread(postgres.halt)
        away = time.monotonic()
        crowd.ask(30)
        await soon(lambda: "503" in (pg.bot.webhook.last_error if pg.bot.webhook else ""))
        await asyncio.sleep(max(0.0, 3 - (time.monotonic() - away)))
        before = crowd.answered
        await asyncio.to_thread(postgres.resume)
        await crowd.wait_answered(before + 1, seconds=10)
        await crowd.wait_answered(crowd.asked)
    crowd.verdict().check(kills=0)


@pytest.fixture
def assistant(dialogue: Dialogue) -> Assistant:
    return Numbering(dialogue)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="Linux tells what is open")
@pytest.mark.usefixtures("bot")
async def test_case_34_what_is_open_does_not_grow_with_what_is_answered(pg: Playground, database: Database) -> None:
    """Memory takes more updates than a test has time for: benchmarks/durability."""
    crowd, counted = Crowd(pg, 30), []
    for _ in range(3):
        crowd.ask(90)
        await crowd.wait_answered(crowd.asked)
        await settled(database)
        counted.append(len(os.listdir("/proc/self/fd")))
    assert counted[-1] <= counted[0] + 2, counted
