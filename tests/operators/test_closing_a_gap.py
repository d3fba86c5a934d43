"""The whole loop as an operator goes through it: asked in vain, seen, taught, checked, loaded, answered.

All of it is real: the bot on the Bot API of this machine, the commands in processes of their own, the files, the log.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.running.lifecycle import run_polling
from bot.config import Settings
from bot.core.conversation.dialogue import Dialogue
from bot.operators.live.desk import OperatorsDesk
from bot.operators.live.reloading import Reloader
from bot.playground import Person, Playground
from bot.storage.database import find_key, open_database

QUESTION = "moka pot enaknya pakai bubuk sehalus apa"
# What is typed when the question is shown: another entry, which one, and yes to the wording offered.
TYPED = "p\ngiling\n\n"
# A person types about three characters a second, and thinks in between.
CHARACTERS_A_SECOND, THINKING_SECONDS = 3, 10


@dataclass
class Bot:
    pg: Playground
    folder: Path
    url: str
    admin: Person


@pytest.fixture
async def bot(coffee: Path, trained: Dialogue, tmp_path: Path) -> AsyncIterator[Bot]:
    folder = Path(copytree(coffee, tmp_path / "kopi"))
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    async with Playground.start() as pg, await open_database(url, find_key(url)) as database:
        admin = pg.person("Bu Dosen")
        settings = Settings(
            _env_file=None, BOT_TOKEN=pg.token, api_url=pg.root_url, send_limits=False, admins=str(admin.id)
        )
        assistant, stop = Assistant(trained), asyncio.Event()
        desk = OperatorsDesk(database, assistant, Reloader(assistant, folder))
        running = asyncio.create_task(run_polling(settings, assistant, database, stop, desk))
        yield Bot(pg, folder, url, admin)
        stop.set()
        await asyncio.wait_for(running, 20)


async def command(bot: Bot, *arguments: str, typed: str = "") -> tuple[int, str]:
    """Exit code and output of `python -m bot ...`, with what is typed at its prompts."""
    environment = {**os.environ, "BOT_DATABASE_URL": bot.url, "BOT_KNOWLEDGE": str(bot.folder), "COLUMNS": "100"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, env=environment,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    output, _ = await asyncio.wait_for(process.communicate(typed.encode()), 120)
    return process.returncode or 0, output.decode()


async def reloaded(bot: Bot) -> str:
    """What an administrator is told; saving the file may have been noticed before the command came."""
    sent = len(bot.admin.messages())
    bot.admin.send("/muat_ulang")
    while True:
        said = {message.text for message in bot.admin.messages()[sent:]}
        if found := said & {"kalimat admin_reloaded", "kalimat admin_unchanged", "kalimat admin_refused"}:
            return found.pop()
        await bot.admin.wait_reply(60)


async def test_a_question_asked_in_vain_is_answered_after_a_few_keys(bot: Bot) -> None:
    sari = bot.pg.person("Sari")
    await sari.ask("/start")
    assert "Menggiling biji" not in (await sari.ask(QUESTION)).text

    code, said = await command(bot, "gaps", "--apply", typed=TYPED)
    assert code == 0, said
    assert QUESTION in said
    assert any(QUESTION in path.read_text("utf-8") for path in bot.folder.rglob("*.yaml"))
    assert len(TYPED) / CHARACTERS_A_SECOND + THINKING_SECONDS < 120

    code, said = await command(bot, "check")
    assert code == 0, said

    assert await reloaded(bot) in ("kalimat admin_reloaded", "kalimat admin_unchanged")
    assert (await sari.ask(QUESTION)).text.startswith("Menggiling biji")


async def test_a_broken_file_is_told_with_its_line_and_the_old_answers_go_on(bot: Bot) -> None:
    sari = bot.pg.person("Sari")
    await sari.ask("/start")
    frasa = next(bot.folder.rglob("frasa.yaml"))
    frasa.write_text(
        frasa.read_text("utf-8").replace("admin_refused: kalimat admin_refused", "admin_refused: '{masalah}'"), "utf-8"
    )
    assert await reloaded(bot) in ("kalimat admin_reloaded", "kalimat admin_unchanged")
    (bot.folder / "rusak.yaml").write_text("topik: seduh\nentri:\n  - id: x\n    judl: salah\n", "utf-8")
    bot.admin.send("/muat_ulang")

    def told() -> str | None:
        return next((text for message in bot.admin.messages() if "rusak.yaml:4" in (text := message.text)), None)

    assert "judl" in await bot.pg.wait_until(told, 60, "nobody was told")
    assert (await sari.ask("apa itu kopi tubruk")).text.startswith("Kopi tubruk")
