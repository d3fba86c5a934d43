"""Thumbs on answers, and chosen inline results."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.assistant import Assistant
from bot.playground import Message, Person, Playground
from bot.storage.database import ChatName, Database

from ..conftest import Run


@pytest.fixture(autouse=True)
async def voting(run: Run, assistant: Assistant, database: Database, sari: Person) -> AsyncIterator[None]:
    """Sari has read the notice, so that what she asks is in the log."""
    await database.people.notice_shown(ChatName.private(sari.id))
    async with run(assistant):
        yield


async def votes(database: Database) -> dict[str, list[bool]]:
    """The votes on each entry."""
    return {turn.entry: list(turn.votes) for turn in await database.log.turns() if turn.votes}


async def pressed(person: Person, message: Message, thumb: str) -> str:
    return (await person.press(message, thumb)).text


async def test_a_reaction_is_a_vote_that_can_be_changed_and_withdrawn(sari: Person, database: Database) -> None:
    answer = await sari.ask("apa itu robusta")
    seen = []
    for reactions in (["👍"], ["🔥", "👎"], []):
        sari.react(answer, *reactions)
        await sari.ask("/menu")
        seen.append(await votes(database))
    assert seen == [{"robusta": [True]}, {"robusta": [False]}, {}]


async def test_a_thumb_below_an_answer_is_a_vote_that_can_be_changed(sari: Person, database: Database) -> None:
    answer = await sari.ask("apa itu robusta")
    assert await pressed(sari, answer, "button_thumb_down") == "telegram_vote_down"
    await asyncio.sleep(1.1)  # a second tap within a second is a double tap
    assert await pressed(sari, answer, "button_thumb_up") == "telegram_vote_up"
    await sari.ask("/menu")
    assert await votes(database) == {"robusta": [True]}


async def test_that_the_bot_does_not_know_can_be_judged(sari: Person, database: Database) -> None:
    unknown = await sari.ask("berapa harga emas hari ini")
    assert await pressed(sari, unknown, "button_thumb_down") == "telegram_vote_down"
    await sari.ask("/menu")
    assert [turn.votes for turn in await database.log.turns() if turn.outcome == "fallback"] == [(False,)]


async def test_whoever_is_not_logged_is_told_that_the_vote_is_not_kept(pg: Playground, database: Database) -> None:
    budi = pg.person("Budi")
    answer = await budi.ask("apa itu robusta")
    assert await pressed(budi, answer, "button_thumb_up") == "telegram_vote_unknown"
    assert await votes(database) == {}


async def test_a_mood_is_no_vote_and_a_menu_is_not_voted_on(sari: Person, database: Database) -> None:
    sari.react(await sari.ask("apa itu robusta"), "😁")
    await sari.ask("/menu")
    assert await votes(database) == {}


async def test_in_a_group_everybody_has_a_vote(pg: Playground, sari: Person, database: Database) -> None:
    budi = pg.person("Budi")
    await database.people.notice_shown(ChatName.private(budi.id))
    group = pg.group("Kelas", [sari, budi])
    group.let_read_all()
    await sari.at(group).wait_reply()
    answer = await sari.at(group).ask("/tanya apa itu robusta")
    for person in (sari, budi):
        person.at(group).react(answer, "👍")
    await sari.at(group).ask("/menu")
    await budi.at(group).ask("/menu")
    assert await votes(database) == {"robusta": [True, True]}


async def test_an_anonymous_reaction_is_nobody_s(pg: Playground, sari: Person, database: Database) -> None:
    answer = await sari.ask("apa itu robusta")
    chat = {"id": sari.id, "type": "private", "first_name": "Sari"}
    new = [{"type": "emoji", "emoji": "👍"}]
    pg.inject({"message_reaction": {"chat": chat, "message_id": answer.id, "actor_chat": chat, "date": 1,
                                    "old_reaction": [], "new_reaction": new}})  # fmt: skip
    await sari.ask("/menu")
    assert await votes(database) == {}


async def test_telegram_is_asked_for_reactions_choices_and_guests(pg: Playground, sari: Person) -> None:
    await sari.ask("/menu")
    asked = pg.calls("getUpdates")[0]
    for kind in ("message_reaction", "chosen_inline_result", "guest_message"):
        assert kind in asked.params["allowed_updates"]


async def test_a_chosen_result_is_no_question(pg: Playground, sari: Person) -> None:
    asked = sari.inline("robusta")
    await asked
    sari.choose(asked, "robusta")
    assert await sari.stays_quiet(0.2)
