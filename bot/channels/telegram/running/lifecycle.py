"""Running one bot from start to stop.

Lives here: connecting, the two ways updates come in, stopping without losing what was taken in.
Never here: handling, settings.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.assistant import Assistant, ComingAssistant
from bot.channels.telegram.answering.administration import Administration, Desk
from bot.channels.telegram.answering.sending import PATIENCE_SECONDS, seconds_of
from bot.channels.telegram.intake.polling import REFUSED, Poller, until
from bot.channels.telegram.intake.webhook import Pages, Webhook, serving, web
from bot.channels.telegram.reporting.logs import outline
from bot.channels.telegram.running.application import Service, build, equip
from bot.channels.telegram.running.housekeeping import SET_SECONDS, apologise, duty_of, sweep, watch_webhook, weekly
from bot.channels.telegram.running.setup import present
from bot.channels.telegram.wire.client import ALLOWED_UPDATES, Client
from bot.config import Settings
from bot.errors import BotError, ConfigError
from bot.storage.database import Database

_LOG = logging.getLogger(__name__)
# Pauses between the attempts to reach Telegram at the start; an orchestrator starts the process again after that.
START_PAUSES = (1.0, 2.0, 4.0, 8.0)
# The default is 40; more than what is worked on at once would only wait here instead of at Telegram.
WEBHOOK_CONNECTIONS = 64
# Each of them lets what is being answered be answered, and gives back the rest. SIGHUP: a terminal that is closed.
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


async def run_polling(
    settings: Settings,
    assistant: Assistant,
    database: Database,
    stop: asyncio.Event | None = None,
    desk: Desk | None = None,
) -> None:
    """Fetch and answer until SIGTERM, SIGINT or `stop`. Closes nothing that it was given.

    Raises ConfigError for a refused token, also later on; BotError if Telegram cannot be reached at the start.
    """
    with _signals(stop or asyncio.Event()) as end:
        async with _started(build(settings, assistant, database), end, desk) as service:
            await _insist(partial(service.client.delete_webhook, drop_pending_updates=False))
            poller = Poller(service.client, service.intake, service.health)
            if "webhook_listen" not in settings.model_fields_set:
                await poller.run(end)
                return
            async with serving(web(Pages(service.health, database)), settings.listen):
                await poller.run(end)


async def run_webhook(
    settings: Settings,
    assistant: Assistant,
    database: Database,
    stop: asyncio.Event | None = None,
    desk: Desk | None = None,
) -> None:
    """Let Telegram post updates here and answer them until SIGTERM, SIGINT or `stop`; raises as run_polling."""
    with _signals(stop or asyncio.Event()) as end:
        async with _started(build(settings, assistant, database), end, desk) as service:
            webhook = Webhook(settings.secret(), service.intake, service.health)
            path = urlsplit(settings.webhook_url).path or "/"
            renew = partial(_insist, partial(_set_webhook, service.client, settings))
            async with serving(web(Pages(service.health, database), webhook, path), settings.listen):
                if await database.duties.take(duty_of(settings), SET_SECONDS):
                    await renew()
                async with _beside(watch_webhook(service.client, settings, service.health, renew)):
                    await end.wait()


async def _set_webhook(client: Client, settings: Settings) -> None:
    await client.set_webhook(
        settings.webhook_url,
        secret_token=settings.secret(),
        allowed_updates=ALLOWED_UPDATES,
        max_connections=WEBHOOK_CONNECTIONS,
        drop_pending_updates=False,
    )


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
async def _started(service: Service, stop: asyncio.Event, desk: Desk | None) -> AsyncIterator[Service]:
    """Connected and working, also on what an earlier process left; afterwards the connections are closed."""
    try:
        await _connect(service)
        administration, apologies = equip(service, desk)
        async with AsyncExitStack() as work:
            for coroutine in _chores(service, administration, desk):
                await work.enter_async_context(_beside(coroutine))
            await work.enter_async_context(_beside(apologise(apologies.tell, lambda: service.is_steady)))
            await work.enter_async_context(_working(service, stop))
            yield service
    finally:
        await service.app.shutdown()
        # Also after a connection that never came about, when the application has nothing to shut down.
        await service.client.shutdown()


def _chores(service: Service, administration: Administration, desk: Desk | None) -> Iterator[Coroutine[Any, Any, None]]:
    """What goes on beside answering."""

    async def presented() -> None:
        await _ready(service.assistant)
        await present(service.client, service.sessions.knowledge)

    async def tell(text: str) -> None:
        await administration.tell(text)
        await presented()

    async def serve(desk: Desk) -> None:
        await _ready(service.assistant)
        await asyncio.gather(weekly(service.database, administration.send_digest), desk.watch(tell))

    async def looked_again() -> None:
        await _ready(service.assistant)
        await service.intake.look_again()

    yield presented()
    yield looked_again()
    yield sweep(service.database, service.settings.retention_days)
    if desk is not None:
        yield serve(desk)


@asynccontextmanager
async def _working(service: Service, stop: asyncio.Event) -> AsyncIterator[None]:
    """The dispatcher at work, as soon as there is something to answer from; what comes before is taken in and waits.
    Should it end by a bug or for want of knowledge, everything is stopped and the error rises."""
    end = asyncio.Event()

    async def work() -> None:
        await until(end, _ready(service.assistant))
        if not end.is_set():
            _LOG.info("@%s siap menjawab.", service.client.username)
            if service.workers is not None:
                service.workers.start()
            await service.dispatcher.run(end)

    working = asyncio.create_task(work())
    working.add_done_callback(lambda _task: None if end.is_set() else stop.set())
    try:
        yield
    finally:
        end.set()
        await asyncio.wait((working,))
        await service.dispatcher.finish()
        if service.workers is not None:
            service.workers.close()
    working.result()


@asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """`work` for as long as the block runs. A bug in it is logged; the bot answers without it."""

    async def run() -> None:
        try:
            await work
        except Exception as error:
            _LOG.error("Galat di latar belakang: %s", outline(error))

    task = asyncio.create_task(run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _ready(assistant: Assistant) -> None:
    """Wait until there is something to answer from. Raises what went wrong with it, KnowledgeError above all."""
    if isinstance(assistant, ComingAssistant):
        await asyncio.shield(asyncio.wrap_future(assistant.coming))


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
