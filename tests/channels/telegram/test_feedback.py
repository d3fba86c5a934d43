"""Thumbs on answers, and chosen inline results."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.assistant import Assistant
from bot.core.dialogue import Dialogue
from bot.core.votes import MemoryVotes
from bot.playground import Person, Playground

from .conftest import Run


@pytest.fixture
def votes() -> MemoryVotes:
    return MemoryVotes()


@pytest.fixture(autouse=True)
async def voting(run: Run, dialogue: Dialogue, votes: MemoryVotes) -> AsyncIterator[asyncio.Task[None]]:
    async with run(Assistant(dialogue, votes=votes)) as task:
        yield task


def counts(votes: MemoryVotes) -> tuple[dict[str, int], dict[str, int]]:
    return dict(+votes.up), dict(+votes.down)


async def test_a_thumb_is_a_vote_that_can_be_changed_and_withdrawn(sari: Person, votes: MemoryVotes) -> None:
    answer = await sari.ask("apa itu robusta")
    seen = []
    for reactions in (["👍"], ["🔥", "👎"], []):
        sari.react(answer, *reactions)
        await sari.ask("/menu")
        seen.append(counts(votes))
    assert seen == [({"robusta": 1}, {}), ({}, {"robusta": 1}), ({}, {})]


async def test_a_mood_is_no_vote_and_a_menu_is_not_voted_on(sari: Person, votes: MemoryVotes) -> None:
    sari.react(await sari.ask("apa itu robusta"), "😁")
    sari.react(await sari.ask("/menu"), "👍")
    await sari.ask("/menu")
    assert counts(votes) == ({}, {})


async def test_an_answer_in_several_messages_can_be_voted_on_in_each(sari: Person, votes: MemoryVotes) -> None:
    sari.send("cara menyeduh paling lengkap")
    first, *_ = await sari.wait_replies(4)
    sari.react(first, "👍")
    await sari.ask("/menu")
    assert votes.up["panjang"] == 1


async def test_in_a_group_everybody_has_a_vote(pg: Playground, sari: Person, votes: MemoryVotes) -> None:
    budi = pg.person("Budi")
    group = pg.group("Kelas", [sari, budi])
    pg.let_read_all(group)
    await sari.at(group).wait_reply()
    answer = await sari.at(group).ask("/tanya apa itu robusta")
    for person in (sari, budi):
        person.at(group).react(answer, "👍")
    await sari.at(group).ask("/menu")
    await budi.at(group).ask("/menu")
    assert votes.up["robusta"] == 2


async def test_an_anonymous_reaction_is_nobody_s(pg: Playground, sari: Person, votes: MemoryVotes) -> None:
    answer = await sari.ask("apa itu robusta")
    chat = {"id": sari.id, "type": "private", "first_name": "Sari"}
    new = [{"type": "emoji", "emoji": "👍"}]
    pg.inject({"message_reaction": {"chat": chat, "message_id": answer.id, "actor_chat": chat, "date": 1,
                                    "old_reaction": [], "new_reaction": new}})  # fmt: skip
    await sari.ask("/menu")
    assert counts(votes) == ({}, {})


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
