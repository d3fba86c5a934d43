"""What one replica does for all of them: setting the webhook at the start, the daily sweep.

Lives here: who does it.
Never here: doing it.
"""

from __future__ import annotations

from sqlalchemy import Connection

from bot.storage.database.access import Access
from bot.storage.database.tables import duties


class Duties:
    def __init__(self, access: Access) -> None:
        self._access = access

    async def take(self, name: str, seconds: float) -> bool:
        """Whether it falls to the caller to do `name` now. Nobody else is told so for the next `seconds`."""
        now, moment = self._access.moment.expression, self._access.moment.parameters
        insert = self._access.insert(duties).values(name=name, until=now + seconds)
        statement = insert.on_conflict_do_update(
            index_elements=[duties.c.name], set_={"until": insert.excluded.until}, where=duties.c.until <= now
        ).returning(duties.c.name)

        def work(connection: Connection) -> bool:
            return connection.execute(statement, moment).first() is not None

        return await self._access.transactions.write(work)
