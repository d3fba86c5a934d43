"""Buttons, inline mode and guest mode: what a bot gets asked and how it may answer."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground import Person, Playground, PlaygroundError

from ..conftest import Caller

KEYBOARD = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}, {"text": "Situs", "url": "https://contoh.id"}]]}
TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"


def article(identifier: str = "1", **more: Any) -> dict[str, Any]:
    content = {"message_text": "<b>isi</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": identifier, "title": "Judul", "input_message_content": content, **more}


async def query_of(call: Caller, kind: str) -> dict[str, Any]:
    updates = (await call("getUpdates")).result
    return next(update[kind] for update in updates if kind in update)


async def test_a_pressed_button_reaches_the_bot_and_its_answer_the_person(call: Caller, sari: Person) -> None:
    await call("sendMessage", chat_id=sari.id, text="?", reply_markup=KEYBOARD)
    pressed = sari.press(await sari.wait_reply(), "Ya")
    query = await query_of(call, "callback_query")
    assert (query["data"], query["message"]["text"], query["from"]["id"]) == ("ya", "?", sari.id)
    await call("answerCallbackQuery", callback_query_id=query["id"], text="baik", show_alert=True)
    answer = await pressed
    assert (answer.text, answer.show_alert) == ("baik", True)


async def test_a_button_that_is_not_there_cannot_be_pressed(call: Caller, sari: Person) -> None:
    await call("sendMessage", chat_id=sari.id, text="?", reply_markup=KEYBOARD)
    message = await sari.wait_reply()
    with pytest.raises(PlaygroundError, match="there are"):
        sari.press(message, "Tidak")
    with pytest.raises(PlaygroundError, match="url"):
        sari.press(message, "Situs")


async def test_a_hostile_client_can_send_data_no_button_has(call: Caller, sari: Person) -> None:
    await call("sendMessage", chat_id=sari.id, text="?", reply_markup=KEYBOARD)
    sari.press(await sari.wait_reply(), "'; DROP", forged=True)
    assert (await query_of(call, "callback_query"))["data"] == "'; DROP"


async def test_a_press_the_bot_ignores_times_out_for_whoever_waits(call: Caller, sari: Person) -> None:
    await call("sendMessage", chat_id=sari.id, text="?", reply_markup=KEYBOARD)
    pressed = sari.press(await sari.wait_reply(), "Ya")
    with pytest.raises(TimeoutError, match="not answered"):
        await pressed.answered(0.05)


@pytest.mark.parametrize("query_id", ["", "1", "7000000001x"])
async def test_an_unknown_callback_query_is_too_old(call: Caller, query_id: str) -> None:
    assert (await call("answerCallbackQuery", callback_query_id=query_id)).error == TOO_OLD


async def test_a_callback_query_cannot_be_answered_much_later(pg: Playground, call: Caller, sari: Person) -> None:
    await call("sendMessage", chat_id=sari.id, text="?", reply_markup=KEYBOARD)
    sari.press(await sari.wait_reply(), "Ya")
    query = await query_of(call, "callback_query")
    pg.clock.advance(151)
    assert (await call("answerCallbackQuery", callback_query_id=query["id"])).error == TOO_OLD


async def test_an_answer_to_a_button_is_at_most_200_characters(call: Caller, sari: Person) -> None:
    await call("sendMessage", chat_id=sari.id, text="?", reply_markup=KEYBOARD)
    sari.press(await sari.wait_reply(), "Ya")
    query = await query_of(call, "callback_query")
    answer = await call("answerCallbackQuery", callback_query_id=query["id"], text="x" * 201)
    assert answer.error == "400 Bad Request: message is too long"


async def test_inline_results_are_offered_and_the_chosen_one_is_sent(call: Caller, sari: Person) -> None:
    asked = sari.inline("magang " + "x" * 300)
    query = await query_of(call, "inline_query")
    assert len(query["query"]) == 256
    await call(
        "answerInlineQuery",
        inline_query_id=query["id"],
        results=[article(reply_markup=KEYBOARD)],
        next_offset="5",
    )
    offered = await asked
    assert (offered.titles, offered.next_offset, offered.cache_time) == (("Judul",), "5", 300)
    message = sari.choose(asked, "1")
    assert (message.text, message.labels) == ("isi", ("Ya", "Situs"))
    chosen = await query_of(call, "chosen_inline_result")
    edited = await call("editMessageText", inline_message_id=chosen["inline_message_id"], text="baru")
    assert edited.result is True
    assert (await sari.wait_edit(message)).text == "baru"


async def test_a_button_under_an_inline_message_carries_its_inline_id(call: Caller, sari: Person) -> None:
    asked = sari.inline("a")
    query = await query_of(call, "inline_query")
    await call("answerInlineQuery", inline_query_id=query["id"], results=[article(reply_markup=KEYBOARD)])
    await asked
    sari.press(sari.choose(asked, "1"), "Ya")
    pressed = await query_of(call, "callback_query")
    assert ("message" in pressed, pressed["inline_message_id"].startswith("PGINLINE")) == (False, True)


@pytest.mark.parametrize(
    ("results", "error"),
    [
        ([article()] * 2, "RESULT_ID_DUPLICATE"),
        ([article(str(n)) for n in range(51)], "RESULTS_TOO_MUCH"),
        ([article("x" * 65)], "RESULT_ID_INVALID"),
        ([article("")], "RESULT_ID_INVALID"),
        ([article(input_message_content=None)], "message text is empty"),
        ([article(input_message_content={"message_text": ""})], "message text is empty"),
        ([article(input_message_content={"message_text": "x" * 4097})], "message is too long"),
        (
            [{"type": "dance", "id": "1"}],
            "can't parse inline query result: invalid inline query result type specified",
        ),
        ([5], "can't parse inline query result: expected an Object"),
        (
            [article(input_message_content={"message_text": "<b>", "parse_mode": "HTML"})],
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            [article(reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": ""}]]})],
            "BUTTON_DATA_INVALID",
        ),
    ],
)
async def test_inline_results_are_refused_in_telegrams_words(
    call: Caller, sari: Person, results: list[Any], error: str
) -> None:
    sari.inline("a")
    query = await query_of(call, "inline_query")
    answer = await call("answerInlineQuery", inline_query_id=query["id"], results=results)
    assert answer.error == f"400 Bad Request: {error}"


@pytest.mark.parametrize("parameter", ["", "a b", "x" * 65, "é"])
async def test_the_button_over_inline_results_needs_a_proper_start_parameter(
    call: Caller, sari: Person, parameter: str
) -> None:
    sari.inline("a")
    query = await query_of(call, "inline_query")
    button = {"text": "Buka", "start_parameter": parameter}
    answer = await call("answerInlineQuery", inline_query_id=query["id"], results=[], button=button)
    assert answer.error == "400 Bad Request: START_PARAM_INVALID"


async def test_an_inline_query_cannot_be_answered_after_30_seconds(pg: Playground, call: Caller, sari: Person) -> None:
    sari.inline("a")
    query = await query_of(call, "inline_query")
    pg.clock.advance(31)
    assert (await call("answerInlineQuery", inline_query_id=query["id"], results=[])).error == TOO_OLD


async def test_a_guest_bot_answers_in_a_group_it_is_no_member_of(pg: Playground, call: Caller, sari: Person) -> None:
    outside = pg.group("Luar", [sari], with_bot=False)
    summoned = sari.at(outside).summon("@bot_424242_bot apa itu?")
    asked = await query_of(call, "guest_message")
    assert (asked["chat"]["id"], asked["text"]) == (outside.id, "@bot_424242_bot apa itu?")
    sent = await call("answerGuestQuery", guest_query_id=asked["guest_query_id"], result=article())
    assert set(sent.result) == {"inline_message_id"}
    answer = await summoned
    assert (answer.text, answer.raw["guest_bot_caller_user"]["id"]) == ("isi", sari.id)
    edited = await call("editMessageText", inline_message_id=sent.result["inline_message_id"], text="baru")
    assert edited.result is True
    assert outside.messages()[-1].text == "baru"


async def test_a_guest_query_is_answered_once(pg: Playground, call: Caller, sari: Person) -> None:
    sari.at(pg.group("Luar", [sari], with_bot=False)).summon("@bot_424242_bot?")
    asked = await query_of(call, "guest_message")
    await call("answerGuestQuery", guest_query_id=asked["guest_query_id"], result=article())
    again = await call("answerGuestQuery", guest_query_id=asked["guest_query_id"], result=article())
    assert again.status == 400


async def test_a_guest_query_needs_a_result(pg: Playground, call: Caller, sari: Person) -> None:
    sari.at(pg.group("Luar", [sari], with_bot=False)).summon("@bot_424242_bot?")
    asked = await query_of(call, "guest_message")
    assert (await call("answerGuestQuery", guest_query_id=asked["guest_query_id"])).status == 400
    assert (await call("answerGuestQuery", guest_query_id="x", result=article())).error == TOO_OLD


async def test_a_bot_that_is_a_member_cannot_be_summoned_as_a_guest(pg: Playground, sari: Person) -> None:
    with pytest.raises(PlaygroundError, match="no member"):
        sari.at(pg.group("Kelas", [sari])).summon("@bot_424242_bot?")


@pytest.mark.parametrize(
    ("result", "shown"),
    [
        ({"type": "photo", "photo_url": "https://contoh.id/a.jpg", "caption": "<i>a</i>", "parse_mode": "HTML"}, "a"),
        ({"type": "voice", "voice_url": "https://contoh.id/a.ogg", "title": "A"}, "[voice]"),
        ({"type": "contact", "phone_number": "1", "first_name": "Ani"}, "Ani"),
        (article(input_message_content={"phone_number": "1", "first_name": "Ani"}), ""),
        (article(input_message_content={"latitude": 1.5, "longitude": 2.5}), ""),
    ],
)
async def test_a_chosen_result_of_any_type_becomes_a_message(
    call: Caller, sari: Person, result: dict[str, Any], shown: str
) -> None:
    asked = sari.inline("a")
    query = await query_of(call, "inline_query")
    await call("answerInlineQuery", inline_query_id=query["id"], results=[{"id": "1", **result}])
    await asked
    assert sari.choose(asked, "1").text == shown
