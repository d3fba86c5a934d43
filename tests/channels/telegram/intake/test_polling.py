"""Fetching updates: what goes wrong is waited out, told or survived."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.intake import polling
from bot.channels.telegram.intake.polling import Poller
from bot.channels.telegram.running import lifecycle
from bot.channels.telegram.running.lifecycle import run_polling
from bot.config import Settings
from bot.errors import ConfigError
from bot.playground import Person, Playground
from bot.storage.database import Arrival, Database, UnavailableError

from ..conftest import Run, soon


def message(person: Person, text: Any, **extra: Any) -> dict[str, Any]:
    chat = {"id": person.id, "type": "private", "first_name": "Sari"}
    sender = {"id": person.id, "is_bot": False, "first_name": "Sari"}
    return {"message": {"message_id": 900, "date": 0, "chat": chat, "from": sender, "text": text, **extra}}


@pytest.mark.usefixtures("bot")
async def test_an_update_that_cannot_be_decoded_holds_nobody_up(pg: Playground, sari: Person) -> None:
    sari.begin()
    for spoiled in (
        {"message": {"message_id": "x", "chat": []}},
        {"message": 5},
        message(sari, "halo", date="kapan"),
        {"callback_query": {"id": 1}},
    ):
        pg.inject(spoiled)
    polls = len(pg.calls("getUpdates"))
    pg.inject(message(sari, "halo"))
    assert (await sari.wait_reply()).text == "Halo juga!"
    await asyncio.sleep(0.2)
    assert len(pg.calls("getUpdates")) - polls <= 4


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "fault",
    [
        {"code": 502, "raw": "<html>" + "x" * 5000, "content_type": "text/html"}, {"code": 500}, {"drop": True},
        {"code": 200, "raw": "[1]"}, {"code": 200, "raw": '{"ok":false}'}, {"code": 200, "raw": '{"ok":true,"resu'},
        {"code": 200, "raw": '{"ok":true,"result":{"a":1}}'}, {"code": 429, "retry_after": 1}, {"code": 429},
        {"code": 409},
    ],
)  # fmt: skip
async def test_whatever_getupdates_answers_the_bot_recovers(
    pg: Playground,
    sari: Person,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    fault: dict[str, Any],
) -> None:
    monkeypatch.setattr(polling, "seconds_of", lambda _error: 0.1)
    monkeypatch.setattr(polling, "EMPTY_PAUSE", 0.1)
    pg.plan_fault("getUpdates", **fault)
    await sari.ask("halo")
    assert (await sari.ask("halo")).text == "Halo juga!"
    assert all(len(record.getMessage()) < 200 for record in caplog.records)


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was paused after each fetch, in seconds, though nobody waits for it. For bots that start later."""
    asked: list[float] = []

    async def sleep(seconds: float) -> None:
        asked.append(seconds)
        await asyncio.sleep(0.001)

    monkeypatch.setattr(lifecycle, "Poller", partial(Poller, sleep=sleep))
    return asked


def assert_one_call_each(pg: Playground, pauses: list[float]) -> None:
    """A call for every pause, the one that was under way at first, and perhaps the next."""
    assert len(pg.calls("getUpdates")) <= len(pauses) + 2


@pytest.mark.usefixtures("pauses", "bot")
async def test_an_empty_answer_at_once_makes_no_hot_loop(
    pg: Playground, pauses: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert polling.EMPTY_PAUSE >= 0.5, "at most two calls a second"
    # On a busy machine no answer is at once; within this, each is.
    monkeypatch.setattr(polling, "EMPTY_PAUSE", 30.0)
    pg.plan_fault("getUpdates", times=0, code=200, raw='{"ok":true,"result":[]}')
    pg.inject({"message": 1})
    await soon(lambda: len(pauses) >= 5)
    assert set(pauses) == {30.0}
    assert_one_call_each(pg, pauses)


@pytest.mark.usefixtures("pauses", "bot")
async def test_refused_connections_are_tried_with_growing_pauses(pg: Playground, pauses: list[float]) -> None:
    pg.plan_fault("getUpdates", times=0, drop=True)
    pg.inject({"message": 1})
    await soon(lambda: len(pauses) >= 20)
    assert pauses[:3] == pytest.approx([polling.FIRST_PAUSE * polling.GROWTH**place for place in range(3)])
    assert sorted(pauses) == pauses
    assert pauses[-1] == polling.LONGEST_PAUSE
    assert_one_call_each(pg, pauses)


@pytest.mark.usefixtures("pauses", "bot")
async def test_while_only_the_database_is_away_pauses_stay_short(
    sari: Person, pauses: list[float], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_arrivals: object) -> None:
        raise UnavailableError("mati")

    monkeypatch.setattr(database.inbox, "accept", fail)
    sari.send("halo")
    await soon(lambda: len(pauses) >= 20)
    assert max(pauses) == polling.STORAGE_PAUSE < polling.LONGEST_PAUSE


@pytest.mark.usefixtures("bot")
async def test_another_bot_with_the_same_token_is_named(pg: Playground, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        pg.plan_fault("getUpdates", code=409)
        pg.inject({"message": 1})
        await pg.wait_until(lambda: "token ini" in caplog.text or None, 2, "no warning")


async def test_a_token_revoked_meanwhile_ends_the_bot_with_advice(
    pg: Playground, run: Run, assistant: Assistant, sari: Person
) -> None:
    async with run(assistant) as task:
        await sari.ask("halo")
        pg.revoke()
        await asyncio.wait((task,), timeout=5)
        with pytest.raises(ConfigError, match="Token ditolak") as caught:
            task.result()
        assert pg.token not in str(caught.value)


async def test_what_was_taken_in_is_confirmed_at_the_end(
    pg: Playground, run: Run, assistant: Assistant, sari: Person
) -> None:
    async with run(assistant):
        await sari.ask("halo")
    async with run(assistant):
        assert await sari.stays_quiet(0.15)


async def test_an_update_id_that_starts_anew_after_silence_is_not_lost(
    pg: Playground, run: Run, assistant: Assistant, sari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "POLL_SECONDS", 0)
    monkeypatch.setattr(polling, "EMPTY_PAUSE", 0.05)
    async with run(assistant):
        await sari.ask("halo")
        await pg.wait_until(lambda: pg.calls("getUpdates")[-1].params["offset"] == "0" or None, 5, "offset kept")
        pg.inject({"update_id": 7, **message(sari, "halo")})
        assert (await sari.wait_reply()).text == "Halo juga!"


async def test_what_came_in_the_last_moment_is_confirmed_as_well(
    settings: Settings, assistant: Assistant, sari: Person, run: Run, database: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    stop = asyncio.Event()

    accept = database.inbox.accept

    async def last(arrivals: Sequence[Arrival]) -> frozenset[int]:
        stop.set()
        return await accept(arrivals)

    sari.send("halo")
    monkeypatch.setattr(database.inbox, "accept", last)
    await run_polling(settings, assistant, database, stop)
    monkeypatch.setattr(database.inbox, "accept", accept)
    async with run(assistant):
        assert (await sari.wait_reply()).text == "Halo juga!"
        assert await sari.stays_quiet(0.15)


@pytest.mark.usefixtures("bot")
async def test_exactly_the_kinds_of_updates_that_are_handled_are_asked_for(pg: Playground, sari: Person) -> None:
    await sari.ask("halo")
    asked = pg.calls("getUpdates")[0].params["allowed_updates"]
    assert "inline_query" in asked
    assert "channel_post" not in asked
