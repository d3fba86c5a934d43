"""One call from start to end: token, planned fault, delay, method, answer, record.

Lives here: the order of these. A bug in a method becomes a 500, as at Telegram, and is logged.
Never here: HTTP (api.py), and what the methods do (methods/).
"""

from __future__ import annotations

import asyncio
import inspect
import json
import logging
from dataclasses import dataclass, field
from typing import Any

from bot.playground import methods
from bot.playground.content.utf16 import is_encodable
from bot.playground.errors import ApiError, bad_request, not_found
from bot.playground.methods.params import Params
from bot.playground.methods.registry import Answer, ApiMethod, Context
from bot.playground.wire.webhook import Webhooks
from bot.playground.world.bots import Bot
from bot.playground.world.call_log import Call
from bot.playground.world.faults import Fault
from bot.playground.world.world import World

Json = dict[str, Any]
_LOG = logging.getLogger(__name__)
JSON_TYPE = "application/json"


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back over HTTP. `trickle`: seconds before every byte; `drop`: no answer at all."""

    status: int
    body: bytes
    content_type: str = JSON_TYPE
    headers: dict[str, str] = field(default_factory=dict)
    trickle: float = 0.0
    drop: bool = False


class Dispatcher:
    def __init__(self, world: World) -> None:
        self._world = world
        self.webhooks = Webhooks(world, self._from_webhook)

    async def call(self, token: str, name: str, params: Params) -> Reply:
        """Answer one call; never raises for anything a bot can send."""
        try:
            bot = self._world.bot(token)
        except ApiError as error:
            return as_reply(error_body(error))
        bot.has_called = True
        return await self._recorded(bot, name, params)

    async def _from_webhook(self, bot: Bot, name: str, params: Params) -> None:
        await self._recorded(bot, name, params)

    async def _recorded(self, bot: Bot, name: str, params: Params) -> Reply:
        """Run a call and note it, with its answer and how long that took."""
        method = methods.find(name)
        shown_name = method.name if method else name
        number = self._world.calls.next_number()
        loop = asyncio.get_running_loop()
        begun, at = loop.time(), self._world.clock.now()
        fault = self._world.faults.take(shown_name, params.text("chat_id"))
        reply, answer = await self._faulty(fault, Context(self._world, self.webhooks, bot, params), method)
        call = Call(
            number, bot.id, shown_name, params.recorded(), 0 if reply.drop else reply.status, answer,
            at, loop.time() - begun, fault is not None,
        )  # fmt: skip
        self._world.calls.add(call)
        self._world.events.publish("call", call.json())
        return reply

    async def _faulty(self, fault: Fault | None, context: Context, method: ApiMethod | None) -> tuple[Reply, Any]:
        """The answer with a planned fault, if there is one, and what is recorded of it."""
        if fault is not None and fault.delay:
            await asyncio.sleep(fault.delay)
        if fault is None or not fault.replaces_answer:
            body = await self._travelled(context, method)
            return as_reply(body, fault), body
        if fault.applied:
            await self._travelled(context, method)
        if fault.raw is not None:
            content_type = fault.content_type or ("text/html" if fault.raw.lstrip()[:1] == "<" else JSON_TYPE)
            raw = fault.raw.encode("utf-8", "surrogatepass")
            return Reply(fault.status(), raw, content_type, trickle=fault.trickle, drop=fault.drop), fault.raw
        body = fault.body()
        return as_reply(body, fault), None if fault.drop else body

    async def _travelled(self, context: Context, method: ApiMethod | None) -> Json:
        """The method's answer, with half of the planned round trip before and half after it."""
        way = self._world.faults.delay(method.name) / 2 if method else 0.0
        if way:
            await asyncio.sleep(way)
        body = await self._run(context, method)
        if way:
            await asyncio.sleep(way)
        return body

    async def _run(self, context: Context, method: ApiMethod | None) -> Json:
        try:
            if method is None:
                raise not_found()
            if not all(is_encodable(value) for value in context.params.values.values()):
                raise bad_request("strings must be encoded in UTF-8")
            result = method.run(context)
            if inspect.isawaitable(result):
                result = await result
        except ApiError as error:
            return error_body(error)
        except Exception:
            _LOG.exception("a bug in the playground, in %s", method.name if method else "no method")
            return error_body(ApiError(500, "Internal Server Error"))
        if isinstance(result, Answer):
            return {"ok": True, "result": result.result, "description": result.description}
        return {"ok": True, "result": result}


def error_body(error: ApiError) -> Json:
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    return {**body, "parameters": error.parameters} if error.parameters else body


def as_reply(body: Json, fault: Fault | None = None) -> Reply:
    """HTTP status, Retry-After (Query.cpp:105) and JSON in plain ASCII, as Telegram sends them."""
    headers: dict[str, str] = {}
    if retry_after := body.get("parameters", {}).get("retry_after"):
        headers["Retry-After"] = str(retry_after)
    status = 200 if body.get("ok") else int(body["error_code"])
    trickle, drop = (fault.trickle, fault.drop) if fault else (0.0, False)
    return Reply(status, json.dumps(body).encode(), headers=headers, trickle=trickle, drop=drop)
