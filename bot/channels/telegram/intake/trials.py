"""Trying alone what was in hand when a process died: many were, and at most one is to blame.

Lives here: one update in hand and nothing beside it; when the death of this process would be its doing.
Never here: what follows from that (bot.storage.database.inbox), working on it (working.py).

A process dies of an update while it works on it, not while it waits for Telegram, which takes nearly all of the time.
So only for the moments of work is it noted that a death would be due to it; a kill from outside hardly ever hits one
of these, let alone two of the same update.
"""

from __future__ import annotations

import logging

from bot.errors import StorageError
from bot.storage.database import Claim, Database

_LOG = logging.getLogger(__name__)


class Trial:
    """At most one at a time. It is a watch (wire/leaving.py) over what is done for its update."""

    def __init__(self, database: Database) -> None:
        self._inbox = database.inbox
        self._claim: Claim | None = None
        self._disturbed = False
        self._is_marked = False
        self._away = 0

    async def begin(self) -> Claim | None:
        """An update to be tried now, if nothing else is in hand."""
        self._claim, self._disturbed, self._away = None, False, 0
        claim = await self._inbox.claim_suspect()
        self._claim, self._is_marked = claim, True
        if self._disturbed:
            await self.disturb()
        return claim

    async def disturb(self) -> None:
        """Something is worked on beside it, which cannot wait: from now on it is blamed for nothing."""
        self._disturbed = True
        await self._mark(False)
        self._claim = None

    async def waits(self) -> None:
        await self._mark(False)

    async def left(self) -> None:
        self._away += 1
        await self._mark(False)

    async def back(self) -> None:
        self._away -= 1
        if not self._away:
            await self._mark(True)

    async def _mark(self, alone: bool) -> None:
        if self._claim is None or self._is_marked == alone:
            return
        self._is_marked = alone
        try:
            await self._inbox.mark(self._claim, alone)
        except StorageError as error:
            _LOG.warning("Percobaan sendirian belum tercatat. %s", error)
