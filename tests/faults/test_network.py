"""The way to Telegram and back: what breaks, stalls or answers nonsense there."""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import Any

import aiohttp
import pytest

from bot.channels.telegram.answering import sending
from bot.channels.telegram.intake import polling
from bot.channels.telegram.intake.dispatching import CONCURRENCY
from bot.channels.telegram.intake.polling import LONGEST_PAUSE, Poller
from bot.channels.telegram.reporting import health
from bot.channels.telegram.running import housekeeping, lifecycle
from bot.playground import Person, Playground
from bot.storage.database import Database

from . import fleet
from .conftest import settled, soon


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


async def test_case_02_a_connection_that_keeps_breaking_is_tried_ever_more_rarely_and_holds_up_nobody_else(
    pg: Playground, page: str, sari: Person
) -> None:
    sari.begin()
    pg.plan_fault("sendMessage", times=2, drop=True, chat_id=sari.id)
    sari.send("halo")
    await pg.wait_call("sendMessage")
    assert (await pg.person("Budi").ask("halo")).text == "Halo juga!"
    assert (await sari.wait_reply(fleet.PATIENCE)).text == "Halo juga!"
    first, second, third = [call.at for call in pg.calls("sendMessage") if call.params["chat_id"] == str(sari.id)]
    pauses = (second - first, third - second)
    assert all(pause >= least - 0.02 for pause, least in zip(pauses, sending.BACKOFF_SECONDS, strict=False)), pauses
    assert [message.text for message in sari.messages()[1:]] == ["Halo juga!"]


@pytest.mark.usefixtures("bot")
async def test_case_04_of_a_page_that_comes_instead_of_an_answer_little_is_logged(
    pg: Playground, sari: Person, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BACKOFF_SECONDS", (0.01,))
    pg.plan_fault("sendMessage", times=2, code=502, raw="<html>" + "kotak " * 1000, content_type="text/html")
    with caplog.at_level(logging.DEBUG, logger="bot"):
        sari.send("halo")
        await soon(lambda: "belum terjawab" in caplog.text)
    assert all(len(record.getMessage()) < 200 for record in caplog.records)
    assert caplog.text.count("kotak") < 40


@pytest.mark.usefixtures("unhurried", "bot")
@pytest.mark.parametrize(
    "fault",
    [
        {"code": 502, "raw": "<html>" + "x" * 5000, "content_type": "text/html"}, {"code": 500}, {"code": 429},
        {"code": 409}, {"code": 200, "raw": "<html>masuk dulu</html>"}, {"code": 200, "raw": '{"ok":true,"resu'},
        {"code": 200, "raw": '{"ok":false}'}, {"code": 200, "raw": "[1]"},
    ],
    ids=lambda fault: f"{fault['code']}-{fault.get('raw', '')[:18]}",
)  # fmt: skip
async def test_case_04_07_08_10_11_however_long_fetching_fails_there_is_a_growing_pause_after_each_attempt(
    pg: Playground, unhurried: list[float], caplog: pytest.LogCaptureFixture, sari: Person, fault: dict[str, Any]
) -> None:
    pg.plan_fault("getUpdates", times=0, **fault)
    sari.send("halo")
    await soon(lambda: len(unhurried) >= 15)
    assert len(pg.calls("getUpdates")) <= len(unhurried) + 2, "a fetch without a pause"
    assert unhurried == sorted(unhurried)
    assert (unhurried[0], unhurried[-1]) == (polling.FIRST_PAUSE, LONGEST_PAUSE)
    assert all(len(record.getMessage()) < 250 for record in caplog.records)
    assert not any(record.exc_info for record in caplog.records)
    pg.clear_faults()
    assert (await sari.wait_reply()).text == "Halo juga!"


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
def unhurried(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses between attempts to fetch, in seconds, though nobody waits for them. For bots that start later."""
    monkeypatch.setattr(polling, "FIRST_PAUSE", 1.0)
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0.001)

    monkeypatch.setattr(lifecycle, "Poller", partial(Poller, sleep=sleep))
    return pauses


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


@pytest.mark.parametrize("send_limits", [True])
async def test_case_06_a_429_for_an_hour_is_shown_to_whoever_watches_and_takes_nothing_from_who_waits(
    pg: Playground, page: str, http: aiohttp.ClientSession, sari: Person, database: Database
) -> None:
    pg.plan_fault("sendMessage", code=429, retry_after=3600)
    sari.send("halo")
    await soon(lambda: bool(pg.calls("sendMessage")) and not database.inbox.held)
    async with http.get(page.replace("/sehat", "/metrics")) as answer:
        numbers = dict(line.split(" ") for line in (await answer.text()).splitlines() if not line.startswith("#"))
    assert 3500 < float(numbers["tanya_peksos_send_pause_seconds"]) <= 3601
    assert float(numbers["tanya_peksos_inbox_waiting"]) == 1
    assert (await database.inbox.depth()).dead_letters == 0


def test_case_09_a_revoked_token_shows_within_a_minute_and_a_half() -> None:
    assert health.STALE_SECONDS <= 90
    assert 2 * housekeeping.WEBHOOK_SECONDS < health.STALE_SECONDS, "a single look that fails is no alarm"


@pytest.mark.usefixtures("bot")
async def test_case_15_text_that_telegram_cannot_parse_goes_out_again_once_and_never_a_third_time(
    pg: Playground, sari: Person
) -> None:
    fault = "Bad Request: can't parse entities: Unsupported start tag"
    pg.plan_fault("sendMessage", times=2, code=400, description=fault)
    sari.send("apa itu robusta")
    # What is wrong with it stays wrong: an honest sentence in its place.
    assert (await sari.wait_reply()).text == "telegram_bug"
    bodies = [call.params.get("parse_mode") for call in pg.calls("sendMessage")]
    assert bodies == ["HTML", None, "HTML"]


async def test_case_17_who_blocked_the_bot_is_counted_and_not_tried_again_until_they_come_back(
    pg: Playground, page: str, http: aiohttp.ClientSession, sari: Person, database: Database
) -> None:
    await sari.ask("halo")
    sari.block()
    chat = {"id": sari.id, "type": "private", "first_name": "Sari"}
    pg.inject({"message": {"message_id": 99, "date": 1, "chat": chat, "from": sari.user.json(), "text": "halo"}})
    await pg.wait_call("sendMessage", 2)
    await settled(database)
    assert [call.status for call in pg.calls("sendMessage")] == [200, 403]
    async with http.get(page) as answer:
        counts = (await answer.json())["hitungan"]
    assert (counts["diblokir_atau_dikeluarkan"], counts["ditolak"]) == (1, 1)
    assert (await database.inbox.depth()).dead_letters == 0
    sari.unblock()
    assert (await sari.ask("halo")).text == "Halo juga!"
