"""Taking updates in: kept before Telegram is told that they arrived.

Lives here: from the wire into the inbox, and what becomes of that which no inbox can hold.
Never here: where updates come from (polling.py, webhook.py), working on them (dispatching.py).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence

from bot.channels.telegram.arrivals import arrival
from bot.channels.telegram.health import Health
from bot.storage.database import Database

_LOG = logging.getLogger(__name__)
# What an operator sees of an update that could not be accepted.
_LETTER_BYTES = 64 * 1024


class Intake:
    def __init__(self, database: Database, health: Health) -> None:
        self._inbox = database.inbox
        self._health = health

    async def accept(self, updates: Sequence[object]) -> None:
        """Keep updates; once this returns, none is lost. UnavailableError: Telegram has to send them again."""
        arrivals = []
        for update in updates:
            found = arrival(update)
            if found is None:
                await self.set_aside(_dumped(update))
            else:
                arrivals.append(found)
        fresh = len(await self._inbox.accept(arrivals)) if arrivals else 0
        self._health.count("masuk", fresh)
        self._health.count("berulang", len(arrivals) - fresh)

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
