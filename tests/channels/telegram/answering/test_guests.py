"""Guest mode: called by name in a group that the bot is no member of."""

from __future__ import annotations

import pytest

from bot.playground import Group, Person, Playground

pytestmark = pytest.mark.usefixtures("bot")
NAME = "@bot_424242_bot"
LINK = "https://t.me/bot_424242_bot"


@pytest.fixture
def outside(pg: Playground, sari: Person) -> Group:
    return pg.group("Luar", [sari], with_bot=False)


@pytest.fixture
def there(outside: Group, sari: Person) -> Person:
    return sari.at(outside)


async def test_a_question_is_answered_in_the_group_it_was_asked_in(there: Person) -> None:
    answer = await there.summon(f"{NAME} apa itu robusta")
    assert answer.text.startswith("Robusta\nBiji yang pahit.")
    assert answer.chat_id == there.group.id if there.group else False


async def test_every_button_is_a_link_because_a_press_would_arrive_without_its_chat(there: Person) -> None:
    answer = await there.summon(f"{NAME} siapa presiden")
    assert {button.data for button in answer.buttons} == {""} or not any(button.data for button in answer.buttons)
    assert answer.buttons[-1].url == LINK
    assert all(button.url.startswith(LINK) for button in answer.buttons)


async def test_a_name_alone_tells_how_to_ask(there: Person) -> None:
    assert (await there.summon(NAME)).text == "telegram_group_hint"


async def test_danger_gets_the_short_text(there: Person) -> None:
    assert (await there.summon(f"{NAME} aku ingin mati")).text == "Tulis ke aku secara pribadi, ya."


async def test_a_long_answer_is_one_message(there: Person) -> None:
    assert 3000 < len((await there.summon(f"{NAME} cara menyeduh paling lengkap")).text) <= 4096


async def test_a_bot_that_calls_is_not_answered(pg: Playground, there: Person) -> None:
    message = {
        "message_id": 5, "date": 1, "chat": {"id": -77, "type": "supergroup", "title": "x"}, "text": f"{NAME} robusta",
        "from": {"id": 9, "is_bot": True, "first_name": "b"}, "guest_query_id": "1",
    }  # fmt: skip
    pg.inject({"guest_message": message})
    await there.summon(f"{NAME} apa itu robusta")
    assert len(pg.calls("answerGuestQuery")) == 1


async def test_a_group_that_asks_too_much_is_left_alone_but_for_danger(pg: Playground, there: Person) -> None:
    for _ in range(10):
        await there.summon(f"{NAME} apa itu robusta")
    there.summon(f"{NAME} apa itu robusta")
    assert (await there.summon(f"{NAME} aku ingin mati")).text == "Tulis ke aku secara pribadi, ya."
    assert len(pg.calls("answerGuestQuery")) == 11


async def test_a_query_that_is_gone_is_swallowed_and_flood_control_waited_for(pg: Playground, there: Person) -> None:
    pg.plan_fault("answerGuestQuery", code=400, description="Bad Request: GUEST_QUERY_ALREADY_ANSWERED")
    there.summon(f"{NAME} apa itu robusta")
    await pg.wait_call("answerGuestQuery")
    pg.plan_fault("answerGuestQuery", code=502, raw="<html>")
    assert (await there.summon(f"{NAME} apa itu robusta")).text.startswith("Robusta")
    assert pg.calls("sendMessage") == []


async def test_a_failure_is_not_told_to_a_chat_that_may_be_another(pg: Playground, there: Person) -> None:
    pg.plan_fault("answerGuestQuery", code=400, description="Bad Request: BUTTON_INVALID")
    there.summon(f"{NAME} apa itu robusta")
    await pg.wait_call("answerGuestQuery")
    await there.summon(f"{NAME} apa itu robusta")
    assert pg.calls("sendMessage") == []
