"""Delivery to a webhook: secret, order, retries, and the method in the answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from bot.playground import Person, Playground

from ..conftest import Caller

Answering = Callable[[dict[str, Any]], Awaitable[web.Response]]


async def at_once(_update: dict[str, Any]) -> web.Response:
    return web.Response()


@dataclass
class Hook:
    """A webhook that notes what arrives and answers as `answering` says."""

    url: str = ""
    answering: Answering = at_once
    updates: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    now: int = 0
    most_at_once: int = 0

    async def receive(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.updates.append(update)
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
        self.now += 1
        self.most_at_once = max(self.most_at_once, self.now)
        try:
            return await self.answering(update)
        finally:
            self.now -= 1

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.updates if "message" in update]

    async def wait(self, pg: Playground, count: int) -> None:
        await pg.wait_until(lambda: len(self.updates) >= count or None, 5, f"{count} deliveries")


@pytest.fixture
async def hook(pg: Playground, call: Caller) -> AsyncIterator[Hook]:
    hook = Hook()
    application = web.Application()
    application.router.add_post("/hook", hook.receive)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    hook.url = f"http://127.0.0.1:{port}/hook"
    pg.rules.webhook_retry_seconds = 0.02
    yield hook
    await call("deleteWebhook")
    await runner.cleanup()


async def test_updates_are_posted_with_the_secret(pg: Playground, call: Caller, sari: Person, hook: Hook) -> None:
    answer = await call("setWebhook", url=hook.url, secret_token="Rahasia-1")
    assert answer.body == {"ok": True, "result": True, "description": "Webhook was set"}
    sari.send("halo")
    await hook.wait(pg, 1)
    assert (hook.texts(), hook.secrets) == (["halo"], ["Rahasia-1"])


async def test_what_waited_before_is_delivered_too(pg: Playground, call: Caller, sari: Person, hook: Hook) -> None:
    sari.send("tadi")
    await call("setWebhook", url=hook.url)
    await hook.wait(pg, 1)
    assert hook.texts() == ["tadi"]


async def test_pending_updates_can_be_dropped(pg: Playground, call: Caller, sari: Person, hook: Hook) -> None:
    sari.send("tadi")
    await call("setWebhook", url=hook.url, drop_pending_updates=True)
    sari.send("sekarang")
    await hook.wait(pg, 1)
    assert hook.texts() == ["sekarang"]


async def test_messages_of_a_chat_are_delivered_one_after_the_other(
    pg: Playground, call: Caller, sari: Person, hook: Hook
) -> None:
    async def slowly(_update: dict[str, Any]) -> web.Response:
        await asyncio.sleep(0.01)
        return web.Response()

    hook.answering = slowly
    await call("setWebhook", url=hook.url)
    for number in range(10):
        sari.send(str(number))
    await hook.wait(pg, 10)
    assert (hook.texts(), hook.most_at_once) == ([str(number) for number in range(10)], 1)


async def test_chats_are_delivered_side_by_side(pg: Playground, call: Caller, sari: Person, hook: Hook) -> None:
    all_here = asyncio.Event()

    async def together(_update: dict[str, Any]) -> web.Response:
        if hook.now == 2:
            all_here.set()
        await asyncio.wait_for(all_here.wait(), 5)
        return web.Response()

    hook.answering = together
    await call("setWebhook", url=hook.url)
    sari.send("satu")
    pg.person("Budi").send("dua")
    await hook.wait(pg, 2)
    assert hook.most_at_once == 2


async def test_max_connections_bounds_what_is_delivered_at_once(pg: Playground, call: Caller, hook: Hook) -> None:
    async def slowly(_update: dict[str, Any]) -> web.Response:
        await asyncio.sleep(0.01)
        return web.Response()

    hook.answering = slowly
    await call("setWebhook", url=hook.url, max_connections=2)
    for number in range(8):
        pg.person(f"Orang {number}").send("halo")
    await hook.wait(pg, 8)
    assert hook.most_at_once == 2


async def test_a_refused_update_comes_again_before_the_next(
    pg: Playground, call: Caller, sari: Person, hook: Hook
) -> None:
    async def third_time_lucky(_update: dict[str, Any]) -> web.Response:
        return web.Response(status=500 if len(hook.updates) < 3 else 200)

    hook.answering = third_time_lucky
    await call("setWebhook", url=hook.url)
    sari.send("satu")
    sari.send("dua")
    await hook.wait(pg, 4)
    assert hook.texts() == ["satu", "satu", "satu", "dua"]
    info = (await call("getWebhookInfo")).result
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"


async def test_retry_after_is_obeyed(pg: Playground, call: Caller, sari: Person, hook: Hook) -> None:
    async def busy(_update: dict[str, Any]) -> web.Response:
        return web.Response(status=503, headers={"Retry-After": "3600"})

    hook.answering = busy
    await call("setWebhook", url=hook.url)
    sari.send("halo")
    await hook.wait(pg, 1)
    await asyncio.sleep(0.1)
    assert len(hook.updates) == 1


async def test_an_update_that_is_too_old_is_not_retried(pg: Playground, call: Caller, sari: Person, hook: Hook) -> None:
    async def refuse(_update: dict[str, Any]) -> web.Response:
        pg.clock.advance(25 * 3600)
        return web.Response(status=500)

    hook.answering = refuse
    await call("setWebhook", url=hook.url)
    sari.send("halo")
    await hook.wait(pg, 1)
    await asyncio.sleep(0.1)
    assert (len(hook.updates), (await call("getWebhookInfo")).result["pending_update_count"]) == (1, 0)


async def test_a_method_in_the_answer_is_executed(pg: Playground, call: Caller, sari: Person, hook: Hook) -> None:
    async def reply(update: dict[str, Any]) -> web.Response:
        chat = update["message"]["chat"]["id"]
        return web.json_response({"method": "sendMessage", "chat_id": chat, "text": "dari webhook"})

    hook.answering = reply
    await call("setWebhook", url=hook.url)
    assert (await sari.ask("halo")).text == "dari webhook"


@pytest.mark.parametrize("body", [b'{"method": "deleteWebhook"}', b"[1]", b"{", b'{"method": 5}', b"\xff"])
async def test_other_bodies_of_an_answer_are_ignored(
    pg: Playground, call: Caller, sari: Person, hook: Hook, body: bytes
) -> None:
    async def odd(_update: dict[str, Any]) -> web.Response:
        return web.Response(body=body)

    hook.answering = odd
    await call("setWebhook", url=hook.url)
    sari.send("satu")
    sari.send("dua")
    await hook.wait(pg, 2)
    assert (await call("getWebhookInfo")).result["url"] == hook.url


async def test_a_deleted_webhook_gets_nothing_more(pg: Playground, call: Caller, sari: Person, hook: Hook) -> None:
    await call("setWebhook", url=hook.url)
    assert (await call("deleteWebhook")).body["description"] == "Webhook was deleted"
    assert (await call("deleteWebhook")).body["description"] == "Webhook is already deleted"
    sari.send("halo")
    assert len((await call("getUpdates")).result) == 1
    assert hook.updates == []


async def test_a_webhook_nobody_listens_at_says_so(pg: Playground, call: Caller, sari: Person) -> None:
    await call("setWebhook", url="http://127.0.0.1:9/hook")
    sari.send("halo")
    await pg.wait_until(lambda: pg.bot.webhook and pg.bot.webhook.last_error, 5, "no error")
    info = (await call("getWebhookInfo")).result
    assert (info["last_error_message"], info["pending_update_count"]) == ("Connection refused", 1)


@pytest.mark.parametrize(
    ("params", "error"),
    [
        ({"url": "ftp://127.0.0.1/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "http://[/"}, "bad webhook: invalid webhook URL specified"),
        ({"url": "http://127.0.0.1:99999/"}, "bad webhook: invalid webhook URL specified"),
        ({"url": "https://contoh.id/hook"}, "bad webhook: the playground delivers to loopback only"),
        ({"url": "http://127.0.0.1/", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "http://127.0.0.1/", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_a_webhook_is_refused_in_telegrams_words(call: Caller, params: dict[str, Any], error: str) -> None:
    assert (await call("setWebhook", **params)).error == f"400 Bad Request: {error}"
