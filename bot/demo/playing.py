"""Playing journeys in the terminal: the real bot, real HTTP, nobody to look at.

Lives here: one playground and one bot for all files, and a line for each.
Never here: what a journey is (bot.playground.journeys).
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bot.demo.running import DemoError, Life, Order, introduce, new_token, run_bot
from bot.playground import Playground
from bot.playground.journeys.player import Player
from bot.playground.journeys.script import Journey, JourneyError, read_journey
from bot.storage.loader import load_knowledge


async def play_files(order: Order, files: Sequence[Path]) -> None:
    """Play each file with people of its own. Raises DemoError if one went another way, KnowledgeError."""
    knowledge = load_knowledge(order.knowledge)
    dialogue = order.school.dialogue(knowledge, order.contact)
    failed = 0
    async with Playground.start(order.port, token=new_token()) as playground:
        introduce(playground, knowledge)
        stop = asyncio.Event()
        bot = asyncio.ensure_future(run_bot(Life(playground, dialogue, send_limits=False), stop))
        try:
            for file in files:
                problem = await play_file(playground, file)
                order.say(f"✗ {file.stem}: {problem}" if problem else f"✓ {file.stem}")
                failed += bool(problem)
        finally:
            stop.set()
            await bot
    if failed:
        raise DemoError(f"{failed} dari {len(files)} perjalanan tidak sesuai.")


async def play_file(playground: Playground, file: Path) -> str:
    """What went wrong, "" for nothing."""
    try:
        await Player(playground.actions, _journey(file)).play()
    except JourneyError as error:
        return str(error)
    finally:
        # What one journey planned must not meet the next.
        playground.clear_faults()
    return ""


def _journey(file: Path) -> Journey:
    return read_journey(file.read_text("utf-8"))
