"""What was in hand when a process died is tried alone, and blamed only while it is being worked on."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.assistant import Arrived, Assistant
from bot.channels.telegram.intake import dispatching
from bot.channels.telegram.intake.trials import Trial
from bot.core.conversation.dialogue import Dialogue
from bot.core.turns import Conversation, Turn
from bot.playground import Person, Playground
from bot.storage.database import Arrival, ChatName, Database, Kind, UnavailableError, open_database
from tests.storage.database.conftest import peek

from ..conftest import KEY, Run, settled, soon


@pytest.fixture
async def database(database: Database, tmp_path: Path) -> AsyncIterator[Database]:
    """As a process finds it after another one died with three messages of three people in hand."""
    await database.inbox.accept([update(number) for number in (1, 2, 3)])
    await database.inbox.claim(3)

    async def nothing() -> None: ...

    database._presence.leave = nothing  # type: ignore[method-assign]
    await database.close()
    async with await open_database(f"sqlite:///{tmp_path / 'bot.db'}", KEY) as opened:
        yield opened


def update(number: int, text: str = "halo") -> Arrival:
    user = {"id": number, "is_bot": False, "first_name": "Sari"}
    chat = {"id": number, "type": "private", "first_name": "Sari"}
    body = {
        "update_id": number,
        "message": {"message_id": number, "date": 1_790_000_000, "chat": chat, "from": user, "text": text},
    }
    return Arrival(number, ChatName.private(number), Kind.MESSAGE, json.dumps(body).encode())


class Watching(Assistant):
    """Notes how the inbox looks to others while something is worked on."""

    def __init__(self, dialogue: Dialogue, url: str) -> None:
        super().__init__(dialogue)
        self._url = url
        self.seen: list[list[tuple[object, ...]]] = []

    def respond(self, arrived: Arrived, conversation: Conversation, dialogue: Dialogue) -> Turn:
        self.seen.append(in_hand(self._url))
        return super().respond(arrived, conversation, dialogue)


def in_hand(url: str) -> list[tuple[object, ...]]:
    return peek(url, "SELECT update_id, alone FROM inbox WHERE owner IS NOT NULL")


async def test_each_is_worked_on_alone_and_only_then_what_is_new(
    pg: Playground, run: Run, dialogue: Dialogue, database: Database, tmp_path: Path
) -> None:
    people = [pg.person(f"P{place}") for place in range(3)]
    for person in people:
        person.begin()
    watching = Watching(dialogue, f"sqlite:///{tmp_path / 'bot.db'}")
    await database.inbox.accept([update(4), update(5)])
    async with run(watching):
        await settled(database)
    assert watching.seen[:3] == [[(1, True)], [(2, True)], [(3, True)]]
    assert all(not alone for hand in watching.seen[3:] for _, alone in hand)


async def test_while_telegram_is_waited_for_it_is_blamed_for_nothing(
    pg: Playground, run: Run, assistant: Assistant, database: Database, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    pg.delay(0.3, "sendMessage")
    async with run(assistant):
        await pg.wait_call("sendMessage")
        assert [alone for _, alone in in_hand(url)] == [False]


async def test_for_a_while_after_a_crash_only_a_few_are_in_hand(
    pg: Playground, run: Run, assistant: Assistant, database: Database
) -> None:
    people = [pg.person(f"P{place}") for place in range(20)]
    pg.delay(0.05, "sendMessage")
    most = 0
    async with run(assistant):
        for person in people:
            person.send("halo")
        for person in people:
            await person.wait_reply()
            most = max(most, len(database.inbox.held))
    assert 1 < most <= dispatching.CAREFUL


async def test_a_cry_for_help_is_answered_beside_a_trial_which_then_is_none(
    pg: Playground, run: Run, assistant: Assistant, database: Database, sari: Person, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    pg.plan_fault("sendMessage", delay=5.0, times=1)
    async with run(assistant):
        await soon(lambda: not pg.world.faults.planned())
        sari.send("aku ingin mati saja")
        assert (await sari.wait_reply(timeout=3)).text.startswith("Kamu tidak sendiri.")
        assert not any(alone for _, alone in in_hand(url))


async def test_a_trial_that_was_disturbed_while_it_began_is_none(database: Database, tmp_path: Path) -> None:
    trial = Trial(database)
    claim, _ = await asyncio.gather(trial.begin(), trial.disturb())
    assert claim is not None
    await trial.left()
    await trial.back()
    assert in_hand(f"sqlite:///{tmp_path / 'bot.db'}") == [(1, False)]


async def test_of_two_requests_at_once_the_last_to_come_back_ends_the_wait(database: Database, tmp_path: Path) -> None:
    url, trial = f"sqlite:///{tmp_path / 'bot.db'}", Trial(database)
    assert await trial.begin()
    await trial.left()
    await trial.left()
    await trial.back()
    assert in_hand(url) == [(1, False)]
    await trial.back()
    assert in_hand(url) == [(1, True)]


async def test_a_database_that_is_away_does_not_end_a_trial_and_is_told_of(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def away(*_: object) -> None:
        raise UnavailableError("sedang tidak bisa")

    trial = Trial(database)
    assert await trial.begin()
    monkeypatch.setattr(database.inbox, "mark", away)
    await trial.left()
    await trial.back()
    assert caplog.text.count("Percobaan sendirian belum tercatat") == 2


async def test_a_suspect_that_cannot_be_had_now_holds_nobody_up(
    run: Run, assistant: Assistant, database: Database, sari: Person
) -> None:
    """As if an end could not be written down yet: then this process still has something in hand."""
    assert await database.inbox.claim_suspect()
    async with run(assistant):
        assert (await sari.ask("halo")).text == "Halo juga!"
