"""A bug is admitted; it never looks like an answer, and the log holds nobody's words."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

import pytest

from bot.assistant import Arrived, Assistant
from bot.core.conversation.dialogue import Dialogue
from bot.core.turns import Conversation, Turn
from bot.playground import Person, Playground

from ..conftest import Run

WORDS = "kalimat pribadi orang"


class Broken(Assistant):
    """Stumbles over everything but /menu."""

    def respond(self, arrived: Arrived, conversation: Conversation, dialogue: Dialogue) -> Turn:
        if getattr(arrived.event, "name", "") == "menu":
            return super().respond(arrived, conversation, dialogue)
        raise RuntimeError(WORDS)


@pytest.fixture(autouse=True)
async def broken(run: Run, dialogue: Dialogue) -> AsyncIterator[None]:
    async with run(Broken(dialogue)):
        yield


async def test_the_person_hears_that_something_broke(sari: Person) -> None:
    assert (await sari.ask(WORDS)).text == "telegram_bug"


async def test_the_bot_goes_on(sari: Person) -> None:
    await sari.ask(WORDS)
    assert (await sari.ask("/menu")).text == "menu"


async def test_the_log_names_the_place_but_not_the_words(sari: Person, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "bot"):
        await sari.ask(WORDS)
    said = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(said) == 1
    assert "RuntimeError" in said[0]
    assert WORDS not in caplog.text.replace("\n", " ")


async def test_a_press_stops_spinning_all_the_same(sari: Person) -> None:
    menu = await sari.ask("/menu")
    assert (await sari.press(menu, "Seduh")).text == ""
    assert (await sari.wait_reply()).text == "telegram_bug"


async def test_in_a_group_it_is_said_below_the_message(pg: Playground, sari: Person) -> None:
    there = sari.at(pg.group("Kelas", [sari]))
    await there.wait_reply()
    asked = there.send("/tanya apa itu robusta")
    assert (await there.wait_reply()).reply_to_id == asked.id


async def test_a_message_telegram_refuses_for_good_is_a_bug_as_well(pg: Playground, sari: Person) -> None:
    pg.plan_fault("sendMessage", code=400, description="Bad Request: BUTTON_DATA_INVALID")
    assert (await sari.ask("/menu")).text == "telegram_bug"


async def test_while_telegram_is_away_the_sentence_comes_later_and_the_log_holds_no_words(
    pg: Playground, sari: Person, caplog: pytest.LogCaptureFixture
) -> None:
    pg.plan_fault("sendMessage", times=4, code=500)
    sari.send(WORDS)
    assert (await sari.wait_reply()).text == "telegram_bug"
    assert WORDS not in caplog.text.replace("\n", " ")
