"""Calls that say something, and what is done when they fail.

Lives here: sending, editing, answering a press; retries, the pause Telegram asks for, the plain-text fallback.
Never here: what is said. Only what may still succeed is tried again; the rest is noted or rises.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, TypeVar

from telegram import InlineKeyboardMarkup, InlineQueryResult, InlineQueryResultsButton, ReplyParameters
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.answering.reading import Place
from bot.channels.telegram.answering.render import Text
from bot.channels.telegram.reporting.health import Health
from bot.channels.telegram.wire.client import Client, Sent
from bot.channels.telegram.wire.leaving import waits
from bot.core.turns import Poll
from bot.storage.database import UnavailableError

T = TypeVar("T")
# Waits at most so many seconds for leave to send; returns how much longer it takes, 0 for "go".
Permit = Callable[[float], Awaitable[float]]
_LOG = logging.getLogger(__name__)
# One message waits this long in all for Telegram's permission; then it is given up, and kept in the inbox.
PATIENCE_SECONDS = 60.0
# Pauses before each further attempt after a broken connection or an error of Telegram's own.
BACKOFF_SECONDS = (0.2, 1.0, 3.0)
# Longer than this nobody looks at a spinner, and the content must not wait for it.
SPINNER_SECONDS = 4.0
# Compared in lower case: the framework capitalises what Telegram says (telegram/error.py).
_CANT_PARSE = ("can't parse entities", "entities_too_long", "can't find end of")
_HARMLESS = ("message is not modified", "query is too old", "query_id_invalid", "already_answered")
_CLOSED = ("chat not found", "not enough rights", "have no rights", "chat_write_forbidden", "topic_closed")
_GONE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message to be replied",
)


class Permits(Protocol):
    """The right to send, which all replicas share (bot.storage.database.budget; without limits of its own: Gate)."""

    async def enter(self, chat: str, group: bool = False, urgent: bool = False, patience: float = 60.0) -> float:
        """Wait until one message may go to `chat`, and return 0; if that takes longer than `patience` seconds return
        how long, at once."""
        ...

    async def pause(self, seconds: float) -> None:
        """Telegram answered 429: nobody sends for so long."""
        ...

    async def paused(self) -> float:
        """Seconds that nobody may send for."""
        ...


@dataclass(frozen=True, slots=True)
class Screen:
    """A message as it is to be seen. An `urgent` one goes before all others."""

    text: Text
    buttons: InlineKeyboardMarkup | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class PollScreen:
    """A poll as it is to be seen."""

    poll: Poll
    buttons: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """The answer to an inline query. With `cache_seconds` 0 it is for this person alone."""

    query_id: str
    results: Sequence[InlineQueryResult]
    following: str = ""
    button: InlineQueryResultsButton | None = None
    cache_seconds: int = 0


class Sender:
    """Sends for one bot, as far as it is permitted."""

    def __init__(self, bot: Client, health: Health, permits: Permits) -> None:
        self._bot = bot
        self._health = health
        self._permits = permits

    async def send(self, screen: Screen, place: Place) -> Sent | None:
        """A new message. A person who blocked the bot, or a group that lets it not write, is noted."""

        async def post(where: Place) -> Sent | None:
            return await self._formatted(screen, where, lambda text, mode: self._send(screen, where, (text, mode)))

        return await self._where_allowed(post, place)

    async def send_poll(self, screen: PollScreen, place: Place) -> Sent | None:
        """A quiz poll that is not anonymous, so that Telegram tells who answered; None where none may be sent."""
        fields = {
            "question": screen.poll.question,
            "options": [{"text": choice} for choice in screen.poll.choices],
            "type": "quiz",
            "is_anonymous": False,
            "correct_option_ids": [screen.poll.right],
            "explanation": screen.poll.why,
            "reply_markup": screen.buttons,
        }

        async def post(where: Place) -> Sent | None:
            there = {**fields, "chat_id": where.chat_id, "message_thread_id": where.thread}
            return await self._persistently(lambda: self._bot.post_poll(there), self._permit(where))

        return await self._where_allowed(post, place)

    async def _where_allowed(self, post: Callable[[Place], Awaitable[Sent | None]], place: Place) -> Sent | None:
        """What is posted, also where the group has moved to; None, and counted, where the bot may not write."""
        try:
            return await post(place)
        except ChatMigrated as moved:
            return await self._where_allowed(post, Place(moved.new_chat_id))
        except Forbidden:
            self._health.count("ditolak")
        except BadRequest as error:
            if not _says(error, _CLOSED):
                raise
            self._health.count("ditolak")
        return None

    async def stop_poll(self, place: Place, message_id: int, buttons: InlineKeyboardMarkup | None) -> None:
        """Let nobody answer a poll any more. It is over either way, so there is one attempt."""
        try:
            await self._bot.stop_poll(place.chat_id, message_id, reply_markup=buttons)
        except TelegramError as error:
            _LOG.warning("Kuis tidak ditutup: %s", error)

    async def send_file(self, name: str, content: bytes, caption: str, place: Place) -> None:
        """A file. Whoever blocked the bot meanwhile goes without."""
        try:
            await self._persistently(
                lambda: self._bot.send_document(place.chat_id, content, caption, filename=name, parse_mode=None),
                self._permit(place),
            )
        except Forbidden:
            self._health.count("ditolak")

    async def send_picture(self, picture: bytes, place: Place) -> None:
        """A picture (PNG) for somebody who asked for it."""
        await self._persistently(lambda: self._bot.send_photo(place.chat_id, picture), self._permit(place))

    async def edit(self, screen: Screen, place: Place, message_id: int) -> None:
        """Change a message; where that is impossible, send a new one."""
        try:
            await self._formatted(
                screen, place, lambda text, mode: self._edit(screen, place, message_id, (text, mode))
            )
        except BadRequest as error:
            if _says(error, _HARMLESS):
                return
            if not _says(error, _GONE):
                raise
            await self.send(screen, place)
        except ChatMigrated as moved:
            await self.send(screen, Place(moved.new_chat_id))
        except Forbidden:
            self._health.count("ditolak")

    async def answer(self, query_id: str, text: str = "") -> None:
        """Stop the spinner of a press. Failing is no reason not to go on: the content matters more."""
        try:
            await self._bot.answer_callback_query(query_id, text or None, read_timeout=SPINNER_SECONDS)
        except TelegramError as error:
            if not _says(error, _HARMLESS):
                _LOG.warning("Tombol tidak terjawab: %s", error)
            self._health.count("tombol_terlambat")

    async def offer(self, offer: Offer) -> None:
        """Answer an inline query. It is useless after seconds, so there is one attempt."""
        try:
            await self._bot.answer_inline_query(
                offer.query_id,
                offer.results,
                cache_time=offer.cache_seconds,
                is_personal=not offer.cache_seconds,
                # Not "": the framework takes any empty sequence for a list, and sends "[]".
                next_offset=offer.following or None,
                button=offer.button,
            )
        except TelegramError as error:
            if isinstance(error, BadRequest) and not _says(error, _HARMLESS):
                raise
            self._health.count("inline_terlambat")

    async def answer_guest(self, query_id: str, result: InlineQueryResult) -> None:
        """Answer a guest message, in the chat it came from."""
        try:
            await self._persistently(
                lambda: self._bot.answer_guest_query(query_id, result), lambda _patience: self._permits.paused()
            )
        except BadRequest as error:
            if not _says(error, _HARMLESS):
                raise
            self._health.count("tamu_terlambat")

    def _send(self, screen: Screen, place: Place, body: tuple[str, str | None]) -> Awaitable[Sent]:
        reply = ReplyParameters(place.reply_to, allow_sending_without_reply=True) if place.reply_to else None
        return self._bot.post_message(
            {
                "chat_id": place.chat_id,
                "text": body[0],
                "parse_mode": body[1],
                "reply_markup": screen.buttons,
                "reply_parameters": reply,
                "message_thread_id": place.thread,
            }
        )

    def _edit(self, screen: Screen, place: Place, message_id: int, body: tuple[str, str | None]) -> Awaitable[object]:
        return self._bot.edit_message_text(
            body[0],
            place.chat_id,
            message_id,
            parse_mode=body[1],
            reply_markup=screen.buttons,
        )

    async def _formatted(self, screen: Screen, place: Place, call: Callable[[str, str | None], Awaitable[T]]) -> T:
        """With markup, and without should Telegram not understand it: plain words are better than none."""

        permit = self._permit(place, screen.urgent)
        try:
            return await self._persistently(lambda: call(screen.text.html, "HTML"), permit)
        except BadRequest as error:
            if not _says(error, _CANT_PARSE):
                raise
            _LOG.error("Telegram menolak HTML: %s", error)
            return await self._persistently(lambda: call(screen.text.plain, None), permit)

    async def _persistently(self, call: Callable[[], Awaitable[T]], permit: Permit) -> T:
        """The result of `call`, tried again as long as there is hope; the last error rises."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        failures, timed_out = 0, False
        while True:
            await waits()
            wait = await permit(deadline - time.monotonic())
            if wait > 0:
                raise RetryAfter(int(wait) + 1)
            try:
                return await call()
            except RetryAfter as error:
                self._health.count("diminta_menunggu")
                await self._pause(seconds_of(error))
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

    def _permit(self, place: Place, urgent: bool = False) -> Permit:
        """Leave to send one message to a place."""
        return lambda patience: self._permits.enter(str(place.chat_id), place.chat_id < 0, urgent, patience)

    async def _pause(self, seconds: float) -> None:
        try:
            await self._permits.pause(seconds)
        except UnavailableError as error:
            # This process keeps to it all the same; others are told by Telegram themselves.
            _LOG.warning("Jeda %d detik belum tercatat untuk replika lain. %s", seconds, error)


def seconds_of(error: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = error.retry_after
    # An int until the framework's PTB_TIMEDELTA becomes the default.
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _says(error: TelegramError, texts: tuple[str, ...]) -> bool:
    said = error.message.lower()
    return any(text in said for text in texts)
