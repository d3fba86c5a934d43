"""A database that is locked or full: nothing is taken in that cannot be kept, and what is there is answered."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import aiohttp
import pytest
from sqlalchemy import text

from bot.channels.telegram import webhook
from bot.playground import Person, Playground
from bot.storage.database import Database, Options, engines, open_database

from . import fleet
from .conftest import soon


@pytest.fixture
async def database(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    """One that gives up waiting for a lock, and gives signs of life, sooner than it would otherwise."""
    monkeypatch.setattr(engines, "LOCK_SECONDS", 0.5)
    monkeypatch.setattr(webhook, "RETRY_SECONDS", 1)
    copyfile(prepared, tmp_path / "bot.db")
    options = Options(lease_seconds=1)
    async with await open_database(f"sqlite:///{tmp_path / 'bot.db'}", fleet.KEY, options=options) as opened:
        yield opened


async def readiness(url: str, http: aiohttp.ClientSession) -> int:
    async with http.get(url.replace("/kait", "/siap")) as answer:
        return answer.status


async def until_ready(url: str, http: aiohttp.ClientSession, status: int) -> None:
    async with asyncio.timeout(fleet.PATIENCE):
        while await readiness(url, http) != status:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_case_24_while_the_file_is_locked_telegram_is_asked_again_and_nothing_else_stands_still(
    pg: Playground, url: str, http: aiohttp.ClientSession, sari: Person, tmp_path: Path
) -> None:
    longest = 0.0
    with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        sari.send("halo")
        await soon(lambda: "503" in (pg.bot.webhook.last_error if pg.bot.webhook else ""))
        for _ in range(20):
            started = time.monotonic()
            async with http.get(url.replace("/kait", "/sehat")) as answer:
                assert answer.status == 200
            longest = max(longest, time.monotonic() - started)
        await until_ready(url, http, 503)
        other.execute("ROLLBACK")
    assert longest < 0.4, "nearly as long as a lock is waited for"
    assert (await sari.wait_reply(fleet.PATIENCE)).text == "Halo juga!"
    await until_ready(url, http, 200)


@pytest.mark.usefixtures("url")
async def test_case_25_on_a_full_disk_what_was_taken_in_is_answered_and_the_rest_when_there_is_room(
    pg: Playground, sari: Person, database: Database
) -> None:
    write = database._access.transactions.write
    await sari.ask("halo")
    pg.delay(0.5, "sendMessage")
    sari.send("aku ingin mati saja")
    await soon(lambda: len(pg.bot.updates) == 0)
    await write(lambda connection: connection.execute(text("PRAGMA max_page_count = 1")))
    assert (await sari.wait_reply()).text.startswith("Kamu tidak sendiri.")
    budi = pg.person("Budi")
    budi.send("apa itu robusta " + "x" * 4000)
    await soon(lambda: "503" in (pg.bot.webhook.last_error if pg.bot.webhook else ""))
    await write(lambda connection: connection.execute(text("PRAGMA max_page_count = 1000000")))
    assert (await budi.wait_reply(fleet.PATIENCE)).text
