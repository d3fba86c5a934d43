"""How long things are kept, and deleting them after that.

Lives here: the periods, which /privasi tells people, and the sweep.
Never here: deletion on request (personal_data.py), when the sweep runs.

Small steps, each a transaction of its own: a sweep that is killed has done what it has done, and the next one goes on.
Two at once do not wait for each other's rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, select, tuple_

from bot.storage.database.access import Access
from bot.storage.database.clock import DAY_SECONDS
from bot.storage.database.tables import (
    budgets,
    conversations,
    counts,
    dead_letters,
    duties,
    people,
    quiz_answers,
    quiz_polls,
    seen,
    turns,
)
from bot.storage.database.transactions import Work

# Turns and the votes on them.
TURN_DAYS = 30
# The ids of updates, so that Telegram's repetitions are known; it repeats for 24 hours.
UPDATE_ID_HOURS = 48
# Updates that could not be answered, for an operator to see why.
DEAD_LETTER_DAYS = 7
# The state of a chat, of which nothing but a round of the quiz is leaned on after half an hour
# (bot.core.conversation.dialogue), and what was asked and answered in such rounds.
CONVERSATION_DAYS = 1
# Numbers without a person, and that a person has read the notice; an objection is kept until it is withdrawn.
COUNT_DAYS = NOTICE_DAYS = 365
_ROWS_AT_ONCE = 500
_BUDGET_SECONDS = 3600.0


class Retention:
    def __init__(self, access: Access) -> None:
        self._access = access

    async def sweep(self, days: int = TURN_DAYS, rows: int = _ROWS_AT_ONCE) -> int:
        """Delete what is too old, at most `rows` at once; returns how many rows went. `days`: of the turns."""
        gone = 0
        for table, old in self._overdue(days):
            while True:
                found = await self._access.transactions.write(self._step(table, old, rows))
                gone += found
                if found < rows:
                    break
        return gone

    def _overdue(self, days: int) -> Iterator[tuple[Table, ColumnElement[bool]]]:
        today, now = self._access.moment.today(), self._access.moment.expression
        yield seen, seen.c.seen_at < now - UPDATE_ID_HOURS * DAY_SECONDS / 24
        for table, kept in (
            (turns, days),
            (dead_letters, DEAD_LETTER_DAYS),
            (conversations, CONVERSATION_DAYS),
            (quiz_polls, CONVERSATION_DAYS),
            (quiz_answers, CONVERSATION_DAYS),
            (counts, COUNT_DAYS),
        ):
            yield table, table.c.day < today - timedelta(days=kept)
        told = people.c.noticed_on < today - timedelta(days=NOTICE_DAYS)
        yield people, and_(told, people.c.opted_out.is_(False))
        # A budget that is full again needs no row; the token's is always there to be locked (budget.py).
        yield budgets, and_(budgets.c.due < now - _BUDGET_SECONDS, budgets.c.name.contains(":"))
        yield duties, duties.c.until < now - DAY_SECONDS

    def _step(self, table: Table, old: ColumnElement[bool], rows: int) -> Work[int]:
        # Unlike a plain DELETE, this passes over rows that another sweep is deleting (PostgreSQL).
        key = tuple_(*table.primary_key.columns)
        some = select(*table.primary_key.columns).where(old).limit(rows).with_for_update(skip_locked=True)
        statement = delete(table).where(key.in_(some))

        def work(connection: Connection) -> int:
            return connection.execute(statement, self._access.moment.parameters).rowcount

        return work
