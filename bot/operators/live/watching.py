"""Noticing that somebody saved a knowledge file.

Lives here: which files count, and how many notices of the system make one reload.
Never here: loading (reloading.py).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from watchfiles import Change, awatch

from bot.operators.live.reloading import Reloaded, Reloader
from bot.storage.folder import SUFFIXES

# Editors save in several steps, `git pull` in many: what comes within this is one change.
GATHER_MS = 1500
Tell = Callable[[Reloaded], Awaitable[None]]


async def watch(reloader: Reloader, tell: Tell) -> None:
    """Load anew whenever a knowledge file changes, for as long as the bot runs; `tell` of what came of it, unless
    nothing did."""
    async for _changes in _saved(reloader.folder):
        found = await reloader.reload()
        if found.changed or found.problems:
            await tell(found)


async def _saved(folder: Path) -> AsyncIterator[set[tuple[Change, str]]]:
    async for changes in awatch(folder, watch_filter=_counts, debounce=GATHER_MS, recursive=True):
        yield changes


def _counts(_change: Change, path: str) -> bool:
    """Whether a file belongs to the knowledge: editors keep their own copies under names that begin with a dot."""
    name = Path(path)
    return name.suffix in SUFFIXES and not name.name.startswith(".")
