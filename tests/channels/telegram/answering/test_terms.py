"""Terms in Telegram: under an answer, by command, by link, in any chat."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.assistant import Assistant
from bot.core.term import Term
from bot.playground import Person

from ..conftest import Run
from ..kopi import STRONG, make_dialogue

BREWED = Term("tubruk", "Kopi tubruk", "Kopi dengan ampasnya.", "Buku Kopi", "tubruk")


@pytest.fixture(autouse=True)
async def with_terms(run: Run) -> AsyncIterator[None]:
    async with run(Assistant(make_dialogue(terms=(STRONG, BREWED)))):
        yield


async def test_a_term_is_tapped_under_an_answer_which_stays_and_is_led_back_to(sari: Person) -> None:
    answer = await sari.ask("apa itu robusta")
    await sari.press(answer, "d:kuat:robusta")
    meaning = await sari.wait_reply()
    assert meaning.text.startswith("Kuat\n\nBanyak kafeinnya.")
    assert answer.text in [message.text for message in sari.messages()]
    await sari.press(meaning, "e:robusta")
    assert (await sari.wait_reply()).text.startswith("Robusta")


async def test_the_command_shows_the_letters_and_they_turn_in_place(sari: Person) -> None:
    letters = await sari.ask("/istilah")
    assert [one.data for one in letters.buttons][:1] == ["g:k"]
    await sari.press(letters, "g:k")
    sheet = await sari.wait_edit(letters)
    assert "d:kuat" in [one.data for one in sheet.buttons]


async def test_a_link_opens_a_term(sari: Person) -> None:
    sari.start("istilah-kuat")
    assert (await sari.wait_reply()).text.startswith("Kuat")


async def test_inline_a_named_term_comes_first_with_a_link_of_its_own(sari: Person) -> None:
    asked = sari.inline("kuat")
    best = (await asked).results[0]
    assert (best["id"], best["title"], best["description"]) == ("istilah-kuat", "Kuat", "Banyak kafeinnya.")
    message = sari.choose(asked, "istilah-kuat")
    assert message.text.startswith("Kuat\n\nBanyak kafeinnya.")
    assert [button.url for button in message.buttons] == ["https://t.me/bot_424242_bot?start=istilah-kuat"]


async def test_inline_the_entry_that_explains_a_term_goes_before_it(sari: Person) -> None:
    found = (await sari.inline("kopi tubruk")).results
    assert [one["id"] for one in found][:2] == ["tubruk", "istilah-tubruk"]
