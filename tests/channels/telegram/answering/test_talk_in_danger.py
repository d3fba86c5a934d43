"""Somebody in danger talks with the real bot over HTTP, and nothing of what they wrote stays in the database."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from pathlib import Path

import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.core.turns import Conversation
from bot.playground import Group, Person, Playground
from bot.storage.database import Database
from bot.storage.database import conversations as kept
from tests.core.conftest import FREQUENCY, Alarm
from tests.core.talking_in_danger import knowledge_of_danger

from ..conftest import settled

SAID = ("saya ingin mati", "takut menelepon ibu kosku", "harus ke mana rasanya", "terima kasih sudah mendengar")


@pytest.fixture(scope="session")
def dialogue() -> Dialogue:
    """A knowledge that knows how to talk with somebody in danger, in place of the one about coffee."""
    made = Dialogue(knowledge_of_danger(), FREQUENCY)
    made.detector = Alarm()  # type: ignore[assignment]
    return made


@pytest.fixture
def states(monkeypatch: pytest.MonkeyPatch) -> list[Conversation]:
    """Every state of a conversation that is kept, before it is sealed."""
    found: list[Conversation] = []
    encode = kept.encode

    def watched(conversation: Conversation) -> bytes:
        found.append(conversation)
        return encode(conversation)

    monkeypatch.setattr(kept, "encode", watched)
    return found


async def test_the_whole_talk_leaves_no_word(
    bot: asyncio.Task[None], sari: Person, database: Database, states: list[Conversation], tmp_path: Path
) -> None:
    replies = [await sari.ask(text) for text in SAID]
    assert [reply.text.split()[0] for reply in replies] == ["buka", "afraid", "what-now", "thanks"]
    answer = await sari.ask("apa itu teh hijau")
    assert "Teh hijau tidak dilayukan" in answer.text
    assert "sesudahnya" in answer.text
    await settled(database)
    talked = [state for state in states if state.danger]
    assert len(talked) == len(SAID)
    assert all((state.offered, state.asked) == ((), "") for state in talked)
    said = {word for text in SAID for word in text.split() if len(word) > 5}
    assert not [state for state in states if any(word in repr(state) for word in said)]
    files = [file.read_bytes() for file in tmp_path.iterdir() if file.is_file()]
    assert files
    assert not [word for word in said for content in files if word.encode() in content]


async def test_it_is_one_alarm_however_long_it_is(bot: asyncio.Task[None], sari: Person, database: Database) -> None:
    for text in SAID:
        await sari.ask(text)
    await settled(database)
    counted = await database.log.counts()
    assert sum(count.number for count in counted if count.name == "outcome-crisis") == 1


async def test_whoever_is_in_danger_may_write_as_fast_as_they_like(
    bot: asyncio.Task[None], sari: Person, pg: Playground
) -> None:
    await sari.ask("saya ingin mati")
    for _ in range(30):
        sari.send("iya")
    texts = [(await sari.wait_reply()).text for _ in range(30)]
    assert all(text.startswith("yes") for text in texts)
    assert all(one != other for one, other in pairwise(texts))


async def test_in_a_group_it_says_how_to_write_in_private(
    bot: asyncio.Task[None], pg: Playground, sari: Person
) -> None:
    group: Group = pg.group("Kelas")
    there = sari.at(group)
    assert (await there.wait_reply()).text == "telegram_group_hint"
    assert (await there.ask("/tanya saya ingin mati")).text.startswith("grup")
