"""sendMessage, drafts and chat actions: what a message looks like, and what Telegram refuses in which
words.
"""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground import Person, Playground

from ..conftest import Caller


async def test_a_sent_message_is_returned_and_seen_by_the_person(call: Caller, sari: Person) -> None:
    sent = (await call("sendMessage", chat_id=sari.id, text="halo")).result
    assert (sent["text"], sent["chat"]["id"], sent["from"]["is_bot"]) == ("halo", sari.id, True)
    assert (await sari.wait_reply()).raw == sent


async def test_messages_are_numbered_in_each_chat(pg: Playground, call: Caller, sari: Person) -> None:
    budi = pg.person("Budi")
    numbers = [sari.send("a").id, sari.send("b").id, budi.send("c").id]
    assert numbers == [1, 2, 1]


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"text": ""}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "<b>" + "x" * 4097 + "</b>", "parse_mode": "HTML"}, "message is too long"),
        ({"text": "é" * 20_000}, "text is too long"),
        ({"text": "a", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        (
            {"text": "<b>a", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            {"text": "a < b", "parse_mode": "html"},
            'can\'t parse entities: Unsupported start tag "" at byte offset 2',
        ),
        (
            {"text": "a.b", "parse_mode": "MarkdownV2"},
            "can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'",
        ),
        ({"text": "a", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "a", "reply_to_message_id": 99}, "message to be replied not found"),
        ({"text": "a", "message_thread_id": 5}, "message thread not found"),
        ({"text": "a", "business_connection_id": "x"}, "business connection not found"),
    ],
)
async def test_a_message_is_refused_in_telegrams_words(
    call: Caller, sari: Person, params: dict[str, Any], error: str
) -> None:
    answer = await call("sendMessage", chat_id=sari.id, **params)
    assert answer.error == f"400 Bad Request: {error}"


@pytest.mark.parametrize("text", ["x" * 4096, "😀" * 2048, "<b>" + "x" * 4096 + "</b>"])
async def test_the_longest_text_is_4096_utf16_units_after_parsing(call: Caller, sari: Person, text: str) -> None:
    assert (await call("sendMessage", chat_id=sari.id, text=text, parse_mode="HTML")).status == 200


@pytest.mark.parametrize(
    ("chat_id", "error"),
    [
        ("", "chat_id is empty"),
        (99, "chat not found"),
        ("@tidak_ada", "chat not found"),
        ("abc", "chat not found"),
    ],
)
async def test_an_unknown_chat_is_not_found(call: Caller, chat_id: object, error: str) -> None:
    assert (await call("sendMessage", chat_id=chat_id, text="a")).error == f"400 Bad Request: {error}"


async def test_somebody_who_has_not_written_yet_is_not_found(pg: Playground, call: Caller) -> None:
    budi = pg.person("Budi")
    assert (await call("sendMessage", chat_id=budi.id, text="a")).error == "400 Bad Request: chat not found"


async def test_somebody_met_in_a_group_cannot_be_written_to_first(pg: Playground, call: Caller) -> None:
    budi = pg.person("Budi")
    pg.group("Kelas", [budi])
    answer = await call("sendMessage", chat_id=budi.id, text="a")
    assert answer.error == "403 Forbidden: bot can't initiate conversation with a user"


async def test_who_blocked_the_bot_gets_nothing_until_unblocking(call: Caller, sari: Person) -> None:
    sari.block()
    answer = await call("sendMessage", chat_id=sari.id, text="a")
    assert answer.error == "403 Forbidden: bot was blocked by the user"
    sari.unblock()
    assert (await call("sendMessage", chat_id=sari.id, text="a")).status == 200


async def test_a_group_that_became_a_supergroup_says_where_it_went(pg: Playground, call: Caller, sari: Person) -> None:
    group = pg.group("Kelas", [sari])
    moved = group.migrate()
    answer = await call("sendMessage", chat_id=group.id, text="a")
    assert answer.error == "400 Bad Request: group chat was upgraded to a supergroup chat"
    assert answer.body["parameters"] == {"migrate_to_chat_id": moved.id}


async def test_a_bot_that_was_thrown_out_cannot_write(pg: Playground, call: Caller, sari: Person) -> None:
    group = pg.group("Kelas", [sari])
    group.remove_bot(sari)
    answer = await call("sendMessage", chat_id=group.id, text="a")
    assert answer.error == "403 Forbidden: bot was kicked from the supergroup chat"


async def test_a_reply_carries_the_message_it_answers(call: Caller, sari: Person) -> None:
    asked = sari.send("apa?")
    await call("sendMessage", chat_id=sari.id, text="itu", reply_parameters={"message_id": asked.id})
    assert (await sari.wait_reply()).reply_to_id == asked.id


async def test_a_reply_without_its_message_can_be_allowed(call: Caller, sari: Person) -> None:
    parameters = {"message_id": 99, "allow_sending_without_reply": True}
    sent = (await call("sendMessage", chat_id=sari.id, text="itu", reply_parameters=parameters)).result
    assert "reply_to_message" not in sent


async def test_a_quote_must_be_part_of_the_message(call: Caller, sari: Person) -> None:
    asked = sari.send("apa itu?")
    good = {"message_id": asked.id, "quote": "itu"}
    sent = (await call("sendMessage", chat_id=sari.id, text="ini", reply_parameters=good)).result
    assert sent["quote"] == {"text": "itu", "position": 4, "is_manual": True}
    bad = {"message_id": asked.id, "quote": "ini"}
    answer = await call("sendMessage", chat_id=sari.id, text="ini", reply_parameters=bad)
    assert answer.error == "400 Bad Request: QUOTE_TEXT_INVALID"


async def test_text_is_trimmed_and_cleaned_like_telegrams(call: Caller, sari: Person) -> None:
    sent = (await call("sendMessage", chat_id=sari.id, text=" \n <b>a\u202eb\x01</b> \n", parse_mode="HTML")).result
    assert (sent["text"], sent["entities"]) == ("ab", [{"type": "bold", "offset": 0, "length": 2}])


async def test_a_reply_keyboard_is_shown_but_not_part_of_the_message(call: Caller, sari: Person) -> None:
    keyboard = {"keyboard": [["Ya", "Tidak"]]}
    sent = (await call("sendMessage", chat_id=sari.id, text="?", reply_markup=keyboard)).result
    assert "reply_markup" not in sent
    assert sari.tap("Ya").text == "Ya"


async def test_a_removed_reply_keyboard_cannot_be_tapped(call: Caller, sari: Person) -> None:
    await call("sendMessage", chat_id=sari.id, text="?", reply_markup={"keyboard": [["Ya"]]})
    await call("sendMessage", chat_id=sari.id, text="!", reply_markup={"remove_keyboard": True})
    with pytest.raises(Exception, match="reply keyboard"):
        sari.tap("Ya")


async def test_a_chat_action_is_told_to_whoever_watches(pg: Playground, call: Caller, sari: Person) -> None:
    assert (await call("sendChatAction", chat_id=sari.id, action="typing")).result is True
    seen = [event.data["action"] for event in pg.world.events.since(0) if event.kind == "chat_action"]
    assert seen == ["typing"]


async def test_an_unknown_chat_action_is_refused(call: Caller, sari: Person) -> None:
    answer = await call("sendChatAction", chat_id=sari.id, action="dance")
    assert answer.error == "400 Bad Request: wrong parameter action in request"


async def test_a_draft_is_shown_without_becoming_a_message(pg: Playground, call: Caller, sari: Person) -> None:
    assert (await call("sendMessageDraft", chat_id=sari.id, draft_id=1, text="<i>s</i>", parse_mode="HTML")).result
    assert sari.messages() == []
    assert [event.data["text"] for event in pg.world.events.since(0) if event.kind == "draft"] == ["s"]


async def test_a_mention_of_somebody_known_becomes_their_user(call: Caller, sari: Person) -> None:
    text = f'<a href="tg://user?id={sari.id}">kamu</a> <a href="tg://user?id=1">dia</a>'
    sent = (await call("sendMessage", chat_id=sari.id, text=text, parse_mode="HTML")).result
    assert [(entity["type"], entity["user"]["id"]) for entity in sent["entities"]] == [("text_mention", sari.id)]


async def test_options_of_the_preview_come_back_without_unknown_ones(call: Caller, sari: Person) -> None:
    options = {"is_disabled": True, "colour": "red"}
    sent = (await call("sendMessage", chat_id=sari.id, text="a", link_preview_options=options)).result
    assert sent["link_preview_options"] == {"is_disabled": True}
