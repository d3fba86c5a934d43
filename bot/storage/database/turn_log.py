"""The log of turns: votes in, turns and counts out.

Lives here: what channels and operators ask of the log.
Never here: what a row holds (turn_rows.py), statistics (bot.operators).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from bot.storage.database import turn_rows
from bot.storage.database.access import Access
from bot.storage.database.names import ChatName
from bot.storage.database.tables import counts, turns, votes
from bot.storage.database.turn_rows import LoggedTurn


@dataclass(frozen=True, slots=True)
class Count:
    """How often something happened on a day, without anybody behind it."""

    day: date
    name: str
    number: int


class TurnLog:
    """Turns come in with `Inbox.done`, in the same transaction."""

    def __init__(self, access: Access) -> None:
        self._access = access

    async def vote(self, reply: str, chat: ChatName, up: bool | None) -> bool:
        """Keep what a person thinks of the message `reply`; a later vote replaces it, None withdraws it. False if the
        turn behind it is not in the log (any more), or the person is not to be in it."""
        person, today = self._access.names(chat).person, self._access.moment.today()
        ids = turn_rows.reply_ids(reply, self._access.keys)
        # FOR SHARE: the turn must not be swept away between looking and writing.
        known = select(turns.c.id).where(turns.c.id.in_(ids)).limit(1).with_for_update(read=True)

        def work(connection: Connection) -> bool:
            turn = connection.execute(known).scalar()
            if turn is None or not turn_rows.may_log(connection, person):
                return False
            if up is None:
                connection.execute(votes.delete().where(votes.c.turn == turn, votes.c.person == person))
            else:
                vote = {"turn": turn, "person": person, "day": today, "up": up}
                connection.execute(self._access.upsert(votes, "day", "up"), vote)
            return True

        return await self._access.transactions.write(work)

    async def turns(self, days: int = 30) -> tuple[LoggedTurn, ...]:
        """The turns of the last `days`, newest day first, without anybody's name or pseudonym; at most READ_LIMIT."""
        chosen = turns.c.day > self._access.moment.today() - timedelta(days=days)
        return await self._access.transactions.read(
            lambda connection: turn_rows.read(connection, self._access.keys, chosen)
        )

    async def counts(self, days: int = 30) -> tuple[Count, ...]:
        """What was only counted, newest day first."""
        since = self._access.moment.today() - timedelta(days=days)
        statement = select(counts).where(counts.c.day > since).order_by(counts.c.day.desc(), counts.c.name)

        def work(connection: Connection) -> tuple[Count, ...]:
            return tuple(Count(row.day, row.name, row.number) for row in connection.execute(statement))

        return await self._access.transactions.read(work)
