"""Taking updates in: kept before Telegram is told that they arrived.

Lives here: from the wire into the inbox, what must not stand in line there, what no inbox can hold.
Never here: where updates come from (polling.py, webhook.py), working on them (dispatching.py).
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Collection, Sequence

from bot.channels.telegram.arrivals import arrival, in_a_hurry, text_of
from bot.channels.telegram.health import Health
from bot.channels.telegram.logs import outline
from bot.channels.telegram.sessions import Sessions
from bot.storage.database import Database

Hurry = Callable[[Collection[int]], None]

_LOG = logging.getLogger(__name__)
# What an operator sees of an update that could not be accepted.
_LETTER_BYTES = 64 * 1024


class Intake:
    """`hurry` is told of updates that must not stand in line."""

    def __init__(self, database: Database, health: Health, sessions: Sessions, hurry: Hurry) -> None:
        self._inbox = database.inbox
        self._health = health
        self._sessions = sessions
        self._hurry = hurry

    async def accept(self, updates: Sequence[object]) -> None:
        """Keep updates; once this returns, none is lost. UnavailableError: Telegram has to send them again."""
        arrivals, urgent = [], set()
        for update in updates:
            found = arrival(update)
            if found is None:
                await self.set_aside(_dumped(update))
            elif await self._tells_of_danger(update):
                arrivals.append(in_a_hurry(found))
                urgent.add(found.update_id)
            else:
                arrivals.append(found)
        fresh = await self._inbox.accept(arrivals) if arrivals else frozenset()
        self._health.count("masuk", len(fresh))
        self._health.count("berulang", len(arrivals) - len(fresh))
        if urgent & fresh:
            self._hurry(urgent & fresh)

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
