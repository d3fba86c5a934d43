"""Groups: the bot speaks when spoken to, below the question, and is brief."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.playground import Group, Person, Playground
from bot.storage.database import ChatName, Database

from ..conftest import settled

pytestmark = pytest.mark.usefixtures("bot")
NAME = "@bot_424242_bot"


@pytest.fixture
async def group(pg: Playground, sari: Person) -> Group:
    """A group whose welcome is over."""
    made = pg.group("Kelas", [sari])
    await sari.at(made).wait_reply()
    return made


@pytest.fixture
def there(group: Group, sari: Person) -> Person:
    return sari.at(group)


async def test_a_group_that_adds_the_bot_is_told_how_to_ask(pg: Playground, sari: Person) -> None:
    made = pg.group("Baru", [sari])
    assert (await sari.at(made).wait_reply()).text == "telegram_group_hint"


async def test_tanya_is_answered_below_the_question(there: Person) -> None:
    asked = there.send("/tanya apa itu robusta")
    reply = await there.wait_reply()
    assert reply.text.startswith("Robusta")
    assert reply.reply_to_id == asked.id


async def test_tanya_alone_tells_how_to_ask(there: Person) -> None:
    assert (await there.ask("/tanya")).text == "telegram_group_hint"


@pytest.mark.parametrize("text", [f"{NAME} apa itu robusta", f"apa itu robusta, {NAME}", f"{NAME.upper()} robusta?"])
async def test_a_mention_is_a_question_without_the_name(there: Person, text: str) -> None:
    assert (await there.ask(text)).text.startswith("Robusta")


async def test_a_mention_the_bot_has_no_answer_to_is_not_left_in_silence(there: Person) -> None:
    assert "fallback" in (await there.ask(f"{NAME} siapa presiden")).text


async def test_a_reply_to_the_bot_is_read(there: Person) -> None:
    answer = await there.ask("/tanya apa itu robusta")
    there.send("cara bikin tubruk", reply_to=answer)
    assert (await there.wait_reply()).text.startswith("Kopi tubruk")


@pytest.mark.parametrize("text", ["makasih ya", "siapa presiden", "ok"])
async def test_small_talk_in_reply_to_the_bot_is_left_alone(there: Person, text: str) -> None:
    answer = await there.ask("/tanya apa itu robusta")
    there.send(text, reply_to=answer)
    assert await there.stays_quiet(0.15)


async def test_talk_among_people_is_ignored_even_where_the_bot_can_read_it(
    pg: Playground, group: Group, there: Person
) -> None:
    group.let_read_all()
    for text in (
        "apa itu robusta",
        "/lain apa itu robusta",
        "/tanya@bot_lain apa itu robusta",
        "@lain robusta",
    ):
        there.send(text)
    there.send_file("voice")
    there.send_file("sticker")
    assert await there.stays_quiet(0.15)


async def test_a_command_with_the_bots_name_is_for_the_bot(there: Person) -> None:
    assert (await there.ask(f"/menu{NAME}")).text == "menu"
    assert (await there.ask(f"/robusta{NAME}")).text.startswith("Robusta")


async def test_danger_gets_the_short_text_of_a_group(there: Person) -> None:
    assert (await there.ask("/tanya aku ingin mati saja")).text == "Tulis ke aku secara pribadi, ya."


async def test_two_people_of_a_group_have_two_conversations(pg: Playground, group: Group, there: Person) -> None:
    await there.ask("/tanya apa itu robusta")
    budi = pg.person("Budi").at(group)
    assert (await budi.ask("/tanya apa itu kopi tubruk")).text.startswith("Kopi tubruk")


async def test_a_press_in_a_group_changes_the_menu_or_answers_below_it(there: Person) -> None:
    menu = await there.ask("/menu")
    await there.press(menu, "Biji")
    topic = await there.wait_edit(menu)
    await there.press(topic, "Robusta")
    answer = await there.wait_reply()
    assert answer.text.startswith("Robusta")
    assert answer.reply_to_id == menu.id


async def test_an_edit_in_a_group_is_not_answered_unless_it_tells_of_danger(there: Person) -> None:
    asked = there.send("/tanya apa itu robusta")
    await there.wait_reply()
    there.edit(asked, "/tanya apa itu kopi tubruk")
    assert await there.stays_quiet(0.15)
    there.edit(asked, "/tanya aku ingin mati saja")
    assert (await there.wait_reply()).text == "Tulis ke aku secara pribadi, ya."


def as_the_group(group: Group, number: int) -> dict[str, Any]:
    """A question of an administrator who is anonymous: it comes from Telegram's own bot, the same for all groups."""
    chat = {"id": group.id, "type": "supergroup", "title": "Kelas"}
    nobody = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    asked = {"message_id": number, "date": 0, "chat": chat, "from": nobody, "text": "/tanya apa itu robusta"}
    return {**asked, "sender_chat": chat}


async def test_an_anonymous_administrator_is_answered(pg: Playground, group: Group, there: Person) -> None:
    pg.inject({"message": as_the_group(group, 900)})
    assert (await there.wait_reply()).text.startswith("Robusta")
    elsewhere = {"id": -1007, "type": "channel", "title": "Kanal"}
    pg.inject({"message": {**as_the_group(group, 901), "sender_chat": elsewhere}})
    assert await there.stays_quiet(0.15)


async def test_anonymous_administrators_of_two_groups_are_not_one_person(
    pg: Playground, group: Group, there: Person, sari: Person, database: Database
) -> None:
    second = pg.group("Baru", [sari])
    await sari.at(second).wait_reply()
    for place in (group, second):
        pg.inject({"message": as_the_group(place, 900)})
        await sari.at(place).wait_reply()
    await settled(database)
    kept = [await database.personal_data.export(ChatName(place.id, place.id)) for place in (group, second)]
    assert [len(copy.conversations) for copy in kept] == [1, 1]


async def test_a_group_gets_at_most_ten_replies_at_once_and_no_scolding(there: Person) -> None:
    for _ in range(20):
        there.send("/tanya apa itu robusta")
    await there.wait_replies(10)
    assert await there.stays_quiet(0.15)


async def test_a_group_that_becomes_a_supergroup_is_answered_there(pg: Playground, there: Person) -> None:
    asked = there.send("/menu")
    await there.wait_reply()
    new = there.group.migrate() if there.group else None
    assert new
    update = {
        "chat": asked.raw["chat"],
        "message_id": 999,
        "date": 0,
        "from": asked.raw["from"],
        "text": "/bantuan",
    }
    pg.inject({"message": update})
    assert (await there.at(new).wait_reply()).text == "help"


async def test_a_bot_that_was_removed_does_not_stumble(pg: Playground, group: Group, there: Person) -> None:
    menu = await there.ask("/menu")
    group.remove_bot(there)
    chat, person = menu.raw["chat"], there.user.json()
    pg.inject({"message": {"message_id": 999, "date": 0, "chat": chat, "from": person, "text": "/menu"}})
    await asyncio.sleep(0.2)
    assert len(pg.calls("sendMessage")) == 3
