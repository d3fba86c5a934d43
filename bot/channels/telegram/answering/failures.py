"""When handling an update went wrong: what the person hears of it, and whether it is tried again.

Lives here: the one error handler: what is said, what the log holds and what stays in the inbox.
Never here: retries (sending.py). A bug never looks like an answer, and never like "I don't know".
"""

from __future__ import annotations

import logging

from telegram import Chat, Update
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.channels.telegram.answering.answers import Answers
from bot.channels.telegram.answering.reading import Place
from bot.channels.telegram.answering.sending import seconds_of
from bot.channels.telegram.answering.sessions import Sessions
from bot.channels.telegram.reporting.health import Health
from bot.channels.telegram.reporting.logs import outline
from bot.storage.database import UnavailableError

_LOG = logging.getLogger(__name__)


class Failures:
    def __init__(self, answers: Answers, health: Health, sessions: Sessions) -> None:
        self._answers = answers
        self._health = health
        self._sessions = sessions

    async def handle(self, update: object, error: Exception) -> None:
        """`update` is None for errors outside of any update."""
        if _is_temporary(error):
            self._put_off(update, error)
            return
        self._health.count("galat")
        _LOG.error("Galat saat menangani pesan: %s", outline(error))
        try:
            await self._admit(update)
        except (TelegramError, UnavailableError) as failure:
            # Were it to rise, the framework would log it together with the first error, and the words in it.
            if _is_temporary(failure):
                self._put_off(update, failure)
            else:
                _LOG.error("Galat itu tidak bisa disampaikan: %s", outline(failure))

    def _put_off(self, update: object, error: Exception) -> None:
        self._health.count("tak_terkirim")
        _LOG.warning("Pesan belum terjawab, dicoba lagi nanti: %s", type(error).__name__)
        if isinstance(update, Update):
            wait = seconds_of(error) if isinstance(error, RetryAfter) else None
            self._sessions.of(update).again(type(error).__name__, wait)

    async def _admit(self, update: object) -> None:
        """Tell the person that something broke here."""
        chat = update.effective_chat if isinstance(update, Update) else None
        # A guest's chat takes no messages, and its id may be that of another chat.
        if chat is not None and isinstance(update, Update) and update.guest_message is None:
            knowledge = self._sessions.of(update).knowledge
            await self._answers.say("telegram_bug", knowledge, Place(chat.id, _below(update)))


def _is_temporary(error: Exception) -> bool:
    """Whether the same update may be answered later: Telegram or the database could not be reached."""
    if isinstance(error, TelegramError):
        return not isinstance(error, BadRequest)
    return isinstance(error, UnavailableError)


def _below(update: Update) -> int:
    """In a group the sentence belongs below the message it is about."""
    message = update.effective_message
    return message.message_id if message and message.chat.type != Chat.PRIVATE else 0
