"""Turns as they come out of the log."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count as counted

from bot.core.turns import Outcome
from bot.storage.database import Answered, Arrival, Count, Database, Kind, LoggedTurn

TODAY = date(2027, 1, 15)
_UPDATES = counted(1)


def logged(
    question: str,
    outcome: Outcome = Outcome.FALLBACK,
    *,
    entry: str = "",
    gap: str = "",
    knowledge: str = "versi-1",
    offered: tuple[str, ...] = (),
    votes: tuple[bool, ...] = (),
    day: date = TODAY,
) -> LoggedTurn:
    confidence = 0.9 if entry else 0.0
    return LoggedTurn(day, question, outcome.value, entry, confidence, gap, knowledge, offered, votes)


async def keep(database: Database, answered: Answered) -> None:
    """A message that came and was answered."""
    await database.inbox.accept([Arrival(next(_UPDATES), answered.chat, Kind.MESSAGE, b"{}")])
    (claim,) = await database.inbox.claim()
    await database.inbox.done(claim, answered)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def count(name: str, number: int, days_ago: int = 0) -> Count:
    return Count(ago(days_ago), name, number)
