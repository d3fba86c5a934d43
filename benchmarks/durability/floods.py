"""One person who writes 50 messages a second, and how long everybody else waits.

Lives here: the trial and what it found, as rows of a table.
Never here: processes (stage.py).
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator

from benchmarks.durability.stage import Plan, Setting, Stage, staged
from bot.playground import Person

FLOOD, OTHERS = 50.0, 20
PATIENCE = 120.0
# Others ask every few seconds.
PAUSES = (2.0, 5.0)


async def one_against_all(setting: Setting) -> AsyncIterator[str]:
    """50 messages a second from one person for 60 s, while 20 others ask every few seconds."""
    seconds = 60 * setting.scale
    for flood in (0.0, FLOOD):
        for webhook in (False, True):
            async with staged(Plan(webhook=webhook)) as stage:
                way = "webhook" if webhook else "polling"
                found = await _trial(stage, flood, seconds, setting.chance)
                yield f"{way}, {flood:.0f} messages/s from one person for {seconds:.0f} s: {found}"


async def _trial(stage: Stage, flood: float, seconds: float, chance: random.Random) -> str:
    people = [stage.pg.person(f"Orang {place}") for place in range(OTHERS)]
    flooder, end = stage.pg.person("Banjir"), time.monotonic() + seconds
    asking = [_waits(person, end, chance) for person in people]
    *waits, sent = await asyncio.gather(*asking, _flood(flooder, flood, end))
    replies, comforted = stage.sent[str(flooder.id)], 1000 * await _cry(flooder)
    told = _told([wait for found in waits for wait in found])
    return f"{told}; {sent} from the one, who got {replies} replies, and help {comforted:.0f} ms after a cry for it"


async def _cry(person: Person) -> float:
    """How long help takes to come to whoever wrote all that, in seconds."""
    started = time.monotonic()
    person.send("aku ingin mati saja")
    while not any(message.text.startswith("Kamu tidak sendiri.") for message in person.messages()):
        if time.monotonic() - started > PATIENCE:
            raise TimeoutError(f"no help for {PATIENCE:.0f} s")
        await asyncio.sleep(0.005)
    return time.monotonic() - started


async def _waits(person: Person, end: float, chance: random.Random) -> list[float]:
    """How long each answer took, in seconds."""
    found = []
    await asyncio.sleep(chance.uniform(0, PAUSES[1]))
    while time.monotonic() < end:
        started = time.monotonic()
        await person.ask("apa itu robusta", timeout=60)
        found.append(time.monotonic() - started)
        await asyncio.sleep(chance.uniform(*PAUSES))
    return found


async def _flood(person: Person, rate: float, end: float) -> int:
    sent, started = 0, time.monotonic()
    while rate and (now := time.monotonic()) < end:
        while sent < (now - started) * rate:
            person.send(f"halo {sent}")
            sent += 1
        await asyncio.sleep(0.005)
    return sent


def _told(waits: list[float]) -> str:
    ordered = sorted(waits)
    p50, p95 = (1000 * ordered[int(len(ordered) * share)] for share in (0.5, 0.95))
    longest = 1000 * ordered[-1]
    return f"{len(waits)} questions of others waited {p50:.0f} ms (p50), {p95:.0f} ms (p95), {longest:.0f} ms (longest)"
