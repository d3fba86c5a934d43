"""A database that is locked, full or away: nothing is taken in that cannot be kept, what is there is answered, and
whoever is in danger is answered all the same."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from shutil import copyfile

import aiohttp
import pytest
from sqlalchemy import text

from bot.channels.telegram.intake import polling, webhook
from bot.playground import Person, Playground
from bot.storage.database import Database, Options, engines, open_database
from tests.storage.database.postgres_server import PostgresServer

from . import fleet
from .conftest import settled, soon

CRY = "aku ingin mati saja"


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


def refused(pg: Playground) -> bool:
    """Whether an update was not taken in."""
    return "503" in (pg.bot.webhook.last_error if pg.bot.webhook else "")


def helped(person: Person) -> int:
    """How often somebody was told where there is help."""
    return sum(message.text.startswith("Kamu tidak sendiri.") for message in person.messages())


@asynccontextmanager
async def beating() -> AsyncIterator[list[float]]:
    """How long each of the loop's beats took, in seconds; undisturbed they take 5 ms."""
    gaps: list[float] = []

    async def beat() -> None:
        while True:
            started = time.monotonic()
            await asyncio.sleep(0.005)
            gaps.append(time.monotonic() - started)

    task = asyncio.create_task(beat())
    try:
        yield gaps
    finally:
        task.cancel()


async def test_case_24_while_the_file_is_locked_telegram_is_asked_again_and_nothing_else_stands_still(
    pg: Playground, url: str, http: aiohttp.ClientSession, sari: Person, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with beating() as gaps:
            sari.send("halo")
            await soon(lambda: refused(pg))
            async with http.get(url.replace("/kait", "/sehat")) as answer:
                assert answer.status == 200
            await until_ready(url, http, 503)
        other.execute("ROLLBACK")
    # The lock was waited for more than once by then, half a second each time. A busy machine may hold up one beat.
    assert sorted(gaps)[-2] < 0.1, sorted(gaps)[-5:]
    assert (await sari.wait_reply(fleet.PATIENCE)).text == "Halo juga!"
    await until_ready(url, http, 200)


@pytest.mark.usefixtures("bot")
async def test_case_24_25_a_cry_for_help_that_is_fetched_while_nothing_can_be_kept_is_answered_once(
    pg: Playground, sari: Person, database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(polling, "STORAGE_PAUSE", 0.05)
    budi = pg.person("Budi")
    with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other, caplog.at_level(logging.WARNING):
        other.execute("BEGIN IMMEDIATE")
        budi.send("halo")
        sari.send(CRY)
        assert (await sari.wait_reply(fleet.PATIENCE)).text.startswith("Kamu tidak sendiri.")
        fetched = caplog.text.count("belum bisa diambil")
        await soon(lambda: caplog.text.count("belum bisa diambil") >= fetched + 2)
        other.execute("ROLLBACK")
    assert (await budi.wait_reply(fleet.PATIENCE)).text == "Halo juga!"
    assert (await sari.ask("halo", fleet.PATIENCE)).text == "Halo juga!"
    await settled(database)
    assert helped(sari) == 1
    assert CRY not in caplog.text


async def test_case_25_on_a_full_disk_what_was_taken_in_is_answered_and_the_rest_when_there_is_room(
    pg: Playground, url: str, http: aiohttp.ClientSession, sari: Person, database: Database
) -> None:
    write = database._access.transactions.write
    await sari.ask("halo")
    pg.delay(0.5, "sendMessage")
    sari.send("apa itu robusta")
    await soon(lambda: len(pg.bot.updates) == 0)
    await write(lambda connection: connection.execute(text("PRAGMA max_page_count = 1")))
    assert (await sari.wait_reply(fleet.PATIENCE)).text.startswith("Robusta")
    budi = pg.person("Budi")
    budi.send("apa itu robusta " + "x" * 4000)
    await soon(lambda: refused(pg))
    async with http.get(url.replace("/kait", "/sehat")) as answer:
        assert (await answer.json())["hitungan"]["tak_tersimpan"] >= 1, "whoever watches is told"
    await write(lambda connection: connection.execute(text("PRAGMA max_page_count = 1000000")))
    assert (await budi.wait_reply(fleet.PATIENCE)).text
    assert (await budi.ask("apa itu robusta", fleet.PATIENCE)).text.startswith("Robusta")


async def test_case_25_on_a_full_disk_a_cry_for_help_is_answered_without_being_kept(
    pg: Playground, url: str, http: aiohttp.ClientSession, sari: Person, database: Database
) -> None:
    write = database._access.transactions.write
    usual = await sari.ask(CRY)
    await settled(database)
    await write(lambda connection: connection.execute(text("PRAGMA max_page_count = 1")))
    # So long that no page has room for it.
    answer = await sari.ask(f"{CRY} {'x' * 4000}", fleet.PATIENCE)
    assert (answer.text, answer.labels) == (usual.text, usual.labels)
    # It is done, and the next one gets through.
    await soon(lambda: len(pg.bot.updates) == 0)
    async with http.get(url.replace("/kait", "/sehat")) as page:
        assert (await page.json())["hitungan"]["darurat_tanpa_simpan"] == 1
    assert (await sari.ask(f"{CRY} {'y' * 4000}", fleet.PATIENCE)).text == usual.text
    assert (await database.inbox.depth()).waiting == 0
    await write(lambda connection: connection.execute(text("PRAGMA max_page_count = 1000000")))
    assert (await sari.ask("halo", fleet.PATIENCE)).text == usual.text  # nobody is left alone after a cry
    await settled(database)
    assert helped(sari) == 4


@pytest.mark.usefixtures("trio")
async def test_case_29_while_the_server_is_away_a_cry_for_help_is_answered_once_by_all_replicas_together(
    pg: Playground, sari: Person, postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "RETRY_SECONDS", 1)
    await sari.ask("halo")
    await asyncio.to_thread(postgres.halt)
    try:
        assert (await sari.ask(CRY, fleet.PATIENCE)).text.startswith("Kamu tidak sendiri.")
        await soon(lambda: len(pg.bot.updates) == 0)
        assert not refused(pg), "Telegram was to send it again, to whichever replica"
    finally:
        await asyncio.to_thread(postgres.resume)
    assert (await sari.ask("halo", fleet.PATIENCE)).text == "Halo juga!"
    assert helped(sari) == 1
