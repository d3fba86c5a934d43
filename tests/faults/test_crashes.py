"""Processes that die again and again: who is answered, who is given up, and what comes twice."""

from __future__ import annotations

import asyncio
import random
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.channels.telegram.intake.dispatching import CAREFUL
from bot.playground import Playground
from tests.storage.database.conftest import peek

from .conftest import Launch
from .fleet import Crowd, Fleet
from .replica import DEADLY

GIVEN_UP = "SELECT reason FROM dead_letters"


@asynccontextmanager
async def watched(fleet: Fleet) -> AsyncIterator[None]:
    """Whoever falls is started anew, as a service manager does."""

    async def watch() -> None:
        while True:
            for replica in fleet.fallen:
                replica.start()
            await asyncio.sleep(0.02)

    task = asyncio.create_task(watch())
    try:
        yield
    finally:
        task.cancel()


async def test_a_message_that_ends_every_process_is_given_up_its_sender_told_and_everybody_else_is_answered(
    pg: Playground, launch: Launch, sqlite_url: str
) -> None:
    crowd, deadly = Crowd(pg, 12), pg.person("Racun")
    async with launch(sqlite_url, BOT_SEND_LIMITS="0", REPLICA_STEADY="1") as fleet, watched(fleet):
        crowd.ask(24)
        deadly.send(DEADLY)
        deadly.send("apa itu robusta #99")
        crowd.ask(24)
        await crowd.wait_answered(crowd.asked)
        assert (await deadly.wait_reply(20)).text.startswith("#99")
        assert (await deadly.wait_reply(20)).text == "telegram_set_aside"
    assert peek(sqlite_url, GIVEN_UP) == [("menghentikan bot dua kali",)]
    verdict = crowd.verdict()
    assert (verdict.lost, verdict.disordered) == (frozenset(), 0)


async def test_case_31_on_several_replicas_it_ends_three_of_them_and_is_given_up_too(
    pg: Playground, launch: Launch, postgres_url: str
) -> None:
    crowd, deadly = Crowd(pg, 12), pg.person("Racun")
    more = {"REPLICA_LEASE": "2", "BOT_SEND_LIMITS": "0"}
    async with launch(postgres_url, webhook=True, count=3, **more) as fleet, watched(fleet):
        deadly.send(DEADLY)
        deadly.send("apa itu robusta #99")
        crowd.ask(60)
        await crowd.wait_answered(crowd.asked)
        assert (await deadly.wait_reply(20)).text.startswith("#99")
    assert len(peek(postgres_url, GIVEN_UP)) == 1
    assert not crowd.verdict().lost


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT])
async def test_case_21_whatever_signal_ends_it_again_and_again_nobody_is_given_up_and_repeats_are_few(
    pg: Playground, launch: Launch, sqlite_url: str, chance: random.Random, number: int
) -> None:
    crowd, kills, in_hand = Crowd(pg, 20), 8, list[int]()
    pg.delay(0.05, "sendMessage")
    async with launch(sqlite_url, webhook=True, BOT_SEND_LIMITS="0") as fleet:
        (replica,) = fleet.replicas
        for _ in range(kills):
            crowd.ask(20)
            await crowd.wait_answered(crowd.answered + 2)
            await asyncio.sleep(chance.uniform(0, 0.3))
            replica.signal(number)
            await replica.ended()
            in_hand.append(held(sqlite_url))
            replica.start()
        await crowd.wait_answered(crowd.asked)
    verdict = crowd.verdict()
    assert (verdict.lost, verdict.disordered) == (frozenset(), 0)
    assert peek(sqlite_url, GIVEN_UP) == []
    assert max(in_hand[1:]) <= CAREFUL
    assert verdict.extra <= sum(in_hand)


def held(url: str) -> int:
    """How many updates were in hand when the process ended: no more can have been on their way to Telegram."""
    ((found,),) = peek(url, "SELECT count(*) FROM inbox WHERE owner IS NOT NULL")
    return int(found)
