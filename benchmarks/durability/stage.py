"""What every trial stands on: the Bot API on loopback, replicas as processes, people who ask all the time.

Lives here: putting up and taking down, asking at a steady rate, killing at random moments.
Never here: what is tried (kills.py, floods.py, endurance.py). The parts are those of the tests (tests/faults/fleet.py).
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.playground import Playground
from tests.faults import fleet
from tests.faults.fleet import Balancer, Crowd, Fleet, Replica
from tests.storage.database.postgres_server import INSTALL, PostgresServer, find_programs

# Telegram takes 30 messages a second in all, and the bot sends 28; a little less arrives.
RATE = 25.0


@dataclass(frozen=True, slots=True)
class Setting:
    """What a trial is given. `scale` 1 is the full size; the seed makes its chance repeatable."""

    chance: random.Random
    scale: float = 1.0

    def size(self, full: int) -> int:
        return max(1, round(full * self.scale))


@dataclass(slots=True)
class Stage:
    pg: Playground
    fleet: Fleet
    # How often a post was not taken, by what the playground was told.
    refused: Counter[str] = field(default_factory=Counter)
    # How many messages were sent to each chat: the playground forgets the older ones of a long talk.
    sent: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Plan:
    """How the bot is run. Without an URL of a database it gets a SQLite file."""

    webhook: bool = False
    count: int = 1
    url: str = ""
    more: tuple[tuple[str, str], ...] = ()


@asynccontextmanager
async def staged(plan: Plan) -> AsyncIterator[Stage]:
    """The playground with a bot at work on it, for as long as the block runs."""
    async with AsyncExitStack() as stack:
        pg = await stack.enter_async_context(Playground.start())
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="durability-")))
        public, *ports = fleet.free_ports(plan.count + 1)
        url = plan.url or f"sqlite:///{folder / 'bot.db'}"
        replicas = [
            Replica(
                fleet.settings(
                    pg, url, **(fleet.webhook_settings(public, port) if plan.webhook else {}), **dict(plan.more)
                ),
                folder / f"{port}.log",
            )
            for port in ports
        ]
        stage = Stage(pg, Fleet(replicas))
        await stack.enter_async_context(Balancer(ports).listening(public))
        watching = asyncio.create_task(_watch(stage))
        stack.callback(watching.cancel)
        stage.fleet.start()
        stack.push_async_callback(stage.fleet.stop)
        await pg.wait_call("setWebhook" if plan.webhook else "deleteWebhook", timeout=fleet.PATIENCE)
        yield stage


async def _watch(stage: Stage) -> None:
    async for event in stage.pg.world.events.listen():
        if event.kind == "webhook" and event.data["error"]:
            stage.refused[event.data["error"]] += 1
        elif event.kind == "call" and event.data["method"] == "sendMessage" and event.data["status"] == 200:
            stage.sent[event.data["params"]["chat_id"]] += 1


async def ask_steadily(crowd: Crowd, count: int, rate: float = RATE) -> None:
    """`count` questions, `rate` a second."""
    for _ in range(count):
        crowd.ask(1)
        await asyncio.sleep(1 / rate)


async def kill_at_random(stage: Stage, kills: int, seconds: float, chance: random.Random) -> None:
    """So many kills, spread by chance over so many seconds; each victim is started anew at once."""
    pauses = sorted(chance.uniform(0, seconds) for _ in range(kills))
    for pause, before in zip(pauses, [0.0, *pauses], strict=False):
        await asyncio.sleep(pause - before)
        victim = chance.choice(stage.fleet.replicas)
        await victim.kill()
        victim.start()


@asynccontextmanager
async def postgres() -> AsyncIterator[PostgresServer]:
    """A server of one's own, with an empty database."""
    programs = find_programs()
    if programs is None:
        raise SystemExit(INSTALL)
    server = await asyncio.to_thread(PostgresServer.start, programs)
    server.execute("CREATE DATABASE bot")
    try:
        yield server
    finally:
        await asyncio.to_thread(server.stop)
