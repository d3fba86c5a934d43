"""Delivery of updates to webhooks: one at a time in each queue, queues side by side.

Lives here: posting, retrying as Telegram does (tdlib/telegram-bot-api 10.0, WebhookActor.cpp), running the method in an
answer.
Never here: setting a webhook (methods/receiving.py), which lets only loopback addresses get here.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.playground import limits
from bot.playground.methods.params import Params, decode_json, flatten
from bot.playground.world.bots import Bot, Webhook
from bot.playground.world.updates import Update
from bot.playground.world.world import World

Execute = Callable[[Bot, str, Params], Awaitable[None]]
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the header's name
_NOT_FROM_WEBHOOK = frozenset({"setwebhook", "deletewebhook", "close", "logout"})
_ANSWER_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one attempt went; `retry_after` in seconds when the webhook asked for it."""

    error: str = ""
    retry_after: float | None = None
    body: bytes = b""


class Webhooks:
    """The delivery lines of all bots with a webhook."""

    def __init__(self, world: World, execute: Execute) -> None:
        self._world = world
        self._execute = execute
        self._lines: dict[int, Line] = {}
        self._ending: set[asyncio.Task[None]] = set()

    def start(self, bot: Bot) -> None:
        """Deliver what waits and what comes, to the address set now."""
        self.stop(bot)
        assert bot.webhook is not None
        self._lines[id(bot)] = Line(self._world, bot, bot.webhook, self._execute)

    def stop(self, bot: Bot) -> None:
        line = self._lines.pop(id(bot), None)
        if line is not None:
            ending = asyncio.get_running_loop().create_task(line.close())
            self._ending.add(ending)
            ending.add_done_callback(self._ending.discard)

    async def close(self) -> None:
        for bot in self._world.bots():
            self.stop(bot)
        await asyncio.gather(*self._ending)


class Line:
    """Delivery to one webhook."""

    def __init__(self, world: World, bot: Bot, webhook: Webhook, execute: Execute) -> None:
        self._world = world
        self._bot = bot
        self._webhook = webhook
        self._execute = execute
        self._queues: dict[str, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self._session = aiohttp.ClientSession(
            # A certificate on loopback is the bot's own; there is nobody to vouch for it.
            connector=aiohttp.TCPConnector(limit=webhook.max_connections, ssl=False),
            timeout=aiohttp.ClientTimeout(total=limits.WEBHOOK_ANSWER_SECONDS),
        )
        for update in bot.updates.first(limits.KEPT_UPDATES):
            self._take(update)
        bot.updates.on_arrival(self._take)

    async def close(self) -> None:
        self._closed = True
        self._bot.updates.forget(self._take)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._session.close()

    def _take(self, update: Update) -> None:
        if update.key in self._queues:
            self._queues[update.key].append(update)
            return
        self._queues[update.key] = deque([update], maxlen=limits.KEPT_UPDATES)
        task = asyncio.get_running_loop().create_task(self._drain(update.key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, key: str) -> None:
        """Deliver one queue in order, until it is empty."""
        queue = self._queues[key]
        try:
            while queue and not self._closed:
                await self._deliver(queue.popleft())
        finally:
            del self._queues[key]

    async def _deliver(self, update: Update) -> None:
        """Post an update until it is taken or too old; the first retry comes at once, then pauses double."""
        pause = 0.0
        while update in self._bot.updates:
            outcome = await self._post(update)
            self._world.events.publish(
                "webhook", {"bot": self._bot.id, "update_id": update.id, "error": outcome.error}
            )
            if not outcome.error:
                self._bot.updates.remove(update)
                await self._answer(outcome.body)
                return
            self._webhook.last_error, self._webhook.last_error_date = outcome.error, self._world.clock.date()
            await asyncio.sleep(pause if outcome.retry_after is None else outcome.retry_after)
            longest = random.uniform(*limits.WEBHOOK_RETRY_CAP)
            pause = min(longest, pause * 2 or self._world.rules.webhook_retry_seconds)
            self._bot.updates.drop_expired()

    async def _post(self, update: Update) -> Outcome:
        headers = {_SECRET_HEADER: self._webhook.secret} if self._webhook.secret else {}
        try:
            async with self._session.post(
                self._webhook.url, json=update.body, headers=headers, allow_redirects=False
            ) as answer:
                body = await answer.content.read(_ANSWER_BYTES)
        except TimeoutError:
            return Outcome("Read timeout expired")
        except aiohttp.ClientConnectorError:
            return Outcome("Connection refused")
        except (aiohttp.ClientError, OSError):
            return Outcome("Connection reset by peer")
        if 200 <= answer.status < 300:
            return Outcome(body=body)
        error = f"Wrong response from the webhook: {answer.status} {answer.reason or ''}".rstrip()
        return Outcome(error, _retry_after(answer.headers.get("Retry-After", "")))

    async def _answer(self, body: bytes) -> None:
        """Run the method in the answer's body, if there is one; its result is lost, as at Telegram."""
        value: Any = None
        with contextlib.suppress(ValueError, UnicodeDecodeError):
            value = decode_json(body) if body.strip() else None
        if not isinstance(value, dict) or not isinstance(value.get("method"), str):
            return
        name = value["method"]
        if name.lower().startswith("get") or name.lower() in _NOT_FROM_WEBHOOK:
            return
        values = {key: flatten(item) for key, item in value.items() if key != "method" and item is not None}
        await self._execute(self._bot, name, Params(values))


def _retry_after(header: str) -> float | None:
    if not header.isdecimal():
        return None
    return float(min(int(header), limits.WEBHOOK_RETRY_AFTER_CAP))
