"""Whose message was set aside is told so, kindly and once, where they wrote it."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.answering.apologies import place_of
from bot.channels.telegram.answering.reading import Place
from bot.channels.telegram.intake import dispatching
from bot.channels.telegram.running import housekeeping
from bot.playground import Person, Playground
from bot.storage.database import Arrival, ChatName, Database, Kind

from ..conftest import Run, soon

PRIVATE = {"id": 42, "type": "private"}
GROUP = {"id": -1001, "type": "supergroup"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A moment without a crash is steady."""
    monkeypatch.setattr(housekeeping, "TELL_SECONDS", 0.02)
    monkeypatch.setattr(dispatching, "CAREFUL_SECONDS", 0.05)


async def set_aside(database: Database, person: Person, number: int = 900_001) -> None:
    chat = {"id": person.id, "type": "private", "first_name": "Sari"}
    update = {"update_id": number, "message": {"message_id": 5, "date": 1, "chat": chat, "text": "halo"}}
    body = json.dumps(update).encode()
    await database.inbox.accept([Arrival(number, ChatName.private(person.id), Kind.MESSAGE, body)])
    (claim,) = await database.inbox.claim()
    await database.inbox.bury(claim, "menghentikan bot dua kali")


async def test_they_are_told_once_with_a_button_to_go_on(
    run: Run, assistant: Assistant, database: Database, sari: Person
) -> None:
    sari.begin()
    await set_aside(database, sari)
    async with run(assistant):
        told = await sari.wait_reply()
        assert told.text == "telegram_set_aside"
        assert told.labels == ("telegram_menu_button",)
        await asyncio.sleep(0.2)
    assert [message.text for message in sari.messages() if message.sender_id != sari.id] == ["telegram_set_aside"]
    assert [letter.told for letter in await database.letters.all()] == [True]


async def test_not_before_the_bot_has_been_steady_for_a_while(
    run: Run, assistant: Assistant, database: Database, sari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatching, "CAREFUL_SECONDS", 60.0)
    sari.begin()
    await set_aside(database, sari)
    async with run(assistant):
        await asyncio.sleep(0.3)
    assert [letter.told for letter in await database.letters.all()] == [False]


async def test_who_cannot_be_reached_keeps_nobody_else_from_being_told(
    pg: Playground, run: Run, assistant: Assistant, database: Database, sari: Person
) -> None:
    budi = pg.person("Budi")
    for number, person in enumerate((sari, budi), 900_001):
        person.begin()
        await set_aside(database, person, number)
    pg.plan_fault("sendMessage", times=1, code=400, description="Bad Request: BUTTON_DATA_INVALID")
    async with run(assistant):
        assert (await budi.wait_reply()).text == "telegram_set_aside"
        await soon(lambda: not pg.world.faults.planned())
    assert [letter.told for letter in await database.letters.all()] == [True, True]


@pytest.mark.parametrize(
    ("update", "place"),
    [
        ({"message": {"chat": PRIVATE, "message_id": 5}}, Place(42)),
        ({"edited_message": {"chat": GROUP, "message_id": 5}}, Place(-1001, 5)),
        (
            {"message": {"chat": GROUP, "message_id": 5, "message_thread_id": 9, "is_topic_message": True}},
            Place(-1001, 5, 9),
        ),
        ({"message": {"chat": GROUP, "message_id": 5, "message_thread_id": 9}}, Place(-1001, 5)),
        ({"callback_query": {"id": "1", "message": {"chat": PRIVATE, "message_id": 5}}}, Place(42)),
        ({"callback_query": {"id": "1"}}, None),
        ({"inline_query": {"id": "1", "from": {"id": 42}}}, None),
        ({"message": {"chat": {"id": "42", "type": "private"}}}, None),
        ({"message": {"chat": GROUP, "message_id": "lima"}}, Place(-1001)),
        ({"message": "halo"}, None),
        ([1], None),
    ],
)
def test_where_they_wrote_it(update: object, place: Place | None) -> None:
    assert place_of(json.dumps(update).encode()) == place


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 200_000])
def test_what_is_no_update_has_no_place(body: bytes) -> None:
    assert place_of(body) is None
