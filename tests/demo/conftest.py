"""A dialogue on a tiny made-up knowledge, trained once."""

from __future__ import annotations

import pytest
from channels.telegram.kopi import make_dialogue

from bot.core.conversation.dialogue import Dialogue


@pytest.fixture(scope="session")
def dialogue() -> Dialogue:
    return make_dialogue()
