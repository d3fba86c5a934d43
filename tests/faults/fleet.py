"""Replicas as processes, a balancer in front of them, and what their answers tell.

A process is ended through its own handle only. Everything is on loopback. benchmarks/durability uses the same.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.channels.telegram.intake.dispatching import CONCURRENCY
from bot.playground import Person, Playground
from tests.faults.replica import run
from tests.forking import Forked

ROOT = Path(__file__).resolve().parents[2]
KEY, SECRET = "kunci-untuk-tes-saja", "Rahasia_armada-1"
# No update waits for as long, however busy the machine is.
PATIENCE = 60.0
_NUMBER = re.compile(r"#(\d+)")


def free_ports(count: int) -> list[int]:
    """Ports nobody listens on, all different."""
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


@dataclass(slots=True)
class Replica:
    """A process, started anew as often as somebody ends it. `output` gets what it prints."""

    settings: Mapping[str, str]
    output: Path
    command: Sequence[str] = ("-m", "tests.faults.replica")
    process: subprocess.Popen[bytes] | Forked | None = None

    def start(self) -> None:
        with self.output.open("ab") as file:
            self.process = subprocess.Popen(
                [sys.executable, *self.command],
                cwd=ROOT, env=self.environment(), stdout=file, stderr=file, stdin=subprocess.DEVNULL,
            )  # fmt: skip

    def environment(self) -> dict[str, str]:
        known = {name: value for name, value in os.environ.items() if not name.startswith(("BOT_", "REPLICA_"))}
        # One thread for linear algebra: several of them only get into each other's way here.
        return {**known, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", **self.settings}

    @property
    def handle(self) -> subprocess.Popen[bytes] | Forked:
        assert self.process is not None
        return self.process

    def signal(self, *numbers: int) -> None:
        for number in numbers:
            self.handle.send_signal(number)

    async def kill(self) -> None:
        """SIGKILL: nothing is finished and nothing is tidied up."""
        self.handle.kill()
        await self.ended()

    async def ended(self, seconds: float = PATIENCE) -> int:
        """The exit code, once there is one."""
        return await asyncio.to_thread(self.handle.wait, seconds)

    @property
    def said(self) -> str:
        return self.output.read_text("utf-8", "replace")


class QuickReplica(Replica):
    """The same, started in a tenth of the time."""

    def start(self) -> None:
        self.process = Forked(run, self.environment(), self.output)


@dataclass(slots=True)
class Fleet:
    """Replicas on one database. Those behind a webhook have a port each, and the balancer has the public one."""

    replicas: list[Replica] = field(default_factory=list)

    def start(self) -> None:
        for replica in self.replicas:
            replica.start()

    @property
    def fallen(self) -> list[Replica]:
        """Those that ended although nobody ended them."""
        return [replica for replica in self.replicas if replica.process and replica.process.poll() is not None]

    async def stop(self) -> None:
        """Kill whoever is left."""
        for replica in self.replicas:
            if replica.process is not None and replica.process.poll() is None:
                await replica.kill()


def settings(pg: Playground, database_url: str, **more: str) -> dict[str, str]:
    """The environment of a replica."""
    return {
        "BOT_TOKEN": pg.token,
        "BOT_API_URL": pg.root_url,
        "BOT_DATABASE_URL": database_url,
        "BOT_KEY": KEY,
        **more,
    }


def webhook_settings(public: int, own: int) -> dict[str, str]:
    """The part of the environment of a replica that listens on `own` behind the port `public`."""
    return {
        "BOT_WEBHOOK_URL": f"http://127.0.0.1:{public}/kait",
        "BOT_WEBHOOK_SECRET": SECRET,
        "BOT_WEBHOOK_LISTEN": f"127.0.0.1:{own}",
    }


class Balancer:
    """Passes connections on to replicas in turn; one that does not listen is passed over."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = list(ports)
        self._turn = 0
        self._tasks: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def listening(self, port: int) -> AsyncIterator[None]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", port, backlog=512)
        try:
            yield
        finally:
            server.close()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._pass_on(reader, writer)
        except asyncio.CancelledError:
            pass  # asyncio would log it: whoever cancels this does not wait for the result
        finally:
            writer.close()
            self._tasks.discard(task)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for _ in self._ports:
            self._turn += 1
            try:
                back, forth = await asyncio.open_connection("127.0.0.1", self._ports[self._turn % len(self._ports)])
            except OSError:
                continue
            ends = [asyncio.ensure_future(_copy(reader, forth)), asyncio.ensure_future(_copy(back, writer))]
            try:
                await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for end in ends:
                    end.cancel()
                forth.close()
            return


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while chunk := await source.read(65536):
            target.write(chunk)
            await target.drain()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the updates with the numbers 0 to `asked`."""

    asked: int
    lost: frozenset[int]
    extra: int
    disordered: int

    def __str__(self) -> str:
        return f"{self.asked} updates: {len(self.lost)} lost, {self.extra} twice, {self.disordered} chats out of order"

    def check(self, kills: int) -> None:
        """Nothing lost, all in order, and as a rule no more than one answer a kill that was sent and not yet noted.

        As a rule: which of them a kill hits is chance, so that the test leaves room for an unlucky run.
        """
        assert not self.lost, str(self)
        assert not self.disordered, str(self)
        # Sent, and killed before that could be noted: at most what was in hand. How few it is in fact depends on the
        # machine, and is measured in benchmarks/durability.
        assert self.extra <= CONCURRENCY * kills, f"{self}, {kills} kills"


class Crowd:
    """People who ask numbered questions in turn."""

    def __init__(self, pg: Playground, count: int) -> None:
        self.people = [pg.person(f"Orang {place}") for place in range(count)]
        self.asked = 0

    def ask(self, count: int) -> None:
        """`count` more questions, spread over all people."""
        for number in range(self.asked, self.asked + count):
            self.people[number % len(self.people)].send(f"apa itu robusta #{number}")
        self.asked += count

    def answers(self) -> list[list[int]]:
        """For each person the numbers of the answers, as they came."""
        return [answers_to(person) for person in self.people]

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return len(set().union(*self.answers()))

    async def wait_answered(self, count: int, seconds: float = PATIENCE) -> None:
        """Until so many questions have an answer."""
        try:
            async with asyncio.timeout(seconds):
                # Not at every event of the playground: counting takes longer than most of them.
                while self.answered < count:  # noqa: ASYNC110
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise TimeoutError(f"{self.answered} of {self.asked} answered after {seconds} s, not {count}") from None

    def verdict(self) -> Verdict:
        answers = self.answers()
        everything = [number for chat in answers for number in chat]
        lost = frozenset(range(self.asked)) - set(everything)
        disordered = sum(chat != sorted(chat) for chat in answers)
        return Verdict(self.asked, lost, len(everything) - len(set(everything)), disordered)


def answers_to(person: Person) -> list[int]:
    texts = (message.text for message in person.messages() if message.sender_id != person.id)
    return [int(found[1]) for text in texts if (found := _NUMBER.match(text))]


def clear(values: Iterable[str], content: bytes) -> set[str]:
    """Those of `values` that can be read in `content`."""
    return {value for value in values if value.encode() in content}
