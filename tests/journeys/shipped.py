"""The shipped knowledge with its trained ranking, once for all who talk to the real bot."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.core.conversation.dialogue import Dialogue
from bot.storage.frequencies import load_frequencies
from bot.storage.loader import load_knowledge

FOLDER = Path(__file__).parents[2] / "knowledge"


@cache
def shipped_dialogue() -> Dialogue:
    """Takes seconds the first time. A dialogue never changes, so that everybody may share it."""
    return Dialogue(load_knowledge(FOLDER), load_frequencies())
