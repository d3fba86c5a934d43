"""Answering a cry for help while nothing can be kept: the database is away, the disk is full.

Lives here: which updates are being answered without the inbox, and which were.
Never here: what is such a cry (accepting.py), what is said (handlers.py). Nothing of an update is remembered but its
number, and that in this process alone: Telegram sends it again, and then it is done.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Iterable

from bot.channels.telegram.intake.working import Worker
from bot.channels.telegram.reporting.health import Health
from bot.core.turns import Conversation
from bot.storage.database import Arrival, Claim, Standing

# So many at once: a flood must leave connections for the others. The rest is answered when it is sent again.
AT_ONCE = 32
# Numbers remembered; the oldest is forgotten first.
KEPT = 10_000


class FirstAid:
    """Answers beside everything else, and each update once."""

    def __init__(self, worker: Worker, health: Health) -> None:
        self._worker = worker
        self._health = health
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._given: OrderedDict[int, None] = OrderedDict()

    @property
    def tasks(self) -> frozenset[asyncio.Task[None]]:
        """What is to be waited for before the connections are closed."""
        return frozenset(self._under_way.values())

    def was_given(self, update_id: int) -> bool:
        """Whether an update has been answered here."""
        return update_id in self._given

    async def will_have_been_given(self, update_id: int) -> bool:
        """The same, once what is under way has ended."""
        if task := self._under_way.get(update_id):
            await asyncio.wait((task,))
        return self.was_given(update_id)

    def give(self, arrivals: Iterable[Arrival]) -> None:
        """Answer updates that nobody else works on. Returns at once."""
        for found in arrivals:
            number = found.update_id
            if len(self._under_way) < AT_ONCE and number not in self._under_way and not self.was_given(number):
                self._under_way[number] = asyncio.create_task(self._answer(found))

    async def _answer(self, found: Arrival) -> None:
        try:
            session = await self._worker.work(_claim(found))
        finally:
            del self._under_way[found.update_id]
        # What could not be sent is not remembered, so that it is tried again when the update comes again.
        if session is not None and not session.trouble:
            self._health.count("darurat_tanpa_simpan")
            self._given[found.update_id] = None
            while len(self._given) > KEPT:
                self._given.popitem(last=False)


def _claim(found: Arrival) -> Claim:
    """What the inbox would have given out, as far as it is known without a database: the help is the same whatever was
    said before, and no notice of what is logged belongs below it."""
    return Claim(
        found.update_id,
        found.kind,
        found.body,
        attempt=1,
        conversation=Conversation(),
        standing=Standing(noticed=True),
        lane="",
        taken_at=0.0,
        received_at=time.time(),
    )
