"""The made-up bot that the channels' tests talk to."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.core.conversation.dialogue import Dialogue

from .telegram.kopi import make_knowledge


@pytest.fixture(scope="session")
def dialogue() -> Dialogue:
    """Trained once; it never changes."""
    return Dialogue(make_knowledge(), {})


@pytest.fixture
def assistant(dialogue: Dialogue) -> Assistant:
    return Assistant(dialogue)
