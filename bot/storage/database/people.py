"""What people were told about the log, and what they decided.

Lives here: the first notice, the objection.
Never here: the sentences they see; exporting and forgetting (personal_data.py).
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from bot.storage.database import rotation
from bot.storage.database.access import Access
from bot.storage.database.names import ChatName
from bot.storage.database.tables import people
from bot.storage.database.updates import Standing


class People:
    """People by the name of any of their chats."""

    def __init__(self, access: Access) -> None:
        self._access = access

    async def standing(self, chat: ChatName) -> Standing:
        """What a person was told and decided; a claim brings it along."""
        person = self._access.names(chat).person
        statement = select(people.c.noticed_on, people.c.opted_out).where(people.c.person == person)

        def work(connection: Connection) -> Standing:
            row = connection.execute(statement).one_or_none()
            return Standing(row.noticed_on is not None, row.opted_out) if row else Standing()

        return await self._access.transactions.read(work)

    async def notice_shown(self, chat: ChatName) -> None:
        """The person was told about the log. What they ask from now on is kept; what they asked before is not."""
        await self._set(chat, noticed_on=self._access.moment.today())

    async def opt_out(self, chat: ChatName, objects: bool = True) -> None:
        """The person does not want to be in the log, or (False) does again. What is in it already stays: see forget."""
        await self._set(chat, opted_out=objects)

    async def _set(self, chat: ChatName, **values: object) -> None:
        access = self._access
        fresh = {"person": access.names(chat).person, "opted_out": False, **values}

        def work(connection: Connection) -> None:
            rotation.adopt(connection, access.keys, [chat])
            connection.execute(access.upsert(people, *values), fresh)

        await access.transactions.write(work)
