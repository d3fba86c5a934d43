"""What operators are told in Telegram: figures with a picture, open gaps, what came of new knowledge."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copytree

import pytest

from bot.assistant import Assistant
from bot.core.turns import Conversation, Utterance
from bot.operators.live.desk import OperatorsDesk
from bot.operators.live.reloading import Reloader
from bot.storage.database import Answered, ChatName, Database, open_database

from ..logged import keep

PNG = b"\x89PNG"
SARI = ChatName.private(42)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with await open_database(f"sqlite:///{tmp_path / 'bot.db'}", "kunci-untuk-tes-saja") as opened:
        yield opened


@pytest.fixture
def folder(coffee: Path, tmp_path: Path) -> Path:
    return copytree(coffee, tmp_path / "kopi")


@pytest.fixture
def desk(database: Database, assistant: Assistant, folder: Path) -> OperatorsDesk:
    """The sentences of this knowledge are "kalimat KEY", so that only their choice is seen."""
    return OperatorsDesk(database, assistant, Reloader(assistant, folder))


async def ask(database: Database, assistant: Assistant, *questions: str) -> None:
    await database.people.notice_shown(SARI)
    for question in questions:
        turn = assistant.dialogue.respond(Utterance(question), Conversation())
        await keep(database, Answered(SARI, turn, assistant.knowledge.version))


async def test_nothing_asked_is_said_without_a_picture(desk: OperatorsDesk) -> None:
    report = await desk.statistics()
    assert (report.text, report.picture) == ("kalimat admin_statistics_none", b"")
    assert (await desk.gaps()).text == "kalimat admin_gaps_none"


async def test_figures_come_with_a_picture(desk: OperatorsDesk, database: Database, assistant: Assistant) -> None:
    await ask(database, assistant, "apa itu kopi tubruk")
    report = await desk.statistics()
    assert report.text == "kalimat admin_statistics"
    assert report.picture.startswith(PNG)


async def test_open_gaps_are_listed(desk: OperatorsDesk, database: Database, assistant: Assistant) -> None:
    await ask(database, assistant, "skor bola semalam", "skor bola semalam", "harga emas hari ini")
    text = (await desk.gaps()).text
    assert text.splitlines().count("kalimat admin_gap_line") == 2
    assert text.endswith("kalimat admin_gaps_hint")


async def test_the_digest_has_both(desk: OperatorsDesk, database: Database, assistant: Assistant) -> None:
    await ask(database, assistant, "skor bola semalam")
    report = await desk.digest()
    assert [line for line in report.text.splitlines() if line][:3] == [
        "kalimat admin_digest", "kalimat admin_statistics", "kalimat admin_gaps",
    ]  # fmt: skip
    assert report.picture.startswith(PNG)


async def test_figures_and_digest_name_what_was_set_aside(desk: OperatorsDesk, database: Database) -> None:
    assert "admin_set_aside" not in (await desk.statistics()).text
    await database.inbox.dead_letter(b"[1]", "bukan pembaruan")
    assert (await desk.statistics()).text.endswith("kalimat admin_set_aside")
    assert "kalimat admin_set_aside" in (await desk.digest()).text.splitlines()


async def test_reloading_says_what_came_of_it(desk: OperatorsDesk, folder: Path) -> None:
    assert (await desk.reload()).text == "kalimat admin_unchanged"
    (folder / "rusak.yaml").write_text("topik:\n", "utf-8")
    assert (await desk.reload()).text == "kalimat admin_refused"


async def test_a_file_that_is_saved_is_told_of(desk: OperatorsDesk, folder: Path) -> None:
    told: asyncio.Queue[str] = asyncio.Queue()
    watching = asyncio.create_task(desk.watch(told.put))
    try:
        await asyncio.sleep(1)  # the system's notices begin a moment after the watching does
        (folder / "rusak.yaml").write_text("topik:\n", "utf-8")
        assert await asyncio.wait_for(told.get(), 30) == "kalimat admin_refused"
    finally:
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
