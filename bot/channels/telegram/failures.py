"""The one error handler.

Lives here: what a person hears, what the log holds and what stays in the inbox when handling failed.
Never here: retries (sending.py). A bug never looks like an answer, and never like "I don't know".
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from telegram import Chat, Update
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.answers import Answers
from bot.channels.telegram.health import Health
from bot.channels.telegram.logs import outline
from bot.channels.telegram.reading import Place
from bot.core.model import Knowledge

_LOG = logging.getLogger(__name__)


class Failures:
    """`unanswered` is told of updates that Telegram could not be given an answer to."""

    def __init__(self, answers: Answers, health: Health, unanswered: Callable[[Update], None]) -> None:
        self._answers = answers
        self._health = health
        self._unanswered = unanswered

    async def handle(self, update: object, error: Exception, knowledge: Knowledge) -> None:
        """`update` is None for errors outside of any update."""
        if isinstance(error, TelegramError) and not isinstance(error, BadRequest):
            self._health.count("tak_terkirim")
            _LOG.warning("Jawaban tidak sampai ke Telegram: %s", type(error).__name__)
            if isinstance(update, Update):
                self._unanswered(update)
            return
        self._health.count("galat")
        _LOG.error("Galat saat menangani pesan: %s", outline(error))
        chat = update.effective_chat if isinstance(update, Update) else None
        # A guest's chat takes no messages, and its id may be that of another chat.
        if chat is not None and isinstance(update, Update) and update.guest_message is None:
            await self._answers.say("telegram_bug", knowledge, Place(chat.id, _below(update)))


def _below(update: Update) -> int:
    """In a group the sentence belongs below the message it is about."""
    message = update.effective_message
    return message.message_id if message and message.chat.type != Chat.PRIVATE else 0
