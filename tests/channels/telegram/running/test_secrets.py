"""The token and the secret appear in no log, error or repr, whatever happens."""

from __future__ import annotations

import logging

import pytest

from bot.assistant import Assistant
from bot.channels.telegram.reporting import logs
from bot.channels.telegram.running.application import build
from bot.config import Settings
from bot.playground import Person, Playground
from bot.storage.database import Database

from ..conftest import Run


async def test_no_log_of_a_troubled_day_holds_the_token(
    pg: Playground, run: Run, assistant: Assistant, sari: Person, caplog: pytest.LogCaptureFixture
) -> None:
    logs.quiet()
    with caplog.at_level(logging.DEBUG):
        async with run(assistant):
            for fault in ({"code": 502, "raw": "<html>"}, {"drop": True}, {"code": 403}, {"code": 400}):
                pg.plan_fault("sendMessage", **fault)
                pg.plan_fault("getUpdates", code=502)
                sari.send("halo")
                await sari.stays_quiet(0.15)
            await sari.ask("halo")
            pg.revoke()
            await sari.stays_quiet(0.2)
    assert caplog.records
    assert pg.token not in caplog.text
    assert pg.token.split(":")[1] not in caplog.text


async def test_no_repr_of_a_part_holds_the_token(
    pg: Playground, settings: Settings, assistant: Assistant, database: Database
) -> None:
    service = build(settings, assistant, database)
    parts = (service, service.app, service.client, service.intake, service.health, settings)
    assert not [part for part in map(repr, parts) if pg.token in part]
