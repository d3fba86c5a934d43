"""What operators ask of a running bot: figures, gaps, new knowledge.

Lives here: the answers to /statistik, /celah and /muat_ulang, in the knowledge's own sentences.
Never here: counting, grouping (the rooms of that name), loading (reloading.py), Telegram.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.assistant import Assistant
from bot.core.conversation.dialogue import Dialogue
from bot.errors import Problem
from bot.operators.gaps.miss_groups import MissGroup, sort_out
from bot.operators.gaps.misses import misses
from bot.operators.live.reloading import Reloaded, Reloader
from bot.operators.live.watching import watch
from bot.operators.statistics.counting import Statistics, statistics
from bot.operators.statistics.log_reading import today
from bot.operators.statistics.picture import draw_statistics
from bot.storage.database import Database, LoggedTurn

DAYS, WEEK = 30, 7
# What fits a screen of a phone.
GAPS, PROBLEMS = 10, 8


@dataclass(frozen=True, slots=True)
class Report:
    """A text, and a picture (PNG) if there is something to draw."""

    text: str
    picture: bytes = b""


class OperatorsDesk:
    """Answers in the words of the knowledge in use. What takes longer than a moment is done in a thread."""

    def __init__(self, database: Database, assistant: Assistant, reloader: Reloader) -> None:
        self._log = database.log
        self._letters = database.letters
        self._assistant = assistant
        self._reloader = reloader

    async def statistics(self, days: int = DAYS) -> Report:
        dialogue = self._assistant.dialogue
        turns, counts = await self._log.turns(days), await self._log.counts(days)
        found, aside = statistics(turns, counts, days, today()), await self._set_aside(days)
        if found.empty:
            return Report(self._say("admin_statistics_none", hari=str(days)) + aside)
        picture = await asyncio.to_thread(draw_statistics, found, dialogue.knowledge)
        return Report(self._figures(found, days) + aside, picture)

    async def gaps(self, days: int = DAYS) -> Report:
        dialogue = self._assistant.dialogue
        groups = await asyncio.to_thread(_open_groups, await self._log.turns(days), dialogue)
        if not groups:
            return Report(self._say("admin_gaps_none", hari=str(days)))
        lines = [self._line(group, dialogue) for group in groups[:GAPS]]
        parts = (self._say("admin_gaps", hari=str(days), jumlah=str(len(groups))), "\n".join(lines))
        return Report("\n\n".join((*parts, self._say("admin_gaps_hint"))))

    async def digest(self) -> Report:
        """The week's figures and gaps in one."""
        figures, open_gaps = await self.statistics(WEEK), await self.gaps(WEEK)
        return Report("\n\n".join((self._say("admin_digest"), figures.text, open_gaps.text)), figures.picture)

    async def reload(self) -> Report:
        return Report(self._told(await self._reloader.reload()))

    async def watch(self, tell: Callable[[str], Awaitable[None]]) -> None:
        """Load whatever is saved into the folder, and `tell` what came of it."""

        async def told(found: Reloaded) -> None:
            await tell(self._told(found))

        await watch(self._reloader, told)

    async def _set_aside(self, days: int) -> str:
        """A paragraph on the messages that were given up; nothing if there are none."""
        number = await self._letters.count(days)
        return "\n\n" + self._say("admin_set_aside", jumlah=str(number), hari=str(days)) if number else ""

    def _figures(self, found: Statistics, days: int) -> str:
        total = found.total
        numbers = {
            "hari": days, "pertanyaan": total.questions, "dijawab": total.answered, "ditanya": total.asked,
            "belum": total.missed, "obrolan": total.talk, "bahaya": total.crisis,
            "naik": found.thumbs_up, "turun": found.thumbs_down,
        }  # fmt: skip
        return self._say("admin_statistics", **{name: str(value) for name, value in numbers.items()})

    def _line(self, group: MissGroup, dialogue: Dialogue) -> str:
        near = dialogue.knowledge.entries[group.nearest.entry].title if group.nearest else "–"
        return self._say("admin_gap_line", kali=str(group.times), terdekat=near, contoh=group.example)

    def _told(self, found: Reloaded) -> str:
        if found.problems:
            listed = _listed(found.problems)
            return self._say("admin_refused", jumlah=str(len(found.problems)), versi=found.version, masalah=listed)
        key = "admin_reloaded" if found.changed else "admin_unchanged"
        return self._say(key, versi=found.version, jumlah=str(found.entries))

    def _say(self, key: str, **values: str) -> str:
        return self._assistant.knowledge.phrase(key, 0, **values)


def _open_groups(turns: Sequence[LoggedTurn], dialogue: Dialogue) -> tuple[MissGroup, ...]:
    return sort_out(misses(turns), dialogue).groups


def _listed(problems: Sequence[Problem]) -> str:
    lines = [f"• {problem}" for problem in problems[:PROBLEMS]]
    return "\n".join([*lines, "…"] if len(problems) > PROBLEMS else lines)
