"""Looking into the log from the command line."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.config import Settings
from bot.core.turns import Conversation, Match, Outcome, Reply, Turn, Utterance
from bot.operators.statistics import log_reading
from bot.operators.statistics.log_reading import Log, read_log
from bot.storage.database import Answered, ChatName, open_database

from ..logged import TODAY, keep, logged

KEY = "kunci-untuk-percobaan-saja"
SARI = ChatName.private(42)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, database_url=f"sqlite:///{tmp_path / 'bot.db'}", key=KEY)  # type: ignore[call-arg]


async def answer(settings: Settings, question: str) -> None:
    """Something that the bot answered."""
    match = Match("tubruk", 0.9)
    turn = Turn(Utterance(question), Outcome.ANSWER, Reply(), Conversation(), (match,), 0.9)
    async with await open_database(settings.database_url, KEY) as database:
        await database.people.notice_shown(SARI)
        await keep(database, Answered(SARI, turn, "versi-1"))


def test_turns_and_counts_of_the_last_days_are_read(settings: Settings) -> None:
    asyncio.run(answer(settings, "apa itu kopi tubruk"))
    log = asyncio.run(read_log(settings, 7))
    assert [(turn.question, turn.entry, turn.day) for turn in log.turns] == [
        ("apa itu kopi tubruk", "tubruk", log.today)
    ]
    assert "outcome-answer" in [count.name for count in log.counts]
    assert log.remark == ""


def test_looking_makes_no_database(settings: Settings, tmp_path: Path) -> None:
    log = asyncio.run(read_log(settings, 30))
    assert (log.turns, log.counts) == ((), ())
    assert log.remark.startswith(str(tmp_path / "bot.db"))
    assert list(tmp_path.iterdir()) == []


def test_a_log_that_is_too_long_to_be_read_whole_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_reading, "READ_LIMIT", 2)
    assert Log(30, TODAY, (logged("a"),)).remark == ""
    assert "2 giliran terbaru" in Log(30, TODAY, (logged("a"), logged("b"))).remark
