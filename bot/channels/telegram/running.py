"""Running one bot from start to stop.

Lives here: connecting, the two ways updates come in, stopping without losing what was taken in.
Never here: handling, settings.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial
from urllib.parse import urlsplit

from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.assistant import Assistant
from bot.channels.telegram.application import Service, build, equip
from bot.channels.telegram.client import ALLOWED_UPDATES
from bot.channels.telegram.intake import Inbox
from bot.channels.telegram.polling import REFUSED, Poller, until
from bot.channels.telegram.sending import PATIENCE_SECONDS, seconds_of
from bot.channels.telegram.setup import present
from bot.channels.telegram.webhook import Webhook, serving, web
from bot.config import Settings
from bot.errors import BotError, ConfigError

_LOG = logging.getLogger(__name__)
# Pauses between the attempts to reach Telegram at the start; an orchestrator starts the process again after that.
START_PAUSES = (1.0, 2.0, 4.0, 8.0)
# For what is being answered when it is to stop: Docker kills 10 s after SIGTERM.
STOP_SECONDS = 7.0
# The default is 40; more than what is worked on at once would only wait here instead of at Telegram.
WEBHOOK_CONNECTIONS = 64
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


async def run_polling(
    settings: Settings,
    assistant: Assistant,
    inbox: Inbox | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Fetch and answer until SIGTERM, SIGINT or `stop`.

    Raises ConfigError for a refused token, also later on; BotError if Telegram cannot be reached at the start.
    """
    with _signals(stop or asyncio.Event()) as end:
        async with _started(build(settings, inbox), assistant, end) as service:
            await _insist(partial(service.client.delete_webhook, drop_pending_updates=False))
            poller = Poller(service.client, service.intake, service.health)
            if "webhook_listen" not in settings.model_fields_set:
                await poller.run(end)
                return
            async with serving(web(service.health), settings.listen):
                await poller.run(end)


async def run_webhook(
    settings: Settings,
    assistant: Assistant,
    inbox: Inbox | None = None,
    stop: asyncio.Event | None = None,
) -> None:
    """Let Telegram post updates here and answer them until SIGTERM, SIGINT or `stop`; raises as run_polling."""
    with _signals(stop or asyncio.Event()) as end:
        async with _started(build(settings, inbox), assistant, end) as service:
            webhook = Webhook(settings.secret(), service.intake, service.health)
            path = urlsplit(settings.webhook_url).path or "/"
            async with serving(web(service.health, webhook, path), settings.listen):
                await _insist(
                    partial(
                        service.client.set_webhook,
                        settings.webhook_url,
                        secret_token=settings.secret(),
                        allowed_updates=ALLOWED_UPDATES,
                        max_connections=WEBHOOK_CONNECTIONS,
                        drop_pending_updates=False,
                    )
                )
                await end.wait()


@contextmanager
def _signals(stop: asyncio.Event) -> Iterator[asyncio.Event]:
    """`stop`, which the signals set; a second signal changes nothing."""
    loop = asyncio.get_running_loop()
    # Not in threads, and not on Windows: there the process ends as it always does.
    with suppress(NotImplementedError, RuntimeError, ValueError):
        for number in _SIGNALS:
            loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        with suppress(NotImplementedError, RuntimeError, ValueError):
            for number in _SIGNALS:
                loop.remove_signal_handler(number)


@asynccontextmanager
async def _started(service: Service, assistant: Assistant, stop: asyncio.Event) -> AsyncIterator[Service]:
    """Connected and working, also on what an earlier process left; afterwards everything is closed."""
    try:
        await _connect(service)
        equip(service, assistant)
        await service.app.start()
        _LOG.info("@%s siap menjawab.", service.client.username)
        presenting = asyncio.create_task(present(service.client, assistant.knowledge))
        try:
            await until(stop, service.intake.resume())
            yield service
        finally:
            presenting.cancel()
    finally:
        await _close(service)


async def _connect(service: Service) -> None:
    """Ask Telegram who the bot is."""
    for pause in (*START_PAUSES, 0.0):
        try:
            await service.app.initialize()
            return
        except InvalidToken:
            # `from None`: the framework's text holds the token.
            raise ConfigError(REFUSED) from None
        except TelegramError as error:
            reason = type(error).__name__
            _LOG.warning("Telegram belum bisa dihubungi (%s).", reason)
        await asyncio.sleep(pause)
    raise BotError("Telegram tidak bisa dihubungi. Periksa jaringan dan BOT_API_URL, lalu jalankan lagi.")


async def _insist(call: Callable[[], Awaitable[object]]) -> None:
    """Do what the bot cannot run without."""
    for pause in START_PAUSES:
        try:
            await call()
            return
        except InvalidToken:
            raise ConfigError(REFUSED) from None
        except RetryAfter as error:
            await asyncio.sleep(min(seconds_of(error), PATIENCE_SECONDS))
        except BadRequest as error:
            raise ConfigError(f"Telegram menolak pengaturan webhook: {error}") from None
        except TelegramError:
            await asyncio.sleep(pause)
    raise BotError("Telegram tidak menerima pengaturan webhook. Coba jalankan lagi beberapa saat lagi.")


async def _close(service: Service) -> None:
    """Let what was taken in be answered, for a while; the rest stays in the inbox."""
    if service.app.running:
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await service.app.stop()
    if service.intake.pending:
        _LOG.warning("Berhenti dengan %d pesan belum terjawab.", service.intake.pending)
    await service.app.shutdown()
    # Also after a connection that never came about, when the application has nothing to shut down.
    await service.client.shutdown()
