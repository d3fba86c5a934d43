"""Entries that people can hardly ask for yet.

Lives here: how many ways of asking are few.
Never here: which ones to add (bot.operators.suggesting), what becomes of those that are there (ways.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.core.model import Knowledge
from bot.operators.checking.findings import Finding, Kind, Level
from bot.operators.wording.own_command import again
from bot.storage.places import Places
from bot.storage.problems import quoted

# Beside the title. Ten are better; with fewer than three, every stranger's words are new.
ENOUGH = 3


def few_findings(knowledge: Knowledge, places: Places, folder: Path) -> Iterator[Finding]:
    """A hint for each entry of few ways of asking; `folder` is where the knowledge was read from."""
    advice = f'Tulis cara orang menanyakannya; usulannya: {again()} suggest --apply --knowledge "{folder}"'
    for entry in knowledge.entries.values():
        count = len(entry.own_ways)
        if count < ENOUGH:
            has = f"baru punya {count} cara bertanya" if count else "belum punya cara bertanya"
            message = f"Entri {quoted(entry.id)} {has} selain judulnya."
            place = places.entries[entry.id].key("pertanyaan")
            yield Finding(Level.HINT, Kind.FEW, place, message, advice, {"entry": entry.id, "ways": count})
