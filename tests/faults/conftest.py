"""The real bot on the playground, as in tests/channels/telegram, and the same bot in processes that can be killed."""

from __future__ import annotations

import asyncio
import os
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.assistant import Assistant
from bot.channels.telegram.running.lifecycle import run_polling, run_webhook
from bot.config import Settings
from bot.playground import Playground
from bot.storage.database import Database, Options, open_database
from tests.channels.telegram.conftest import (
    assistant,
    bot,
    database,
    dialogue,
    pg,
    polled,
    prepared,
    run,
    sari,
    settings,
    settled,
    short_pauses,
    unpresented,
)
from tests.storage.database.conftest import postgres, postgres_tables, postgres_url

from . import fleet
from .fleet import Balancer, Fleet, QuickReplica

__all__ = [
    "assistant", "bot", "database", "dialogue", "pg", "polled", "postgres", "postgres_tables", "postgres_url",
    "prepared", "run", "sari", "settings", "settled", "short_pauses", "unpresented",
]  # fmt: skip
Launch = Callable[..., AbstractAsyncContextManager[Fleet]]


@pytest.fixture
def chance() -> random.Random:
    """Random numbers that can be had again: FAULT_SEED=... as it was printed."""
    seed = os.environ.get("FAULT_SEED") or str(random.SystemRandom().randrange(10**6))
    print(f"FAULT_SEED={seed}")
    return random.Random(seed)


@pytest.fixture
def launch(pg: Playground, tmp_path: Path) -> Launch:
    """`async with launch(url, webhook=True, count=3) as fleet`: that many replicas on one database."""

    @asynccontextmanager
    async def begin(url: str, *, webhook: bool = False, count: int = 1, **more: str) -> AsyncIterator[Fleet]:
        public, *ports = fleet.free_ports(count + 1)
        pg.rules.webhook_retry_seconds = 0.1
        found = Fleet([
            QuickReplica(
                fleet.settings(pg, url, **(fleet.webhook_settings(public, port) if webhook else {}), **more),
                tmp_path / f"replica-{port}.log",
            )
            for port in ports
        ])  # fmt: skip
        async with Balancer(ports).listening(public):
            found.start()
            try:
                await soon(lambda: bool(pg.calls("setWebhook" if webhook else "deleteWebhook") or found.fallen))
                assert not found.fallen, found.fallen[0].said
                yield found
            finally:
                await found.stop()

    return begin


@pytest.fixture
async def url(pg: Playground, settings: Settings, assistant: Assistant, database: Database) -> AsyncIterator[str]:
    """The address of one bot behind a webhook."""
    (port,) = fleet.free_ports(1)
    pg.rules.webhook_retry_seconds = 0.1
    stop, listening = asyncio.Event(), shared(settings, port, port, send_limits=False)
    async with polled(pg, run_webhook(listening, assistant, database, stop), stop):
        await pg.wait_call("setWebhook")
        yield listening.webhook_url


@pytest.fixture
def send_limits() -> bool:
    """Whether the bot of `page` keeps to Telegram's limits."""
    return False


@pytest.fixture
async def page(
    pg: Playground, settings: Settings, assistant: Assistant, database: Database, send_limits: bool
) -> AsyncIterator[str]:
    """The address of the health page of a bot that polls."""
    place = f"127.0.0.1:{fleet.free_ports(1)[0]}"
    listening = settings.model_copy(update={"webhook_listen": place, "send_limits": send_limits})
    stop = asyncio.Event()
    async with polled(pg, run_polling(listening, assistant, database, stop), stop):
        await pg.wait_call("deleteWebhook")
        yield f"http://{place}/sehat"


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def trio(pg: Playground, settings: Settings, assistant: Assistant, postgres_url: str) -> AsyncIterator[str]:
    """Three bots of this process, each with its own connections to one database; yields their common address."""
    public, *ports = fleet.free_ports(4)
    pg.rules.webhook_retry_seconds = 0.1
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(Balancer(ports).listening(public))
        opened = [await open_database(postgres_url, fleet.KEY, options=Options(lease_seconds=2)) for _ in ports]
        for database in opened:
            await stack.enter_async_context(database)
        await soon(lambda: not any(database.budget._presence.is_alone for database in opened))
        stop = asyncio.Event()
        works = [
            run_webhook(shared(settings, public, port), assistant, database, stop)
            for port, database in zip(ports, opened, strict=True)
        ]
        async with polled(pg, _all(works), stop) as task:
            await soon(lambda: len(pg.calls("getMe")) == len(ports) or task.done())
            yield f"http://127.0.0.1:{public}/kait"


def shared(settings: Settings, public: int, own: int, *, send_limits: bool = True) -> Settings:
    """`settings` of a replica behind a webhook."""
    given = fleet.webhook_settings(public, own)
    return Settings(
        _env_file=None, BOT_TOKEN=settings.token(), api_url=settings.api_url, send_limits=send_limits,
        **{name.removeprefix("BOT_").lower(): value for name, value in given.items()},
    )  # fmt: skip


async def _all(works: Iterable[Awaitable[None]]) -> None:
    await asyncio.gather(*works)


@pytest.fixture
def sqlite_url(prepared: Path, tmp_path: Path) -> str:
    """A fresh database file."""
    path = tmp_path / "armada.db"
    path.write_bytes(prepared.read_bytes())
    return f"sqlite:///{path}"


async def soon(condition: Callable[[], bool], seconds: float = fleet.PATIENCE) -> None:
    """Wait for what another process does."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 (another process sets no event)
            await asyncio.sleep(0.02)
