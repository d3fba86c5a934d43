"""`python -m benchmarks.telegram`: our bot at its whole work beside two echoes, in one table.

Lives here: which bots, which loads, the table.
Never here: how a load is made (crowd.py), what the bots are measured with (process.py, peer.py).
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.telegram.crowd import Crowd, Result
from benchmarks.telegram.peer import Connection, now
from benchmarks.telegram.process import ROOT, Subject
from bot.storage.loader import load_knowledge

BOTS: Mapping[str, tuple[str, ...]] = {
    "Tanya Peksos, everything": ("-m", "bot", "run"),
    "Tanya Peksos, everything, a worker": ("-m", "bot", "run"),
    "Tanya Peksos channel, echo": ("-m", "benchmarks.telegram.channel_echo"),
    "python-telegram-bot echo": ("-m", "benchmarks.telegram.ptb_echo"),
    "aiogram echo": ("-m", "benchmarks.telegram.aiogram_echo"),
}
# Processes beside that understand.
WORKERS = {"Tanya Peksos, everything, a worker": 1}
# Given as a word: bots may use all cores, as those with workers need to; the peer is then not alone on its own.
FREE = "--free"
PEOPLE, ROUND_TRIP, OFFERED = 128, 0.1, 100.0
WARM, SECONDS = 1.5, 6.0
START_SECONDS = 60.0
DRAIN_SECONDS = 8.0
HEAD = (
    "bot", "load", "updates/s", "p50 ms", "p99 ms", "CPU ms/update", "lost",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    load: str
    result: Result
    cpu_ms: float


@dataclass(frozen=True, slots=True)
class Report:
    """`started`: seconds from starting the process to its first getUpdates, of which `started_cpu` of CPU; from then on
    to its first answer, `answering`."""

    rows: tuple[Row, ...]
    started: float
    started_cpu: float
    idle_mb: float
    answering: float
    loaded_mb: float
    own_mb: float


async def main(wanted: list[str]) -> None:
    cores = sorted(os.sched_getaffinity(0))
    pinned = len(cores) > 1 and FREE not in wanted
    wanted = [word for word in wanted if word != FREE]
    if pinned:
        os.sched_setaffinity(0, {cores[0]})
    texts = questions()
    print(f"{PEOPLE} people; {len(texts)} questions; {len(cores)} cores, load average {os.getloadavg()[0]:.1f}\n")
    print("| " + " | ".join(HEAD) + " |\n" + "|---" * len(HEAD) + "|", flush=True)
    ends = []
    for name, command in BOTS.items():
        if wanted and not any(word in name for word in wanted):
            continue
        report = await measured(command, texts, cores[1] if pinned else None, WORKERS.get(name, 0))
        for row in report.rows:
            print(line(name, row), flush=True)
        ends.append(
            f"| {name} | {report.started:.1f} | {report.started_cpu:.1f} | {report.idle_mb:.0f} "
            f"| {report.answering:.1f} | {report.loaded_mb:.0f} | {report.own_mb:.0f} |"
        )
    print("\n| bot | start-up s | start-up CPU s | MB at start | first answer after s | MB after | of them its own |")
    print("|---" * 7 + "|")
    print("\n".join(ends))


def questions() -> list[str]:
    """Ways of asking from the shipped knowledge, of all entries in turn: real work for a bot that answers."""
    entries = load_knowledge(Path(ROOT / "knowledge")).entries.values()
    return [entry.questions[place] for place in range(40) for entry in entries]


async def measured(command: tuple[str, ...], texts: list[str], core: int | None, workers: int) -> Report:
    crowd = Crowd(texts)
    peer = crowd.peer
    server = await asyncio.get_running_loop().create_server(lambda: Connection(peer), "127.0.0.1", 0, backlog=1024)
    begin = now()
    subject = Subject(command, server.sockets[0].getsockname()[1], core, workers)
    try:
        while not peer.polls and subject.is_running and now() - begin < START_SECONDS:
            await asyncio.sleep(0.005)
        if not peer.polls:
            raise SystemExit(f"{' '.join(command)} did not start")
        started, cpu, idle = now() - begin, subject.cpu_seconds, subject.memory_mb
        answering = await crowd.first(START_SECONDS)
        await asyncio.sleep(
            10.0 if workers else 1.0
        )  # what bots do after the first poll, such as presenting themselves
        rows = [
            await closed(crowd, subject, 0.0),
            await closed(crowd, subject, ROUND_TRIP),
            await opened(crowd, subject),
        ]
        return Report(tuple(rows), started, cpu, idle, answering, subject.memory_mb, subject.own_mb)
    finally:
        server.close()
        subject.stop()


async def closed(crowd: Crowd, subject: Subject, delay: float) -> Row:
    crowd.peer.delay = delay
    before = subject.cpu_seconds
    result = await crowd.closed(PEOPLE, WARM, SECONDS)
    cpu = (subject.cpu_seconds - before) * SECONDS / (WARM + SECONDS)
    await crowd.drain(DRAIN_SECONDS)
    return Row(f"{PEOPLE} at once, API {delay * 1000:.0f} ms", result, 1000 * cpu / max(len(result.waits), 1))


async def opened(crowd: Crowd, subject: Subject) -> Row:
    crowd.peer.delay = ROUND_TRIP
    before = subject.cpu_seconds
    result = await crowd.opened(OFFERED, SECONDS)
    cpu = subject.cpu_seconds - before
    await crowd.drain(DRAIN_SECONDS)
    return Row(f"{OFFERED:.0f}/s offered, API 100 ms", result, 1000 * cpu / max(len(result.waits), 1))


def line(name: str, row: Row) -> str:
    result = row.result
    cells = (
        name, row.load, f"{result.rate:.0f}", f"{result.percentile(0.5):.0f}", f"{result.percentile(0.99):.0f}",
        f"{row.cpu_ms:.2f}", str(result.lost),
    )  # fmt: skip
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
