"""Starting and stopping: what is taken in is answered, buttons outlive the process, errors come with advice."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.running import lifecycle
from bot.channels.telegram.running.lifecycle import run_polling
from bot.config import Settings
from bot.core.conversation.dialogue import Dialogue
from bot.errors import BotError, ConfigError
from bot.playground import Person, Playground
from bot.storage.database import Database

from ..conftest import Run


async def test_a_button_of_an_earlier_process_still_works(run: Run, dialogue: Dialogue, sari: Person) -> None:
    async with run(Assistant(dialogue)):
        menu = await sari.ask("/menu")
    async with run(Assistant(dialogue)):
        await sari.press(menu, "Biji")
        topic = await sari.wait_edit(menu)
        await sari.press(topic, "Robusta")
        assert (await sari.wait_reply()).text.startswith("Robusta")


async def test_updates_from_before_the_start_are_answered(run: Run, assistant: Assistant, sari: Person) -> None:
    sari.send("halo")
    sari.send("apa itu robusta")
    async with run(assistant):
        assert [reply.text[:4] for reply in await sari.wait_replies(2)] == ["Halo", "Robu"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_or_two_stop_it_after_everything_is_answered(
    pg: Playground, settings: Settings, assistant: Assistant, database: Database, number: signal.Signals
) -> None:
    task = asyncio.create_task(run_polling(settings, assistant, database))
    await pg.wait_call("deleteWebhook")
    people = [pg.person(f"P{place}") for place in range(20)]
    pg.delay(0.2, "sendMessage")
    for person in people:
        person.send("halo")
    await pg.wait_until(lambda: len(database.inbox.held) == 20 or None, 5, "not claimed")
    os.kill(os.getpid(), number)
    os.kill(os.getpid(), number)
    await asyncio.wait_for(task, 5)
    assert all(person.messages()[-1].text == "Halo juga!" for person in people)


async def test_what_could_not_be_sent_is_answered_by_the_next_start(
    pg: Playground, run: Run, assistant: Assistant, database: Database, sari: Person
) -> None:
    async with run(assistant):
        pg.plan_fault("sendMessage", times=4, code=500)
        sari.send("halo")
        await pg.wait_call("sendMessage", 4)
    assert (await database.inbox.depth()).waiting == 1
    async with run(assistant):
        assert (await sari.wait_reply()).text == "Halo juga!"
    assert (await database.inbox.depth()).waiting == 0


async def test_a_refused_token_is_told_with_advice_and_without_the_token(
    pg: Playground, settings: Settings, assistant: Assistant, database: Database
) -> None:
    pg.revoke()
    with pytest.raises(ConfigError, match="BotFather") as caught:
        await run_polling(settings, assistant, database)
    assert pg.token not in repr(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.exit_code == 2


async def test_without_telegram_it_tries_a_few_times_and_says_so(
    settings: Settings, assistant: Assistant, database: Database, pg: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lifecycle, "START_PAUSES", (0.01, 0.01))
    pg.plan_fault("getMe", times=0, drop=True)
    with pytest.raises(BotError, match="tidak bisa dihubungi"):
        await run_polling(settings, assistant, database)
    assert len(pg.calls("getMe")) == 3


async def test_a_network_that_comes_late_is_waited_for(
    pg: Playground, run: Run, assistant: Assistant, sari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lifecycle, "START_PAUSES", (0.01, 0.01))
    pg.plan_fault("getMe", times=2, code=502)
    async with run(assistant):
        assert (await sari.ask("halo")).text == "Halo juga!"


async def test_without_a_token_nothing_starts(pg: Playground, assistant: Assistant, database: Database) -> None:
    with pytest.raises(ConfigError, match="BOT_TOKEN belum diisi"):
        await run_polling(Settings(_env_file=None, api_url=pg.root_url), assistant, database)


async def test_polling_removes_a_webhook_that_was_left(
    pg: Playground, run: Run, assistant: Assistant, sari: Person
) -> None:
    pg.bot.webhook = None
    async with run(assistant):
        await sari.ask("halo")
    assert pg.calls("deleteWebhook")
    assert "drop_pending_updates" not in pg.calls("deleteWebhook")[0].params or (
        pg.calls("deleteWebhook")[0].params["drop_pending_updates"] != "true"
    )
