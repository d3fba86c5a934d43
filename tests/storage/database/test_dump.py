"""Who gets hold of the database without the key learns no id, no name and no text; not from a row, nor from a file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bot.storage.database import ChatName, Database, Rejection, open_database

from .conftest import KEY, answered, ask, message, peek, peek_everywhere, take_one
from .postgres_server import PostgresServer

HERE, THERE = ChatName.private(8123456790123), ChatName(-1009876543210, 8123456790123)
PERSON, GROUP = str(THERE.person), str(THERE.place)
NAME, QUESTION, CONTACT = "Sukmawatiningsih", "kenapa kopiku pahit sekali", "0813-5557-1234"
BODY = json.dumps({"from": {"id": int(PERSON), "first_name": NAME}, "text": f"{QUESTION} {CONTACT}"}).encode()
PLANTED = (PERSON, GROUP, NAME, QUESTION, CONTACT, "81355571234")


async def live(database: Database) -> None:
    """Everything that can happen to what a person writes."""
    await database.people.notice_shown(HERE)
    text = f"{QUESTION} {CONTACT} {NAME}"
    await ask(database, 1, answered(HERE, text, reply="abc"))
    await ask(database, 2, answered(THERE, text))
    await ask(database, 3, answered(HERE, text, private=True))
    await database.log.vote("abc", HERE, True)
    await ask(database, 4, replace(answered(HERE, text), rejected=Rejection(text, ("embun",))))
    await database.inbox.accept([message(5, HERE, BODY), message(6, THERE, BODY)])
    await database.inbox.bury(await take_one(database), f"KeyError {CONTACT}")
    await database.inbox.dead_letter(BODY, "rusak")
    await database.inbox.accept([message(7, HERE, BODY)])
    await take_one(database)
    await database.budget.pause(1)


def files_in(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def shown(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def leaks(contents: Iterator[bytes]) -> set[str]:
    return {planted for content in contents for planted in PLANTED if planted.encode() in content}


async def test_no_row_shows_anything(url: str) -> None:
    async with await open_database(url, KEY) as database, await open_database(url, KEY) as other:
        await live(database)
        await other.budget.reserve(PERSON)
        tables = peek_everywhere(url).values()
        assert leaks(shown(value) for rows in tables for row in rows for value in row) == set()
        assert peek(url, "SELECT count(*) FROM inbox") == [(2,)], "there was something to be shown"


async def test_no_file_of_sqlite_shows_anything(sqlite_url: str, quick_path: Path) -> None:
    async with await open_database(sqlite_url, KEY) as database:
        await live(database)
        files = files_in(quick_path)
        assert any(file.name.endswith("-wal") for file in files)
        assert leaks(file.read_bytes() for file in files) == set()


async def test_no_file_of_postgres_shows_anything(postgres: PostgresServer, postgres_url: str) -> None:
    async with await open_database(postgres_url, KEY) as database:
        await live(database)
        postgres.execute("CHECKPOINT")
        files = files_in(postgres.folder / "data")
        assert any(b"versi-1" in file.read_bytes() for file in files), "what is not secret is found this way"
        assert leaks(file.read_bytes() for file in files) == set()
