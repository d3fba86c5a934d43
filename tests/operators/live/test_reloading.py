"""New knowledge in a running bot: used when it passes, refused with file and line when it does not."""

from __future__ import annotations

import asyncio
import gc
import weakref
from pathlib import Path
from shutil import copytree

import pytest

from bot.assistant import Assistant
from bot.core.conversation.dialogue import Dialogue
from bot.core.turns import Outcome, Utterance
from bot.operators.live.reloading import Reloaded, Reloader
from bot.operators.live.watching import watch

NEW = """\
topik: seduh
entri:
  - id: dingin
    judul: Seduh dingin
    pertanyaan: [apa itu seduh dingin, cold brew itu apa, cara seduh dingin semalaman, seduh pakai air dingin]
    jawaban: Semalam dalam air dingin.
"""


@pytest.fixture
def folder(coffee: Path, tmp_path: Path) -> Path:
    return copytree(coffee, tmp_path / "kopi")


@pytest.fixture
def reloader(folder: Path, assistant: Assistant) -> Reloader:
    return Reloader(assistant, folder)


async def test_what_did_not_change_is_not_loaded_again(
    reloader: Reloader, assistant: Assistant, trained: Dialogue
) -> None:
    found = await reloader.reload()
    assert (found.changed, found.entries, found.problems) == (False, 4, ())
    assert assistant.dialogue is trained


async def test_a_new_entry_is_answered_from_at_once(reloader: Reloader, assistant: Assistant, folder: Path) -> None:
    before = assistant.knowledge.version
    (folder / "baru.yaml").write_text(NEW, "utf-8")
    found = await reloader.reload()
    assert (found.changed, found.entries) == (True, 5)
    assert found.version == assistant.knowledge.version != before
    assert assistant.handle(Utterance("cold brew itu apa"), "1").reply.passages[0].entry == "dingin"


async def test_a_broken_file_leaves_the_old_knowledge_in_use(
    reloader: Reloader, assistant: Assistant, trained: Dialogue, folder: Path
) -> None:
    (folder / "baru.yaml").write_text("topik: seduh\nentri:\n  - id: dingin\n    judl: x\n", "utf-8")
    found = await reloader.reload()
    assert not found.changed
    assert found.version == trained.knowledge.version
    assert any(str(problem).startswith("kopi/baru.yaml:4: ") for problem in found.problems)
    assert assistant.dialogue is trained
    assert assistant.handle(Utterance("apa itu kopi saring"), "1").outcome is Outcome.ANSWER


async def test_knowledge_that_fails_its_questions_is_refused(
    reloader: Reloader, assistant: Assistant, trained: Dialogue, folder: Path
) -> None:
    (folder / "uji.yaml").write_text("uji:\n  giling:\n    - kopi saring itu apa sih\n", "utf-8")
    (folder / "baru.yaml").write_text(NEW, "utf-8")
    found = await reloader.reload()
    (problem,) = found.problems
    assert str(problem).startswith('kopi/uji.yaml:3: Uji "kopi saring itu apa sih" seharusnya "giling"')
    assert assistant.dialogue is trained


async def test_nobody_looks_through_new_knowledge_for_garbage_neither_while_it_is_read_nor_later(
    reloader: Reloader, assistant: Assistant, folder: Path
) -> None:
    looks: list[str] = []
    prepare = reloader._prepare

    def watched() -> Dialogue | None:
        gc.callbacks.append(look)
        try:
            return prepare()
        finally:
            gc.callbacks.remove(look)

    def look(phase: str, _about: dict[str, int]) -> None:
        looks.append(phase)

    reloader._prepare = watched  # type: ignore[method-assign]
    (folder / "baru.yaml").write_text(NEW, "utf-8")
    assert (await reloader.reload()).changed
    assert looks == []
    assert gc.isenabled()
    looked_through = {id(one) for one in gc.get_objects()}
    knowledge = assistant.knowledge
    assert not looked_through & {id(knowledge.entries), id(knowledge.entries["dingin"]), id(assistant.dialogue)}


async def test_old_knowledge_goes_as_soon_as_nobody_answers_from_it(
    reloader: Reloader, assistant: Assistant, folder: Path
) -> None:
    (folder / "baru.yaml").write_text(NEW, "utf-8")
    await reloader.reload()
    old = weakref.ref(assistant.dialogue)
    (folder / "baru.yaml").write_text(NEW.replace("Semalam", "Semalaman"), "utf-8")
    await reloader.reload()
    assert old() is None


async def test_saving_a_file_is_noticed_and_told_once(reloader: Reloader, folder: Path) -> None:
    told: asyncio.Queue[Reloaded] = asyncio.Queue()
    watching = asyncio.create_task(watch(reloader, told.put))
    try:
        await asyncio.sleep(1)  # the system's notices begin a moment after the watching does
        (folder / ".baru.yaml.swp").write_text("x", "utf-8")
        (folder / "baru.yaml").write_text(NEW, "utf-8")
        found = await asyncio.wait_for(told.get(), 30)
        assert (found.changed, found.entries) == (True, 5)
        assert told.empty()
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
