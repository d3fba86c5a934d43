"""What one replica does for all every now and then, and that nothing goes wrong because of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from bot.channels.telegram.reporting.health import Health
from bot.channels.telegram.running import housekeeping
from bot.channels.telegram.running.housekeeping import duty_of, sweep, watch_webhook
from bot.channels.telegram.wire.client import Client
from bot.config import Settings
from bot.playground import Playground
from bot.storage.database import Database, UnavailableError

ADDRESS = "http://127.0.0.1:9/kait"


@pytest.fixture(autouse=True)
def busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every now and then is all the time."""
    monkeypatch.setattr(housekeeping, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(housekeeping, "WEBHOOK_SECONDS", 0.01)


@pytest.fixture
def settings(pg: Playground) -> Settings:
    return Settings(
        _env_file=None, BOT_TOKEN=pg.token, api_url=pg.root_url, webhook_url=ADDRESS, webhook_secret="Rahasia_uji-1"
    )


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[Client]:
    made = Client(settings.token(), base_url=f"{settings.api_url}/bot")
    async with made:
        yield made


async def soon(condition: object) -> None:
    async with asyncio.timeout(10):
        while not condition():  # type: ignore[operator]  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def swept(caplog: pytest.LogCaptureFixture) -> int:
    return caplog.text.count("Pembersihan harian:")


async def test_what_is_too_old_is_deleted_once_a_day_whoever_looks(
    database: Database, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    days: list[int] = []
    sweeping = database.retention.sweep

    async def noted(count: int) -> int:
        days.append(count)
        return await sweeping(count)

    monkeypatch.setattr(database.retention, "sweep", noted)
    with caplog.at_level(logging.INFO):
        looking = [asyncio.create_task(sweep(database, 12)) for _ in range(3)]
        await soon(lambda: swept(caplog))
        await asyncio.sleep(0.1)
        for task in looking:
            task.cancel()
    assert days == [12]


async def test_a_database_that_is_away_puts_the_sweep_off(
    database: Database, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    sweeping, failures = database.retention.sweep, iter(range(1))

    async def hesitant(days: int) -> int:
        for _ in failures:
            raise UnavailableError("sedang tidak bisa")
        return await sweeping(days)

    monkeypatch.setattr(database.retention, "sweep", hesitant)
    monkeypatch.setattr(housekeeping, "SWEEP_SECONDS", 0.05)
    with caplog.at_level(logging.INFO):
        looking = asyncio.create_task(sweep(database, 30))
        await soon(lambda: "ditunda" in caplog.text and swept(caplog))
        looking.cancel()


async def test_a_webhook_in_place_is_a_sign_of_life_and_left_alone(
    pg: Playground, client: Client, settings: Settings
) -> None:
    await client.set_webhook(ADDRESS)
    health, renewals = Health(), []
    health._heard_at -= 1000
    watching = asyncio.create_task(watch_webhook(client, settings, health, lambda: _noted(renewals)))
    await soon(lambda: health.is_alive)
    watching.cancel()
    assert renewals == []


async def _noted(renewals: list[None]) -> None:
    renewals.append(None)


async def test_a_webhook_that_somebody_took_away_is_set_again_and_was_no_sign_of_life(
    client: Client, settings: Settings
) -> None:
    health, renewals = Health(), []
    health._heard_at -= 1000
    watching = asyncio.create_task(watch_webhook(client, settings, health, lambda: _noted(renewals)))
    await soon(lambda: len(renewals) > 1)
    watching.cancel()
    assert not health.is_alive


async def test_while_telegram_cannot_be_reached_it_looks_again(
    pg: Playground, client: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    await client.set_webhook(ADDRESS)
    pg.plan_fault("getWebhookInfo", times=3, code=502)
    health = Health()
    health._heard_at -= 1000
    watching = asyncio.create_task(watch_webhook(client, settings, health, lambda: _noted([])))
    await soon(lambda: health.is_alive)
    watching.cancel()
    assert caplog.text.count("belum bisa diperiksa") == 3


def test_another_address_or_secret_is_another_duty_and_neither_shows_in_its_name(settings: Settings) -> None:
    others = [{"webhook_url": "http://127.0.0.1:9/lain"}, {"webhook_secret": SecretStr("Rahasia_lain")}]
    names = {duty_of(settings), *(duty_of(settings.model_copy(update=other)) for other in others)}
    assert len(names) == 3
    assert duty_of(settings) == duty_of(settings.model_copy())
    assert not any("Rahasia" in name or "kait" in name for name in names)
