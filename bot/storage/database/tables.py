"""The tables, as the newest migration leaves them (a test compares the two).

Lives here: columns, keys and indexes, with the question each index answers.
Never here: statements; changing a table (migrations/).

No column holds a name, an id of Telegram's or a text in clear: `chat` and `person` are pseudonyms (names.py), `body`,
`state` and `question` are sealed (keys.py). Times are seconds since 1970, days are for what must not be more exact.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    false,
    text,
)

metadata = MetaData()


def _partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    """An index of the few rows for which `where` holds, out of a table of many."""
    condition = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


# The ids of all updates of the last days, to know a repetition. Nothing else is left of those that are done.
seen = Table(
    "seen",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("seen_at", Double, nullable=False, index=True),
)

# Updates that are not done: waiting, or claimed by `owner`. The key begins with the chat, so that PostgreSQL can look
# for older updates of a chat in one way only; with a key of `update_id` alone it walked through those of all chats.
inbox = Table(
    "inbox",
    metadata,
    Column("chat", String, primary_key=True),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("received_at", Double, nullable=False),
    Column("run_after", Double, nullable=False),
    Column("attempts", SmallInteger, nullable=False),
    Column("owner", String),
    Column("claimed_at", Double),
    # In hand when its process died: tried again alone. `alone`: it is being tried so, and could be what a death is due
    # to; `crashes`: how many deaths were (presence.py).
    Column("suspect", Boolean, nullable=False, server_default=false()),
    Column("alone", Boolean, nullable=False, server_default=false()),
    Column("crashes", SmallInteger, nullable=False, server_default=text("0")),
    # What comes next?
    _partial("inbox_waiting", "update_id", where="owner IS NULL"),
    # Does somebody work on this chat already? Unique: of two claims at the same instant one fails.
    _partial("inbox_claimed", "chat", where="owner IS NOT NULL", unique=True),
    # Is there something to be tried alone?
    _partial("inbox_suspect", "update_id", where="suspect"),
)

# The processes that work on the inbox, and when each was last heard of.
replicas = Table(
    "replicas",
    metadata,
    Column("id", String, primary_key=True),
    Column("seen_at", Double, nullable=False),
    # Which start of which machine it runs on, where that is known: a machine that was started anew explains a death.
    Column("boot", String),
)

# What could not be worked on: undecodable, failed too often, or the end of whoever works on it. `told`: its person was
# told that there will be no answer.
dead_letters = Table(
    "dead_letters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day", Date, nullable=False, index=True),
    Column("update_id", BigInteger),
    Column("person", String, index=True),
    Column("reason", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("told", Boolean, nullable=False, server_default=false()),
)

conversations = Table(
    "conversations",
    metadata,
    Column("chat", String, primary_key=True),
    Column("person", String, nullable=False, index=True),
    Column("day", Date, nullable=False, index=True),
    Column("version", SmallInteger, nullable=False),
    Column("state", LargeBinary, nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("person", String, primary_key=True),
    Column("noticed_on", Date, index=True),
    Column("opted_out", Boolean, nullable=False),
)

# The log. `offered` is set where a person rejected what was offered ("none of these").
turns = Table(
    "turns",
    metadata,
    Column("id", String, primary_key=True),
    Column("day", Date, nullable=False, index=True),
    Column("person", String, nullable=False, index=True),
    Column("question", LargeBinary, nullable=False),
    Column("outcome", String, nullable=False),
    Column("entry", String, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("gap", String, nullable=False),
    Column("knowledge", String, nullable=False),
    Column("offered", JSON(none_as_null=True)),
)

votes = Table(
    "votes",
    metadata,
    Column("turn", String, ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True),
    Column("person", String, primary_key=True, index=True),
    Column("day", Date, nullable=False),
    Column("up", Boolean, nullable=False),
)

# Numbers without anybody behind them, by day.
counts = Table(
    "counts",
    metadata,
    Column("day", Date, primary_key=True),
    Column("name", String, primary_key=True),
    Column("number", Integer, nullable=False),
)

# When the next message may go out, by budget (pacing.py).
budgets = Table(
    "budgets",
    metadata,
    Column("name", String, primary_key=True),
    Column("due", Double, nullable=False),
)

# What one replica does for all, and until when it has been done.
duties = Table(
    "duties",
    metadata,
    Column("name", String, primary_key=True),
    Column("until", Double, nullable=False),
)

# Facts about the database itself.
facts = Table(
    "facts",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)
