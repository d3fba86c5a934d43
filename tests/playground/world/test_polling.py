"""getUpdates: what arrives, what is confirmed, and who gets the conflict."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.playground import Person, Playground, limits

from ..conftest import Caller


def ids(updates: list[dict[str, Any]]) -> list[int]:
    return [update["update_id"] for update in updates]


async def test_updates_come_again_until_a_higher_offset_confirms_them(call: Caller, sari: Person) -> None:
    sari.send("satu")
    sari.send("dua")
    first = (await call("getUpdates")).result
    assert [update["message"]["text"] for update in first] == ["satu", "dua"]
    assert (await call("getUpdates")).result == first
    assert (await call("getUpdates", offset=first[1]["update_id"])).result == first[1:]
    assert (await call("getUpdates", offset=first[1]["update_id"] + 1)).result == []


async def test_a_negative_offset_keeps_only_the_newest(call: Caller, sari: Person) -> None:
    for text in ("satu", "dua", "tiga"):
        sari.send(text)
    newest = (await call("getUpdates", offset=-1)).result
    assert [update["message"]["text"] for update in newest] == ["tiga"]
    assert (await call("getUpdates")).result == newest


@pytest.mark.parametrize(("limit", "count"), [(1, 1), (0, 1), (-5, 1), (1000, 3), ("banyak", 3)])
async def test_the_limit_is_clamped_to_what_telegram_allows(
    call: Caller, sari: Person, limit: object, count: int
) -> None:
    for text in ("satu", "dua", "tiga"):
        sari.send(text)
    assert len((await call("getUpdates", limit=limit)).result) == count


async def test_a_long_poll_waits_until_something_happens(pg: Playground, call: Caller, sari: Person) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    await asyncio.sleep(0.1)
    assert not poll.done()
    sari.send("halo")
    assert (await poll).result[0]["message"]["text"] == "halo"


async def test_a_long_poll_ends_empty_when_its_time_is_up(call: Caller) -> None:
    assert (await call("getUpdates", timeout=1)).result == []


async def test_the_older_of_two_polls_gets_the_conflict(call: Caller, sari: Person) -> None:
    older = asyncio.create_task(call("getUpdates", timeout=30))
    await asyncio.sleep(0.1)
    newer = asyncio.create_task(call("getUpdates", timeout=30))
    assert (await older).error == (
        "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    sari.send("halo")
    assert len((await newer).result) == 1


async def test_a_second_conflict_within_three_seconds_is_answered_later(
    call: Caller, sari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CONFLICT_SECONDS", 0.3)
    polls = []
    for _ in range(3):
        polls.append(asyncio.create_task(call("getUpdates", timeout=30)))
        await asyncio.sleep(0.05)
    assert (await polls[0]).status == 409
    assert not polls[1].done()
    assert (await polls[1]).status == 409
    sari.send("halo")
    assert len((await polls[2]).result) == 1


async def test_polling_conflicts_with_an_active_webhook(call: Caller) -> None:
    await call("setWebhook", url="http://127.0.0.1:9/hook")
    assert (await call("getUpdates")).error == (
        "409 Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )


async def test_setting_a_webhook_ends_the_waiting_poll(call: Caller) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    await asyncio.sleep(0.1)
    await call("setWebhook", url="http://127.0.0.1:9/hook")
    assert (await poll).error == "409 Conflict: terminated by setWebhook request"


async def test_a_poller_that_went_away_causes_no_conflict(call: Caller, sari: Person) -> None:
    gone = asyncio.create_task(call("getUpdates", timeout=30))
    await asyncio.sleep(0.1)
    gone.cancel()
    await asyncio.sleep(0.1)
    sari.send("halo")
    assert len((await call("getUpdates", timeout=5)).result) == 1


async def test_allowed_updates_are_remembered(call: Caller, sari: Person) -> None:
    await call("getUpdates", allowed_updates=["edited_message", "no_such_type"])
    sari.edit(sari.send("halo"), "halo!")
    assert [set(update) - {"update_id"} for update in (await call("getUpdates")).result] == [{"edited_message"}]
    assert (await call("getWebhookInfo")).result["allowed_updates"] == ["edited_message"]


async def test_an_empty_list_allows_the_default_again(call: Caller, sari: Person) -> None:
    await call("getUpdates", allowed_updates=["edited_message"])
    await call("getUpdates", allowed_updates=[])
    sari.send("halo")
    assert len((await call("getUpdates")).result) == 1


async def test_reactions_come_only_to_bots_that_asked_for_them(call: Caller, sari: Person) -> None:
    message = sari.send("halo")
    sari.react(message, "👍")
    await call("getUpdates", allowed_updates=["message_reaction"])
    sari.react(message, "👎")
    updates = (await call("getUpdates")).result
    assert [update.get("message_reaction", {}).get("new_reaction") for update in updates] == [
        None,
        [{"type": "emoji", "emoji": "👎"}],
    ]


@pytest.mark.parametrize(("seconds", "left"), [(149, 2), (151, 1), (24 * 3600 + 1, 0)])
async def test_undelivered_updates_expire_by_kind(
    pg: Playground, call: Caller, sari: Person, seconds: int, left: int
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}
    await call("sendMessage", chat_id=sari.id, text="?", reply_markup=keyboard)
    sari.send("halo")
    sari.press(await sari_reply(sari), "Ya")
    pg.clock.advance(seconds)
    assert len((await call("getUpdates")).result) == left


async def sari_reply(sari: Person) -> Any:
    return next(message for message in sari.messages() if message.buttons)


async def test_the_same_offset_again_is_slowed_down_where_brakes_are_on(
    pg: Playground, call: Caller, sari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SAME_OFFSET_SECONDS", 1)
    pg.rules.poll_brakes = True
    assert (await call("getUpdates")).result == []
    braked = asyncio.create_task(call("getUpdates"))
    await asyncio.sleep(0.1)
    assert not braked.done()
    sari.send("satu")
    sari.send("dua")
    assert len((await braked).result) == 1


async def test_an_injected_update_keeps_a_number_that_is_lower_than_the_offset(
    pg: Playground, call: Caller, sari: Person
) -> None:
    sari.send("halo")
    offset = ids((await call("getUpdates")).result)[-1] + 1
    pg.inject({"update_id": 7, "message": {}})
    assert ids((await call("getUpdates", offset=offset)).result) == [7]
    assert ids((await call("getUpdates", offset=8)).result) == []


async def test_an_injected_update_may_hold_anything(pg: Playground, call: Caller) -> None:
    number = pg.inject({"from_the_future": {"x": 1}})
    assert (await call("getUpdates")).result == [{"from_the_future": {"x": 1}, "update_id": number}]


async def test_the_oldest_updates_are_given_up_when_too_many_wait(call: Caller, sari: Person, pg: Playground) -> None:
    for number in range(10_050):
        pg.inject({"n": number})
    assert (await call("getUpdates", limit=1)).result[0]["n"] == 50


async def test_updates_out_of_order_are_each_confirmed_by_their_own_number(pg: Playground, call: Caller) -> None:
    for number in (200_000_002, 200_000_001):
        pg.inject({"update_id": number, "poll": {}})
    assert [update["update_id"] for update in (await call("getUpdates")).result] == [200_000_002, 200_000_001]
    assert [u["update_id"] for u in (await call("getUpdates", offset=200_000_002)).result] == [200_000_002]
