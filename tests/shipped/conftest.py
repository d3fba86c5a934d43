"""The shipped knowledge, and ways to talk to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.assistant import Assistant
from bot.core.model import Knowledge
from bot.core.turns import Callback, Conversation, Turn, Utterance
from bot.storage.loader import load_knowledge
from tests.shipped_knowledge import FOLDER, shipped_dialogue

# Asks one thing after another in a fresh conversation; a tuple is a pressed button. Returns the last turn.
Talk = Callable[..., Turn]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge(FOLDER)


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    return Assistant(shipped_dialogue())


@pytest.fixture
def talk(assistant: Assistant) -> Talk:
    def _talk(*said: str | tuple[str]) -> Turn:
        conversation = Conversation()
        for one in said:
            event = Utterance(one) if isinstance(one, str) else Callback(one[0])
            turn = assistant.dialogue.respond(event, conversation)
            conversation = turn.conversation
        return turn

    return _talk


def shown(turn: Turn) -> tuple[str, ...]:
    """The entries whose passages a turn shows."""
    return tuple(passage.entry for passage in turn.reply.passages)
