"""People in a test: talking, waiting, choosing a bot."""

from __future__ import annotations

import pytest

from bot.playground import Person, Playground, PlaygroundError

from ..conftest import Caller

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


async def test_a_deep_link_is_a_start_command_with_a_payload(call: Caller, sari: Person) -> None:
    sari.start("faq_3")
    message = (await call("getUpdates")).result[0]["message"]
    assert (message["text"], message["entities"][0]["type"]) == ("/start faq_3", "bot_command")


async def test_only_ones_own_messages_can_be_edited(call: Caller, sari: Person) -> None:
    await call("sendMessage", chat_id=sari.id, text="a")
    message = await sari.wait_reply()
    with pytest.raises(PlaygroundError, match="own"):
        sari.edit(message, "b")
