"""The dead letters: updates that were given up, and updates that were none.

Lives here: which there are, who is still to be told, giving one out again, dropping one.
Never here: putting them there (inbox_rows.py, inbox.py), how long they are kept (retention.py). Whoever only wants to
know which there are is given none of what people wrote.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from bot.storage.database import rotation
from bot.storage.database.access import Access
from bot.storage.database.inbox_rows import Rows
from bot.storage.database.keys import SealError
from bot.storage.database.tables import dead_letters
from bot.storage.database.updates import Arrival

# Who wrote longer ago has found another way.
TELLING_DAYS = 1


@dataclass(frozen=True, slots=True)
class Letter:
    """One that was given up. `body` is the update as it came, where it is asked for and can be read."""

    id: int
    day: date
    update_id: int | None
    reason: str
    told: bool
    body: bytes | None = field(default=None, repr=False)


class Letters:
    def __init__(self, access: Access, owner: str) -> None:
        self._access = access
        self._rows = Rows(access, owner)

    async def all(self) -> tuple[Letter, ...]:
        """All there are, without what they say, the oldest first."""
        statement = select(dead_letters).order_by(dead_letters.c.id)

        def work(connection: Connection) -> tuple[Letter, ...]:
            return tuple(_letter(row) for row in connection.execute(statement))

        return await self._access.transactions.read(work)

    async def count(self, days: int) -> int:
        """How many of the last `days` days."""
        since = self._access.moment.today() - timedelta(days=days)
        statement = select(func.count()).where(dead_letters.c.day > since)
        return await self._access.transactions.read(lambda connection: connection.execute(statement).scalar_one())

    async def read(self, letter: int) -> Letter | None:
        """One with what it says; None if there is none of that number, or no key opens it."""
        statement = select(dead_letters).where(dead_letters.c.id == letter)

        def work(connection: Connection) -> Letter | None:
            row = connection.execute(statement).one_or_none()
            return self._opened(row) if row else None

        return await self._access.transactions.read(work)

    async def untold(self) -> tuple[Letter, ...]:
        """Those whose people wait for an answer, and do not know yet that there will be none."""
        since = self._access.moment.today() - timedelta(days=TELLING_DAYS)
        statement = (
            select(dead_letters)
            .where(dead_letters.c.told.is_(False), dead_letters.c.person.is_not(None), dead_letters.c.day >= since)
            .order_by(dead_letters.c.id)
        )

        def work(connection: Connection) -> tuple[Letter, ...]:
            return tuple(filter(None, map(self._opened, connection.execute(statement))))

        return await self._access.transactions.read(work)

    async def tell(self, letter: int) -> bool:
        """Whether it falls to the caller to tell the person of `letter`: nobody else is told so, before or after."""
        row = dead_letters.c.id == letter
        statement = update(dead_letters).where(row, dead_letters.c.told.is_(False)).values(told=True)
        return await self._access.transactions.write(lambda connection: connection.execute(statement).rowcount > 0)

    async def again(self, letter: int, arrival: Arrival) -> bool:
        """Put a letter, which is `arrival`, back into the inbox, to be tried alone. False if it is no longer there."""
        names = self._access.names(arrival.chat)
        row = {
            "update_id": arrival.update_id,
            "chat": names.chat,
            "person": names.person,
            "kind": arrival.kind.value,
            "body": self._access.keys.seal(arrival.body),
        }

        def work(connection: Connection) -> bool:
            rotation.adopt(connection, self._access.keys, [arrival.chat])
            gone = bool(connection.execute(delete(dead_letters).where(dead_letters.c.id == letter)).rowcount)
            if gone:
                self._rows.insert_suspect(connection, row)
            return gone

        return await self._access.transactions.write(work)

    async def drop(self, letter: int) -> bool:
        """Whether it was there. It is not any more."""
        statement = delete(dead_letters).where(dead_letters.c.id == letter)
        return await self._access.transactions.write(lambda connection: connection.execute(statement).rowcount > 0)

    def _opened(self, row: Row[Any]) -> Letter | None:
        try:
            return _letter(row, self._access.keys.unseal(row.body))
        except SealError:
            return None


def _letter(row: Row[Any], body: bytes | None = None) -> Letter:
    return Letter(row.id, row.day, row.update_id, row.reason, row.told, body)
