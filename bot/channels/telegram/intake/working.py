"""Working on one update: decoded, and given to the handlers within a session of its own.

Lives here: from a claim to what came of it.
Never here: which updates are worked on, and what is kept of them (dispatching.py, first_aid.py).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Update

from bot.channels.telegram.answering.handlers import App
from bot.channels.telegram.answering.sessions import Session, Sessions
from bot.channels.telegram.intake.arrivals import chat_of
from bot.channels.telegram.wire.client import Client
from bot.storage.database import ChatName, Claim

# What the inbox offers: a claim with the conversation of its chat.
Recall = Callable[[Claim, ChatName], Awaitable[Claim]]

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Worker:
    """`sessions` tells the handlers of `app` about the update they are given; `recall` finds what was said
    before it, where that does not stand beside it."""

    app: App
    client: Client
    sessions: Sessions
    recall: Recall

    def __repr__(self) -> str:
        return "Worker"

    async def work(self, claim: Claim) -> Session | None:
        """What came of an update; None if it cannot be decoded."""
        read = self._decoded(claim)
        if read is None:
            return None
        update, chat = read
        session = self.sessions.open(await self.recall(claim, chat), chat)
        try:
            await self.app.process_update(update)
        finally:
            self.sessions.close(session)
        return session

    def _decoded(self, claim: Claim) -> tuple[Update, ChatName] | None:
        """The update and the name of its chat."""
        try:
            raw = json.loads(claim.body)
            return Update.de_json(raw, self.client), chat_of(raw)
        except Exception as error:  # whatever a malformed field leads to in the framework
            _LOG.warning("Pembaruan %s tidak terbaca (%s).", claim.update_id, type(error).__name__)
            return None
