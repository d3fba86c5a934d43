"""`python -m bot.playground` as a process."""

from __future__ import annotations

import asyncio
import re
import signal
import sys

import aiohttp
import pytest

from bot.playground.__main__ import main

TOKEN = "999001:AAAnotherBotOfSomebodyElse_0123456"


async def test_it_prints_its_addresses_serves_and_stops_on_a_signal_without_showing_a_token() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.playground", "--port", "0",
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    lines = [(await asyncio.wait_for(process.stdout.readline(), 20)).decode() for _ in range(3)]
    base_url = re.search(r"base URL (\S+)", "".join(lines))
    assert base_url is not None
    assert "/control" in lines[2]
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{base_url[1]}{TOKEN}/getMe") as response,
    ):
        assert (await response.json())["result"]["id"] == 999001
    process.send_signal(signal.SIGTERM)
    rest, _ = await asyncio.wait_for(process.communicate(), 10)
    assert process.returncode == 0
    assert TOKEN.partition(":")[2] not in "".join(lines) + rest.decode()


def test_a_port_that_cannot_be_used_is_a_short_error_with_its_own_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["playground", "--port", "99999"])
    assert main() == 2
    assert capsys.readouterr().err.startswith("playground: cannot listen on port 99999")
