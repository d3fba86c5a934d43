"""The server: where it listens, being unreachable, clean ends."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from bot.playground import Person, Playground, PlaygroundError

from ..conftest import Caller


async def test_only_loopback_can_be_listened_on() -> None:
    with pytest.raises(Exception, match="loopback only"):
        Playground(host="0.0.0.0")  # noqa: S104  refused


async def test_a_taken_port_is_a_clear_error(pg: Playground) -> None:
    with pytest.raises(PlaygroundError, match=str(pg.port)):
        Playground(pg.port)


async def test_the_port_is_free_again_afterwards() -> None:
    async with Playground.start() as first:
        port = first.port
    async with Playground.start(port=port) as second:
        assert second.port == port


async def test_the_playground_ends_while_a_poll_waits(call: Caller) -> None:
    async with Playground.start() as other:
        url = f"{other.base_url}{other.token}/getUpdates"
        poll = asyncio.create_task(call.request("GET", url, params={"timeout": 50}))
        await asyncio.sleep(0.1)
    assert (await asyncio.wait_for(poll, 5)).result == []


async def test_an_unreachable_playground_refuses_connections_and_comes_back_with_everything(
    pg: Playground, call: Caller, sari: Person
) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    await asyncio.sleep(0.1)
    await pg.suspend()
    with pytest.raises(aiohttp.ClientError):
        await poll
    with pytest.raises(aiohttp.ClientConnectorError):
        await call("getMe")
    sari.send("halo")
    await pg.resume()
    assert [update["message"]["text"] for update in (await call("getUpdates")).result] == ["halo"]
