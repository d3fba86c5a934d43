"""One open database.

Lives here: its parts, the signs of life it gives, closing it.
Never here: opening it (opening.py), anything a part does.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging

from sqlalchemy import Connection, text

from bot.storage.database.access import Access
from bot.storage.database.budget import Budget
from bot.storage.database.duties import Duties
from bot.storage.database.failures import UnavailableError
from bot.storage.database.inbox import Inbox
from bot.storage.database.letters import Letters
from bot.storage.database.people import People
from bot.storage.database.personal_data import PersonalData
from bot.storage.database.presence import Presence
from bot.storage.database.retention import Retention
from bot.storage.database.sqlite_file import Hold
from bot.storage.database.turn_log import TurnLog

_LOG = logging.getLogger(__name__)


class Database:
    """The database, by what it is used for. Close it, or use it as an asynchronous context manager."""

    def __init__(self, access: Access, presence: Presence, hold: Hold) -> None:
        self._access = access
        self._presence = presence
        self._hold = hold
        self._beating: asyncio.Task[None] | None = None
        self._trouble = ""
        self.inbox = Inbox(access, presence.name)
        self.letters = Letters(access, presence.name)
        self.people = People(access)
        self.personal_data = PersonalData(access)
        self.log = TurnLog(access)
        self.retention = Retention(access)
        self.budget = Budget(access, presence)
        self.duties = Duties(access)

    async def begin(self) -> None:
        """Join those that work on the inbox. `open_database` does this."""
        await self._presence.begin(self._hold.alone)
        self.inbox.beware(self._presence.suspects)
        await self.budget.begin()
        self._beating = asyncio.create_task(self._beat())

    async def check(self) -> None:
        """UnavailableError if the database does not answer, or refused the last sign of life: a full disk can still be
        read, but takes nothing in."""
        if self._trouble:
            raise UnavailableError(self._trouble)

        def work(connection: Connection) -> None:
            connection.execute(text("SELECT 1"))

        await self._access.transactions.read(work)

    @property
    def after_crash(self) -> bool:
        """Whether the process before this one is known to have ended without a word."""
        return self._presence.after_crash

    async def close(self) -> None:
        """Give back what is claimed, so that another process may go on with it at once, and close the connections."""
        if self._beating:
            self._beating.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._beating
            self._beating = None
            # Without the database others notice after a while that this process is gone.
            with contextlib.suppress(UnavailableError):
                await self.inbox.make_up()
                await self._presence.leave()
        await self._access.transactions.close()
        if self._hold.file:
            self._hold.file.close()

    async def __aenter__(self) -> Database:
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.close()

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(self._presence.pause)
            try:
                await self.inbox.make_up()
                if await self._presence.beat(self.inbox.held):
                    self.inbox.wake()
                self.inbox.beware(self._presence.suspects)
                self._trouble = ""
            except UnavailableError as error:
                self._trouble = str(error)
                _LOG.warning("Tanda hidup tidak tercatat. %s", error)
            except Exception:
                # Without signs of life this process would lose what it works on; the next one may succeed.
                _LOG.exception("Galat saat memberi tanda hidup.")
