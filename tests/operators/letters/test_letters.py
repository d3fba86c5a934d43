"""`dead-letters` as it is typed, on a real database."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.storage.database import Arrival, ChatName, Database, Kind, Options, find_key, open_database

WORDS = "rahasia sekali"
REASON = "menghentikan bot dua kali"


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    found = f"sqlite:///{tmp_path / 'bot.db'}"
    monkeypatch.setenv("BOT_DATABASE_URL", found)
    monkeypatch.chdir(tmp_path)
    return found


@pytest.fixture
def letters(url: str) -> str:
    """A message that was set aside, and something that was none."""
    chat = {"id": 42, "type": "private"}
    update = {"update_id": 7, "message": {"message_id": 5, "date": 1, "chat": chat, "text": WORDS}}

    async def fill(database: Database) -> None:
        body = json.dumps(update).encode()
        await database.inbox.accept([Arrival(7, ChatName.private(42), Kind.MESSAGE, body)])
        (claim,) = await database.inbox.claim()
        await database.inbox.bury(claim, REASON)
        await database.inbox.dead_letter(b"[1]", "bukan pembaruan")

    async def opened() -> None:
        async with await open_database(url, find_key(url)) as database:
            await fill(database)

    asyncio.run(opened())
    return url


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["dead-letters", *arguments])


def waiting(url: str) -> tuple[int, int]:
    """How many wait to be tried alone, and how many letters are left."""

    async def counted() -> tuple[int, int]:
        async with await open_database(url, find_key(url), options=Options(works=False)) as database:
            depth = await database.inbox.depth()
            return depth.suspects, depth.dead_letters

    return asyncio.run(counted())


def test_they_are_listed_by_number_and_reason_and_nothing_that_was_written_is_shown(letters: str) -> None:
    shown = run()
    assert shown.exit_code == 0, shown.output
    assert REASON in shown.output
    assert "belum dikabari" in shown.output
    assert WORDS not in shown.output
    assert "42" not in shown.output


def test_programs_read_them_as_json(letters: str) -> None:
    listed = json.loads(run("--json").output)
    assert [(one["id"], one["reason"], one["told"]) for one in listed] == [
        (1, REASON, False),
        (2, "bukan pembaruan", False),
    ]


def test_one_is_tried_again_alone_by_the_bot_that_runs(letters: str) -> None:
    assert "Nomor 1 kembali ke kotak masuk" in run("--retry", "1").output
    assert waiting(letters) == (1, 1)


def test_what_is_no_message_stays_where_it_is(letters: str) -> None:
    assert "Nomor 2 bukan pesan" in run("--retry", "2").output
    assert waiting(letters) == (0, 2)


def test_all_are_dropped_by_a_word(letters: str) -> None:
    assert run("--drop", "semua").exit_code == 0
    assert waiting(letters) == (0, 0)
    assert "Tidak ada pesan yang disisihkan." in run().output


def test_a_number_that_there_is_not_ends_the_command_and_does_nothing(letters: str) -> None:
    failed = run("--drop", "1", "--drop", "9")
    assert failed.exit_code == 4
    assert "Nomor 9 tidak ada." in failed.output
    assert waiting(letters) == (0, 2)


def test_where_the_bot_never_ran_that_is_said(url: str) -> None:
    assert "Bot belum pernah berjalan di sini" in run().output
