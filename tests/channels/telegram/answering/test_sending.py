"""Answers arrive whatever Telegram and the network do; what cannot arrive is noted and holds nobody up."""

from __future__ import annotations

import asyncio
import time

import pytest
from telegram.error import RetryAfter

from bot.channels.telegram.answering import sending
from bot.playground import Person, Playground
from bot.storage.database import Database

pytestmark = pytest.mark.usefixtures("bot")


async def test_html_that_telegram_refuses_is_sent_again_as_plain_text(pg: Playground, sari: Person) -> None:
    pg.plan_fault("sendMessage", code=400, description="Bad Request: can't parse entities: Unsupported start tag")
    reply = await sari.ask("apa itu robusta")
    assert reply.text.startswith("Robusta\nBiji")
    assert reply.entities == []
    assert "parse_mode" not in pg.calls("sendMessage")[-1].params


async def test_a_429_is_waited_out_and_the_answer_comes_once(
    pg: Playground, sari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "seconds_of", lambda _error: 0.3)
    pg.plan_fault("sendMessage", code=429, retry_after=1)
    started = time.monotonic()
    await sari.ask("halo")
    assert 0.3 <= time.monotonic() - started < 1
    assert [call.status for call in pg.calls("sendMessage")] == [429, 200]


async def test_during_a_429_nobody_else_is_sent_to_either(
    pg: Playground, sari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "seconds_of", lambda _error: 0.3)
    pg.plan_fault("sendMessage", code=429, retry_after=1)
    budi = pg.person("Budi")
    sari.send("halo")
    call = await pg.wait_call("sendMessage")
    budi.send("halo")
    await budi.wait_reply()
    await sari.wait_reply()
    later = pg.calls("sendMessage", since=call.number)
    assert len(later) == 2
    assert all(sent.at - call.at >= 0.29 for sent in later)


def test_a_429_is_waited_for_as_long_as_telegram_says() -> None:
    assert sending.seconds_of(RetryAfter(7)) == 7.0


async def test_a_429_for_an_hour_parks_the_work_and_goes_on_taking_in(
    pg: Playground, sari: Person, database: Database
) -> None:
    pg.plan_fault("sendMessage", code=429, retry_after=3600)
    sari.send("halo")
    await pg.wait_call("sendMessage")
    assert await sari.stays_quiet(0.15)
    for _ in range(3):
        sari.send("halo")
        await asyncio.sleep(0.1)
    await pg.wait_until(lambda: not pg.bot.updates or None, 2, "not fetched")
    assert (await database.inbox.depth()).waiting == 4
    assert len(pg.calls("sendMessage")) == 1


async def test_a_429_without_a_number_is_tried_again(pg: Playground, sari: Person) -> None:
    pg.plan_fault("sendMessage", code=429)
    assert (await sari.ask("halo")).text == "Halo juga!"


async def test_an_error_of_telegrams_own_in_html_is_tried_again(pg: Playground, sari: Person) -> None:
    pg.plan_fault("sendMessage", times=2, code=502, raw="<html>" + "x" * 5000, content_type="text/html")
    assert (await sari.ask("halo")).text == "Halo juga!"


@pytest.mark.parametrize("raw", ['{"ok":false}', "[1]", '{"ok":true', "<html>", '{"ok":true,"result":'])
async def test_an_answer_that_is_not_the_bot_apis_is_tried_again(pg: Playground, sari: Person, raw: str) -> None:
    pg.plan_fault("sendMessage", code=200, raw=raw)
    assert (await sari.ask("halo")).text == "Halo juga!"


async def test_a_proxys_404_is_not_taken_for_a_revoked_token(pg: Playground, sari: Person) -> None:
    pg.plan_fault("sendMessage", code=404, raw="<html>Not here</html>")
    pg.plan_fault("getUpdates", code=404, raw="<html>Not here</html>")
    assert (await sari.ask("halo")).text == "Halo juga!"


async def test_a_connection_that_breaks_is_tried_again(pg: Playground, sari: Person) -> None:
    pg.plan_fault("sendMessage", drop=True)
    assert (await sari.ask("halo")).text == "Halo juga!"


async def test_after_a_timeout_there_are_two_copies_at_most(
    pg: Playground, sari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.wire.request.READ_SECONDS", 0.1)
    pg.plan_fault("sendMessage", times=4, delay=0.2)
    sari.send("halo")
    await pg.wait_call("sendMessage", 2)
    await asyncio.sleep(0.4)
    assert len(pg.calls("sendMessage")) == 2


async def test_a_trickling_answer_is_cut_and_others_are_served(
    pg: Playground, sari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.wire.request.READ_SECONDS", 0.2)
    monkeypatch.setattr("bot.channels.telegram.wire.request.CONNECT_SECONDS", 0.1)
    monkeypatch.setattr("bot.channels.telegram.wire.request.SLACK_SECONDS", 0.1)
    sari.begin()
    pg.plan_fault("sendMessage", trickle=0.1, chat_id=sari.id)
    started = time.monotonic()
    sari.send("halo")
    assert (await pg.person("Budi").ask("halo")).text == "Halo juga!"
    assert time.monotonic() - started < 1
    await sari.wait_reply()


async def test_who_blocked_the_bot_is_not_tried_again_and_is_no_error(pg: Playground, sari: Person) -> None:
    pg.plan_fault("sendMessage", code=403)
    sari.send("halo")
    await pg.wait_call("sendMessage")
    assert (await sari.ask("apa itu robusta")).text.startswith("Robusta")
    assert [call.status for call in pg.calls("sendMessage")] == [403, 200]


async def test_a_query_that_is_too_old_is_swallowed_and_the_content_comes(pg: Playground, sari: Person) -> None:
    menu = await sari.ask("/menu")
    fault = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    pg.plan_fault("answerCallbackQuery", code=400, description=fault)
    sari.press(menu, "Biji")
    assert (await sari.wait_edit(menu)).text.endswith("topic Biji")


async def test_a_slow_answer_to_the_press_does_not_hold_up_the_content(pg: Playground, sari: Person) -> None:
    menu = await sari.ask("/menu")
    pg.plan_fault("answerCallbackQuery", delay=0.5)
    started = time.monotonic()
    sari.press(menu, "Biji")
    await sari.wait_edit(menu)
    assert time.monotonic() - started < 0.3


@pytest.mark.parametrize("text", ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"])
async def test_a_message_that_cannot_be_changed_is_sent_anew(pg: Playground, sari: Person, text: str) -> None:
    menu = await sari.ask("/menu")
    pg.plan_fault("editMessageText", code=400, description=f"Bad Request: {text}")
    await sari.press(menu, "Biji")
    assert (await sari.wait_reply()).text.endswith("topic Biji")


async def test_what_stays_impossible_ends_and_the_next_message_is_answered(
    pg: Playground, sari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BACKOFF_SECONDS", (0.01,))
    pg.plan_fault("sendMessage", times=2, code=500)
    sari.send("halo")
    assert await sari.stays_quiet(0.3)
    assert (await sari.ask("halo")).text == "Halo juga!"
