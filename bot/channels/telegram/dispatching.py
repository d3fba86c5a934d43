"""Working on what the inbox holds: claimed, decoded, answered, marked as done.

Lives here: how many updates are worked on at once, what becomes of each, stopping without losing any.
Never here: handling (handlers.py), order within a chat and repeated attempts (bot.storage.database.inbox).
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Collection, Coroutine
from contextlib import suppress
from typing import Any

from telegram import Update

from bot.channels.telegram.arrivals import conversation_of
from bot.channels.telegram.client import Client
from bot.channels.telegram.handlers import App
from bot.channels.telegram.polling import until
from bot.channels.telegram.sending import Permits
from bot.channels.telegram.sessions import Session, Sessions
from bot.storage.database import Claim, Database, UnavailableError

_LOG = logging.getLogger(__name__)
# Updates worked on at the same time; also the number of connections, so that none waits for another's.
CONCURRENCY = 64
# For what is being answered when it is to stop: Docker kills 10 s after SIGTERM.
STOP_SECONDS = 7.0
# Between two looks at the inbox while the database is away, or nobody may send.
PAUSE_SECONDS = 1.0
# A pause that Telegram asked for and that is longer than this is not waited for with updates in hand.
_LONG_PAUSE = 5.0


class Dispatcher:
    """Works until it is told to stop. `sessions` tells the handlers about the update they are given."""

    def __init__(self, client: Client, database: Database, sessions: Sessions, permits: Permits) -> None:
        self._client = client
        self._database = database
        self._sessions = sessions
        self._permits = permits
        self._working: set[asyncio.Task[None]] = set()
        self._app: App | None = None

    def hurry(self, updates: Collection[int]) -> None:
        """Work on these at once, however much is in hand. Before `run` they wait for their turn like all others."""
        if self._app is not None:
            self._begin(self._hurried(self._app, updates))

    async def run(self, app: App, stop: asyncio.Event) -> None:
        self._app = app
        while not stop.is_set():
            try:
                await self._round(app, stop)
            except UnavailableError as error:
                _LOG.warning("Kotak masuk belum bisa dibaca; dicoba lagi. %s", error)
                await until(stop, asyncio.sleep(PAUSE_SECONDS))

    async def finish(self) -> None:
        """Let what is being answered be answered, for a while. The rest stays in the inbox."""
        if self._working:
            await asyncio.wait(self._working, timeout=STOP_SECONDS)
        left = list(self._working)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        with suppress(UnavailableError):
            waiting = (await self._database.inbox.depth()).waiting
            if waiting:
                _LOG.warning("Berhenti dengan %d pesan belum terjawab; dijawab setelah mulai lagi.", waiting)

    async def _round(self, app: App, stop: asyncio.Event) -> None:
        """Claim as much as there is room for, and wait if there is nothing, or no room."""
        if await self._permits.paused() > _LONG_PAUSE:
            await until(stop, asyncio.sleep(PAUSE_SECONDS))
            return
        room = CONCURRENCY - len(self._working)
        if room <= 0:
            await until(stop, asyncio.wait(self._working, return_when=asyncio.FIRST_COMPLETED))
            return
        claims = await self._database.inbox.claim(room)
        for claim in claims:
            self._begin(self._work(app, claim))
        if not claims:
            await until(stop, self._database.inbox.wait(PAUSE_SECONDS))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._working.add(task)
        task.add_done_callback(self._working.discard)

    async def _hurried(self, app: App, updates: Collection[int]) -> None:
        # Without the database they are claimed in their turn.
        with suppress(UnavailableError):
            for claim in await self._database.inbox.claim(len(updates), updates):
                self._begin(self._work(app, claim))

    async def _work(self, app: App, claim: Claim) -> None:
        inbox = self._database.inbox
        read = self._decoded(claim)
        if read is None:
            # It would fail again: a dead letter, so that it holds nobody up.
            await inbox.bury(claim, "tidak terbaca")
            return
        update, chat = read
        session = self._sessions.open(claim, chat)
        try:
            await app.process_update(update)
        finally:
            self._sessions.close(session)
        await self._end(claim, session)

    async def _end(self, claim: Claim, session: Session) -> None:
        if session.trouble:
            await self._database.inbox.failed(claim, session.trouble, session.retry_after)
        else:
            await self._database.inbox.done(claim, session.answered)

    def _decoded(self, claim: Claim) -> tuple[Update, str] | None:
        """The update and the name of its chat; None for what cannot be decoded."""
        try:
            raw = json.loads(claim.body)
            return Update.de_json(raw, self._client), conversation_of(raw)
        except Exception as error:  # whatever a malformed field leads to in the framework
            _LOG.warning("Pembaruan %s tidak terbaca (%s); disisihkan.", claim.update_id, type(error).__name__)
            return None
