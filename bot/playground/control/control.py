"""The control side for whoever stands behind the bot: bots, calls, faults, time, rules, and all events.

Lives here: an address for each of these, and the stream of events.
Never here: what people do (people.py); a token in any answer.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict, fields
from typing import Any

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.playground.control.people import PeopleControl
from bot.playground.control.request import Body, answering, integer
from bot.playground.errors import PlaygroundError
from bot.playground.methods.registry import names
from bot.playground.people.actions import Actions
from bot.playground.world.bots import Bot
from bot.playground.world.events import Event
from bot.playground.world.faults import ALL_METHODS, Fault

Json = dict[str, Any]
_HEARTBEAT_SECONDS = 15.0
# A page that lost the stream comes back after this.
_RETRY_MS = 1_000
_CALLS = 200
_PNG = b"\x89PNG\r\n\x1a\n"


class Control:
    def __init__(self, actions: Actions) -> None:
        self._world = actions.world
        self._people = PeopleControl(actions)

    def routes(self) -> list[Route]:
        own = [
            Route("/control", answering(self.index), methods=["GET"]),
            Route("/control/bots", answering(self.bots), methods=["GET"]),
            Route("/control/bots/{bot:int}", answering(self.change_bot), methods=["POST"]),
            Route("/control/calls", answering(self.calls), methods=["GET"]),
            Route("/control/calls", answering(self.clear_calls), methods=["DELETE"]),
            Route("/control/faults", answering(self.faults), methods=["GET"]),
            Route("/control/faults", answering(self.plan_fault), methods=["POST"]),
            Route("/control/faults", answering(self.clear_faults), methods=["DELETE"]),
            Route("/control/delays", answering(self.set_delay), methods=["POST"]),
            Route("/control/rules", answering(self.rules), methods=["GET", "POST"]),
            Route("/control/clock", answering(self.clock), methods=["GET", "POST"]),
            Route("/control/updates", answering(self.inject), methods=["POST"]),
            Route("/control/files/{file_id}", answering(self.file), methods=["GET"]),
            Route("/control/events", answering(self.events), methods=["GET"]),
        ]
        return own + self._people.routes()

    async def index(self, _request: Request, _body: Body) -> Json:
        return {"api": "10.0", "methods": names(), "control": sorted({route.path for route in self.routes()})}

    # Bots

    async def bots(self, _request: Request, _body: Body) -> Json:
        return {"bots": [self._shown(bot) for bot in self._world.bots()]}

    async def change_bot(self, request: Request, body: Body) -> Json:
        """`{"revoked": true}`: the token is refused from now on; `false`: it is accepted again."""
        bot = self._world.bot_by_id(request.path_params["bot"])
        if bot is None:
            raise PlaygroundError("there is no such bot")
        bot.revoked = body.flag("revoked")
        self._world.poller(bot).end()
        return self._shown(bot)

    async def inject(self, _request: Request, body: Body) -> Json:
        """Queue `update` as it is."""
        update = body.mapping("update")
        kind = next((name for name in update if name != "update_id"), "")
        bot = self._world.chosen_bot(body.optional_integer("bot"))
        return {"update_id": bot.updates.put_raw(update, kind, f"injected:{kind}").id}

    # Calls and faults

    async def calls(self, request: Request, _body: Body) -> Json:
        method, since = (
            request.query_params.get("method", ""),
            integer(request.query_params.get("since", "0")),
        )
        most = integer(request.query_params.get("limit", str(_CALLS)))
        found = self._world.calls.list(method, since)
        return {"total": self._world.calls.total, "calls": [call.json() for call in found[-max(1, most) :]]}

    async def clear_calls(self, _request: Request, _body: Body) -> Json:
        self._world.calls.clear()
        return {"calls": []}

    async def faults(self, _request: Request, _body: Body) -> Json:
        planned = [asdict(fault) for fault in self._world.faults.planned()]
        return {"faults": planned, "delays": self._world.faults.delays()}

    async def plan_fault(self, request: Request, body: Body) -> Json:
        """The fields are those of faults.Fault."""
        self._world.faults.plan(Fault(**body.like(Fault())))
        return await self.faults(request, body)

    async def clear_faults(self, request: Request, body: Body) -> Json:
        self._world.faults.clear()
        return await self.faults(request, body)

    async def set_delay(self, request: Request, body: Body) -> Json:
        """`{"method": "sendMessage", "seconds": 0.1}`; without a method, for all."""
        self._world.faults.set_delay(body.text("method", ALL_METHODS), body.number("seconds"))
        return await self.faults(request, body)

    # Rules and time

    async def rules(self, _request: Request, body: Body) -> Json:
        """The rules, after those in the body were changed."""
        rules = self._world.rules
        for name, value in body.like(rules).items():
            setattr(rules, name, value)
        return {each.name: getattr(rules, each.name) for each in fields(rules)}

    async def clock(self, _request: Request, body: Body) -> Json:
        """The time, after `advance` seconds were skipped."""
        self._world.clock.advance(body.number("advance", 0.0))
        return {"now": self._world.clock.now()}

    # Files

    async def file(self, request: Request, _body: Body) -> Response:
        """The content of a file that went through here. A picture is shown; everything else is only ever saved."""
        stored = self._world.files.get(request.path_params["file_id"])
        if stored is None:
            raise PlaygroundError("there is no such file")
        picture = stored.content.startswith(_PNG)
        headers = {"X-Content-Type-Options": "nosniff", "Content-Disposition": "inline" if picture else "attachment"}
        return Response(
            stored.content, headers=headers, media_type="image/png" if picture else "application/octet-stream"
        )

    # Events

    async def events(self, request: Request, _body: Body) -> StreamingResponse:
        """Server-Sent Events, from now on or after `since` (or the header Last-Event-ID)."""
        last = request.headers.get("last-event-id") or request.query_params.get("since")
        kinds = {kind for kind in request.query_params.get("kinds", "").split(",") if kind}
        stream = self._stream(None if last is None else integer(last), kinds)
        return StreamingResponse(
            stream, headers={"Cache-Control": "no-store"}, media_type="text/event-stream"
        )

    async def _stream(self, since: int | None, kinds: set[str]) -> AsyncIterator[str]:
        listening = self._world.events.listen(since)
        coming: asyncio.Future[Event] = asyncio.ensure_future(anext(listening))
        try:
            yield f": the playground\nretry: {_RETRY_MS}\n\n"
            while True:
                await asyncio.wait({coming}, timeout=_HEARTBEAT_SECONDS)
                if not coming.done():
                    yield ": still here\n\n"
                    continue
                try:
                    event = coming.result()
                except StopAsyncIteration:
                    return
                if not kinds or event.kind in kinds:
                    yield f"id: {event.number}\nevent: {event.kind}\ndata: {json.dumps(event.json())}\n\n"
                coming = asyncio.ensure_future(anext(listening))
        finally:
            coming.cancel()

    def _shown(self, bot: Bot) -> Json:
        return {
            "user": bot.me(),
            "has_called": bot.has_called,
            "revoked": bot.revoked,
            "webhook": bot.webhook is not None,
            "pending_updates": len(bot.updates),
            "allowed_updates": bot.updates.allowed,
            "commands": {
                f"{scope} {language}".strip(): c for (scope, language), c in bot.profile.commands.items()
            },
            "texts": {f"{what} {language}".strip(): t for (what, language), t in bot.profile.texts.items()},
            "menu_button": bot.profile.menu_buttons.get(0),
        }
