"""The HTTP server: one Starlette application, served by uvicorn inside the running event loop.

Lives here: listening, on loopback only; starting, stopping, and being unreachable for a while.
Never here: what is behind an address, but for the 404 of all others.

The same loop runs the world, the server and (in tests) the bot, so that nothing needs a lock.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
from collections.abc import Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from bot.playground.errors import PlaygroundError
from bot.playground.wire.api import Api, not_found_response
from bot.playground.wire.connection_reset import TrackedProtocol
from bot.playground.wire.dispatch import Dispatcher
from bot.playground.wire.guard import Guard
from bot.playground.world.world import World

_STOP_SECONDS = 2
_BACKLOG = 2048


class _Uvicorn(uvicorn.Server):
    """Signals belong to whoever runs the loop; stopping is not looked for ten times a second but told."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._told = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def main_loop(self) -> None:
        while not self._told.is_set():
            await self.on_tick(0)  # renews the Date header
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._told.wait(), 1)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let connections finish what they are at, and end them; uvicorn's own takes 0.1 s more."""
        for server in self.servers:
            server.close()
        for connection in tuple(self.server_state.connections):
            connection.shutdown()
        deadline = asyncio.get_running_loop().time() + _STOP_SECONDS
        # uvicorn has no event for it.
        while self.server_state.connections and asyncio.get_running_loop().time() < deadline:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
        for task in self.server_state.tasks:
            task.cancel()

    def end(self) -> None:
        self.should_exit = True
        self._told.set()


class Server:
    """The application and its socket; port 0 takes a free one. `routes` are served beside the Bot API."""

    def __init__(
        self, world: World, host: str = "127.0.0.1", port: int = 0, routes: Sequence[BaseRoute] = ()
    ) -> None:
        self._world = world
        self._host = host
        self._dispatcher = Dispatcher(world)
        self._application = self._routed(routes)
        self._socket = _listen(host, port)
        self.port: int = self._socket.getsockname()[1]
        self._uvicorn: _Uvicorn | None = None
        self._serving: asyncio.Task[None] | None = None

    @property
    def root(self) -> str:
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self.port}"

    async def start(self) -> None:
        self._uvicorn = _uvicorn(self._application)
        self._serving = asyncio.create_task(self._uvicorn.serve(sockets=[self._socket]))
        while not self._uvicorn.started:
            if self._serving.done():
                await self._serving
                raise PlaygroundError("the server ended before it began")
            await asyncio.sleep(0.002)

    async def stop(self) -> None:
        """End waiting polls and streams, stop deliveries, then the server."""
        self._world.close()
        await self._dispatcher.webhooks.close()
        await self._end()

    async def suspend(self) -> None:
        """Be unreachable: connections are reset and new ones refused, while the world goes on."""
        assert self._uvicorn is not None
        for connection in tuple(self._uvicorn.server_state.connections):
            connection.transport.abort()
        await self._end()

    async def resume(self) -> None:
        """Be reachable again, at the same port."""
        self._socket = _listen(self._host, self.port)
        await self.start()

    async def _end(self) -> None:
        if self._uvicorn is not None and self._serving is not None:
            self._uvicorn.end()
            await self._serving
        self._uvicorn = self._serving = None
        self._socket.close()

    def _routed(self, routes: Sequence[BaseRoute]) -> Starlette:
        return Starlette(
            routes=[*Api(self._world, self._dispatcher).routes(), *routes],
            exception_handlers={404: not_found_response, 405: not_found_response},
            middleware=[Middleware(Guard)],
        )


def _uvicorn(application: Starlette) -> _Uvicorn:
    return _Uvicorn(
        uvicorn.Config(
            application,
            http=TrackedProtocol,
            ws="none",
            lifespan="off",
            access_log=False,  # the addresses carry tokens
            log_config=None,
            backlog=_BACKLOG,
        )
    )


def _listen(host: str, port: int) -> socket.socket:
    address = "127.0.0.1" if host == "localhost" else host
    try:
        is_loopback = ipaddress.ip_address(address).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        raise PlaygroundError("the playground listens on loopback only (127.0.0.1 or ::1)")
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    # Named as TCP, because only then asyncio switches Nagle's algorithm off, which costs 40 ms an answer.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((address, port))
        listening.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        listening.close()
        reason = getattr(error, "strerror", None) or error
        raise PlaygroundError(f"cannot listen on port {port}: {reason}") from error
    return listening
