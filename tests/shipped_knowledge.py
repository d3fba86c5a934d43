"""The shipped knowledge with its trained ranking, once a process for all tests that talk to the real bot."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.assistant import open_assistant
from bot.config import default_cache
from bot.core.conversation.dialogue import Dialogue
from bot.school import School

FOLDER = Path(__file__).parent.parent / "knowledge"


@cache
def shipped_dialogue() -> Dialogue:
    """Takes seconds the first time, and again after any change of the code or the knowledge. A dialogue never changes,
    so that everybody may share it."""
    return open_assistant(FOLDER, school=School(default_cache())).dialogue
