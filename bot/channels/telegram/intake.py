"""Taking updates in: each one once, kept before it is confirmed, never more than can be held.

Lives here: deduplication, decoding one by one, the inbox that outlives the process, room for what waits.
Never here: where updates come from (polling.py, webhook.py), what they mean (reading.py).
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from telegram import Update
from telegram.ext import ExtBot

from bot.channels.telegram.health import Health
from bot.channels.telegram.pace import Gate
from bot.channels.telegram.processor import WAITING
from bot.channels.telegram.sending import PATIENCE_SECONDS

Raw = Mapping[str, Any]
_LOG = logging.getLogger(__name__)


class Inbox(Protocol):
    """Keeps updates until they are done. Errors of `keep` rise to Telegram's side, which then sends again."""

    async def keep(self, updates: Sequence[Raw]) -> Sequence[Raw]:
        """Keep updates; returns those that were not seen before."""
        ...

    async def done(self, update_id: int) -> None:
        """An update was worked on and need not be kept."""
        ...

    async def waiting(self) -> Sequence[Raw]:
        """What an earlier process kept and did not get done, oldest first."""
        ...


class MemoryInbox:
    """Knows the ids of the last updates, so that none is answered twice; forgets them with the process."""

    def __init__(self, size: int = 10_000) -> None:
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._size = size

    async def keep(self, updates: Sequence[Raw]) -> Sequence[Raw]:
        # By id, not by the highest id: after a quiet week ids start anywhere, also lower (Bot API, Update).
        fresh = []
        for update in updates:
            if update["update_id"] not in self._seen:
                self._seen[update["update_id"]] = None
                fresh.append(update)
        while len(self._seen) > self._size:
            self._seen.popitem(last=False)
        return fresh

    async def done(self, update_id: int) -> None:
        """Nothing is kept."""

    async def waiting(self) -> Sequence[Raw]:
        return ()


class Intake:
    """The way of an update from the wire into the queue. `queue` is the application's."""

    def __init__(self, inbox: Inbox, health: Health, gate: Gate) -> None:
        self._inbox = inbox
        self._health = health
        self._gate = gate
        self._room = asyncio.Semaphore(WAITING)
        self._admitted: set[int] = set()
        self._unanswered: set[int] = set()
        self.queue: asyncio.Queue[object] = asyncio.Queue()
        self.bot: ExtBot[None] | None = None

    @property
    def is_open(self) -> bool:
        """Whether there is any use in taking more in; Telegram keeps what is not taken for 24 hours."""
        return self._gate.remaining < PATIENCE_SECONDS and not self._room.locked()

    async def accept(self, updates: Sequence[Any]) -> None:
        """Take updates in; returns once they are kept and wait in the queue."""
        sound = [update for update in updates if _is_sound(update)]
        for _ in range(len(updates) - len(sound)):
            self._health.count("cacat")
        await self._admit(await self._inbox.keep(sound))

    async def resume(self) -> None:
        """Take in what an earlier process left."""
        await self._admit(await self._inbox.waiting())

    async def done(self, update: Update, finished: bool) -> None:
        """Make room. An update that was not finished, or could not be answered, stays in the inbox."""
        if update.update_id not in self._admitted:
            return
        self._admitted.discard(update.update_id)
        self._room.release()
        if finished and update.update_id not in self._unanswered:
            await self._inbox.done(update.update_id)
        self._unanswered.discard(update.update_id)

    def unanswered(self, update: Update) -> None:
        """Telegram could not be reached: the next start shall try again."""
        self._unanswered.add(update.update_id)

    @property
    def pending(self) -> int:
        """Updates admitted and not done."""
        return len(self._admitted)

    async def _admit(self, updates: Sequence[Raw]) -> None:
        for raw in updates:
            update = self._decoded(raw)
            if update is None:
                # It would fail again: a dead letter, so that it holds nobody up.
                self._health.count("cacat")
                await self._inbox.done(raw["update_id"])
                continue
            await self._room.acquire()
            self._admitted.add(update.update_id)
            self._health.count("masuk")
            await self.queue.put(update)

    def _decoded(self, raw: Raw) -> Update | None:
        try:
            return Update.de_json(dict(raw), self.bot)
        except Exception as error:  # whatever a malformed field leads to in the framework
            _LOG.warning("Pembaruan %s tidak terbaca (%s); dilewati.", raw["update_id"], type(error).__name__)
            return None


def _is_sound(update: object) -> bool:
    number = update.get("update_id") if isinstance(update, dict) else None
    return isinstance(number, int) and not isinstance(number, bool)
