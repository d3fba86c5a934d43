"""Telling people that their message was set aside, once the bot is steady again.

Lives here: where such a message came from, and which sentence says so.
Never here: why it was set aside (bot.storage.database.inbox), when one looks (running/housekeeping.py). Of the message
nothing is used but its place: it may have been the end of several processes.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from telegram.error import TelegramError

from bot.channels.telegram.answering.answers import Answers
from bot.channels.telegram.answering.reading import Place
from bot.channels.telegram.answering.sessions import Sessions
from bot.channels.telegram.reporting.health import Health
from bot.storage.database import Database

_LOG = logging.getLogger(__name__)
_MESSAGES = ("message", "edited_message")


class Apologies:
    def __init__(self, database: Database, answers: Answers, sessions: Sessions, health: Health) -> None:
        self._letters = database.letters
        self._answers = answers
        self._sessions = sessions
        self._health = health

    async def tell(self) -> int:
        """Tell everybody who is to be told; how many that were."""
        told = 0
        for letter in await self._letters.untold():
            place = place_of(letter.body or b"")
            # Noted before: whoever cannot be told is not told again and again.
            if place is None or not await self._letters.tell(letter.id):
                continue
            try:
                await self._answers.say("telegram_set_aside", self._sessions.knowledge, place)
                told += 1
                self._health.count("disisihkan_dikabari")
            except TelegramError as error:
                _LOG.warning("Seseorang belum bisa dikabari bahwa pesannya disisihkan (%s).", type(error).__name__)
        return told


def place_of(body: bytes) -> Place | None:
    """Where somebody waits for the answer to an update as it came; None if nobody does, or nobody knows where."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    message = _message(update) if isinstance(update, dict) else None
    chat = message.get("chat") if message else None
    if not message or not isinstance(chat, dict) or not isinstance(chat.get("id"), int):
        return None
    if chat.get("type") == "private":
        return Place(chat["id"])
    number, thread = message.get("message_id"), message.get("message_thread_id")
    in_topic = message.get("is_topic_message") is True and isinstance(thread, int)
    return Place(chat["id"], number if isinstance(number, int) else 0, thread if in_topic else None)


def _message(update: Mapping[str, Any]) -> Mapping[str, Any] | None:
    query = update.get("callback_query")
    found = (update.get(kind) for kind in _MESSAGES)
    message = query.get("message") if isinstance(query, dict) else next((part for part in found if part), None)
    return message if isinstance(message, dict) else None
