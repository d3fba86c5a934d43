"""What journeys may ask of the demonstration.

Lives here: the last outcome of every conversation, and the bot's life: watched, and ended so that a new one can
take its place.
Never here: starting it (running.py).
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from bot.demo.understanding import Json

# Conversations whose last outcome is known; the least recent is forgotten first.
KEPT = 1_000


class DemoStage:
    def __init__(self) -> None:
        self._outcomes: OrderedDict[tuple[int, int], str] = OrderedDict()
        self._bot: asyncio.Future[None] | None = None
        self._started = asyncio.Event()
        self._replacing = False

    def note(self, turn: Json) -> None:
        """Remember what a turn came to."""
        if "chat" in turn:
            key = (int(turn["chat"]), int(turn["person"]))
            self._outcomes[key] = str(turn["outcome"])
            self._outcomes.move_to_end(key)
            while len(self._outcomes) > KEPT:
                self._outcomes.popitem(last=False)

    def outcome(self, chat: int, person: int) -> str:
        return self._outcomes.get((chat, person), "")

    async def watch(self, bot: asyncio.Future[None]) -> None:
        """Wait for the end of a bot. Returns quietly if it was ended for a new one; its errors rise."""
        self._bot, self._replacing = bot, False
        self._started.set()
        try:
            await asyncio.wait((bot,))
        finally:
            if not bot.done():  # whoever watches was told to stop
                bot.cancel()
                await asyncio.wait((bot,))
        if not self._replacing:
            bot.result()

    async def restart(self) -> None:
        """End the bot as a crash would; returns when the next one is there."""
        if self._bot is None:
            return
        self._replacing = True
        self._started.clear()
        self._bot.cancel()
        await self._started.wait()
