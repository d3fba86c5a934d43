"""Working on what the inbox holds: claimed, answered, marked as done.

Lives here: how many updates are worked on at once, what becomes of each, stopping without losing any.
Never here: working on one (working.py), order within a chat and repeated attempts (bot.storage.database.inbox).
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from contextvars import Context, copy_context
from typing import Any

from bot.channels.telegram.answering.sending import Permits
from bot.channels.telegram.intake.first_aid import FirstAid
from bot.channels.telegram.intake.polling import until
from bot.channels.telegram.intake.trials import Trial
from bot.channels.telegram.intake.working import Worker
from bot.channels.telegram.wire.leaving import WATCH
from bot.errors import StorageError
from bot.storage.database import Arrival, Claim, Database, UnavailableError

_LOG = logging.getLogger(__name__)
# Updates worked on at the same time; also the number of connections, so that none waits for another's.
CONCURRENCY = 64
# And for a while after a crash: the next one may follow, and what is in hand then is tried again alone, and answered
# twice where it was just being sent. Still more than may be sent: 28 a second, each in a tenth of a second.
CAREFUL, CAREFUL_SECONDS = 8, 60.0
# For what is being answered when it is to stop: Docker kills 10 s after SIGTERM.
STOP_SECONDS = 7.0
# Between two looks at the inbox while the database is away, or nobody may send.
PAUSE_SECONDS = 1.0
# A pause that Telegram asked for and that is longer than this is not waited for with updates in hand.
_LONG_PAUSE = 5.0


class Dispatcher:
    """Works until it is told to stop. `first_aid` is for what cannot wait for a database that is away."""

    def __init__(self, worker: Worker, database: Database, permits: Permits, first_aid: FirstAid) -> None:
        self.first_aid = first_aid
        self._worker = worker
        self._database = database
        self._permits = permits
        self._trial = Trial(database)
        self._working: set[asyncio.Task[None]] = set()
        self._steady_from = time.monotonic() + CAREFUL_SECONDS
        self._careful_until = self._steady_from if database.after_crash else 0.0

    @property
    def is_careful(self) -> bool:
        """Whether a crash was noticed lately."""
        return time.monotonic() < self._careful_until

    @property
    def is_steady(self) -> bool:
        """Whether there has been no crash for a while, here or of others."""
        return time.monotonic() >= max(self._steady_from, self._careful_until)

    def hurry(self, arrivals: Sequence[Arrival]) -> None:
        """Work on these, which the inbox holds, at once, however much is in hand."""
        self._begin(self._hurried(arrivals))

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                await self._round(stop)
            except UnavailableError as error:
                _LOG.warning("Kotak masuk belum bisa dibaca; dicoba lagi. %s", error)
                await until(stop, asyncio.sleep(PAUSE_SECONDS))

    async def finish(self) -> None:
        """Let what is being answered be answered, for a while. The rest stays in the inbox."""
        if working := self._working | self.first_aid.tasks:
            await asyncio.wait(working, timeout=STOP_SECONDS)
        left = self._working | self.first_aid.tasks
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        with suppress(UnavailableError):
            waiting = (await self._database.inbox.depth()).waiting
            if waiting:
                _LOG.warning("Berhenti dengan %d pesan belum terjawab; dijawab setelah mulai lagi.", waiting)

    async def _round(self, stop: asyncio.Event) -> None:
        """Claim as much as there is room for, and wait if there is nothing, or no room."""
        if await self._permits.paused() > _LONG_PAUSE:
            await until(stop, asyncio.sleep(PAUSE_SECONDS))
            return
        if await self._database.inbox.suspect_waits():
            self._careful_until = time.monotonic() + CAREFUL_SECONDS
            if await self._try_alone(stop):
                return
        room = (min(CAREFUL, CONCURRENCY) if self.is_careful else CONCURRENCY) - len(self._working)
        if room <= 0:
            await until(stop, asyncio.wait(self._working, return_when=asyncio.FIRST_COMPLETED))
            return
        claims = await self._database.inbox.claim(room)
        for claim in claims:
            self._begin(self._work(claim))
        if not claims:
            await until(stop, self._database.inbox.wait(PAUSE_SECONDS))

    async def _try_alone(self, stop: asyncio.Event) -> bool:
        """Let all that is in hand end, and then work on one suspect, with nothing beside it. False if there was none
        after all: another replica was first, or an end of this one's could not be written down yet."""
        if busy := self._working | self.first_aid.tasks:
            await until(stop, asyncio.wait(busy, return_when=asyncio.FIRST_COMPLETED))
            return True
        claim = await self._trial.begin()
        if claim is None:
            return False
        context = copy_context()
        context.run(WATCH.set, self._trial)
        await until(stop, asyncio.wait((self._begin(self._work(claim), context),)))
        return True

    def _begin(self, work: Coroutine[Any, Any, None], context: Context | None = None) -> asyncio.Task[None]:
        task = asyncio.create_task(work, context=context)
        self._working.add(task)
        task.add_done_callback(self._working.discard)
        return task

    async def _hurried(self, arrivals: Sequence[Arrival]) -> None:
        updates = {found.update_id for found in arrivals}
        try:
            await self._trial.disturb()
            for claim in await self._database.inbox.claim(len(updates), updates):
                self._begin(self._work(claim))
        except StorageError:
            # It is their turn later, when they were answered already.
            self.first_aid.give(arrivals)

    async def _work(self, claim: Claim) -> None:
        inbox = self._database.inbox
        # A database that is away may keep an update after all, only too late to say so.
        if await self.first_aid.will_have_been_given(claim.update_id):
            await inbox.done(claim)
            return
        session = await self._worker.work(claim)
        if session is None:
            # It would fail again: a dead letter, so that it holds nobody up.
            await inbox.bury(claim, "tidak terbaca")
        elif session.trouble:
            await inbox.failed(claim, session.trouble, session.retry_after)
        else:
            await inbox.done(claim, session.answered)
