"""Somebody in danger is answered although nothing can be kept: once, and by the same words as ever."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Sequence

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.answering import sending
from bot.channels.telegram.answering.sessions import Session
from bot.channels.telegram.intake import first_aid, polling
from bot.channels.telegram.intake.first_aid import FirstAid
from bot.channels.telegram.reporting.health import Health
from bot.playground import Person, Playground
from bot.playground.people.messages import Message
from bot.storage.database import Arrival, ChatName, Claim, Database, Kind, UnavailableError

from ..conftest import Run, settled, soon

CRY = "aku ingin mati saja"


class Away:
    """A database that keeps nothing, until it is back."""

    def __init__(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        self.refused = 0
        self._patch = monkeypatch
        monkeypatch.setattr(database.inbox, "accept", self._refuse)

    async def _refuse(self, _arrivals: Sequence[Arrival]) -> frozenset[int]:
        self.refused += 1
        raise UnavailableError("sedang tidak bisa")

    async def outlast(self, deliveries: int = 4) -> None:
        """Wait until the same updates came so often once more."""
        wanted = self.refused + deliveries
        await soon(lambda: self.refused >= wanted)

    def end(self) -> None:
        self._patch.undo()


@pytest.fixture
def away(database: Database) -> Callable[[], Away]:
    """Calling this begins it."""
    return lambda: Away(database, pytest.MonkeyPatch())


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "STORAGE_PAUSE", 0.02)


def helped(person: Person) -> list[Message]:
    return [message for message in person.messages() if message.text.startswith("Kamu tidak sendiri.")]


@pytest.mark.usefixtures("bot")
async def test_the_same_help_comes_while_nothing_can_be_kept(
    sari: Person, away: Callable[[], Away], database: Database
) -> None:
    usual = await sari.ask(CRY)
    await settled(database)
    absence = away()
    help_ = await sari.ask(CRY)
    assert (help_.text, help_.labels) == (usual.text, usual.labels)
    absence.end()


@pytest.mark.usefixtures("bot")
async def test_it_comes_once_however_often_the_cry_is_sent_and_nothing_else_is_answered_meanwhile(
    pg: Playground, sari: Person, away: Callable[[], Away], database: Database
) -> None:
    absence, budi = away(), pg.person("Budi")
    budi.send("halo")
    sari.send("apa itu robusta")
    sari.send(CRY)
    assert (await sari.wait_reply()).text.startswith("Kamu tidak sendiri.")
    await absence.outlast()
    assert [message.sender_id for message in budi.messages()] == [budi.id]
    absence.end()
    assert (await budi.wait_reply()).text == "Halo juga!"
    assert (await sari.wait_reply()).text.startswith("Robusta")
    await settled(database)
    assert len(helped(sari)) == 1


@pytest.mark.usefixtures("bot")
async def test_once_it_is_answered_it_is_done_also_while_the_database_is_away(
    pg: Playground, sari: Person, away: Callable[[], Away], database: Database
) -> None:
    absence = away()
    await sari.ask(CRY)
    await soon(lambda: len(pg.bot.updates) == 0)
    absence.end()
    assert (await sari.ask("halo")).text == "Halo juga!"
    await settled(database)
    assert len(helped(sari)) == 1


@pytest.mark.usefixtures("bot")
async def test_nothing_of_it_is_logged_or_kept(
    sari: Person, away: Callable[[], Away], database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="bot"):
        absence = away()
        await sari.ask(CRY)
        absence.end()
        await sari.ask("halo")
        await settled(database)
    assert CRY not in caplog.text
    assert str(sari.id) not in caplog.text
    kept = await database.personal_data.export(ChatName.private(sari.id))
    assert [state.turns for state in kept.conversations] == [1]


@pytest.mark.usefixtures("bot")
async def test_help_that_could_not_be_sent_is_tried_again_when_the_cry_comes_again(
    pg: Playground, sari: Person, away: Callable[[], Away]
) -> None:
    attempts = 1 + len(sending.BACKOFF_SECONDS)
    pg.plan_fault("sendMessage", times=2 * attempts, code=500)
    absence = away()
    assert (await sari.ask(CRY)).text.startswith("Kamu tidak sendiri.")
    await soon(lambda: len(pg.bot.updates) == 0)
    assert len(helped(sari)) == 1
    absence.end()


@pytest.mark.usefixtures("bot")
async def test_the_same_goes_for_a_cry_that_was_written_into_an_older_message(
    pg: Playground, sari: Person, away: Callable[[], Away], database: Database
) -> None:
    asked = sari.send("halo")
    await sari.wait_reply()
    await settled(database)
    pg.plan_fault("sendMessage", times=1 + len(sending.BACKOFF_SECONDS), code=500)
    absence = away()
    sari.edit(asked, CRY)
    assert (await sari.wait_reply()).text.startswith("Kamu tidak sendiri.")
    absence.end()


@pytest.mark.usefixtures("bot")
async def test_in_a_group_the_short_text_comes_below_the_message(
    pg: Playground, sari: Person, away: Callable[[], Away]
) -> None:
    group, absence = pg.group(members=[sari]), away()
    asked = sari.at(group).send(f"@bot_424242_bot {CRY}")
    reply = await sari.at(group).wait_reply()
    assert reply.text.startswith("Tulis ke aku secara pribadi, ya.")
    assert reply.reply_to_id == asked.id
    absence.end()


@pytest.mark.usefixtures("bot")
async def test_what_was_kept_after_all_but_too_late_to_say_so_is_not_answered_twice(
    sari: Person, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept, late = database.inbox.accept, iter((True,))

    async def slow(arrivals: Sequence[Arrival]) -> frozenset[int]:
        fresh = await accept(arrivals)
        if next(late, False):
            raise UnavailableError("tidak menjawab pada waktunya")
        return fresh

    monkeypatch.setattr(database.inbox, "accept", slow)
    assert (await sari.ask(CRY)).text.startswith("Kamu tidak sendiri.")
    assert (await sari.ask("halo")).text == "Halo juga!"
    await settled(database)
    assert len(helped(sari)) == 1


@pytest.mark.usefixtures("bot")
async def test_what_was_kept_and_cannot_be_claimed_is_answered_at_once_and_once(
    sari: Person, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_limit: int = 1, _certain: Collection[int] = ()) -> tuple[Claim, ...]:
        raise UnavailableError("sedang tidak bisa")

    with monkeypatch.context() as patch:
        patch.setattr(database.inbox, "claim", refuse)
        assert (await sari.ask(CRY)).text.startswith("Kamu tidak sendiri.")
        assert (await database.inbox.depth()).waiting == 1
    await settled(database)
    assert len(helped(sari)) == 1


async def test_when_it_is_to_stop_help_that_is_being_sent_is_waited_for(
    pg: Playground, run: Run, assistant: Assistant, sari: Person, away: Callable[[], Away]
) -> None:
    pg.plan_fault("sendMessage", delay=0.5)
    async with run(assistant):
        absence = away()
        sari.send(CRY)
        await soon(lambda: not pg.world.faults.planned())
    assert len(helped(sari)) == 1
    absence.end()


class Work:
    """Stands in for the worker: an update is answered when the test says so, with or without trouble."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.trouble = ""
        self.may_end = asyncio.Event()

    async def work(self, claim: Claim) -> Session:
        self.begun.append(claim.update_id)
        await self.may_end.wait()
        return Session(None, None, claim, "42", trouble=self.trouble)  # type: ignore[arg-type]


def crying(*numbers: int) -> list[Arrival]:
    return [Arrival(number, ChatName.private(42), Kind.MESSAGE, b"{}") for number in numbers]


async def finished(aid: FirstAid, work: Work) -> None:
    work.may_end.set()
    await asyncio.gather(*aid.tasks)


async def test_only_so_many_are_answered_at_once_and_the_others_when_they_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(first_aid, "AT_ONCE", 2)
    work, health = Work(), Health()
    aid = FirstAid(work, health)  # type: ignore[arg-type]
    aid.give(crying(1, 2, 3))
    aid.give(crying(1, 2, 3))
    assert len(aid.tasks) == 2
    await finished(aid, work)
    aid.give(crying(1, 2, 3))
    await finished(aid, work)
    assert work.begun == [1, 2, 3]
    assert health.counts["darurat_tanpa_simpan"] == 3


async def test_whoever_asks_meanwhile_is_told_how_it_ended() -> None:
    work = Work()
    aid = FirstAid(work, Health())  # type: ignore[arg-type]
    aid.give(crying(1))
    asking = asyncio.create_task(aid.will_have_been_given(1))
    await asyncio.sleep(0)
    assert not aid.was_given(1)
    await finished(aid, work)
    assert await asking
    assert not await aid.will_have_been_given(2)


async def test_what_was_not_sent_is_not_remembered() -> None:
    work = Work()
    work.trouble = "TimedOut"
    aid = FirstAid(work, Health())  # type: ignore[arg-type]
    aid.give(crying(1))
    await finished(aid, work)
    assert not aid.was_given(1)


async def test_the_oldest_numbers_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_aid, "KEPT", 2)
    work = Work()
    aid = FirstAid(work, Health())  # type: ignore[arg-type]
    aid.give(crying(1, 2, 3))
    await finished(aid, work)
    assert [aid.was_given(number) for number in (1, 2, 3)] == [False, True, True]
