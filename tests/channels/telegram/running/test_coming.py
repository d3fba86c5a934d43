"""A bot takes in what is written from its first moment on, and answers as soon as its knowledge is there."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.assistant import Assistant, ComingAssistant
from bot.channels.telegram.running.lifecycle import run_polling
from bot.config import Settings
from bot.core.conversation.dialogue import Dialogue
from bot.errors import KnowledgeError, Problem
from bot.playground import Person, Playground
from bot.storage.database import Database

from ..conftest import Run, soon


class Library:
    """Hands out its knowledge when it is let to."""

    def __init__(self, dialogue: Dialogue) -> None:
        self.opened = threading.Event()
        self.problem: Exception | None = None
        self._dialogue = dialogue

    def load(self) -> Dialogue:
        self.opened.wait(30)
        if self.problem:
            raise self.problem
        return self._dialogue


@pytest.fixture
def library(dialogue: Dialogue) -> Iterator[Library]:
    found = Library(dialogue)
    yield found
    found.opened.set()


async def test_what_is_written_before_is_kept_and_answered_then(
    run: Run, library: Library, database: Database, pg: Playground, sari: Person
) -> None:
    async with run(ComingAssistant(library.load)):
        sari.send("halo")
        sari.send("aku ingin mati saja")
        async with asyncio.timeout(5):
            while (await database.inbox.depth()).waiting < 2:  # noqa: ASYNC110 (the database has no event)
                await asyncio.sleep(0.01)
        assert pg.calls("sendMessage") == []
        library.opened.set()
        first, second = await sari.wait_replies(2)
        assert first.text == "Halo juga!"
        assert second.text != first.text
    assert (await database.inbox.depth()).waiting == 0


async def test_wrong_knowledge_ends_it_with_the_problem_and_keeps_what_was_taken_in(
    library: Library, settings: Settings, database: Database, pg: Playground, sari: Person
) -> None:
    library.problem = KnowledgeError([Problem(Path("kopi/a.yaml"), 3, "Kunci salah.")])
    running = asyncio.create_task(run_polling(settings, ComingAssistant(library.load), database))
    sari.send("halo")
    await soon(lambda: pg.calls("getUpdates"))
    library.opened.set()
    with pytest.raises(KnowledgeError, match=r"kopi/a\.yaml:3: Kunci salah\."):
        await asyncio.wait_for(running, 10)
    assert pg.calls("sendMessage") == []


async def test_it_can_be_stopped_before_the_knowledge_is_there(
    library: Library, settings: Settings, database: Database, pg: Playground
) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(run_polling(settings, ComingAssistant(library.load), database, stop))
    await soon(lambda: pg.calls("getUpdates"))
    stop.set()
    await asyncio.wait_for(running, 10)


async def test_an_assistant_becomes_ready_by_itself(library: Library, dialogue: Dialogue) -> None:
    assistant = ComingAssistant(library.load)
    assert not assistant.is_ready
    with pytest.raises(RuntimeError, match="not ready"):
        assistant.dialogue  # noqa: B018
    library.opened.set()
    await asyncio.wrap_future(assistant.coming)
    assert assistant.is_ready
    assert assistant.dialogue is dialogue
    assert Assistant(dialogue).is_ready
