"""Crash loops: the bot is killed every few seconds for minutes, at the worst moments and by signals of all kinds.

Lives here: the trials and what each found, as rows of a table. The Bot API is the one of tiny_api.py.
Never here: processes (tests/faults/fleet.py), single kills (kills.py).
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import signal
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, text

from benchmarks.durability.stage import Setting, postgres
from benchmarks.durability.tiny_api import TOKEN, TinyApi
from bot.storage.database.engines import parse_url
from tests.faults import fleet
from tests.faults.fleet import Balancer, QuickReplica, Replica
from tests.faults.replica import DEADLY

# Long enough for a suspect of each replica and the backlog, on a busy machine.
PATIENCE = 300.0
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGABRT)


@dataclass(frozen=True, slots=True)
class Loop:
    """So many questions from so many chats, `rate` a second, and a signal every `pause` seconds (from, to). `quick`:
    processes are forked with everything imported, for where a start would take as long as a life."""

    questions: int
    chats: int
    rate: float
    pause: tuple[float, float]
    seconds: float = 0.0
    signals: Sequence[int] = (signal.SIGKILL,)
    replicas: int = 1
    poison: bool = False
    quick: bool = False
    more: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Scene:
    api: TinyApi
    replicas: list[Replica]
    url: str
    kills: int = 0
    # Sends that were on their way at a kill, added up: no more can have come twice.
    under_way: int = 0
    # Held while something is done to the database, so that nobody starts meanwhile.
    quiet: asyncio.Lock = field(default_factory=asyncio.Lock)


async def webhook_sqlite(setting: Setting) -> AsyncIterator[str]:
    """1,000 questions from 125 chats at 8 a second, one process, webhook, SQLite, kill -9 about every 15 s."""
    yield await _loop(setting, Loop(setting.size(1000), 125, 8.0, (10.0, 20.0)))


async def three_replicas(setting: Setting) -> AsyncIterator[str]:
    """2,000 questions from 250 chats at 12 a second, three replicas on PostgreSQL, kill -9 about every 15 s."""
    async with postgres() as server:
        loop = Loop(setting.size(2000), 250, 12.0, (10.0, 20.0), replicas=3)
        yield await _loop(setting, loop, server.url("bot"))


async def every_five_seconds(setting: Setting) -> AsyncIterator[str]:
    """1,000 questions in ten minutes, and kill -9 every 5 s all the time."""
    seconds = 600 * setting.scale
    yield await _loop(setting, Loop(setting.size(1000), 125, 1000 / 600, (5.0, 5.0), seconds, quick=True))


async def all_signals(setting: Setting) -> AsyncIterator[str]:
    """600 questions while signals of all kinds come every 5 to 20 s, some of them during the start."""
    loop = Loop(setting.size(600), 75, 4.0, (5.0, 20.0), signals=SIGNALS)
    yield await _loop(setting, loop)


async def bad_moments(setting: Setting) -> AsyncIterator[str]:
    """Kills during the start, a migration and the daily cleaning: 300 questions, a kill every 0.3 to 3 s."""
    yield await _loop(setting, Loop(setting.size(300), 50, 4.0, (0.3, 3.0), quick=True), spoil=True)


async def shipped(setting: Setting) -> AsyncIterator[str]:
    """The shipped knowledge: 1,000 questions from 125 chats at 8 a second, kill -9 about every 15 s."""
    more = (("REPLICA_KNOWLEDGE", str(fleet.ROOT / "knowledge")),)
    yield await _loop(setting, Loop(setting.size(1000), 125, 8.0, (10.0, 20.0), more=more))


async def a_poison(setting: Setting) -> AsyncIterator[str]:
    """One message ends every process that works on it, among 300 others."""
    loop = Loop(setting.size(300), 50, 8.0, (60.0, 60.0), poison=True, more=(("REPLICA_STEADY", "3"),))
    yield await _loop(setting, loop)


async def _loop(setting: Setting, loop: Loop, url: str = "", *, spoil: bool = False) -> str:
    started = time.monotonic()
    async with _staged(loop, url) as scene:
        async with asyncio.TaskGroup() as group:
            killing = group.create_task(_kill(scene, loop, setting.chance, spoil))
            minding = group.create_task(_mind(scene))
            await _ask(scene.api, loop)
            if loop.seconds:
                await asyncio.sleep(max(0.0, loop.seconds - (time.monotonic() - started)))
            killing.cancel()
            await _answered(scene.api, loop)
            minding.cancel()
        return f"{_told(scene)}; {time.monotonic() - started:.0f} s"


@asynccontextmanager
async def _staged(loop: Loop, url: str) -> AsyncIterator[Scene]:
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(TinyApi().serving())
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="durability-")))
        public, *ports = fleet.free_ports(loop.replicas + 1)
        url = url or f"sqlite:///{folder / 'bot.db'}"
        common = {
            "BOT_TOKEN": TOKEN, "BOT_API_URL": api.root, "BOT_DATABASE_URL": url, "BOT_KEY": fleet.KEY,
            "BOT_CACHE": str(folder / "cache"), **dict(loop.more),
        }  # fmt: skip
        kind = QuickReplica if loop.quick else Replica
        replicas = [kind({**common, **fleet.webhook_settings(public, port)}, folder / f"{port}.log") for port in ports]
        await stack.enter_async_context(Balancer(ports).listening(public))
        scene = Scene(api, replicas, url)
        for replica in replicas:
            replica.start()
            stack.push_async_callback(_ended, replica)
        yield scene


async def _ended(replica: Replica) -> None:
    if replica.handle.poll() is None:
        await replica.kill()


async def _ask(api: TinyApi, loop: Loop) -> None:
    for number in range(loop.questions):
        if loop.poison and number == loop.questions // 3:
            api.ask(999_999, DEADLY)
        api.ask(1_000_000 + number % loop.chats, "apa itu robusta", number)
        await asyncio.sleep(1 / loop.rate)


async def _answered(api: TinyApi, loop: Loop) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while api.unanswered or (loop.poison and not api.apologies):
                await asyncio.sleep(0.1)


async def _mind(scene: Scene) -> None:
    """Whoever ended is started anew, as a service manager does."""
    while True:
        async with scene.quiet:
            for replica in scene.replicas:
                if replica.handle.poll() is not None:
                    replica.start()
        await asyncio.sleep(0.1)


async def _kill(scene: Scene, loop: Loop, chance: random.Random, spoil: bool) -> None:
    while True:
        await asyncio.sleep(chance.uniform(*loop.pause))
        victim, number = chance.choice(scene.replicas), chance.choice(loop.signals)
        if victim.handle.poll() is not None:
            continue
        scene.under_way += scene.api.under_way()
        await _end(scene, victim, number)
        if spoil:
            async with scene.quiet:
                await victim.ended()
                await asyncio.to_thread(_spoil, scene.url, chance)
        elif number != signal.SIGKILL and chance.random() < 0.5:
            await victim.ended()
            await asyncio.sleep(chance.uniform(0.1, 1.5))
            await _end(scene, victim, signal.SIGKILL)


async def _end(scene: Scene, victim: Replica, number: int) -> None:
    if victim.handle.poll() is None:
        scene.kills += 1
        victim.signal(number)


def _spoil(url: str, chance: random.Random) -> None:
    """The next start finds the tables of the version before, or the daily cleaning to be done."""
    statements = (
        ("UPDATE duties SET until = 0", "DELETE FROM duties WHERE name = 'sweep'")
        if chance.random() < 0.5
        else (
            "DROP INDEX IF EXISTS inbox_suspect",
            "ALTER TABLE inbox DROP COLUMN suspect", "ALTER TABLE inbox DROP COLUMN alone",
            "ALTER TABLE inbox DROP COLUMN crashes", "ALTER TABLE replicas DROP COLUMN boot",
            "ALTER TABLE dead_letters DROP COLUMN told", "UPDATE schema_version SET version_num = '0001'",
        )
    )  # fmt: skip
    engine = create_engine(parse_url(url))
    with contextlib.suppress(Exception), engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def _told(scene: Scene) -> str:
    api = scene.api
    times = [len(question.answered_at) for question in api.questions.values()]
    waits = [q.answered_at[0] - q.asked_at for q in api.questions.values() if q.answered_at]
    twice = sum(max(0, count - 1) for count in times)
    disordered = sum(_first(chat) != sorted(_first(chat)) for chat in api.answers.values())
    engine = create_engine(parse_url(scene.url))
    with engine.begin() as connection:
        buried = connection.execute(text("SELECT count(*) FROM dead_letters")).scalar_one()
    engine.dispose()
    apologies = f", {api.apologies} told so" if api.apologies else ""
    return (
        f"{len(times)} questions, {scene.kills} kills: {buried} buried{apologies}, {times.count(0)} lost, "
        f"{twice} twice (sends under way at the kills: {scene.under_way}), {disordered} chats out of order, "
        f"longest wait {max(waits, default=0.0):.0f} s"
    )


def _first(numbers: Sequence[int]) -> list[int]:
    """Each number once, where it came first."""
    return list(dict.fromkeys(numbers))
