"""The chat page in headless Chromium: the real bot on a playground, both in the loop of the tests.

Without Chromium or Playwright these tests are skipped, and on CI they fail.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

try:
    from playwright.async_api import async_playwright, expect
except ImportError:  # said where a browser is asked for
    async_playwright = expect = None

from bot.demo.running import Life, introduce, run_bot
from bot.playground import Playground
from tests.shipped_knowledge import shipped_dialogue

# Chromium's own services must not be looked for: tests stay on this machine.
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
MEASURING = (Path(__file__).parent / "measuring.js").read_text("utf-8")
# The first has no window of its own to draw around the page: a third less work.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PATIENCE_MS = 8_000

Open = Callable[..., Awaitable["Tab"]]
__all__ = ["Open", "Tab", "expect"]


@dataclass
class Tab:
    """A page in a window of its own. `troubles`: what the console complained of."""

    page: Any
    house: Playground
    troubles: list[str] = field(default_factory=list)

    async def begin(self) -> None:
        """Press Start and wait for the greeting."""
        await self.page.click("#begin-button")
        await self.page.wait_for_selector(".msg.theirs .key")

    async def say(self, text: str) -> None:
        await self.page.fill("#write", text)
        await self.page.press("#write", "Enter")

    async def measure(self, what: str) -> list[Any]:
        """What measuring.js finds."""
        return list(await self.page.evaluate(MEASURING, what))

    async def ask(self, text: str) -> Any:
        """Write, wait for the bot's answer, and return it."""
        count = await self.page.locator(".msg.theirs").count()
        await self.say(text)
        answer = self.page.locator(".msg.theirs").nth(count)
        await answer.wait_for()
        return answer


def chromium() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest_asyncio.fixture(loop_scope="package", scope="package")
async def browser() -> AsyncIterator[Any]:
    if async_playwright is None:
        missing("the Python package playwright")
    program = chromium()
    if program is None:
        missing("Chromium (Debian: apt-get install chromium-headless-shell)")
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield started
        await started.close()


def missing(what: str) -> None:
    (pytest.fail if os.environ.get("CI") else pytest.skip)(f"needs {what}")


@pytest_asyncio.fixture(loop_scope="package")
async def house() -> AsyncIterator[Playground]:
    """A playground with the bot at work."""
    dialogue = shipped_dialogue()
    async with Playground.start() as playground:
        introduce(playground, dialogue.knowledge)
        stop = asyncio.Event()
        bot = asyncio.ensure_future(run_bot(Life(playground, dialogue, send_limits=False), stop))
        yield playground
        stop.set()
        await bot


@pytest_asyncio.fixture(loop_scope="package")
async def open_tab(browser: Any, house: Playground) -> AsyncIterator[Open]:
    """Opens windows; what any of them complained of in the console fails the test."""
    opened: list[Tab] = []
    async with AsyncExitStack() as stack:

        async def open_one(width: int = 1280, height: int = 800, path: str = "", **context: Any) -> Tab:
            tab = await stack.enter_async_context(_window(browser, house, (width, height), context))
            opened.append(tab)
            await tab.page.goto(house.page_url + path)
            await tab.page.wait_for_selector("#log > *")
            return tab

        yield open_one
    assert [trouble for tab in opened for trouble in tab.troubles] == []


@pytest_asyncio.fixture(loop_scope="package")
async def tab(open_tab: Open) -> Tab:
    """The page on a desktop, before anything was said."""
    return await open_tab()


@asynccontextmanager
async def _window(browser: Any, house: Playground, size: tuple[int, int], more: dict[str, Any]) -> AsyncIterator[Tab]:
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="id-ID", timezone_id="Asia/Jakarta", **more
    )
    context.set_default_timeout(PATIENCE_MS)
    tab = Tab(await context.new_page(), house)
    tab.page.on("console", lambda said: said.type in ("error", "warning") and tab.troubles.append(said.text))
    tab.page.on("pageerror", lambda error: tab.troubles.append(str(error)))
    tab.page.on("request", lambda asked: _note_foreign(tab, asked.url))
    yield tab
    await context.close()


def _note_foreign(tab: Tab, url: str) -> None:
    if not url.startswith((tab.house.page_url, "blob:", "data:")):
        tab.troubles.append(f"asked for {url}")
