"""Guest mode: the bot is called by name in a group it is no member of (Bot API 10.0, guest_message).

Lives here: the one message it may answer with.
Never here: groups it is a member of (handlers.py); a press under the answer, which arrives without its chat.
"""

from __future__ import annotations

import time

from telegram import Update

from bot.channels.telegram.answering.articles import article, link, links
from bot.channels.telegram.answering.pace import GROUP, Pace, Verdict
from bot.channels.telegram.answering.reading import Incoming, Reader
from bot.channels.telegram.answering.render import Text, render
from bot.channels.telegram.answering.sending import Sender
from bot.channels.telegram.answering.sessions import Session, Sessions
from bot.core.turns import QuickReply

_RESULT = "guest"


class Guests:
    """Answers guest messages for the bot `username`."""

    def __init__(self, sessions: Sessions, sender: Sender, reader: Reader, username: str) -> None:
        self._sessions = sessions
        self._sender = sender
        self._reader = reader
        self._username = username
        self._pace = Pace()

    async def answer(self, update: Update, _context: object) -> None:
        message = update.guest_message
        incoming = self._reader.guest(message, self._sessions.of(update).chat, time.time()) if message else None
        if message is None or incoming is None or not message.guest_query_id:
            return
        session = self._sessions.of(update)
        verdict = self._pace.spend(str(incoming.place.chat_id), GROUP)
        if verdict is not Verdict.PASS and not session.alarmed(incoming.text):
            return
        text, buttons = self._said(incoming, session)
        name = session.knowledge.about.name
        opening = link(session.phrase("inline_open"), self._username)
        await self._sender.answer_guest(message.guest_query_id, article(_RESULT, (name, ""), text, [*buttons, opening]))

    def _said(self, incoming: Incoming, session: Session) -> tuple[Text, list[QuickReply]]:
        """The text, cut to one message, and links to what it leads to."""
        if incoming.event is None:
            return Text.of(session.phrase(incoming.sentence)), []
        turn = session.respond(incoming.event, group=True)
        return render(turn.reply, session.knowledge)[0], links(turn.reply, self._username)
