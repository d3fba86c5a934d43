"""Calls that say something, and what is done when they fail.

Lives here: sending, editing, answering a press; retries, the pause Telegram asks for, the plain-text fallback.
Never here: what is said. Only what may still succeed is tried again; the rest is noted or rises.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from telegram import InlineKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.ext import ExtBot

from bot.channels.telegram.health import Health
from bot.channels.telegram.reading import Place
from bot.channels.telegram.render import Text

T = TypeVar("T")
_LOG = logging.getLogger(__name__)
# One message waits this long in all for Telegram's permission; then it is given up, and kept in the inbox.
PATIENCE_SECONDS = 60.0
# Pauses before each further attempt after a broken connection or an error of Telegram's own.
BACKOFF_SECONDS = (0.2, 1.0, 3.0)
# Compared in lower case: the framework capitalises what Telegram says (telegram/error.py).
_CANT_PARSE = ("can't parse entities", "entities_too_long", "can't find end of")
_HARMLESS = ("message is not modified", "query is too old", "query_id_invalid")
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid", "message to be replied")


@dataclass(frozen=True, slots=True)
class Screen:
    """A message as it is to be seen."""

    text: Text
    buttons: InlineKeyboardMarkup | None = None


class Sender:
    """Sends for one bot. The pause Telegram asks for holds for all chats: the limit is the token's."""

    def __init__(self, bot: ExtBot[None], health: Health) -> None:
        self._bot = bot
        self._health = health
        self._free_at = 0.0

    async def send(self, screen: Screen, place: Place) -> None:
        """A new message. A person who blocked the bot is noted, not an error."""
        try:
            await self._formatted(screen.text, lambda text, mode: self._send(screen, place, (text, mode)))
        except ChatMigrated as moved:
            await self.send(screen, Place(moved.new_chat_id, 0))
        except Forbidden:
            self._health.count("ditolak")

    async def edit(self, screen: Screen, place: Place, message_id: int) -> None:
        """Change a message; where that is impossible, send a new one."""
        try:
            await self._formatted(screen.text, lambda text, mode: self._edit(screen, place, message_id, (text, mode)))
        except BadRequest as error:
            if _says(error, _HARMLESS):
                return
            if not _says(error, _GONE):
                raise
            await self.send(screen, place)
        except ChatMigrated as moved:
            await self.send(screen, Place(moved.new_chat_id, 0))
        except Forbidden:
            self._health.count("ditolak")

    async def answer(self, query_id: str, text: str = "") -> None:
        """Stop the spinner of a press. Failing is no reason not to go on: the content matters more."""
        try:
            await self._bot.answer_callback_query(query_id, text or None)
        except TelegramError as error:
            if not _says(error, _HARMLESS):
                _LOG.warning("Tombol tidak terjawab: %s", error)
            self._health.count("tombol_terlambat")

    def _send(self, screen: Screen, place: Place, body: tuple[str, str | None]) -> Awaitable[object]:
        reply = ReplyParameters(place.reply_to, allow_sending_without_reply=True) if place.reply_to else None
        return self._bot.send_message(
            place.chat_id,
            body[0],
            parse_mode=body[1],
            reply_markup=screen.buttons,
            reply_parameters=reply,
            message_thread_id=place.thread,
        )

    def _edit(
        self, screen: Screen, place: Place, message_id: int, body: tuple[str, str | None]
    ) -> Awaitable[object]:
        return self._bot.edit_message_text(
            body[0],
            place.chat_id,
            message_id,
            parse_mode=body[1],
            reply_markup=screen.buttons,
        )

    async def _formatted(self, text: Text, call: Callable[[str, str | None], Awaitable[object]]) -> None:
        """With markup, and without should Telegram not understand it: plain words are better than none."""
        try:
            await self._persistently(lambda: call(text.html, "HTML"))
        except BadRequest as error:
            if not _says(error, _CANT_PARSE):
                raise
            _LOG.error("Telegram menolak HTML: %s", error)
            await self._persistently(lambda: call(text.plain, None))

    async def _persistently(self, call: Callable[[], Awaitable[T]]) -> T:
        """The result of `call`, tried again as long as there is hope; the last error rises."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        failures, timed_out = 0, False
        while True:
            await self._wait(deadline)
            try:
                return await call()
            except RetryAfter as error:
                self._pause(error)
                if self._free_at > deadline:
                    raise
            except TimedOut:
                # Perhaps it was sent: once more and not again, two copies are the most.
                if timed_out:
                    raise
                timed_out = True
                self._health.count("mungkin_terkirim_dua_kali")
            except BadRequest:
                raise
            except NetworkError:
                if failures == len(BACKOFF_SECONDS):
                    raise
                await asyncio.sleep(BACKOFF_SECONDS[failures])
                failures += 1

    def _pause(self, error: RetryAfter) -> None:
        wait = error.retry_after
        # An int until the framework's PTB_TIMEDELTA becomes the default.
        seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
        self._free_at = max(self._free_at, time.monotonic() + seconds)
        self._health.count("diminta_menunggu")

    async def _wait(self, deadline: float) -> None:
        while (pause := min(self._free_at, deadline) - time.monotonic()) > 0:
            await asyncio.sleep(pause)


def _says(error: TelegramError, texts: tuple[str, ...]) -> bool:
    said = error.message.lower()
    return any(text in said for text in texts)
