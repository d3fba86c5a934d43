"""Whoever reaches the bot's own port: strangers, slow ones, and replicas that start together."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import time

import aiohttp
import pytest

from bot.channels.telegram.intake import webhook
from bot.playground import Person, Playground
from bot.storage.database import Database

from . import fleet
from .conftest import settled

HEADERS = {"X-Telegram-Bot-Api-Secret-Token": fleet.SECRET, "Content-Type": "application/json"}


async def test_case_61_what_a_stranger_sends_is_neither_taken_nor_logged(
    url: str, http: aiohttp.ClientSession, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = ("", "tebakan-rahasia", fleet.SECRET.swapcase(), fleet.SECRET[:-1], f"{fleet.SECRET}x", "rahasia\t")
    with caplog.at_level(logging.DEBUG):
        for secret in wrong:
            headers = {**HEADERS, "X-Telegram-Bot-Api-Secret-Token": secret}
            async with http.post(url, json={"update_id": 1}, headers=headers) as answer:
                assert answer.status == 403, secret
                assert await answer.text() == ""
    assert "tebakan" not in caplog.text
    assert fleet.SECRET not in caplog.text
    depth = await database.inbox.depth()
    assert (depth.waiting, depth.dead_letters) == (0, 0)


async def test_case_63_of_a_body_without_an_end_hardly_more_is_taken_than_an_update_may_have(url: str) -> None:
    address = ("127.0.0.1", int(url.split(":")[2].split("/")[0]))
    reader, writer = await asyncio.open_connection(*address)
    # What the system keeps between the two is not the bot's.
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)
    head = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
    writer.write(f"POST /kait HTTP/1.1\r\nHost: x\r\n{head}Transfer-Encoding: chunked\r\n\r\n".encode())
    sent = 0
    with contextlib.suppress(ConnectionError, TimeoutError):
        while sent < 64 * webhook.BODY_BYTES:
            writer.write(b"10000\r\n" + b" " * 65536 + b"\r\n")
            await asyncio.wait_for(writer.drain(), 2)
            sent += 65536
    assert webhook.BODY_BYTES <= sent < 8 * webhook.BODY_BYTES
    with contextlib.suppress(ConnectionError):
        assert b" 413 " in await asyncio.wait_for(reader.readline(), 2)
    writer.close()


def test_case_66_whoever_only_connects_is_let_go_within_a_quarter_of_a_minute() -> None:
    assert webhook.HEAD_SECONDS <= 15
    assert webhook.BODY_SECONDS <= 15


async def test_case_65_garbage_with_the_right_secret_is_set_aside_once(
    url: str, http: aiohttp.ClientSession, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    bodies = (b"{", b"[1]", b"{}", b"\xff\xfe", b"[" * 200_000, b'{"update_id": 1.5}', b'{"update_id": true}')
    for body in bodies:
        async with http.post(url, data=body, headers=HEADERS) as answer:
            assert answer.status == 200, body[:20]
    assert (await database.inbox.depth()).dead_letters == len(bodies)
    assert "Traceback" not in caplog.text


async def test_case_66_three_hundred_connections_that_say_nothing_hold_up_no_post(
    url: str, http: aiohttp.ClientSession
) -> None:
    port = int(url.split(":")[2].split("/")[0])
    waiting = [await asyncio.open_connection("127.0.0.1", port) for _ in range(300)]
    for _, writer in waiting[::2]:
        writer.write(b"POST /kait HTTP/1.1\r\nX-Telegram-Bot-Api-Secret-Token: ")
    started = time.monotonic()
    async with http.post(url, json={"update_id": 1}, headers=HEADERS) as answer:
        assert answer.status == 200
    assert time.monotonic() - started < 0.5
    for _, writer in waiting:
        writer.close()


@pytest.mark.usefixtures("url")
async def test_case_67_telegram_is_told_that_an_update_arrived_before_it_is_worked_on(
    pg: Playground, sari: Person, database: Database
) -> None:
    pg.delay(1.0, "sendMessage")
    sari.send("apa itu robusta")
    await pg.wait_until(lambda: len(pg.bot.updates) == 0 or None, fleet.PATIENCE, "not taken in")
    assert not pg.calls("sendMessage")
    await sari.wait_reply()
    await settled(database)
    assert len(pg.calls("sendMessage")) == 1


@pytest.mark.usefixtures("trio")
async def test_case_69_of_three_replicas_that_start_together_one_sets_the_webhook(pg: Playground, sari: Person) -> None:
    assert (await sari.ask("halo")).text == "Halo juga!"
    assert len(pg.calls("setWebhook")) == 1
