"""Taking updates in: kept before Telegram is told that they arrived.

Lives here: from the wire into the inbox, what must not stand in line there, what no inbox can hold.
Never here: where updates come from (polling.py, webhook.py), working on them (dispatching.py, first_aid.py).
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.channels.telegram.answering.sessions import Sessions
from bot.channels.telegram.intake.arrivals import arrival, in_a_hurry, text_of
from bot.channels.telegram.intake.first_aid import FirstAid
from bot.channels.telegram.reporting.health import Health
from bot.channels.telegram.reporting.logs import outline
from bot.errors import StorageError
from bot.storage.database import Arrival, Database

_LOG = logging.getLogger(__name__)
# What an operator sees of an update that could not be accepted.
_LETTER_BYTES = 64 * 1024
# What waits at a start: more than Telegram brings in half a minute.
_LOOKED_THROUGH = 1000


class Urgent(Protocol):
    """Whoever works on what must not stand in line (dispatching.py)."""

    first_aid: FirstAid

    def hurry(self, arrivals: Sequence[Arrival]) -> None:
        """Work at once on what the inbox holds."""
        ...


@dataclass(slots=True)
class Batch:
    """What came in at once: what the inbox is to hold, the numbers of what is urgent among it, what is no update, and
    how many were answered already."""

    arrivals: list[Arrival] = field(default_factory=list)
    urgent: set[int] = field(default_factory=set)
    spoiled: list[bytes] = field(default_factory=list)
    answered: int = 0

    def among(self, numbers: Collection[int]) -> list[Arrival]:
        """The arrivals with these numbers."""
        return [found for found in self.arrivals if found.update_id in numbers]


class Intake:
    """`urgently` is told of updates that must not stand in line."""

    def __init__(self, database: Database, health: Health, sessions: Sessions, urgently: Urgent) -> None:
        self._inbox = database.inbox
        self._health = health
        self._sessions = sessions
        self._urgently = urgently

    async def accept(self, updates: Sequence[object]) -> None:
        """Keep updates; once this returns, none is lost. StorageError: Telegram has to send them again. A cry for help
        among them is answered all the same, and done when it comes again; if there is nothing else, it is done now, so
        that no other replica, which could not know of it, is given it too."""
        batch = await self._sorted(updates)
        try:
            fresh = await self._keep(batch)
        except StorageError:
            self._health.count("tak_tersimpan", len(batch.arrivals))
            if not await self._helped(batch):
                raise
            return
        self._health.count("masuk", len(fresh))
        self._health.count("berulang", len(batch.arrivals) - len(fresh) + batch.answered)
        if urgent := batch.among(fresh & batch.urgent):
            self._urgently.hurry(urgent)

    async def look_again(self) -> None:
        """Look for cries for help among what waits already. What a process left behind when it died, and what came when
        nobody could tell yet what is one, stands in line with everything else."""
        urgent = []
        for body in await self._inbox.waiting(_LOOKED_THROUGH):
            update = json.loads(body)
            if (found := arrival(update)) and await self._tells_of_danger(update):
                urgent.append(in_a_hurry(found))
        if urgent:
            await self._inbox.put_first(urgent)
            self._urgently.hurry(urgent)

    async def _helped(self, batch: Batch) -> bool:
        """Whether all that came in was a cry for help, and each has its answer without having been kept."""
        # What is held was kept, and is being worked on.
        cries = batch.among(batch.urgent - self._inbox.held)
        self._urgently.first_aid.give(cries)
        if batch.spoiled or len(cries) < len(batch.arrivals):
            return False
        return all([await self._urgently.first_aid.will_have_been_given(cry.update_id) for cry in cries])

    async def _sorted(self, updates: Sequence[object]) -> Batch:
        batch = Batch()
        for update in updates:
            found = arrival(update)
            if found is None:
                batch.spoiled.append(_dumped(update))
            elif self._urgently.first_aid.was_given(found.update_id):
                batch.answered += 1
            elif await self._tells_of_danger(update):
                batch.arrivals.append(in_a_hurry(found))
                batch.urgent.add(found.update_id)
            else:
                batch.arrivals.append(found)
        return batch

    async def _keep(self, batch: Batch) -> frozenset[int]:
        """The numbers of what was not known yet."""
        for body in batch.spoiled:
            await self.set_aside(body)
        return await self._inbox.accept(batch.arrivals) if batch.arrivals else frozenset()

    async def _tells_of_danger(self, update: object) -> bool:
        """Whether somebody may be in danger: then nobody waits for what the same person, or others, wrote before."""
        text = text_of(update) if isinstance(update, dict) else ""
        if not text:
            return False
        # Others are served between two long texts.
        await asyncio.sleep(0)
        try:
            return self._sessions.alarmed(text)
        except Exception as error:
            # It is worked on all the same, in its turn, and the error is told of then.
            _LOG.error("Galat saat mencari tanda bahaya: %s", outline(error))
            return False

    async def set_aside(self, body: bytes) -> None:
        """Keep what is no update: it would come again and again if it were refused."""
        _LOG.warning("Sesuatu yang bukan pembaruan disisihkan (%d bita).", len(body))
        self._health.count("cacat")
        await self._inbox.dead_letter(body[:_LETTER_BYTES], "bukan pembaruan")


def _dumped(update: object) -> bytes:
    try:
        return json.dumps(update).encode("ascii")
    except RecursionError:
        return b""
