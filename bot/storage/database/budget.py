"""The right to send, shared by all replicas: Telegram's limits belong to the token.

Lives here: the state of the budgets, in rows or in this process, and waiting for a slot.
Never here: the limits (pacing.py), sending.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict

from sqlalchemy import Connection, bindparam, func, select

from bot.storage.database import pacing
from bot.storage.database.access import Access
from bot.storage.database.engines import SQLITE
from bot.storage.database.failures import UnavailableError
from bot.storage.database.pacing import Debts, Slot
from bot.storage.database.presence import Presence
from bot.storage.database.tables import budgets

_LOG = logging.getLogger(__name__)
TOKEN, PAUSE = "token", "pause"
# Somebody in danger waits no longer for what the other replicas know; the limits leave room for what is urgent.
_URGENT_SECONDS = 0.5
# Chats whose budget this process remembers; the least recently used is full again long before.
_KEPT = 10_000


def budget_of(pseudonym: str) -> str:
    """The name of the budget of a chat."""
    return f"chat:{pseudonym}"


class Memory:
    """Budgets of this process alone."""

    def __init__(self) -> None:
        self._due: OrderedDict[str, float] = OrderedDict()
        self._pause = 0.0

    def reserve(self, chat: str, group: bool, urgent: bool) -> Slot:
        now = time.monotonic()
        debts = Debts(self._due.get(TOKEN, 0.0) - now, self._due.get(chat, 0.0) - now, self._pause - now)
        slot, after = pacing.reserve(debts, group, urgent)
        if slot.granted:
            self._due[TOKEN], self._due[chat] = now + after.token, now + after.chat
            for name in (chat, TOKEN):
                self._due.move_to_end(name)
            while len(self._due) > _KEPT:
                self._due.popitem(last=False)
        return slot

    def pause(self, seconds: float) -> None:
        self._pause = max(self._pause, time.monotonic() + seconds)

    def paused(self) -> float:
        return max(0.0, self._pause - time.monotonic())


class Budget:
    """Budgets by chat: the id of the chat at Telegram, as text; in a group that is the group's.

    As long as no other process sends for the token they are kept in this process, and only a pause is written down.
    """

    def __init__(self, access: Access, presence: Presence) -> None:
        self._access = access
        self._presence = presence
        self._memory = Memory()
        now = access.moment.expression
        self._owe = access.upsert(budgets, "due").values(name=bindparam("budget"), due=now + bindparam("debt"))

    async def begin(self) -> None:
        """Take up a pause that an earlier process was asked for."""
        self._memory.pause(await self._access.transactions.read(self._read_pause))

    async def reserve(self, chat: str, group: bool = False, urgent: bool = False) -> Slot:
        """A slot for one message. Without the database, or where what is urgent would wait for it, each replica keeps
        to the limits by itself."""
        name = budget_of(self._access.keys.pseudonym(chat))
        if not self._presence.is_alone:
            try:
                async with asyncio.timeout(_URGENT_SECONDS if urgent else None):
                    return await self._access.transactions.write(
                        lambda connection: self._reserve(connection, name, group, urgent)
                    )
            except (UnavailableError, TimeoutError) as error:
                _LOG.warning("Jatah kirim tidak terbaca, dijaga sendiri. %s", error)
        return self._memory.reserve(name, group, urgent)

    async def enter(self, chat: str, group: bool = False, urgent: bool = False, patience: float = 60.0) -> float:
        """Wait until one message may be sent, and return 0. If that takes more than `patience` seconds return how long
        it would take, at once: that is what to tell `Inbox.failed`."""
        deadline = time.monotonic() + patience
        while True:
            slot = await self.reserve(chat, group, urgent)
            if time.monotonic() + slot.wait > deadline:
                return slot.wait
            if slot.wait > 0:
                await asyncio.sleep(slot.wait)
            if slot.granted and (slot.wait == 0 or await self.paused() == 0):
                return 0.0

    async def pause(self, seconds: float) -> None:
        """Telegram answered 429: nobody sends for so long. Known to this process at once, to others with their next
        slot; UnavailableError if they could not be told."""
        self._memory.pause(seconds)
        due = self._access.moment.expression + seconds
        insert = self._access.insert(budgets).values(name=PAUSE, due=due)
        latest = func.max if self._access.transactions.dialect == SQLITE else func.greatest
        statement = insert.on_conflict_do_update(
            index_elements=[budgets.c.name], set_={"due": latest(budgets.c.due, insert.excluded.due)}
        )
        moment = self._access.moment.parameters
        await self._access.transactions.write(lambda connection: connection.execute(statement, moment))

    async def paused(self) -> float:
        """Seconds that nobody may send for; 0 if there is no pause."""
        if self._presence.is_alone:
            return self._memory.paused()
        try:
            return max(self._memory.paused(), await self._access.transactions.read(self._read_pause))
        except UnavailableError:
            return self._memory.paused()

    def _read_pause(self, connection: Connection) -> float:
        left = select(budgets.c.due - self._access.moment.expression).where(budgets.c.name == PAUSE)
        return max(0.0, connection.execute(left, self._access.moment.parameters).scalar() or 0.0)

    def _reserve(self, connection: Connection, name: str, group: bool, urgent: bool) -> Slot:
        """The token's row is locked first to last, so that replicas take their slots one after the other."""
        now, moment = self._access.moment.expression, self._access.moment.parameters
        statement = (
            select(budgets.c.name, (budgets.c.due - now).label("left"))
            .where(budgets.c.name.in_([name, TOKEN, PAUSE]))
            .order_by(budgets.c.name)
            .with_for_update()
        )
        owed: dict[str, float] = {row.name: row.left for row in connection.execute(statement, moment)}
        debts = Debts(owed.get(TOKEN, 0.0), owed.get(name, 0.0), owed.get(PAUSE, 0.0))
        slot, after = pacing.reserve(debts, group, urgent)
        if slot.granted:
            owed_now = [{"budget": name, "debt": after.chat}, {"budget": TOKEN, "debt": after.token}]
            connection.execute(self._owe, [{**one, **moment} for one in owed_now])
        return slot
