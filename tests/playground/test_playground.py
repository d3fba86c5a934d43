"""The Python API for tests: waiting, choosing a bot, looking at calls, clean ends."""

from __future__ import annotations

import asyncio

import pytest

from bot.playground import Person, Playground, PlaygroundError

from .conftest import Caller

OTHER = "777001:AAAnotherBotOfSomebodyElse_0123456"


async def test_replies_are_returned_once_and_in_order(call: Caller, sari: Person) -> None:
    sari.send("halo")
    for text in ("satu", "dua"):
        await call("sendMessage", chat_id=sari.id, text=text)
    assert [message.text for message in await sari.wait_replies(2)] == ["satu", "dua"]
    assert await sari.stays_quiet(0.02)


async def test_what_came_before_a_message_is_no_reply_to_it(call: Caller, sari: Person) -> None:
    await call("sendMessage", chat_id=sari.id, text="lama")
    sari.send("halo")
    assert await sari.stays_quiet(0.02)


async def test_waiting_in_vain_names_the_last_calls(call: Caller, sari: Person) -> None:
    await call("sendChatAction", chat_id=sari.id, action="typing")
    with pytest.raises(TimeoutError, match=r"no reply to Sari.*sendChatAction 200"):
        await sari.wait_reply(0.02)


async def test_a_reply_in_a_group_is_found_there(pg: Playground, call: Caller, sari: Person) -> None:
    group = pg.group("Kelas", [sari])
    there = sari.at(group)
    there.send("/mulai")
    await call("sendMessage", chat_id=group.id, text="halo kelas")
    assert (await there.wait_reply()).text == "halo kelas"


async def test_the_only_bot_that_calls_is_the_one_people_talk_to(pg: Playground, call: Caller) -> None:
    await call.request("POST", f"{pg.base_url}{OTHER}/getMe")
    pg.person("Budi").send("halo")
    assert len(pg.bot_of(OTHER).updates) == 1


async def test_with_several_bots_one_has_to_be_chosen(pg: Playground, call: Caller) -> None:
    await call.request("POST", f"{pg.base_url}{OTHER}/getMe")
    await call("getMe")
    budi = pg.person("Budi")
    with pytest.raises(PlaygroundError, match="several bots"):
        budi.send("halo")
    assert budi.with_bot(777001).send("halo").text == "halo"


async def test_a_call_is_recorded_with_parameters_answer_and_status(pg: Playground, call: Caller) -> None:
    await call("sendmessage", chat_id=99, text="x" * 20_000)
    recorded = await pg.wait_call("sendMessage")
    assert (recorded.method, recorded.bot_id, recorded.status, recorded.ok) == (
        "sendMessage",
        424242,
        400,
        False,
    )
    assert len(recorded.params["text"]) == 16_384
    assert recorded.answer["description"] == "Bad Request: chat not found"


async def test_calls_are_kept_up_to_a_bound(pg: Playground, call: Caller) -> None:
    await call("getMe")
    kept = pg.calls()[0]
    for _ in range(5_100):
        pg.world.calls.add(kept)
    assert len(pg.calls()) == 5_000


async def test_a_slow_listener_is_cut_off_and_can_come_back(pg: Playground) -> None:
    listening = pg.world.events.listen()
    first = asyncio.ensure_future(anext(listening))
    await asyncio.sleep(0)
    for number in range(1_500):
        pg.world.events.publish("tick", {"number": number})
    assert (await first).data == {"number": 0}
    numbers = [event.data["number"] async for event in listening]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) <= 1_000
    assert [event.data["number"] for event in pg.world.events.since(1_499)][-1] == 1_499


async def test_the_playground_ends_while_a_poll_waits(call: Caller) -> None:
    async with Playground.start() as other:
        url = f"{other.base_url}{other.token}/getUpdates"
        poll = asyncio.create_task(call.request("GET", url, params={"timeout": 50}))
        await asyncio.sleep(0.1)
    assert (await asyncio.wait_for(poll, 5)).result == []


async def test_the_port_is_free_again_afterwards() -> None:
    async with Playground.start() as first:
        port = first.port
    async with Playground.start(port=port) as second:
        assert second.port == port


async def test_a_taken_port_is_a_clear_error(pg: Playground) -> None:
    with pytest.raises(PlaygroundError, match=str(pg.port)):
        Playground(pg.port)


async def test_a_token_shows_in_no_representation_and_no_event(pg: Playground, call: Caller, sari: Person) -> None:
    sari.send("halo")
    await call("sendMessage", chat_id=sari.id, text="a")
    secret = pg.token.partition(":")[2]
    shown = [repr(pg.bot), repr(pg.calls()), repr(pg.world.events.since(0)), repr(sari)]
    assert not any(secret in text for text in shown)


async def test_a_deep_link_is_a_start_command_with_a_payload(call: Caller, sari: Person) -> None:
    sari.start("faq_3")
    message = (await call("getUpdates")).result[0]["message"]
    assert (message["text"], message["entities"][0]["type"]) == ("/start faq_3", "bot_command")


async def test_only_ones_own_messages_can_be_edited(call: Caller, sari: Person) -> None:
    await call("sendMessage", chat_id=sari.id, text="a")
    message = await sari.wait_reply()
    with pytest.raises(PlaygroundError, match="own"):
        sari.edit(message, "b")
