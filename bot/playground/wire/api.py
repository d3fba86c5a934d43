"""The Bot API's addresses over HTTP: methods and files.

Lives here: a request to a call, and a reply to a response, also one that is dropped or trickles.
Never here: what a call does (dispatch.py); a log, for the addresses carry tokens.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.playground.errors import ApiError, not_found
from bot.playground.wire.connection_reset import reset_connection
from bot.playground.wire.dispatch import Dispatcher, Reply, as_reply, error_body
from bot.playground.wire.request import read_params
from bot.playground.world.world import World

_WAITING = "getupdates"


class Api:
    def __init__(self, world: World, dispatcher: Dispatcher) -> None:
        self._world = world
        self._dispatcher = dispatcher

    def routes(self) -> list[Route]:
        return [
            Route("/bot{token}/{method}", self.method, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self.file, methods=["GET"]),
        ]

    async def method(self, request: Request) -> Response:
        try:
            params = await read_params(request)
        except ApiError as error:
            return await respond(request, as_reply(error_body(error)))
        name = request.path_params["method"]
        answering = asyncio.ensure_future(self._dispatcher.call(request.path_params["token"], name, params))
        if name.lower() == _WAITING and not await _stays(request, answering):
            return Response(status_code=499)
        return await respond(request, await answering)

    async def file(self, request: Request) -> Response:
        try:
            self._world.bot(request.path_params["token"])
            stored = self._world.files.at(request.path_params["path"])
            if stored is None:
                raise not_found()
        except ApiError as error:
            return await respond(request, as_reply(error_body(error)))
        return Response(stored.content, media_type="application/octet-stream")


async def respond(request: Request, reply: Reply) -> Response:
    """The reply as HTTP, or no answer at all when it is to be dropped."""
    if reply.drop:
        await reset_connection(request.scope)
        return Response(status_code=499)
    if reply.trickle:
        headers = {**reply.headers, "Content-Length": str(len(reply.body))}
        return StreamingResponse(_slowly(reply), reply.status, headers, reply.content_type)
    return Response(reply.body, reply.status, reply.headers, reply.content_type)


async def not_found_response(request: Request, _error: Exception) -> Response:
    """For any other address, Telegram's 404."""
    return await respond(request, as_reply(error_body(not_found())))


async def _slowly(reply: Reply) -> AsyncIterator[bytes]:
    for place in range(len(reply.body)):
        await asyncio.sleep(reply.trickle)
        yield reply.body[place : place + 1]


async def _stays(request: Request, answering: asyncio.Future[Reply]) -> bool:
    """Wait for the answer; False, with the call given up, when the client goes away before (a killed bot)."""
    leaving: asyncio.Future[Any] = asyncio.ensure_future(request.receive())
    await asyncio.wait({leaving, answering}, return_when=asyncio.FIRST_COMPLETED)
    if answering.done():
        leaving.cancel()
        return True
    answering.cancel()
    return False
