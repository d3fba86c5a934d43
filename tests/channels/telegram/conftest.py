"""The real bot on the playground: real Application, real HTTP on loopback, a tiny made-up knowledge."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from shutil import copyfile

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.answering import sending
from bot.channels.telegram.intake import polling
from bot.channels.telegram.running import lifecycle
from bot.channels.telegram.running.lifecycle import run_polling
from bot.config import Settings
from bot.core.conversation.dialogue import Dialogue
from bot.playground import Person, Playground
from bot.storage.database import Database, Options, open_database

from .kopi import make_dialogue

KEY = "kunci-untuk-tes-saja"
Run = Callable[..., AbstractAsyncContextManager[asyncio.Task[None]]]


@pytest.fixture(scope="session")
def dialogue() -> Dialogue:
    """Trained once; it never changes."""
    return make_dialogue()


@pytest.fixture
def assistant(dialogue: Dialogue) -> Assistant:
    return Assistant(dialogue)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database: making its tables takes longer than most tests."""
    path = tmp_path_factory.mktemp("basis-data") / "kosong.db"

    async def make() -> None:
        await (await open_database(f"sqlite:///{path}", KEY, (), Options(works=False))).close()

    asyncio.run(make())
    return path


@pytest.fixture
async def database(prepared: Path, tmp_path: Path) -> AsyncIterator[Database]:
    copyfile(prepared, tmp_path / "bot.db")
    async with await open_database(f"sqlite:///{tmp_path / 'bot.db'}", KEY) as opened:
        yield opened


@pytest.fixture
async def pg() -> AsyncIterator[Playground]:
    async with Playground.start() as playground:
        yield playground


@pytest.fixture
def settings(pg: Playground) -> Settings:
    return Settings(_env_file=None, BOT_TOKEN=pg.token, api_url=pg.root_url, send_limits=False)


@pytest.fixture
def sari(pg: Playground) -> Person:
    return pg.person("Sari")


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody needs to watch a test wait."""
    monkeypatch.setattr(sending, "BACKOFF_SECONDS", (0.01, 0.02, 0.03))
    monkeypatch.setattr(polling, "FIRST_PAUSE", 0.05)


@pytest.fixture(autouse=True)
def unpresented(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dozen calls with which a bot presents itself belong to test_setup.py alone."""

    async def present(*_args: object) -> None: ...

    monkeypatch.setattr(lifecycle, "present", present)


@asynccontextmanager
async def polled(pg: Playground, work: Awaitable[None], stop: asyncio.Event) -> AsyncIterator[asyncio.Task[None]]:
    """A bot that is at work until the block ends."""
    task = asyncio.ensure_future(work)
    polls = len(pg.calls("getUpdates"))
    try:
        await pg.wait_until(lambda: len(pg.calls()) > polls or task.done() or None, 5, "the bot did not start")
        yield task
    finally:
        stop.set()
        await asyncio.wait((task,), timeout=10)
        assert task.done(), "the bot did not stop"


@pytest.fixture
def run(pg: Playground, settings: Settings, database: Database) -> Run:
    """Starts a bot with an assistant: `async with run(assistant) as task`."""

    @asynccontextmanager
    async def start(assistant: Assistant) -> AsyncIterator[asyncio.Task[None]]:
        stop = asyncio.Event()
        async with polled(pg, run_polling(settings, assistant, database, stop), stop) as task:
            yield task

    return start


@pytest.fixture
async def bot(run: Run, assistant: Assistant) -> AsyncIterator[asyncio.Task[None]]:
    """A bot that polls, for as long as the test runs."""
    async with run(assistant) as task:
        yield task
        assert not task.done(), "the bot ended by itself"


async def settled(database: Database) -> None:
    """Until nothing waits in the inbox."""
    async with asyncio.timeout(60):
        while (await database.inbox.depth()).waiting:  # noqa: ASYNC110 (the database has no event)
            await asyncio.sleep(0.01)


async def soon(condition: Callable[[], object], seconds: float = 60) -> None:
    """Wait for what sets no event."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
