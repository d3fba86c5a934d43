"""Processes that are killed, told to stop, or cut off from their database, while people go on asking.

Lives here: the trials and what each found, as rows of a table.
Never here: processes and people (stage.py, tests/faults/fleet.py).
"""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator

from benchmarks.durability.stage import RATE, Plan, Setting, Stage, ask_steadily, kill_at_random, postgres, staged
from tests.faults.fleet import Crowd

# How long everything may take to be answered once nothing is done to the bot any more.
PATIENCE = 300.0


async def one_process(setting: Setting) -> AsyncIterator[str]:
    """20 kills at random moments during 2,000 updates."""
    for webhook in (False, True):
        async with staged(Plan(webhook=webhook)) as stage:
            yield f"{_way(webhook)}, SQLite: {await _killed(stage, setting, 2000, 20)}"


async def replicas(setting: Setting) -> AsyncIterator[str]:
    """Three replicas on PostgreSQL, 8 kills during 5,000 updates."""
    async with postgres() as server, staged(Plan(webhook=True, count=3, url=server.url("bot"))) as stage:
        yield f"3 replicas, PostgreSQL: {await _killed(stage, setting, 5000, 8)}"


async def _killed(stage: Stage, setting: Setting, updates: int, kills: int) -> str:
    crowd, updates, kills = Crowd(stage.pg, setting.size(300)), setting.size(updates), setting.size(kills)
    started = time.monotonic()
    await asyncio.gather(
        ask_steadily(crowd, updates), kill_at_random(stage, kills, updates / RATE, setting.chance)
    )
    await crowd.wait_answered(crowd.asked, PATIENCE)
    return f"{kills} kills, {crowd.verdict()}; {time.monotonic() - started:.0f} s"


async def server_away(setting: Setting) -> AsyncIterator[str]:
    """PostgreSQL stops for 30 s while people ask three replicas."""
    seconds = 30 * setting.scale
    async with postgres() as server, staged(Plan(webhook=True, count=3, url=server.url("bot"))) as stage:
        crowd = Crowd(stage.pg, 300)
        asking = asyncio.create_task(ask_steadily(crowd, int(RATE * (seconds + 15)), RATE))
        await crowd.wait_answered(50)
        await asyncio.to_thread(server.halt)
        await asyncio.sleep(seconds)
        before, asked = crowd.answered, crowd.asked
        await asyncio.to_thread(server.resume)
        back = time.monotonic()
        await crowd.wait_answered(before + 1)
        first = time.monotonic() - back
        await crowd.wait_answered(asked, PATIENCE)
        backlog = time.monotonic() - back
        await asking
        await crowd.wait_answered(crowd.asked, PATIENCE)
        refused = sum(number for error, number in stage.refused.items() if "503" in error)
        yield (
            f"PostgreSQL away for {seconds:.0f} s: {crowd.verdict()}; {refused} posts answered with 503, "
            f"first answer {first:.1f} s after its return, as many as had been asked by then after {backlog:.0f} s"
        )


async def told_to_stop(setting: Setting) -> AsyncIterator[str]:
    """SIGTERM with 200 updates in the queue: a slow Bot API, and one that says nothing any more."""
    for webhook in (False, True):
        for delay in (1.0, 60.0):
            async with staged(Plan(webhook=webhook)) as stage:
                found = await _stopped(stage, delay)
                yield f"{_way(webhook)}, the Bot API takes {delay:.0f} s: {found}"


async def _stopped(stage: Stage, delay: float) -> str:
    (replica,) = stage.fleet.replicas
    crowd = Crowd(stage.pg, 20)
    stage.pg.delay(delay, "sendMessage")
    crowd.ask(200)
    await asyncio.sleep(3)
    started = time.monotonic()
    replica.signal(signal.SIGTERM)
    code = await replica.ended()
    ended, left = time.monotonic() - started, crowd.asked - crowd.answered
    stage.pg.clear_faults()
    replica.start()
    await crowd.wait_answered(crowd.asked, PATIENCE)
    return f"ended after {ended:.1f} s with code {code}, {left} left to the next start; {crowd.verdict()}"


def _way(webhook: bool) -> str:
    return "webhook" if webhook else "polling"
