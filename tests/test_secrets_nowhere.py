"""Nothing the bot ever says or keeps shows its token, its webhook's secret, or who wrote to it.

What is looked through is all the output of a real process at its most talkative, on a bad day, and its database
afterwards. That the other tests show no secret either is the business of secret_watch.py, which is tried here as well.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.playground import Person, Playground
from bot.playground.world.world import Identity
from tests.faults import fleet
from tests.faults.conftest import soon
from tests.faults.fleet import Replica, free_ports
from tests.faults.replica import BROKEN, STARTED

ROOT = Path(__file__).resolve().parent.parent
BUG = "Galat saat menangani pesan: RuntimeError"
# The largest id there can be has 52 bits (Bot API, User.id).
PERSON, NAME, WORDS = 4_398_046_511_087, "Sukmawatiningsih", "kenapa kopiku sepahit empedu"
FAULTS: tuple[dict[str, Any], ...] = (
    {"code": 502, "raw": "<html>" + "x" * 3000}, {"drop": True}, {"code": 429, "retry_after": 1}, {"code": 403},
    {"code": 400, "description": "Bad Request: can't parse entities: x"}, {"code": 200, "raw": "[1]"},
    {"code": 400, "description": "Bad Request: BUTTON_DATA_INVALID"}, {"code": 404, "raw": "nothing here"},
)  # fmt: skip


@pytest.fixture
async def pg() -> AsyncIterator[Playground]:
    async with Playground.start() as playground:
        yield playground


async def fetch(port: int, path: str, **headers: str) -> str:
    address = f"http://127.0.0.1:{port}{path}"
    async with aiohttp.ClientSession() as http:
        method = http.post if headers else http.get
        async with method(address, headers=headers) as answer:
            return await answer.text()


async def troubled_day(pg: Playground, sari: Person) -> None:
    """Everything that makes a bot talk."""
    for fault in FAULTS:
        pg.plan_fault("sendMessage", **fault)
        sari.send(WORDS)
        await sari.stays_quiet(0.1)
    for fault in FAULTS[:3]:
        pg.plan_fault("getUpdates", **fault)
    sari.send(BROKEN)
    chat = {"id": PERSON, "type": "private", "first_name": NAME}
    for spoiled in ({"message": {"message_id": "x", "chat": chat, "text": WORDS}}, {"message": 5}, {}):
        pg.inject(spoiled)
    menu = await pg.wait_until(lambda: _menu(sari), fleet.PATIENCE, "no menu")
    sari.press(menu, f"{PERSON}", forged=True)
    sari.inline(WORDS)
    sari.send("aku ingin mati saja")
    await pg.wait_until(lambda: _comforted(sari), fleet.PATIENCE, "no help")


def _menu(sari: Person) -> Any:
    return next((message for message in sari.messages() if message.buttons), None)


def _comforted(sari: Person) -> bool | None:
    return any(message.text.startswith("Kamu tidak sendiri.") for message in sari.messages()) or None


@pytest.mark.parametrize("webhook", [False, True], ids=["polling", "webhook"])
async def test_a_talkative_process_shows_no_secret_and_nobody_on_a_bad_day(
    pg: Playground, tmp_path: Path, webhook: bool
) -> None:
    (port,) = free_ports(1)
    listening = fleet.webhook_settings(port, port) if webhook else {"BOT_WEBHOOK_LISTEN": f"127.0.0.1:{port}"}
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    more = {"REPLICA_LOG": "DEBUG", "BOT_SEND_LIMITS": "0"}
    replica = Replica(fleet.settings(pg, url, **more, **listening), tmp_path / "output")
    pg.rules.webhook_retry_seconds = 0.1
    sari = pg.person_as(Identity(NAME, id=PERSON))
    replica.start()
    try:
        await pg.wait_call("setWebhook" if webhook else "deleteWebhook", timeout=fleet.PATIENCE)
        await troubled_day(pg, sari)
        await soon(lambda: BUG in replica.said)
        shown = [await fetch(port, path) for path in ("/sehat", "/siap", "/metrics")]
        shown.append(await fetch(port, "/kait", **{"X-Telegram-Bot-Api-Secret-Token": "tebakan-orang-lain"}))
        pg.revoke()
        sari.send(WORDS)
        await sari.stays_quiet(0.5)
        replica.signal(signal.SIGTERM)
        await replica.ended()
    finally:
        if replica.handle.poll() is None:
            await replica.kill()
    assert f"DEBUG root: {STARTED}" in replica.said, "nothing was held back"
    assert "tanya_peksos_events_total" in shown[2]
    secrets = {pg.token, pg.token.partition(":")[2], fleet.SECRET, fleet.KEY, "tebakan-orang-lain"}
    people = {str(PERSON), NAME, WORDS}
    for said in (replica.said, *shown):
        assert fleet.clear(secrets | people, said.encode()) == set()
    for file in tmp_path.glob("bot.db*"):
        assert fleet.clear(secrets | people, file.read_bytes()) == set(), file.name


LEAKING = '''
import logging
from bot.config import Settings

TOKEN = "424242:AAPlantedTokenThatMustNeverBeShown_00"


def test_quiet():
    Settings(_env_file=None, BOT_TOKEN=TOKEN).token()
    print("halo")


def test_printing():
    print(TOKEN.partition(":")[2])


def test_logging():
    logging.getLogger("bot").warning("https://api.telegram.org/bot%s/getMe", TOKEN)


def test_quiet_again():
    print("halo")
'''


@pytest.mark.parametrize("processes", [0, 2])
def test_a_test_that_shows_a_secret_fails_and_the_others_do_not(tmp_path: Path, processes: int) -> None:
    path = tmp_path / "test_leaking.py"
    path.write_text(LEAKING)
    command = [sys.executable, "-m", "pytest", "-p", "tests.secret_watch", "-p", "no:cacheprovider", "-rE", str(path)]
    command += ["-n", str(processes), "--dist", "loadfile"]
    done = subprocess.run(
        [*command, f"--rootdir={tmp_path}", "-c", os.devnull], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "ERROR" in done.stdout
    failed = {line.split("::")[1].split()[0] for line in done.stdout.splitlines() if line.startswith("ERROR ")}
    assert failed == {"test_printing", "test_logging"}
    assert "PlantedToken" not in done.stdout
    assert "4 secrets of the bot were looked for in 4 outputs: 2 shown" in done.stdout
