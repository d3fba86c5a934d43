"""The demonstration as a whole: in order, one bot at a time, and over as soon as it is told so."""

from __future__ import annotations

import asyncio
import queue
import re
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Knowledge
from bot.demo import running
from bot.demo.running import DemoError, Life, Order, bot_settings, demo, introduce, new_token, run_bot
from bot.errors import KnowledgeError
from bot.playground import Playground
from bot.school import School

FOLDER = Path("kopi")


@pytest.fixture
async def house(dialogue: Dialogue) -> AsyncIterator[Playground]:
    async with Playground.start(token=new_token()) as playground:
        introduce(playground, dialogue.knowledge)
        stop = asyncio.Event()
        bot = asyncio.ensure_future(run_bot(Life(playground, dialogue, send_limits=False), stop))
        yield playground
        stop.set()
        await asyncio.wait_for(bot, 10)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, dialogue: Dialogue) -> None:
    """The tiny knowledge in place of any folder."""

    def load_knowledge(_folder: Path) -> Knowledge:
        return dialogue.knowledge

    monkeypatch.setattr(running, "load_knowledge", load_knowledge)
    monkeypatch.setattr(School, "dialogue", lambda *_parts: dialogue)


async def test_the_bot_answers_and_what_it_understood_is_published(house: Playground) -> None:
    sari = house.person("Sari")
    assert "Kopi tubruk" in (await sari.ask("apa itu kopi tubruk")).text
    told = [event.data for event in house.world.events.since(0) if event.kind == "understood"]
    assert told[-1]["entries"][0]["id"] == "tubruk"
    assert house.world.stage.outcome(sari.id, sari.id) == "answer"
    assert house.world.stage.outcome(sari.id, 1) == ""


async def test_the_bot_has_the_name_its_knowledge_gives_it(house: Playground) -> None:
    assert house.bot.user.first_name == "Tanya Kopi"
    assert house.bot.user.username == "tanya_kopi_bot"


async def test_a_new_bot_takes_the_place_of_the_old_and_answers_its_buttons(house: Playground) -> None:
    sari = house.person("Sari")
    menu = await sari.ask("/menu")
    await house.world.stage.restart()
    await house.world.stage.restart()
    sari.press(menu, "Seduh")
    assert (await sari.wait_edit(menu)).labels
    assert len(house.calls("getMe")) > 1


async def test_a_bot_that_is_refused_ends_the_demonstration(dialogue: Dialogue) -> None:
    async with Playground.start() as playground:
        playground.bot.revoked = True
        with pytest.raises(Exception, match="Token"):
            await asyncio.wait_for(run_bot(Life(playground, dialogue), asyncio.Event()), 10)


@pytest.mark.usefixtures("quick")
async def test_everything_starts_in_order_and_stops_when_told() -> None:
    lines: list[str] = []
    stop = asyncio.Event()
    work = asyncio.ensure_future(demo(Order(FOLDER, say=lines.append), stop))
    while len(lines) < 2:
        await asyncio.sleep(0.01)
        assert not work.done()
    assert lines[1] == "Bot siap menjawab."
    found = re.search(r"http://127\.0\.0\.1:\d+/", lines[0])
    assert found is not None
    async with aiohttp.ClientSession() as session, session.get(found[0]) as response:
        assert "Obrolan percobaan" in await response.text()
    stop.set()
    await asyncio.wait_for(work, 10)


async def test_a_taken_port_is_one_clear_sentence() -> None:
    async with Playground.start() as taken:
        with pytest.raises(DemoError, match=f"Port {taken.port} tidak bisa dipakai"):
            await demo(Order(FOLDER, port=taken.port, say=lambda _line: None))


async def test_bad_knowledge_ends_it_with_its_own_error(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("entri: salah\n", "utf-8")
    with pytest.raises(KnowledgeError):
        await asyncio.wait_for(demo(Order(tmp_path, say=lambda _line: None)), 30)


async def test_the_bot_takes_nothing_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, dialogue: Dialogue, tmp_path: Path
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "1:" + "a" * 35)
    monkeypatch.setenv("BOT_WEBHOOK_LISTEN", "127.0.0.1:9")
    monkeypatch.setenv("BOT_API_URL", "https://contoh.id")
    async with Playground.start() as playground:
        settings = bot_settings(Life(playground, dialogue), tmp_path)
        assert settings.token() == playground.token
        assert settings.api_url == playground.root_url
        assert "webhook_listen" not in settings.model_fields_set
        assert settings.webhook_url == ""


def test_tokens_cannot_be_guessed() -> None:
    assert len({new_token() for _ in range(50)}) == 50


@pytest.mark.parametrize(("variable", "is_there"), [("DISPLAY", True), ("WAYLAND_DISPLAY", True), ("", False)])
def test_a_browser_is_opened_only_where_there_is_a_screen(
    monkeypatch: pytest.MonkeyPatch, variable: str, is_there: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv(variable, ":0")
    assert running.has_screen() is is_there


@pytest.mark.usefixtures("quick")
async def test_the_browser_is_opened_with_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: queue.Queue[str] = queue.Queue()
    monkeypatch.setattr(running.webbrowser, "open", opened.put)
    stop = asyncio.Event()
    stop.set()
    await demo(Order(FOLDER, opens_browser=True, say=lambda _line: None), stop)
    assert opened.get(timeout=5).startswith("http://127.0.0.1:")


async def test_the_command_shows_the_page_at_once_and_ctrl_c_ends_it_even_while_it_loads() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", "--port", "0", "--no-browser",
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    line = (await asyncio.wait_for(process.stdout.readline(), 60)).decode()
    address = re.search(r"http://\S+/", line)
    assert address is not None
    async with aiohttp.ClientSession() as session, session.get(address[0]) as response:
        assert response.status == 200
    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, said = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0, said.decode()
    assert said.decode() == ""
    assert time.monotonic() - started < 10
