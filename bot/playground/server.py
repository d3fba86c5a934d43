"""The HTTP server: one Starlette application, served by uvicorn inside the running event loop.

The same loop runs the world, the server and (in tests) the bot, so that nothing needs a lock. Only loopback
addresses are listened on.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
from collections.abc import Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.playground.actions import Actions
from bot.playground.api import Api, not_found_response
from bot.playground.control import Control
from bot.playground.dispatch import Dispatcher
from bot.playground.drop import TrackedProtocol
from bot.playground.errors import PlaygroundError
from bot.playground.world import World

_STOP_SECONDS = 2


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
        """Let connections finish what they are at, for a while, and end them; uvicorn's own always takes 0.1 s."""
        for server in self.servers:
            server.close()
        for connection in tuple(self.server_state.connections):
            connection.shutdown()
        deadline = asyncio.get_running_loop().time() + _STOP_SECONDS
        while self.server_state.connections and asyncio.get_running_loop().time() < deadline:
            await asyncio.sleep(0.002)
        for task in self.server_state.tasks:
            task.cancel()

    def end(self) -> None:
        self.should_exit = True
        self._told.set()


class Server:
    """The application and its socket; `port` 0 takes a free one. `routes` are added, for a page to look at
    it.
    """

    def __init__(
        self, world: World, host: str = "127.0.0.1", port: int = 0, routes: Sequence[BaseRoute] = ()
    ) -> None:
        self._world = world
        self._routes = routes
        self._host = host
        self._dispatcher = Dispatcher(world)
        self._socket = _listen(host, port)
        self.port: int = self._socket.getsockname()[1]
        self._uvicorn = _Uvicorn(
            uvicorn.Config(
                self.application(),
                http=TrackedProtocol,
                ws="none",
                lifespan="off",
                access_log=False,  # the addresses carry tokens
                log_config=None,
                backlog=2048,
            )
        )
        self._serving: asyncio.Task[None] | None = None

    def application(self) -> Starlette:
        routes = [
            *Api(self._world, self._dispatcher).routes(),
            *Control(self._world, Actions(self._world)).routes(),
            *self._routes,
        ]
        return Starlette(routes=routes, exception_handlers={404: not_found_response, 405: not_found_response})

    @property
    def root(self) -> str:
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self.port}"

    async def start(self) -> None:
        self._serving = asyncio.create_task(self._uvicorn.serve(sockets=[self._socket]))
        while not self._uvicorn.started:
            if self._serving.done():
                await self._serving
                raise PlaygroundError("the server ended before it began")
            await asyncio.sleep(0.005)

    async def stop(self) -> None:
        """End waiting polls and streams, stop deliveries, then the server."""
        self._world.close()
        await self._dispatcher.webhooks.close()
        self._uvicorn.end()
        if self._serving is not None:
            await self._serving
        self._socket.close()


def _listen(host: str, port: int) -> socket.socket:
    address = "127.0.0.1" if host == "localhost" else host
    try:
        is_loopback = ipaddress.ip_address(address).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        raise PlaygroundError("the playground listens on loopback only (127.0.0.1 or ::1)")
    try:
        return socket.create_server(
            (address, port), family=socket.AF_INET6 if ":" in address else socket.AF_INET, backlog=2048
        )
    except OSError as error:
        raise PlaygroundError(f"cannot listen on port {port}: {error.strerror or error}") from error
