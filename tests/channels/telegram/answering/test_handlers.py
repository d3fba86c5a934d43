"""Private chats: what a person sends and presses, and what comes back."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.playground import Person, Playground
from bot.playground.people.input_message import InputMessage

pytestmark = pytest.mark.usefixtures("bot")


async def test_start_shows_the_topics(sari: Person) -> None:
    reply = await sari.ask("/start")
    assert reply.text == "start"
    assert reply.labels == ("Seduh", "Biji", "button_help")


async def test_a_deep_link_opens_its_entry(sari: Person) -> None:
    sari.start("tubruk")
    assert (await sari.wait_reply()).text.startswith("Kopi tubruk\nBubuk kasar")


@pytest.mark.parametrize("payload", ["hilang", "../etc", "x" * 4000, "Zm9v", "<b>"])
async def test_any_other_start_is_a_normal_start_without_an_echo(sari: Person, payload: str) -> None:
    sari.start(payload)
    assert (await sari.wait_reply()).text == "start"


async def test_a_question_is_answered_with_a_quote_and_its_source(sari: Person) -> None:
    reply = await sari.ask("cara bikin kopi saring")
    assert [entity["type"] for entity in reply.entities] == ["bold", "expandable_blockquote"]
    assert reply.text.endswith("source Buku Kopi, hlm. 5\n\nbreadcrumb breadcrumb_root › Seduh")


async def test_an_answer_is_not_a_reply_to_the_question_in_private(sari: Person) -> None:
    assert (await sari.ask("apa itu kopi tubruk")).reply_to_id == 0


async def test_tanya_asks_and_alone_tells_what_is_missing(sari: Person) -> None:
    assert (await sari.ask("/tanya apa itu robusta")).text.startswith("Robusta")
    assert (await sari.ask("/tanya")).text == "telegram_ask_what"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/menu", "menu"), ("/bantuan", "help"), ("/help", "help"),
        ("/MENU@bot_424242_bot", "menu"), ("/cari", "search_empty"),
    ],
)  # fmt: skip
async def test_commands_and_their_other_names_show_their_screens(sari: Person, command: str, said: str) -> None:
    assert (await sari.ask(command)).text == said


async def test_a_command_nobody_knows_is_taken_as_a_question(sari: Person) -> None:
    assert (await sari.ask("/robusta")).text.startswith("Robusta")


async def test_cari_searches(sari: Person) -> None:
    assert (await sari.ask("/cari robusta")).text.startswith("Robusta")


async def test_a_menu_button_edits_the_menu_in_place_and_back(sari: Person) -> None:
    menu = await sari.ask("/menu")
    await sari.press(menu, "Seduh")
    topic = await sari.wait_edit(menu)
    assert topic.text == "breadcrumb breadcrumb_root › Seduh\n\ntopic Seduh"
    await sari.press(topic, "button_back")
    assert (await sari.wait_edit(topic)).text == "menu"
    assert len([m for m in sari.messages() if m.sender_id != sari.id]) == 1


async def test_an_entry_button_sends_a_new_message(sari: Person) -> None:
    menu = await sari.ask("/menu")
    await sari.press(menu, "Seduh")
    await sari.press(await sari.wait_edit(menu), "Kopi saring")
    assert (await sari.wait_reply()).text.startswith("Kopi saring")


async def test_a_menu_button_below_an_answer_leaves_the_answer_to_be_read(sari: Person) -> None:
    answer = await sari.ask("apa itu kopi tubruk")
    await sari.press(answer, "button_menu")
    assert (await sari.wait_reply()).text == "menu"
    assert answer.text in [message.text for message in sari.messages()]


async def test_the_spinner_does_not_wait_for_the_content(pg: Playground, sari: Person) -> None:
    answer = await sari.ask("apa itu kopi tubruk")
    pg.delay(0.4, "sendMessage")
    await sari.press(answer, "button_menu").answered(0.2)
    assert len(pg.calls("sendMessage")) == 1


@pytest.mark.parametrize("data", ["x" * 64, "e:tidak-ada", "t:seduh:999999", "'; drop table", "e:../../x", "v:1:+"])
async def test_data_no_button_carries_leads_to_a_menu_and_no_spinner(sari: Person, data: str) -> None:
    menu = await sari.ask("/menu")
    answer = await sari.press(menu, data, forged=True)
    edited = await sari.wait_edit(menu)
    assert edited.text.splitlines()[-1] in {"old_button", "topic Seduh"}
    assert answer.text == ("" if data in {"e:tidak-ada", "t:seduh:999999", "v:1:+"} else "telegram_old_button")


async def test_a_double_tap_answers_once_but_stops_both_spinners(sari: Person) -> None:
    menu = await sari.ask("/menu")
    await sari.press(menu, "Biji")
    topic = await sari.wait_edit(menu)
    first, second = sari.press(topic, "Robusta"), sari.press(topic, "Robusta")
    await first
    await second
    await sari.wait_reply()
    assert await sari.stays_quiet(0.15)


async def test_pressing_the_menu_that_is_already_there_changes_nothing(pg: Playground, sari: Person) -> None:
    menu = await sari.ask("/menu")
    await sari.press(menu, "m", forged=True)
    await pg.wait_call("editMessageText")
    assert await sari.stays_quiet(0.1)
    assert (await sari.ask("apa itu robusta")).text.startswith("Robusta")


async def test_a_message_that_is_too_old_to_change_gets_a_new_one(pg: Playground, sari: Person) -> None:
    menu = await sari.ask("/menu")
    old = {"chat": menu.raw["chat"], "message_id": menu.id, "date": 0}
    person = {"id": sari.id, "is_bot": False, "first_name": "Sari"}
    pg.inject({"callback_query": {"id": "77", "from": person, "chat_instance": "1", "message": old, "data": "m"}})
    assert (await sari.wait_reply()).text == "menu"


async def test_help_in_danger_is_not_replaced_by_a_menu(sari: Person) -> None:
    reply = await sari.ask("aku ingin mati saja")
    assert reply.text.startswith("Kamu tidak sendiri.")
    await sari.press(reply, "button_not_meant")
    assert (await sari.wait_reply()).text == "not_meant"
    assert reply.text in [message.text for message in sari.messages()]


@pytest.mark.parametrize(
    "text", ["/start aku mau bunuh diri", "/tanya rasanya mau bunuh diri", "/cari cara bunuh diri"]
)
async def test_danger_is_heard_behind_any_command(sari: Person, text: str) -> None:
    assert (await sari.ask(text)).text.startswith("Kamu tidak sendiri.")


async def test_a_caption_is_read_and_a_bare_photo_gets_a_kind_sentence(sari: Person) -> None:
    sari.send_file("photo", "apa itu robusta")
    assert (await sari.wait_reply()).text.startswith("Robusta")
    sari.send_file("photo")
    assert (await sari.wait_reply()).text == "telegram_photo"


@pytest.mark.parametrize(
    ("kind", "said"),
    [("voice", "telegram_voice"), ("document", "telegram_photo"), ("sticker", "telegram_sticker")],
)
async def test_what_is_not_text_gets_a_kind_sentence_and_the_menu(sari: Person, kind: str, said: str) -> None:
    sari.send_file(kind)
    reply = await sari.wait_reply()
    assert reply.text == said
    assert [button.data for button in reply.buttons] == ["m"]


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, "telegram_other"),
        ({"contact": {"phone_number": "0811", "first_name": "Budi"}}, "telegram_other"),
        ({"dice": {"emoji": "🎲", "value": 3}}, "telegram_sticker"),
    ],
)
async def test_so_do_places_contacts_and_dice(sari: Person, extra: dict[str, Any], said: str) -> None:
    sari.send_message(InputMessage(extra=extra))
    assert (await sari.wait_reply()).text == said


async def test_an_album_gets_one_sentence(sari: Person) -> None:
    for _ in range(3):
        sari.send_message(InputMessage("", "photo", extra={"media_group_id": "9"}))
    assert (await sari.wait_reply()).text == "telegram_photo"
    assert await sari.stays_quiet(0.15)


async def test_a_forwarded_message_is_read(pg: Playground, sari: Person) -> None:
    sari.send("apa itu robusta", forwarded_from=pg.person("Budi"))
    assert (await sari.wait_reply()).text.startswith("Robusta")


@pytest.mark.parametrize(
    "extra",
    [
        {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
        {"baru_2030": {"x": 1}},
    ],
)
async def test_service_messages_and_what_does_not_exist_yet_are_ignored(sari: Person, extra: dict[str, Any]) -> None:
    sari.send_message(InputMessage(extra=extra))
    assert await sari.stays_quiet(0.15)


async def test_a_message_sent_through_this_bot_is_ignored(sari: Person) -> None:
    asked = sari.inline("tubruk")
    found = await asked
    sari.choose(asked, found.results[0]["id"])
    assert await sari.stays_quiet(0.15)


async def test_other_bots_are_ignored(pg: Playground, sari: Person) -> None:
    sari.begin()
    chat = {"id": sari.id, "type": "private", "first_name": "Sari"}
    other = {"id": 99, "is_bot": True, "first_name": "Lain"}
    pg.inject({"message": {"message_id": 5, "date": 0, "chat": chat, "from": other, "text": "apa itu robusta"}})
    assert await sari.stays_quiet(0.15)


async def test_channel_posts_are_ignored(pg: Playground) -> None:
    chat = {"id": -1009, "type": "channel", "title": "Kanal"}
    post = {"message_id": 5, "date": 0, "chat": chat, "sender_chat": chat, "text": "apa itu robusta"}
    for kind in ("channel_post", "message"):
        pg.inject({kind: post})
    await asyncio.sleep(0.2)
    assert not pg.calls("sendMessage")


async def test_an_edit_of_the_last_message_is_answered_again(sari: Person) -> None:
    asked = sari.send("apa itu kopi tubruk")
    await sari.wait_reply()
    sari.edit(asked, "apa itu robusta")
    assert (await sari.wait_reply()).text.startswith("Robusta")


async def test_an_edit_that_changes_no_text_or_an_older_message_is_not(sari: Person) -> None:
    first = sari.send("apa itu kopi tubruk")
    await sari.wait_reply()
    sari.edit(first, "apa itu kopi tubruk")
    assert await sari.stays_quiet(0.15)
    await sari.ask("apa itu robusta")
    sari.edit(first, "apa itu kopi saring")
    assert await sari.stays_quiet(0.15)


async def test_help_is_not_repeated_when_an_edit_changes_no_text(sari: Person) -> None:
    asked = sari.send("aku ingin mati saja")
    await sari.wait_reply()
    sari.edit(asked, "aku ingin mati saja")
    assert await sari.stays_quiet(0.15)


async def test_an_edit_that_tells_of_danger_is_always_answered(sari: Person) -> None:
    first = sari.send("apa itu kopi tubruk")
    await sari.wait_reply()
    await sari.ask("apa itu robusta")
    sari.edit(first, "aku ingin mati saja")
    assert (await sari.wait_reply()).text.startswith("Kamu tidak sendiri.")


async def test_markup_in_names_and_texts_breaks_nothing(pg: Playground) -> None:
    person = pg.person("</b><a href=x>", last_name="_*[]")
    assert (await person.ask("apa itu biji aneh")).text.startswith("Kopi <b>A & B</b>\nNilai < 5 & > 3.")
    assert (await person.ask('<a href="tg://user?id=1">halo</a>')).text


async def test_an_answer_longer_than_a_message_comes_in_pieces_with_the_buttons_last(sari: Person) -> None:
    sari.send("cara menyeduh paling lengkap")
    pieces = await sari.wait_replies(4)
    assert [bool(piece.rows) for piece in pieces] == [False, False, False, True]
    assert sum(piece.text.count("Langkah") for piece in pieces) == 300


@pytest.mark.parametrize(
    "text", ["a" * 4096, "ha" * 2000 + "!", "\ufdfa" * 4096, "e" + "\u0301" * 4095, "👨‍👩‍👧‍👦" * 372]
)
async def test_hostile_texts_get_some_reply(sari: Person, text: str) -> None:
    assert (await sari.ask(text)).text


async def test_a_flood_gets_one_notice_and_danger_is_heard_all_the_same(pg: Playground, sari: Person) -> None:
    for _ in range(45):
        sari.send("halo")
    said = [message.text for message in await sari.wait_replies(31)]
    assert (said.count("Halo juga!"), said.count("telegram_slow_down")) == (30, 1)
    assert await sari.stays_quiet(0.15)
    assert (await sari.ask("aku ingin mati saja")).text.startswith("Kamu tidak sendiri.")
    budi = pg.person("Budi")
    assert (await budi.ask("halo")).text == "Halo juga!"


async def test_one_persons_messages_are_answered_in_order(sari: Person) -> None:
    for text in ("apa itu robusta", "terima kasih", "apa itu kopi tubruk"):
        sari.send(text)
    said = [message.text[:7] for message in await sari.wait_replies(3)]
    assert said == ["Robusta", "Sama-sa", "Kopi tu"]


async def test_the_same_update_twice_is_answered_once(pg: Playground, sari: Person) -> None:
    sari.begin()
    chat = {"id": sari.id, "type": "private", "first_name": "Sari"}
    person = {"id": sari.id, "is_bot": False, "first_name": "Sari"}
    message = {"message_id": 5, "date": 0, "chat": chat, "from": person, "text": "halo"}
    for _ in range(3):
        pg.inject({"update_id": 555, "message": message})
    await sari.wait_reply()
    assert await sari.stays_quiet(0.15)


async def test_a_lower_update_id_is_still_answered(pg: Playground, sari: Person) -> None:
    await sari.ask("halo")
    chat = {"id": sari.id, "type": "private", "first_name": "Sari"}
    person = {"id": sari.id, "is_bot": False, "first_name": "Sari"}
    message = {"message_id": 500, "date": 0, "chat": chat, "from": person, "text": "halo"}
    pg.inject({"update_id": 7, "message": message})
    assert (await sari.wait_reply()).text == "Halo juga!"


async def test_blocking_is_noted_and_unblocking_starts_afresh(sari: Person) -> None:
    await sari.ask("halo")
    sari.block()
    sari.unblock()
    assert (await sari.ask("halo")).text == "Halo juga!"


async def test_a_reflection_begins_below_the_answer_and_goes_on_in_place(sari: Person) -> None:
    answer = await sari.ask("apa itu robusta")
    await sari.press(answer, "button_reflect")
    first = await sari.wait_reply()
    assert first.text == "reflection 2 1 Suka pahit?\n\nreflection_hint"
    await sari.press(first, "button_later")
    second = await sari.wait_edit(first)
    assert second.text == "reflection 2 2 Minum pagi?"
    await sari.press(second, "button_yes")
    assert (await sari.wait_edit(second)).text == "reflection_end"
    assert answer.text in [message.text for message in sari.messages()]
