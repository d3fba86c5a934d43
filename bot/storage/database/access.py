"""What every part of this package works with.

Lives here: transactions, keys and time in one hand, and the one statement that the two databases write differently.
Never here: anything about a table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from bot.storage.database.clock import Moment
from bot.storage.database.engines import SQLITE
from bot.storage.database.keys import Keyring
from bot.storage.database.names import Names, names_of
from bot.storage.database.transactions import Transactions


@dataclass(frozen=True, slots=True)
class Access:
    transactions: Transactions
    keys: Keyring
    moment: Moment

    def names(self, chat: str) -> Names:
        return names_of(chat, self.keys)

    def insert(self, table: Table) -> postgresql.Insert:
        """An insert that can say what to do about a row that is there already. SQLite's has the same methods."""
        if self.transactions.dialect == SQLITE:
            return cast(postgresql.Insert, sqlite.insert(table))
        return postgresql.insert(table)
