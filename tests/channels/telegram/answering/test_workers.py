"""Understanding beside: what comes back is what would have been said here, whatever happens to the processes."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.assistant import Arrived, Assistant, open_dialogue
from bot.channels.telegram.answering import workers as module
from bot.channels.telegram.answering.workers import Helper, Question, Source, Workers
from bot.channels.telegram.running.lifecycle import run_polling
from bot.config import Settings
from bot.core.conversation.dialogue import Dialogue
from bot.core.turns import Conversation, Turn, Utterance
from bot.operators.live.reloading import Reloader
from bot.playground import Person, Playground
from bot.school import School
from bot.storage.database import Database
from tests.test_cli import folder

from ..conftest import soon

__all__ = ["folder"]
TALK = ("apa itu kopi tubruk", "kopi saring gimana", "aku ingin mati", "halo", "xyzzy")


class Watched(Assistant):
    """Counts what is answered in this process."""

    here = 0

    def respond(self, arrived: Arrived, conversation: Conversation, dialogue: Dialogue) -> Turn:
        self.here += 1
        return super().respond(arrived, conversation, dialogue)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "singgahan"


@pytest.fixture
def assistant(folder: Path, cache: Path) -> Watched:
    return Watched(open_dialogue(folder, "Bu Rina", School(cache)))


@pytest.fixture
async def workers(assistant: Watched, folder: Path, cache: Path) -> AsyncIterator[Workers]:
    """One process that is ready."""
    made = Workers(assistant, Source(folder, "Bu Rina", cache), 1)
    made.start()
    await ready(made, assistant)
    yield made
    made.close()


async def ready(workers: Workers, assistant: Assistant) -> None:
    await soon(lambda: workers._helpers[0].version == assistant.knowledge.version)


async def ask(workers: Workers, assistant: Assistant, text: str) -> Turn:
    return await workers.respond(Arrived(Utterance(text, 1.0), "sari"), Conversation(), assistant.dialogue)


async def test_a_process_says_what_would_be_said_here(workers: Workers, assistant: Watched) -> None:
    beside = [await ask(workers, assistant, text) for text in TALK]
    assert assistant.here == 0
    assert beside == [assistant.dialogue.respond(Utterance(text, 1.0), Conversation()) for text in TALK]


async def test_many_at_once_each_get_their_own_and_no_process_gets_more_than_it_can_hold(
    workers: Workers, assistant: Watched
) -> None:
    turns = await asyncio.gather(*(ask(workers, assistant, TALK[number % 5]) for number in range(60)))
    assert [turn.event for turn in turns] == [Utterance(TALK[number % 5], 1.0) for number in range(60)]
    assert 0 < assistant.here < 60


async def test_before_a_process_is_ready_it_is_answered_here(assistant: Watched, folder: Path, cache: Path) -> None:
    made = Workers(assistant, Source(folder, "", cache), 1)
    try:
        assert (await ask(made, assistant, TALK[0])).matches
        assert assistant.here == 1
    finally:
        made.close()


async def test_a_process_that_was_killed_loses_nothing_and_another_takes_its_place(
    workers: Workers, assistant: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.1)
    (helper,) = workers._helpers
    before = helper._process
    assert before is not None
    os.kill(before.pid or 0, signal.SIGSTOP)
    asked = [asyncio.ensure_future(ask(workers, assistant, text)) for text in TALK]
    await asyncio.sleep(0.05)
    os.kill(before.pid or 0, signal.SIGKILL)
    assert [turn.event for turn in await asyncio.gather(*asked)] == [Utterance(text, 1.0) for text in TALK]
    assert assistant.here == len(TALK)
    await soon(lambda: helper.look(assistant.knowledge.version))
    assert helper._process is not before
    await ask(workers, assistant, TALK[0])
    assert assistant.here == len(TALK)


async def test_a_process_that_hangs_is_ended_and_its_work_done_here(
    workers: Workers, assistant: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.2)
    (helper,) = workers._helpers
    assert helper._process is not None
    os.kill(helper._process.pid or 0, signal.SIGSTOP)
    assert (await ask(workers, assistant, TALK[0])).matches
    assert (assistant.here, helper._process, helper.waiting) == (1, None, {})


async def test_a_bug_while_understanding_rises_here_and_the_process_goes_on(
    workers: Workers, assistant: Watched
) -> None:
    broken = Arrived(Utterance(None, 1.0), "sari")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        await workers.respond(broken, Conversation(), assistant.dialogue)
    assert (await ask(workers, assistant, TALK[0])).matches
    assert assistant.here == 1


async def test_new_knowledge_reaches_the_processes_and_until_then_is_answered_from_here(
    workers: Workers, assistant: Watched, folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RETRY_SECONDS", 0.05)
    path = folder / "seduh.yaml"
    path.write_text(path.read_text("utf-8").replace("Air menetes lewat kertas.", "Airnya menetes."), "utf-8")
    assert (await Reloader(assistant, folder, "Bu Rina", School(cache)).reload()).changed
    first = await ask(workers, assistant, "apa itu kopi saring")
    assert (first.reply.passages[0].body, assistant.here) == ("Airnya menetes.", 1)
    await soon(lambda: workers._helpers[0].look(assistant.knowledge.version))
    later = await ask(workers, assistant, "apa itu kopi saring")
    assert (later.reply.passages[0].body, assistant.here) == ("Airnya menetes.", 1)


async def test_a_process_that_cannot_load_is_not_asked(assistant: Watched, tmp_path: Path) -> None:
    made = Workers(assistant, Source(tmp_path / "tidak-ada"), 1)
    try:
        made.start()
        (helper,) = made._helpers
        answer = asyncio.ensure_future(helper.ask(Question(9, Utterance("halo", 1.0))))
        assert await answer is None
        assert helper.version == ""
        assert (await ask(made, assistant, TALK[0])).matches
        assert assistant.here == 1
    finally:
        made.close()


async def test_nothing_is_asked_of_a_process_that_was_never_started(tmp_path: Path) -> None:
    assert await Helper(Source(tmp_path)).ask(Question(1, Utterance("halo", 1.0))) is None


async def test_a_bot_with_processes_answers_in_order_and_leaves_none_behind(
    assistant: Watched, folder: Path, cache: Path, settings: Settings, database: Database, pg: Playground, sari: Person
) -> None:
    stop = asyncio.Event()
    more = settings.model_copy(update={"workers": 2, "knowledge": folder, "cache": cache})
    running = asyncio.create_task(run_polling(more, assistant, database, stop))
    for text in ("apa itu kopi tubruk", "apa itu kopi saring") * 3:
        sari.send(text)
    replies = await sari.wait_replies(6)
    assert ["saring" in reply.text.casefold() for reply in replies] == [False, True] * 3
    stop.set()
    await asyncio.wait_for(running, 20)
