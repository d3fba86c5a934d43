"""Both databases, fresh for every test, and a few things that happen in them.

A test that asks for `url` or `database` runs twice: on a SQLite file and on a real PostgreSQL.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Connection, Select, create_engine, delete, select, text

from bot.core.turns import Conversation, Match, Outcome, Reply, Turn, Utterance
from bot.storage.database import Answered, Arrival, ChatName, Claim, Database, Kind, Options, open_database
from bot.storage.database.engines import connect, parse_url
from bot.storage.database.migrating import migrate
from bot.storage.database.tables import metadata
from tests.forking import fork

from .postgres_server import INSTALL, PostgresServer, find_programs

T = TypeVar("T")
Start = Callable[..., ForkServerProcess]
KEY = "kunci-untuk-percobaan-saja"
SARI, BUDI = ChatName.private(42), ChatName.private(43)
SARI_IN_GROUP, BUDI_IN_GROUP = ChatName(-1001, 42), ChatName(-1001, 43)


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    programs = find_programs()
    if programs is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(INSTALL)
    server = PostgresServer.start(programs)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres_tables(postgres: PostgresServer) -> str:
    """The name of a database with all tables, empty before every test: making one takes PostgreSQL a second."""
    postgres.execute("CREATE DATABASE prepared")
    prepare(postgres.url("prepared"))
    return "prepared"


@pytest.fixture
def quick_path() -> Iterator[Path]:
    """A folder in memory, where there is one: processes are killed here, but no power is cut."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "prepared.db"
    prepare(f"sqlite:///{path}")
    return path


def prepare(url: str) -> None:
    engines = connect(parse_url(url))
    migrate(engines.writer, url)
    engines.dispose()


@pytest.fixture
def postgres_url(postgres: PostgresServer, postgres_tables: str) -> Iterator[str]:
    yield postgres.url(postgres_tables)
    empty = [str(delete(table)) for table in reversed(metadata.sorted_tables)]
    postgres.execute("; ".join([*empty, "INSERT INTO budgets VALUES ('token', 0)"]), database=postgres_tables)


@pytest.fixture
def empty_postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """A database without any tables."""
    name = f"t{uuid.uuid4().hex}"
    postgres.execute(f"CREATE DATABASE {name}")
    yield postgres.url(name)
    postgres.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(sqlite_template: Path, quick_path: Path) -> str:
    return f"sqlite:///{shutil.copy(sqlite_template, quick_path / 'bot.db')}"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    found = request.getfixturevalue(f"{request.param}_url")
    assert isinstance(found, str)
    return found


@pytest.fixture(scope="session")
def start() -> Start:
    """Starts a process that runs a function; it has everything imported, and nothing of this process."""
    return fork


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def database(url: str, clock: Clock) -> AsyncIterator[Database]:
    """A database whose time stands still until a test moves it."""
    async with await open_database(url, KEY, options=Options(now=clock)) as opened:
        yield opened


def peek(url: str, statement: str | Select[Any]) -> list[tuple[Any, ...]]:
    """Rows as anybody sees them who has the database but not the key."""
    executable = text(statement) if isinstance(statement, str) else statement
    return _with(url, lambda connection: [tuple(row) for row in connection.execute(executable)])


def peek_everywhere(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables."""
    return _with(
        url,
        lambda connection: {
            table.name: [tuple(row) for row in connection.execute(select(table))] for table in metadata.sorted_tables
        },
    )


def poke(url: str, statement: str) -> None:
    _with(url, lambda connection: connection.execute(text(statement)).close())


def _with(url: str, work: Callable[[Connection], T]) -> T:
    engine = create_engine(parse_url(url))
    try:
        with engine.begin() as connection:
            return work(connection)
    finally:
        engine.dispose()


def message(update_id: int, chat: ChatName = SARI, body: bytes = b"{}") -> Arrival:
    return Arrival(update_id, chat, Kind.MESSAGE, body)


def press(update_id: int, chat: ChatName = SARI) -> Arrival:
    return Arrival(update_id, chat, Kind.CALLBACK, b"{}")


def turn(text: str = "apa itu seduh dingin?", *, entry: str = "embun", turns: int = 1, private: bool = False) -> Turn:
    outcome = Outcome.CRISIS if private else Outcome.ANSWER
    matches = () if private else (Match(entry, 0.9),)
    state = Conversation(asked="" if private else text, shown=(entry,), turns=turns)
    return Turn(Utterance(text, 1.0), outcome, Reply(), state, matches, 0.9, private=private)


def answered(
    chat: ChatName = SARI, text: str = "apa itu seduh dingin?", reply: str = "", **more: object
) -> Answered:
    return Answered(chat, turn(text, **more), "versi-1", reply)  # type: ignore[arg-type]


async def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for what another process does."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 (another process sets no event)
            await asyncio.sleep(0.02)


async def take_one(database: Database) -> Claim:
    (claim,) = await database.inbox.claim()
    return claim


async def state_of(database: Database, update_id: int, chat: ChatName = SARI) -> Conversation:
    """What the next update of a chat finds."""
    await database.inbox.accept([message(update_id, chat)])
    claim = await take_one(database)
    await database.inbox.done(claim)
    return claim.conversation


async def ask(database: Database, update_id: int, kept: Answered) -> None:
    """A message that came and was answered."""
    await database.inbox.accept([message(update_id, kept.chat)])
    await database.inbox.done(await take_one(database), kept)
