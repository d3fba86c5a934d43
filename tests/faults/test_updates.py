"""Updates that come twice, out of order, late, at the same instant, or in kinds that nobody expects."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import pytest

from bot.assistant import Assistant
from bot.channels.telegram.intake.arrivals import arrival
from bot.channels.telegram.running.lifecycle import run_polling, run_webhook
from bot.config import Settings
from bot.playground import Person, Playground
from bot.storage.database import Arrival, Database, Options, open_database
from tests.channels.telegram.conftest import polled

from . import fleet
from .conftest import settled, shared

HEADERS = {"X-Telegram-Bot-Api-Secret-Token": fleet.SECRET, "Content-Type": "application/json"}
HOUR = 3600.0


def said(person: Person, text: str, number: int = 9) -> dict[str, Any]:
    """What a private message of `person` looks like."""
    chat = {"id": person.id, "type": "private", "first_name": "Sari"}
    return {"message_id": number, "date": 1, "chat": chat, "from": person.user.json(), "text": text}


async def test_case_36_an_update_posted_ten_times_at_three_replicas_is_answered_once(
    pg: Playground, trio: str, http: aiohttp.ClientSession, sari: Person
) -> None:
    sari.begin()
    body = json.dumps({"update_id": 77, "message": said(sari, "halo")})

    async def post() -> int:
        # A connection of its own, so that the balancer gives it to another replica.
        async with aiohttp.ClientSession() as session, session.post(trio, data=body, headers=HEADERS) as answer:
            return answer.status

    assert set(await asyncio.gather(*(post() for _ in range(10)))) == {200}
    await sari.wait_reply()
    # Whatever was taken in after it is answered after it.
    await pg.person("Budi").ask("halo")
    assert len(pg.calls("sendMessage")) == 2


@pytest.mark.usefixtures("bot")
async def test_case_37_updates_that_come_out_of_order_are_both_answered_once(
    pg: Playground, sari: Person, database: Database
) -> None:
    sari.begin()
    pg.inject({"update_id": 900, "message": said(sari, "apa itu robusta", 12)})
    assert (await sari.wait_reply()).text.startswith("Robusta")
    pg.inject({"update_id": 899, "message": said(sari, "halo", 11)})
    assert (await sari.wait_reply()).text == "Halo juga!"
    await settled(database)
    assert len(pg.calls("sendMessage")) == 2


async def test_case_39_a_message_and_a_press_at_the_same_instant_are_answered_one_after_the_other(
    pg: Playground, trio: str, sari: Person
) -> None:
    menu = await sari.ask("/menu")
    pg.delay(0.2, "sendMessage")
    pg.delay(0.2, "editMessageText")
    before = len(pg.calls())
    sari.press(menu, "Biji")
    sari.send("apa itu robusta")
    sari.press(menu, "Seduh", forged=True)
    sari.send("halo")
    await sari.wait_replies(2, fleet.PATIENCE)
    shown = [call for call in pg.calls()[before:] if call.method in ("sendMessage", "editMessageText")]
    ends = [call.at + call.seconds for call in shown]
    assert all(end <= later.at + 0.05 for end, later in zip(ends, shown[1:], strict=False)), "two at a time"


async def test_case_40_after_a_day_messages_are_answered_in_order_and_old_presses_are_let_go(
    pg: Playground, settings: Settings, assistant: Assistant, sari: Person, sqlite_url: str
) -> None:
    now = 1_800_000_000.0
    sari.begin()
    async with await open_database(sqlite_url, fleet.KEY, options=Options(now=lambda: now)) as database:
        texts = ("apa itu robusta", "halo", "apa itu kopi tubruk")
        waiting = [{"update_id": 10 + place, "message": said(sari, text)} for place, text in enumerate(texts)]
        pressed = {"id": "1", "from": sari.user.json(), "chat_instance": "1", "message": said(sari, "x"), "data": "m"}
        typed = {"id": "2", "from": sari.user.json(), "query": "robusta", "offset": ""}
        late = [{"update_id": 20, "callback_query": pressed}, {"update_id": 21, "inline_query": typed}]
        await database.inbox.accept([_arrival(update) for update in (*waiting, *late)])
    now += 24 * HOUR - 60
    stop = asyncio.Event()
    async with await open_database(sqlite_url, fleet.KEY, options=Options(now=lambda: now)) as database:
        limited = settings.model_copy(update={"send_limits": True})
        async with polled(pg, run_polling(limited, assistant, database, stop), stop):
            replies = await sari.wait_replies(3, fleet.PATIENCE)
            await settled(database)
    assert [reply.text[:6] for reply in replies] == ["Robust", "Halo j", "Kopi t"]
    assert not pg.calls("answerCallbackQuery")
    assert not pg.calls("answerInlineQuery")


def _arrival(update: dict[str, Any]) -> Arrival:
    found = arrival(update)
    assert found is not None
    return found


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "update",
    [
        {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "channel"}, "text": "halo"}},
        {"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
                  "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
                  "allows_revoting": True, "members_only": False}},
        {"poll_answer": {"poll_id": "1", "option_ids": [], "option_persistent_ids": []}},
        {"message_reaction_count": {"chat": {"id": -5, "type": "channel"}, "message_id": 1, "date": 1,
                                    "reactions": []}},
        {"message_reaction": {"chat": {"id": -5, "type": "group", "title": "G"}, "message_id": 1, "date": 1,
                              "old_reaction": [], "new_reaction": []}},
        {"chat_join_request": {"chat": {"id": -5, "type": "group", "title": "G"}, "date": 1, "user_chat_id": 1,
                               "from": {"id": 1, "is_bot": False, "first_name": "A"}}},
        {"business_message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "halo"}},
        {"purchased_paid_media": {"from": {"id": 1, "is_bot": False, "first_name": "A"}, "paid_media_payload": "x"}},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}},
        {"callback_query": {"id": "1", "from": {"id": 1, "is_bot": False, "first_name": "A"}, "chat_instance": "1"}},
        {"kabar_2031": {"apa": ["saja"]}},
        {},
    ],
    ids=lambda update: next(iter(update), "nothing"),
)  # fmt: skip
async def test_case_43_a_kind_of_update_that_is_not_for_the_bot_is_passed_over_without_a_stumble(
    pg: Playground, sari: Person, database: Database, caplog: pytest.LogCaptureFixture, update: dict[str, Any]
) -> None:
    pg.inject(update)
    assert (await sari.ask("halo")).text == "Halo juga!"
    await settled(database)
    assert len(pg.calls("sendMessage")) == 1
    assert caplog.text == ""
    assert (await database.inbox.depth()).dead_letters == 0


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("data", ["e:tiada", "t:tiada", "r:tiada:1"])
async def test_case_41_a_button_of_what_is_gone_says_so_with_a_menu_and_stops_turning_at_once(
    pg: Playground, sari: Person, data: str
) -> None:
    menu = await sari.ask("/menu")
    await sari.press(menu, data, forged=True).answered(1.0)
    shown = await sari.wait_edit(menu)
    assert shown.text == "old_button"
    assert "Biji" in shown.labels


@pytest.mark.usefixtures("bot")
async def test_case_51_nobody_is_an_administrator_by_name_or_by_speaking_for_a_channel(
    pg: Playground, sari: Person, caplog: pytest.LogCaptureFixture
) -> None:
    sari.begin()
    alike = {**sari.user.json(), "username": "admin_bot", "first_name": "Administrator"}
    chat = {"id": sari.id, "type": "private", "first_name": "Administrator"}
    pg.inject({"message": {"message_id": 7, "date": 1, "chat": chat, "from": alike, "text": "/muat_ulang"}})
    reply = await sari.wait_reply()
    assert not reply.text.startswith("admin_")
    channel = {"id": -1005, "type": "channel", "title": "Administrator"}
    for kind in ("message", "channel_post"):
        pg.inject({kind: {"message_id": 8, "date": 1, "chat": channel, "sender_chat": channel, "text": "/statistik"}})
    assert (await sari.ask("halo")).text == "Halo juga!"
    assert len(pg.calls("sendMessage")) == 2
    assert caplog.text == ""


async def test_case_62_a_body_posted_again_an_hour_later_is_taken_and_not_answered(
    pg: Playground, settings: Settings, assistant: Assistant, http: aiohttp.ClientSession, sari: Person, sqlite_url: str
) -> None:
    now = [1_800_000_000.0]
    sari.begin()
    (port,) = fleet.free_ports(1)
    stop, listening = asyncio.Event(), shared(settings, port, port)
    async with (
        await open_database(sqlite_url, fleet.KEY, options=Options(now=lambda: now[0])) as database,
        polled(pg, run_webhook(listening, assistant, database, stop), stop),
    ):
        await pg.wait_call("setWebhook")
        for _ in range(2):
            body = {"update_id": 77, "message": said(sari, "halo")}
            async with http.post(listening.webhook_url, json=body, headers=HEADERS) as answer:
                assert answer.status == 200
            now[0] += HOUR
        await pg.person("Budi").ask("halo")
    assert len(pg.calls("sendMessage")) == 2
