"""What has to be done every now and then, by one replica for all.

Lives here: deleting what is too old, the weekly digest, looking whether the webhook is still in place, and whether
somebody is to be told that a message was set aside.
Never here: how long things are kept (bot.storage.database.retention).
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta, timezone

from telegram.error import TelegramError

from bot.channels.telegram.reporting.health import Health
from bot.channels.telegram.wire.client import Client
from bot.config import Settings
from bot.errors import StorageError
from bot.storage.database import Database

_LOG = logging.getLogger(__name__)
# How often somebody looks whether it is time to sweep, and how often it is.
LOOK_SECONDS, SWEEP_SECONDS = 600.0, 86_000.0
# Twice within what counts as a sign of life (reporting/health.py).
WEBHOOK_SECONDS = 40.0
# For as long nobody else sets the webhook to the same again: Telegram allows one call a second.
SET_SECONDS = 60.0
# When the digest comes, in Western Indonesian Time, and for how long it is known that it came.
MONDAY, DIGEST_HOUR, WEEK_SECONDS = 0, 7, 8 * 86_400.0
# How often somebody looks whether there is anybody to be told that their message was set aside.
TELL_SECONDS = 10.0
_WIB = timezone(timedelta(hours=7))


async def sweep(database: Database, days: int) -> None:
    """Delete daily what is too old, for as long as the bot runs."""
    while True:
        try:
            if await database.duties.take("sweep", SWEEP_SECONDS):
                gone = await database.retention.sweep(days)
                _LOG.info("Pembersihan harian: %d baris dihapus.", gone)
        except StorageError as error:
            _LOG.warning("Pembersihan harian ditunda. %s", error)
        await asyncio.sleep(LOOK_SECONDS)


async def apologise(tell: Callable[[], Awaitable[object]], is_steady: Callable[[], bool]) -> None:
    """`tell` whose messages were set aside, whenever the bot is steady, for as long as it runs."""
    while True:
        await asyncio.sleep(TELL_SECONDS)
        try:
            if is_steady():
                await tell()
        except StorageError as error:
            _LOG.warning("Kabar tentang pesan yang disisihkan ditunda. %s", error)


def _here() -> datetime:
    return datetime.now(_WIB)


async def weekly(
    database: Database, send: Callable[[], Awaitable[None]], now: Callable[[], datetime] = _here
) -> None:
    """Send the administrators their digest on Mondays, for as long as the bot runs."""
    while True:
        moment = now()
        try:
            if moment.weekday() == MONDAY and moment.hour >= DIGEST_HOUR:
                year, week, _ = moment.isocalendar()
                if await database.duties.take(f"digest-{year}-{week}", WEEK_SECONDS):
                    await send()
        except StorageError as error:
            _LOG.warning("Ringkasan mingguan ditunda. %s", error)
        await asyncio.sleep(LOOK_SECONDS)


async def watch_webhook(
    client: Client, settings: Settings, health: Health, renew: Callable[[], Awaitable[None]]
) -> None:
    """See that Telegram still posts here, and say so to `health`; otherwise `renew`."""
    while True:
        await asyncio.sleep(WEBHOOK_SECONDS)
        try:
            found = await client.get_webhook_info()
            if found.url == settings.webhook_url:
                health.heard()
                continue
            _LOG.warning("Webhook dilepas oleh pihak lain; dipasang lagi.")
            await renew()
        except TelegramError as error:
            _LOG.warning("Webhook belum bisa diperiksa (%s).", type(error).__name__)


def duty_of(settings: Settings) -> str:
    """The name of setting the webhook: another address or secret is another duty."""
    content = f"{settings.webhook_url}|{settings.secret()}".encode()
    return f"webhook-{hashlib.sha256(content).hexdigest()[:16]}"
