"""Working on what the inbox holds: so much at once, none of it lost, and stopping in time."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.intake import dispatching
from bot.channels.telegram.running.lifecycle import run_polling
from bot.config import Settings
from bot.playground import Person, Playground
from bot.storage.database import ChatName, Claim, Database, UnavailableError, open_database

from ..conftest import KEY, Run, polled, settled


async def test_only_so_many_are_worked_on_at_once_and_all_are_answered(
    pg: Playground, run: Run, assistant: Assistant, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatching, "CONCURRENCY", 3)
    pg.delay(0.05, "sendMessage")
    people = [pg.person(f"P{place}") for place in range(12)]
    for person in people:
        person.send("halo")
    most = 0
    async with run(assistant):
        for person in people:
            await person.wait_reply()
            most = max(most, len(database.inbox.held))
    assert 0 < most <= 3


async def test_what_is_not_answered_in_time_is_left_to_the_next_start_and_was_no_attempt(
    pg: Playground, run: Run, assistant: Assistant, settings: Settings, database: Database, sari: Person,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(dispatching, "STOP_SECONDS", 0.1)
    pg.plan_fault("sendMessage", delay=3.0, code=500)
    sari.send("halo")
    sari.send("apa itu robusta")
    async with run(assistant):
        while pg.world.faults.planned():  # noqa: ASYNC110 (until it is being sent)
            await asyncio.sleep(0.01)
    await database.close()
    async with await open_database(f"sqlite:///{tmp_path / 'bot.db'}", KEY) as reopened:
        assert (await reopened.inbox.depth()).waiting == 2
        (claim,) = await reopened.inbox.claim()
        assert claim.attempt == 1
        await reopened.inbox.failed(claim, "nanti", retry_after=0)
        stop = asyncio.Event()
        async with polled(pg, run_polling(settings, assistant, reopened, stop), stop):
            assert [reply.text[:4] for reply in await sari.wait_replies(2)] == ["Halo", "Robu"]


async def test_what_cannot_be_decoded_goes_to_the_dead_letters_and_holds_up_nobody(
    pg: Playground, run: Run, assistant: Assistant, database: Database, sari: Person
) -> None:
    chat = {"id": sari.id, "type": "private", "first_name": "Sari"}
    sari.begin()
    async with run(assistant):
        pg.inject({"message": {"message_id": 5, "date": "kemarin", "chat": chat, "from": sari.user.json()}})
        assert (await sari.ask("halo")).text == "Halo juga!"
        await settled(database)
    assert (await database.inbox.depth()).dead_letters == 1


async def test_while_the_inbox_cannot_be_read_it_is_looked_at_again_until_it_can(
    run: Run, assistant: Assistant, database: Database, sari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatching, "PAUSE_SECONDS", 0.02)
    claim, failures = database.inbox.claim, iter(range(3))

    async def hesitant(limit: int = 1) -> tuple[Claim, ...]:
        for _ in failures:
            raise UnavailableError("sedang tidak bisa")
        return await claim(limit)

    monkeypatch.setattr(database.inbox, "claim", hesitant)
    async with run(assistant):
        assert (await sari.ask("halo")).text == "Halo juga!"


async def test_a_bug_of_the_dispatcher_ends_the_bot_so_that_it_is_started_anew(
    settings: Settings, assistant: Assistant, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_limit: int) -> tuple[Claim, ...]:
        raise ZeroDivisionError

    monkeypatch.setattr(database.inbox, "claim", broken)
    with pytest.raises(ZeroDivisionError):
        await asyncio.wait_for(run_polling(settings, assistant, database), 10)


async def test_an_update_that_telegram_refuses_to_take_an_answer_for_is_done_all_the_same(
    pg: Playground, run: Run, assistant: Assistant, database: Database, sari: Person
) -> None:
    async with run(assistant):
        pg.plan_fault("sendMessage", times=2, code=400, description="Bad Request: BUTTON_DATA_INVALID")
        sari.send("halo")
        await pg.wait_call("sendMessage", 2)
        assert (await sari.ask("apa itu robusta")).text.startswith("Robusta")
        await settled(database)
    depth = await database.inbox.depth()
    assert (depth.waiting, depth.dead_letters) == (0, 0)


async def test_the_state_of_a_chat_comes_with_the_update_and_is_kept_with_its_end(
    run: Run, assistant: Assistant, database: Database, sari: Person
) -> None:
    async with run(assistant):
        await sari.ask("apa itu robusta")
        await settled(database)
    kept = await database.personal_data.export(ChatName.private(sari.id))
    assert [state.shown for state in kept.conversations] == [("robusta",)]
