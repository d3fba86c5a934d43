"""What people are told about their data fits into one message, with the periods that are really in force."""

from __future__ import annotations

import pytest

from bot.core.model import Knowledge
from bot.storage.database.retention import CONVERSATION_DAYS, COUNT_DAYS, DEAD_LETTER_DAYS, UPDATE_ID_HOURS
from bot.storage.loader import load_knowledge
from tests.shipped_knowledge import FOLDER

DAYS = 43
LONGEST = 4096


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """Only read: nothing has to be learnt to say this."""
    return load_knowledge(FOLDER)


def test_the_privacy_text_fits_into_one_message_and_names_every_period(knowledge: Knowledge) -> None:
    periods = {
        "hari": DAYS, "jam": UPDATE_ID_HOURS, "obrolan": CONVERSATION_DAYS, "gagal": DEAD_LETTER_DAYS,
        "angka": COUNT_DAYS,
    }  # fmt: skip
    text = knowledge.phrase("telegram_privacy", 0, **{name: str(value) for name, value in periods.items()})
    assert len(text.encode("utf-16-le")) // 2 <= LONGEST
    assert not [value for value in periods.values() if str(value) not in text]
    assert not set("{}") & set(text)


@pytest.mark.parametrize("key", ["telegram_forget", "telegram_forgotten", "telegram_not_logged", "telegram_notice"])
def test_what_is_said_about_deletion_fits_as_well(knowledge: Knowledge, key: str) -> None:
    assert 0 < len(knowledge.phrase(key, 0, hari=str(DAYS))) <= LONGEST
