"""The inbox as rows: the statements that keep its promises.

Lives here: what is inserted, who is next, and how a row ends.
Never here: waiting, retrying, sealing (inbox.py).

The promises, and what keeps each: an update is taken in once (the primary key; by id, not by the highest id, for after
a quiet week ids start anywhere, Bot API "Update"); a chat's updates are worked on in the order of their ids (only the
oldest is ever claimed) and never two at a time (the unique index of claims); nobody ends what is no longer theirs
(every ending names its claim).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    Row,
    and_,
    bindparam,
    case,
    exists,
    literal,
    or_,
    select,
    update,
)

from bot.storage.database.access import Access
from bot.storage.database.clock import DAY_SECONDS
from bot.storage.database.tables import conversations, dead_letters, inbox, people
from bot.storage.database.updates import LIFETIMES, Claim

# Telegram's longest pauses are hours. Due later than this means that the clock was set back since.
LONGEST_WAIT = DAY_SECONDS
# What a row keeps when it is done, so that its id is known should it come again.
_ERASED: dict[str, None] = {"body": None, "chat": None, "person": None, "owner": None, "claimed_at": None}


@dataclass(frozen=True, slots=True)
class Taken:
    """A row just claimed. `is_late`: no longer worth an answer."""

    row: Row[Any]
    is_late: bool


class Rows:
    """Statements of one process, `owner`, on one database."""

    def __init__(self, access: Access, owner: str) -> None:
        self._access = access
        self._owner = owner
        self._next = _next(access.moment.expression, owner)

    def insert(self, connection: Connection, rows: list[dict[str, Any]]) -> frozenset[int]:
        """Insert what is not there yet; the ids of that. In the order of ids, so that two inserts of the same updates
        wait for each other and not both ways."""
        now = self._access.moment.expression
        statement = (
            self._access.insert(inbox)
            .values(received_at=now, run_after=now, attempts=0)
            .on_conflict_do_nothing(index_elements=[inbox.c.update_id])
            .returning(inbox.c.update_id)
        )
        moment = self._access.moment.parameters
        ordered = sorted(rows, key=lambda row: int(row["update_id"]))
        return frozenset(connection.execute(statement, [{**row, **moment} for row in ordered]).scalars())

    def take(self, connection: Connection, limit: int) -> list[Taken]:
        """Claim the oldest update of up to `limit` chats."""
        found = self._execute(connection, self._next, limit=limit).all()
        return [Taken(row, row.is_late) for row in sorted(found, key=lambda row: int(row.update_id))]

    def surroundings(self, connection: Connection, taken: list[int]) -> Mapping[int, Any]:
        """By update: version and state of its conversation, and the standing of its person, as far as there are any."""
        statement = (
            select(
                inbox.c.update_id,
                conversations.c.version,
                conversations.c.state,
                people.c.noticed_on,
                people.c.opted_out,
            )
            .join(conversations, conversations.c.chat == inbox.c.chat, isouter=True)
            .join(people, people.c.person == inbox.c.person, isouter=True)
            .where(inbox.c.update_id.in_(taken))
        )
        return {row.update_id: row for row in connection.execute(statement)}

    def finish(self, connection: Connection, claim: Claim) -> bool:
        """Erase what is done. False if it is no longer ours: forgotten, or given to somebody else."""
        return self._end(connection, claim, {"done_at": self._access.moment.expression, **_ERASED})

    def postpone(self, connection: Connection, claim: Claim, seconds: float, counted: bool) -> bool:
        values = {
            "owner": None,
            "claimed_at": None,
            "run_after": self._access.moment.expression + min(max(seconds, 0.0), LONGEST_WAIT),
            "attempts": inbox.c.attempts if counted else inbox.c.attempts - 1,
        }
        return self._end(connection, claim, values)

    def bury(self, connection: Connection, claim: Claim, reason: str) -> bool:
        """Put an update among the dead letters."""
        columns = ["day", "update_id", "person", "reason", "body"]
        kept = select(
            literal(self._access.moment.today()), inbox.c.update_id, inbox.c.person, literal(reason), inbox.c.body
        ).where(self._is(claim))
        connection.execute(dead_letters.insert().from_select(columns, kept))
        return self.finish(connection, claim)

    def _end(self, connection: Connection, claim: Claim, values: dict[str, Any]) -> bool:
        return bool(self._execute(connection, update(inbox).where(self._is(claim)).values(values)).rowcount)

    def _is(self, claim: Claim) -> ColumnElement[bool]:
        return and_(
            inbox.c.update_id == claim.update_id,
            inbox.c.owner == self._owner,
            inbox.c.claimed_at == claim.taken_at,
        )

    def _execute(self, connection: Connection, statement: Executable, **parameters: object) -> Any:
        return connection.execute(statement, {**parameters, **self._access.moment.parameters})


def _next(now: ColumnElement[float], owner: str) -> Executable:
    """Claims and returns the oldest due update of up to :limit chats, oldest first.

    In two steps, because a subquery with LIMIT and FOR UPDATE may be run more than once by PostgreSQL's planner; one
    with a name is not. SQLite has no FOR UPDATE and needs none: it has one writer at a time.
    """
    head, other = inbox.alias("head"), inbox.alias("other")
    older = exists().where(other.c.chat == head.c.chat, other.c.done_at.is_(None), other.c.update_id < head.c.update_id)
    busy = exists().where(other.c.chat == head.c.chat, other.c.owner.is_not(None))
    due = or_(head.c.run_after <= now, head.c.run_after > now + LONGEST_WAIT)
    picked = (
        select(head.c.update_id)
        .where(head.c.done_at.is_(None), head.c.owner.is_(None), due, ~older, ~busy)
        .order_by(head.c.update_id)
        .limit(bindparam("limit"))
        .with_for_update(of=head, skip_locked=True)
        .cte("picked")
    )
    return (
        update(inbox)
        .where(inbox.c.update_id.in_(select(picked.c.update_id)))
        .values(owner=owner, claimed_at=now, attempts=inbox.c.attempts + 1)
        .returning(
            inbox.c.update_id,
            inbox.c.kind,
            inbox.c.body,
            inbox.c.attempts,
            inbox.c.claimed_at,
            (inbox.c.received_at + _lifetime() <= now).label("is_late"),
        )
    )


def _lifetime() -> ColumnElement[float]:
    return case({kind.value: seconds for kind, seconds in LIFETIMES.items()}, value=inbox.c.kind, else_=DAY_SECONDS)
