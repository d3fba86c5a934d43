"""The bot's own web server: who may post what, and that Telegram's posts are answered."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from bot.assistant import Assistant
from bot.channels.telegram.intake import webhook
from bot.channels.telegram.reporting.health import Health
from bot.channels.telegram.running import housekeeping
from bot.channels.telegram.running.housekeeping import watch_webhook
from bot.channels.telegram.running.lifecycle import run_polling, run_webhook
from bot.config import Settings
from bot.errors import ConfigError
from bot.playground import Person, Playground
from bot.storage.database import Database, UnavailableError

from ..conftest import polled

SECRET = "Rahasia_uji-1"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def settings(pg: Playground) -> Settings:
    port = free_port()
    return Settings(
        _env_file=None, BOT_TOKEN=pg.token, api_url=pg.root_url, webhook_url=f"http://127.0.0.1:{port}/kait",
        webhook_secret=SECRET, webhook_listen=f"127.0.0.1:{port}", send_limits=False,
    )  # fmt: skip


@pytest.fixture
async def url(pg: Playground, settings: Settings, assistant: Assistant, database: Database) -> AsyncIterator[str]:
    """The address of a bot that is at work."""
    pg.rules.webhook_retry_seconds = 0.05
    stop = asyncio.Event()
    async with polled(pg, run_webhook(settings, assistant, database, stop), stop) as task:
        await pg.wait_call("setWebhook")
        yield settings.webhook_url
        assert not task.done()


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def update(number: int = 1, **fields: Any) -> dict[str, Any]:
    return {"update_id": number, **fields}


@pytest.mark.usefixtures("url")
async def test_what_telegram_posts_is_answered(sari: Person) -> None:
    assert (await sari.ask("apa itu robusta")).text.startswith("Robusta")
    menu = await sari.ask("/menu")
    await sari.press(menu, "Biji")
    assert (await sari.wait_edit(menu)).text.endswith("topic Biji")


@pytest.mark.usefixtures("url")
async def test_the_webhook_is_set_with_secret_and_kinds_and_drops_nothing(pg: Playground) -> None:
    (call,) = pg.calls("setWebhook")
    assert call.params["secret_token"] == SECRET
    assert "callback_query" in call.params["allowed_updates"]
    assert call.params.get("drop_pending_updates") in (None, False, "false", "False")


async def test_a_wrong_secret_is_refused(url: str, http: aiohttp.ClientSession) -> None:
    for secret in (None, "", "salah", SECRET.lower(), SECRET + "x", "é"):
        headers = {"Content-Type": "application/json"}
        if secret is not None:
            headers["X-Telegram-Bot-Api-Secret-Token"] = secret
        async with http.post(url, data=json.dumps(update()), headers=headers) as answer:
            assert answer.status == 403, secret


async def test_without_the_secret_the_body_is_not_even_read(url: str) -> None:
    port = int(url.split(":")[2].split("/")[0])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"POST /kait HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{")
    assert b" 403 " in await asyncio.wait_for(reader.readline(), 1)
    writer.close()


async def test_every_spelling_of_json_is_accepted(url: str, http: aiohttp.ClientSession) -> None:
    for kind in ("application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8"):
        async with http.post(url, data=json.dumps(update()), headers={**HEADERS, "Content-Type": kind}) as answer:
            assert answer.status == 200, kind


async def test_another_kind_of_content_is_refused(url: str, http: aiohttp.ClientSession) -> None:
    async with http.post(url, data="{}", headers={**HEADERS, "Content-Type": "text/plain"}) as answer:
        assert answer.status == 415


async def test_what_is_no_update_is_set_aside_so_that_it_does_not_come_again(
    url: str, http: aiohttp.ClientSession, database: Database
) -> None:
    bodies = (b"", b"{", b"[1]", b"{}", b'{"update_id":"1"}', b"\xff\xfe", b"[" * 200_000, b"null")
    for body in (*bodies, b'{"update_id":99999999999999999999}'):
        async with http.post(url, data=body, headers=HEADERS) as answer:
            assert answer.status == 200, body[:20]
    assert (await database.inbox.depth()).dead_letters == len(bodies) + 1


async def test_an_update_that_cannot_be_decoded_is_taken_so_that_it_does_not_come_again(
    url: str, http: aiohttp.ClientSession, sari: Person
) -> None:
    async with http.post(url, json=update(5, message={"message_id": "x"}), headers=HEADERS) as answer:
        assert answer.status == 200
    assert (await sari.ask("halo")).text == "Halo juga!"


async def test_a_body_over_a_megabyte_is_refused_whether_it_says_so_or_not(
    url: str, http: aiohttp.ClientSession
) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * 65536

    for data in (b" " * (webhook.BODY_BYTES + 1), chunks()):
        async with http.post(url, data=data, headers=HEADERS) as answer:
            assert answer.status == 413


async def test_a_body_that_trickles_in_is_cut(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "BODY_SECONDS", 0.2)
    port = int(url.split(":")[2].split("/")[0])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = "".join(f"{name}: {value}\r\n" for name, value in HEADERS.items())
    writer.write(f"POST /kait HTTP/1.1\r\nHost: x\r\n{head}Content-Length: 900\r\n\r\n{{".encode())
    assert b" 408 " in await asyncio.wait_for(reader.readline(), 2)
    writer.close()


async def test_connections_that_only_wait_are_closed(url: str, http: aiohttp.ClientSession) -> None:
    # The time is taken when the connection is made, so the module's own value counts.
    webhook_seconds, webhook.HEAD_SECONDS = webhook.HEAD_SECONDS, 0.3
    try:
        port = int(url.split(":")[2].split("/")[0])
        waiting = [await asyncio.open_connection("127.0.0.1", port) for _ in range(100)]
        for _, writer in waiting[:50]:
            writer.write(b"POST /kait HTTP/1.1\r\nX: ")
        started = time.monotonic()
        async with http.post(url, json=update(), headers=HEADERS) as answer:
            assert answer.status == 200
        assert time.monotonic() - started < 0.5
        ends = await asyncio.wait_for(asyncio.gather(*(reader.read() for reader, _ in waiting)), 3)
        assert set(ends) == {b""}
        for _, writer in waiting:
            writer.close()
    finally:
        webhook.HEAD_SECONDS = webhook_seconds


async def test_another_method_or_path_is_refused(url: str, http: aiohttp.ClientSession) -> None:
    for verb, path, status in (("GET", "/kait", 405), ("PUT", "/kait", 405), ("POST", "/x", 404)):
        async with http.request(verb, url.replace("/kait", path), headers=HEADERS) as answer:
            assert answer.status == status, (verb, path)


async def test_a_repeated_post_is_taken_and_not_answered_again(
    url: str, http: aiohttp.ClientSession, pg: Playground, sari: Person
) -> None:
    sari.begin()
    chat = {"id": sari.id, "type": "private", "first_name": "Sari"}
    sender = {"id": sari.id, "is_bot": False, "first_name": "Sari"}
    body = update(77, message={"message_id": 9, "date": 0, "chat": chat, "from": sender, "text": "halo"})

    async def post() -> int:
        async with http.post(url, json=body, headers=HEADERS) as answer:
            return answer.status

    assert set(await asyncio.gather(*(post() for _ in range(10)))) == {200}
    await sari.wait_reply()
    assert await sari.stays_quiet(0.15)


async def test_while_the_database_is_down_telegram_is_asked_to_come_again(
    url: str, http: aiohttp.ClientSession, sari: Person, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_arrivals: object) -> None:
        raise UnavailableError("terkunci")

    monkeypatch.setattr(webhook, "RETRY_SECONDS", 1)
    accept = database.inbox.accept
    monkeypatch.setattr(database.inbox, "accept", fail)
    async with http.post(url, json=update(), headers=HEADERS) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "1")
    sari.send("halo")
    assert await sari.stays_quiet(0.3)
    monkeypatch.setattr(database.inbox, "accept", accept)
    assert (await sari.wait_reply()).text == "Halo juga!"


async def test_the_health_page_tells_age_and_counts_but_nobody(
    url: str, http: aiohttp.ClientSession, sari: Person
) -> None:
    await sari.ask("halo")
    async with http.get(url.replace("/kait", "/sehat")) as answer:
        found = await answer.json()
    assert answer.status == 200
    assert found["sehat"] is True
    assert found["umur_detik"] < 5
    assert found["hitungan"]["masuk"] == 1
    assert str(sari.id) not in json.dumps(found)


async def test_a_polling_bot_has_a_health_page_where_it_is_told_to_listen(
    pg: Playground, assistant: Assistant, http: aiohttp.ClientSession, database: Database
) -> None:
    place = f"127.0.0.1:{free_port()}"
    settings = Settings(_env_file=None, BOT_TOKEN=pg.token, api_url=pg.root_url, webhook_listen=place)
    stop = asyncio.Event()
    async with polled(pg, run_polling(settings, assistant, database, stop), stop):
        await pg.wait_call("deleteWebhook")
        await asyncio.sleep(0.1)
        async with http.get(f"http://{place}/sehat") as answer:
            assert answer.status == 200


def test_a_bot_that_hears_nothing_is_not_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    health = Health()
    assert health.is_alive
    monkeypatch.setattr("bot.channels.telegram.reporting.health.STALE_SECONDS", -1.0)
    assert not health.is_alive


async def test_a_webhook_that_somebody_took_away_is_set_again(
    url: str, pg: Playground, monkeypatch: pytest.MonkeyPatch, settings: Settings, sari: Person
) -> None:
    monkeypatch.setattr(housekeeping, "WEBHOOK_SECONDS", 0.05)
    health, client = Health(), Bot(settings.token(), base_url=f"{pg.root_url}/bot")

    async def renew() -> None:
        await client.set_webhook(url, secret_token=SECRET)

    async with client:
        await client.delete_webhook()
        watching = asyncio.create_task(watch_webhook(client, settings, health, renew))  # type: ignore[arg-type]
        await pg.wait_until(lambda: len(pg.calls("setWebhook")) > 1 or None, 3, "not set again")
        assert (await sari.ask("halo")).text == "Halo juga!"
        watching.cancel()


async def test_it_is_ready_only_while_the_database_answers(
    url: str, http: aiohttp.ClientSession, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail() -> None:
        raise UnavailableError("mati")

    async with http.get(url.replace("/kait", "/siap")) as answer:
        assert (answer.status, await answer.json()) == (200, {"siap": True, "basis_data": True})
    monkeypatch.setattr(database, "check", fail)
    async with http.get(url.replace("/kait", "/siap")) as answer:
        assert answer.status == 503


async def test_numbers_for_prometheus_name_nobody(url: str, http: aiohttp.ClientSession, sari: Person) -> None:
    await sari.ask("halo")
    async with http.get(url.replace("/kait", "/metrics")) as answer:
        text = await answer.text()
    assert 'tanya_peksos_events_total{kind="masuk"} 1.0' in text
    assert "tanya_peksos_inbox_waiting" in text
    assert str(sari.id) not in text
    assert SECRET not in text


async def test_a_port_that_is_taken_is_named(settings: Settings, assistant: Assistant, database: Database) -> None:
    with socket.create_server(settings.listen), pytest.raises(ConfigError, match="BOT_WEBHOOK_LISTEN"):
        await run_webhook(settings, assistant, database)
