"""The way to Telegram and back: what breaks, stalls or answers nonsense there."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.assistant import Assistant
from bot.channels.telegram.intake import polling
from bot.channels.telegram.intake.dispatching import CONCURRENCY
from bot.channels.telegram.intake.polling import LONGEST_PAUSE, Poller
from bot.channels.telegram.reporting import health
from bot.channels.telegram.running import housekeeping
from bot.channels.telegram.running.lifecycle import run_polling
from bot.config import Settings
from bot.playground import Person, Playground
from bot.storage.database import Database
from tests.channels.telegram.conftest import polled

from . import fleet
from .conftest import settled, soon


@pytest.fixture
async def page(
    pg: Playground, settings: Settings, assistant: Assistant, database: Database
) -> AsyncIterator[str]:
    """The address of the health page of a bot that polls."""
    place = f"127.0.0.1:{fleet.free_ports(1)[0]}"
    listening = settings.model_copy(update={"webhook_listen": place})
    stop = asyncio.Event()
    async with polled(pg, run_polling(listening, assistant, database, stop), stop):
        await pg.wait_call("deleteWebhook")
        yield f"http://{place}/sehat"


async def test_case_01_an_answer_that_does_not_come_is_asked_for_once_more_and_noted_as_perhaps_sent(
    pg: Playground, page: str, http: aiohttp.ClientSession, sari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.wire.request.READ_SECONDS", 0.3)
    pg.plan_fault("sendMessage", delay=1.0)
    sari.send("halo")
    assert [reply.text for reply in await sari.wait_replies(2)] == ["Halo juga!"] * 2
    assert len(pg.calls("sendMessage")) == 2
    async with http.get(page) as answer:
        assert (await answer.json())["hitungan"]["mungkin_terkirim_dua_kali"] == 1


@pytest.mark.usefixtures("bot")
async def test_case_03_while_telegram_cannot_be_reached_it_is_tried_ever_more_rarely(
    pg: Playground, sari: Person, caplog: pytest.LogCaptureFixture
) -> None:
    await sari.ask("halo")
    with caplog.at_level(logging.WARNING):
        await pg.suspend()
        sari.send("halo")
        await soon(lambda: caplog.text.count("belum bisa diambil") >= 4)
        await pg.resume()
        assert (await sari.wait_reply()).text == "Halo juga!"
    assert pg.token not in caplog.text


def test_case_03_pauses_grow_to_half_a_minute_so_that_there_are_few_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "FIRST_PAUSE", 1.0)
    poller: Any = Poller(None, None, None)  # type: ignore[arg-type]
    pauses = [poller._grown() for _ in range(20)]
    assert max(pauses) <= LONGEST_PAUSE <= 30
    assert sum(sum(pauses[:number]) < 60 for number in range(20)) < 20


@pytest.mark.usefixtures("trio")
async def test_case_05_a_429_holds_up_every_replica_and_then_each_answer_comes_once(pg: Playground) -> None:
    people = [pg.person(f"P{place}") for place in range(12)]
    pg.plan_fault("sendMessage", code=429, retry_after=2)
    for person in people:
        person.send("halo")
    for person in people:
        assert (await person.wait_reply(30)).text == "Halo juga!"
    refused, *later = pg.calls("sendMessage")
    assert refused.status == 429
    # Whoever had just been given leave to send did not know yet.
    at_once = [call for call in later if call.at - refused.at < 1.9]
    assert len(at_once) <= 2
    assert [len(person.messages()) for person in people] == [2] * len(people)


@pytest.fixture
def watchful(monkeypatch: pytest.MonkeyPatch) -> None:
    """The webhook is looked after all the time."""
    monkeypatch.setattr(housekeeping, "WEBHOOK_SECONDS", 0.05)
    monkeypatch.setattr(health, "STALE_SECONDS", 1.0)


@pytest.mark.usefixtures("watchful")
async def test_case_09_behind_a_webhook_a_revoked_token_shows_on_the_health_page(
    pg: Playground, url: str, http: aiohttp.ClientSession
) -> None:
    async def status() -> int:
        async with http.get(url.replace("/kait", "/sehat")) as answer:
            return answer.status

    await asyncio.sleep(1.2)
    assert await status() == 200
    pg.revoke()
    async with asyncio.timeout(10):
        while await status() == 200:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


@pytest.mark.usefixtures("bot")
async def test_case_12_of_ten_updates_nine_are_answered_and_the_one_that_is_none_is_set_aside(
    pg: Playground, sari: Person, database: Database
) -> None:
    for number in range(10):
        if number == 4:
            pg.inject({"message": {"message_id": "x", "date": "kapan", "chat": []}})
        else:
            sari.send("halo")
    assert [reply.text for reply in await sari.wait_replies(9)] == ["Halo juga!"] * 9
    await settled(database)
    assert (await database.inbox.depth()).dead_letters == 1
    assert len(pg.bot.updates) == 0


@pytest.mark.usefixtures("bot")
async def test_case_06_a_429_for_an_hour_is_no_reason_to_hold_up_updates_in_memory(
    pg: Playground, database: Database
) -> None:
    pg.plan_fault("sendMessage", code=429, retry_after=3600)
    for place in range(100):
        pg.person(f"P{place}").send("halo")
    await soon(lambda: bool(pg.calls("sendMessage")) and not len(pg.bot.updates) and not database.inbox.held)
    # Those that were on their way when it came arrived.
    assert len(pg.calls("sendMessage")) <= CONCURRENCY
    arrived = sum(call.ok for call in pg.calls("sendMessage"))
    assert (await database.inbox.depth()).waiting == 100 - arrived > 0
