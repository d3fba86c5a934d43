"""What every part of this package works with.

Lives here: transactions, keys and time in one hand, and the statement that the two databases write differently.
Never here: anything about a particular table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database.clock import Moment
from bot.storage.database.engines import SQLITE
from bot.storage.database.keys import Keyring
from bot.storage.database.names import ChatName, Names, names_of
from bot.storage.database.transactions import Transactions


@dataclass(frozen=True, slots=True)
class Access:
    transactions: Transactions
    keys: Keyring
    moment: Moment

    def names(self, chat: ChatName) -> Names:
        return names_of(chat, self.keys)

    def insert(self, table: Table) -> postgresql.Insert:
        return insert(self.transactions.dialect, table)

    def upsert(self, table: Table, *changed: str) -> postgresql.Insert:
        return upsert(self.transactions.dialect, table, *changed)


def insert(dialect: str, table: Table) -> postgresql.Insert:
    """An insert that can say what to do about a row that is there already. SQLite's has the same methods."""
    return cast(postgresql.Insert, sqlite.insert(table)) if dialect == SQLITE else postgresql.insert(table)


@cache
def upsert(dialect: str, table: Table, *changed: str) -> postgresql.Insert:
    """An insert that takes over the columns `changed` if the row is there, and changes nothing without any.

    Made once and given its values at execution: putting a statement together takes longer than running it.
    """
    statement = insert(dialect, table)
    keys = list(table.primary_key.columns)
    if not changed:
        return statement.on_conflict_do_nothing(index_elements=keys)
    return statement.on_conflict_do_update(
        index_elements=keys, set_={column: statement.excluded[column] for column in changed}
    )
