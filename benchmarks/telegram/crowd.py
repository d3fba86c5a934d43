"""The people: who writes when, and how long each waits.

Lives here: the closed loop (so many at once, each followed by another person when answered), the open loop (so
many a second, come what may).
Never here: HTTP, processes. Every message is from another person, so that no bot's flood budget is touched.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.telegram.peer import Peer, now


@dataclass(slots=True)
class Result:
    """Waits in seconds, from an update being available to sendMessage having arrived; `lost` were not answered."""

    seconds: float
    waits: list[float] = field(default_factory=list)
    lost: int = 0

    @property
    def rate(self) -> float:
        return len(self.waits) / self.seconds

    def percentile(self, share: float) -> float:
        """In ms; those that were never answered count as the longest."""
        ordered = sorted(self.waits) + [float("inf")] * self.lost
        return 1000 * ordered[min(int(len(ordered) * share), len(ordered) - 1)] if ordered else float("inf")


class Crowd:
    """Writes `texts` in turn."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.peer = Peer(self._answered)
        self._texts = itertools.cycle(texts)
        self._people = itertools.count(1_000_000)
        self._asked: dict[int, float] = {}
        self._waits: list[float] = []
        self._goes_on = False

    @property
    def outstanding(self) -> int:
        return len(self._asked)

    async def closed(self, people: int, warm: float, seconds: float) -> Result:
        """`people` at once."""
        self._goes_on = True
        for _ in range(people):
            self._ask()
        await asyncio.sleep(warm)
        result = await self._measured(asyncio.sleep(seconds))
        self._goes_on = False
        return result

    async def first(self, patience: float) -> float:
        """How long one person waits; the bot may still be getting ready."""
        start = now()
        self._ask()
        while self._asked and now() < start + patience:
            await asyncio.sleep(0.005)
        return now() - start

    async def opened(self, per_second: float, seconds: float) -> Result:
        """`per_second`, evenly. Those asked in the last second may be answered a second later."""
        self._asked.clear()
        return await self._measured(self._offer(per_second, seconds))

    async def drain(self, patience: float) -> None:
        """Let the bot answer what is left, without any delay."""
        self.peer.delay = 0.0
        until = now() + patience
        while self._asked and now() < until:
            await asyncio.sleep(0.05)
        self._asked.clear()

    async def _offer(self, per_second: float, seconds: float) -> None:
        start = now()
        for number in range(int(per_second * seconds)):
            pause = start + number / per_second - now()
            if pause > 0:
                await asyncio.sleep(pause)
            self._ask()
        until = now() + 1.0
        while self._asked and now() < until:
            await asyncio.sleep(0.01)

    async def _measured(self, work: object) -> Result:
        self._waits = []
        start = now()
        await work  # type: ignore[misc]
        # What comes later, while the bot is let to catch up, is not counted.
        waits, self._waits = self._waits, []
        return Result(now() - start, waits, 0 if self._goes_on else len(self._asked))

    def _ask(self) -> None:
        person = next(self._people)
        self._asked[person] = now()
        user = {"id": person, "first_name": "Sari", "language_code": "id"}
        chat = {"id": person, "type": "private", "first_name": "Sari"}
        self.peer.put({"date": 1, "chat": chat, "from": {**user, "is_bot": False}, "text": next(self._texts)})

    def _answered(self, chat: int) -> None:
        asked = self._asked.pop(chat, None)
        if asked is None:
            return
        self._waits.append(now() - asked)
        if self._goes_on:
            self._ask()
