"""The real bot with the shipped knowledge, on a playground of its own for every test, over real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram.wire import request
from bot.core.conversation.dialogue import Dialogue
from bot.demo.running import Life, run_bot
from bot.playground import Playground
from tests.shipped_knowledge import shipped_dialogue


@pytest.fixture(scope="session")
def dialogue() -> Dialogue:
    return shipped_dialogue()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that takes longer than this has timed out; nobody needs to watch a test wait ten seconds."""
    monkeypatch.setattr(request, "READ_SECONDS", 0.7)


@pytest.fixture
async def stage(dialogue: Dialogue) -> AsyncIterator[Playground]:
    """A playground on which the bot is at work."""
    async with Playground.start() as playground:
        stop = asyncio.Event()
        bot = asyncio.ensure_future(run_bot(Life(playground, dialogue, send_limits=False), stop))
        yield playground
        assert not bot.done(), "the bot ended by itself"
        stop.set()
        await bot
