"""The bot's own small web server: what Telegram posts, and the pages about how the bot is doing.

Lives here: who may post, how much, in which form; closing connections that only wait.
Never here: what becomes of an update (accepting.py), TLS (a proxy in front of it).
"""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Generator
from contextlib import asynccontextmanager, contextmanager, suppress
from hmac import compare_digest

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.channels.telegram.intake.accepting import Intake
from bot.channels.telegram.reporting.health import Health
from bot.channels.telegram.reporting.metrics import CONTENT_TYPE, exposition
from bot.errors import ConfigError, StorageError
from bot.storage.database import Database, Depth

_LOG = logging.getLogger(__name__)
_SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105  the header's name
# An update is a few kilobytes; the framework's own server would buffer 100 MB.
BODY_BYTES = 1024 * 1024
# For the whole body, and for the head of a request: slower than this is an attack, or hopeless.
BODY_SECONDS, HEAD_SECONDS = 10.0, 10.0
# Telegram waits 60 s for an answer; it is told to come again long before (WebhookActor.cpp obeys Retry-After).
ACCEPT_SECONDS, RETRY_SECONDS = 5.0, 5
CLOSING_SECONDS = 3
HEALTH_PATH, READY_PATH, METRICS_PATH = "/sehat", "/siap", "/metrics"


class RefusedError(Exception):
    """A request that is answered with a status and nothing else."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Pages:
    """What whoever watches the bot may know: nothing about anybody."""

    def __init__(self, health: Health, database: Database) -> None:
        self._health = health
        self._database = database

    async def health(self, _request: Request) -> Response:
        """Alive: Telegram was heard lately. Otherwise start the process anew."""
        return JSONResponse(self._health.report(), 200 if self._health.is_alive else 503)

    async def ready(self, _request: Request) -> Response:
        """Ready for updates: the database answers. Otherwise send them to another replica."""
        try:
            await self._database.check()
        except StorageError:
            return JSONResponse({"siap": False, "basis_data": False}, 503)
        return JSONResponse({"siap": True, "basis_data": True})

    async def metrics(self, _request: Request) -> Response:
        depth: Depth | None = None
        with suppress(StorageError):
            depth = await self._database.inbox.depth()
        numbers = exposition(self._health, depth, await self._database.budget.paused())
        return Response(numbers, media_type=CONTENT_TYPE)


class Webhook:
    """Takes what Telegram posts with the right secret."""

    def __init__(self, secret: str, intake: Intake, health: Health) -> None:
        self._secret = secret.encode()
        self._intake = intake
        self._health = health

    async def receive(self, request: Request) -> Response:
        try:
            self._check_sender(request)
            body = await _body(request)
        except RefusedError as refused:
            self._health.count(f"ditolak_{refused.status}")
            # The connection is closed: what is left of the body must not be read.
            return PlainTextResponse("", refused.status, {"Connection": "close"})
        except ClientDisconnect:
            return PlainTextResponse("", 400)
        self._health.heard()
        return await self._take(body)

    def _check_sender(self, request: Request) -> None:
        """Before anything of the body is read, and without telling by the time how much was right."""
        given = request.headers.get(_SECRET_HEADER, "").encode("latin-1", "replace")
        if not compare_digest(given, self._secret):
            raise RefusedError(403)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise RefusedError(415)

    async def _take(self, body: bytes) -> Response:
        """200 once the update is kept; 503 asks Telegram to send it again. What is no update is kept too: refused, it
        would come again and again."""
        try:
            async with asyncio.timeout(ACCEPT_SECONDS):
                await self._keep(body)
        except (TimeoutError, StorageError) as error:
            _LOG.warning("Pesan belum bisa diterima (%s).", type(error).__name__)
            return PlainTextResponse("", 503, {"Retry-After": str(RETRY_SECONDS)})
        return PlainTextResponse("")


    async def _keep(self, body: bytes) -> None:
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            await self._intake.set_aside(body)
        else:
            await self._intake.accept([update])


def web(pages: Pages, webhook: Webhook | None = None, path: str = "/") -> Starlette:
    """The server: the pages about the bot, and the webhook at `path`."""
    routes = [
        Route(HEALTH_PATH, pages.health, methods=["GET"]),
        Route(READY_PATH, pages.ready, methods=["GET"]),
        Route(METRICS_PATH, pages.metrics, methods=["GET"]),
    ]
    if webhook is not None:
        routes.append(Route(path, webhook.receive, methods=["POST"]))
    return Starlette(routes=routes)


@asynccontextmanager
async def serving(app: Starlette, address: tuple[str, int]) -> AsyncIterator[None]:
    """Serve `app` until the block ends."""
    listener = _listener(*address)
    config = uvicorn.Config(
        app,
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=CLOSING_SECONDS,
    )
    server = Server(config)
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield
    finally:
        server.should_exit = True
        with suppress(asyncio.CancelledError):
            await running
        listener.close()


class Server(uvicorn.Server):
    """Leaves the signals alone: they stop the bot, and the bot stops its server."""

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


class PatientProtocol(H11Protocol):
    """Closes connections that do not finish the head of a request in time; uvicorn waits for ever."""

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._is_working and self._timer is not None:
            self._timer.cancel()
            self._timer = None
        elif not self._is_working:
            self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    @property
    def _is_working(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _watch(self) -> None:
        if self._timer is None:
            self._timer = self.loop.call_later(HEAD_SECONDS, self.transport.close)


async def _body(request: Request) -> bytes:
    """The body, unless it is too long or too slow."""
    declared = request.headers.get("content-length", "0")
    if not declared.isdecimal() or len(declared) > 12 or int(declared) > BODY_BYTES:
        raise RefusedError(413)
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                body += part
                if len(body) > BODY_BYTES:
                    raise RefusedError(413)
    except TimeoutError:
        raise RefusedError(408) from None
    return bytes(body)


def _listener(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except OSError as error:
        raise ConfigError(f"BOT_WEBHOOK_LISTEN: {host}:{port} tidak bisa dipakai ({error.strerror}).") from None
