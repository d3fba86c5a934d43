"""The shipped bot through 100,000 updates: whether its memory and its open files stay as they are.

Lives here: the trial and what it found, as rows of a table.
Never here: the Bot API, which is the one of benchmarks/telegram: it answers at once and checks nothing.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.durability.stage import Setting
from benchmarks.telegram.peer import Connection, Peer
from bot.storage.loader import load_knowledge
from tests.faults.fleet import KEY, ROOT, Replica

UPDATES, STEP = 100_000, 20_000
# So many wait for their answer at any time.
AT_ONCE = 64
# More than any cache of the bot remembers, and few enough messages each for their flood budget.
PEOPLE = 25_000
TOKEN = "424242:AABenchmarkTokenOnLoopbackOnly_00000"  # noqa: S105  nobody's
PATIENCE = 60.0


async def unlimited(setting: Setting) -> AsyncIterator[str]:
    """100,000 updates on a Bot API that answers at once, without any limits."""
    load, loop = Load(), asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(load.peer), "127.0.0.1", 0, backlog=1024)
    with TemporaryDirectory(prefix="endurance-") as folder:
        replica = Replica(_environment(server, Path(folder)), Path(folder) / "output", ("-m", "bot", "run"))
        replica.start()
        try:
            while not load.peer.polls:
                await asyncio.sleep(0.1)
            yield f"at the start: {_state(replica)}"
            for step in range(setting.size(STEP), setting.size(UPDATES) + 1, setting.size(STEP)):
                started = time.monotonic()
                await load.until(step)
                rate = setting.size(STEP) / (time.monotonic() - started)
                yield f"after {step:,} updates: {_state(replica)}; {rate:.0f}/s"
        finally:
            server.close()
            await replica.kill()


def _environment(server: asyncio.Server, folder: Path) -> dict[str, str]:
    return {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}",
        "BOT_DATABASE_URL": f"sqlite:///{folder / 'bot.db'}",
        "BOT_KEY": KEY,
        "BOT_SEND_LIMITS": "0",
    }


class Load:
    """So many people at once, each followed by the next when answered."""

    def __init__(self) -> None:
        self.peer = Peer(self._answered)
        self._texts = itertools.cycle(
            question for entry in load_knowledge(ROOT / "knowledge").entries.values() for question in entry.questions
        )
        self._people = itertools.cycle(range(1_000_000, 1_000_000 + PEOPLE))
        self._waiting: set[int] = set()
        self._goal = self._asked = 0
        self._moved = time.monotonic()

    async def until(self, goal: int) -> None:
        """Ask until `goal` updates were answered in all."""
        self._goal, self._moved = goal, time.monotonic()
        for _ in range(min(AT_ONCE, goal - self._asked)):
            self._ask()
        while self._waiting:
            await asyncio.sleep(0.1)
            if time.monotonic() - self._moved > PATIENCE:
                raise SystemExit(f"{len(self._waiting)} were not answered for {PATIENCE:.0f} s")

    def _ask(self) -> None:
        person = next(self._people)
        self._asked += 1
        self._waiting.add(person)
        user = {"id": person, "is_bot": False, "first_name": "Sari", "language_code": "id"}
        chat = {"id": person, "type": "private", "first_name": "Sari"}
        self.peer.put({"date": int(time.time()), "chat": chat, "from": user, "text": next(self._texts)})

    def _answered(self, person: int) -> None:
        if person in self._waiting:
            self._waiting.discard(person)
            self._moved = time.monotonic()
            if self._asked < self._goal:
                self._ask()


def _state(replica: Replica) -> str:
    place = Path(f"/proc/{replica.handle.pid}")
    lines = (place / "status").read_text().splitlines()
    memory = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024
    return f"{memory:.0f} MB resident, {len(os.listdir(place / 'fd'))} open files"
