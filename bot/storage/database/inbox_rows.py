"""The inbox as rows: the statements that keep its promises.

Lives here: what is inserted, who is next, and how a row ends.
Never here: waiting, retrying, sealing (inbox.py).

The promises, and what keeps each: an update is taken in once (the key of `seen`; by id, not by the highest id, for
after a quiet week ids start anywhere, Bot API "Update"); a chat's updates are worked on in the order of their ids (only
the oldest is ever claimed) and never two at a time (the unique index of claims); nobody ends what is no longer theirs
(every ending names its claim); and what was in hand when a process died is claimed by nobody who has anything else in
hand (the statement that claims suspects).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Executable,
    Row,
    Select,
    String,
    and_,
    bindparam,
    case,
    delete,
    exists,
    false,
    func,
    insert,
    or_,
    select,
    true,
    tuple_,
    update,
)

from bot.storage.database.access import Access
from bot.storage.database.clock import DAY_SECONDS
from bot.storage.database.tables import conversations, dead_letters, inbox, people, seen
from bot.storage.database.updates import LIFETIMES, Claim

# Telegram's longest pauses are hours. Due later than this means that the clock was set back since.
LONGEST_WAIT = DAY_SECONDS
# The row that a statement is about, among the others of its chat.
_HEAD = inbox.alias("head")
# The claim that an ending is about.
_THIS = and_(
    inbox.c.chat == bindparam("of_chat"),
    inbox.c.update_id == bindparam("of_update"),
    inbox.c.owner == bindparam("of_owner"),
    inbox.c.claimed_at == bindparam("of_time"),
)
_FINISH = delete(inbox).where(_THIS)
_BURY = insert(dead_letters).from_select(
    ["day", "update_id", "person", "reason", "body"],
    select(
        bindparam("today", type_=Date), inbox.c.update_id, inbox.c.person, bindparam("why", type_=String), inbox.c.body
    ).where(_THIS),
)
_TAKEN = (
    inbox.c.chat,
    inbox.c.update_id,
    inbox.c.body,
    inbox.c.attempts,
    inbox.c.claimed_at,
    inbox.c.received_at,
    inbox.c.crashes,
)
# What belongs to an update besides itself.
_AROUND = (
    select(
        inbox.c.update_id,
        conversations.c.version,
        conversations.c.state,
        people.c.noticed_on,
        people.c.opted_out,
    )
    .join(conversations, conversations.c.chat == inbox.c.chat, isouter=True)
    .join(people, people.c.person == inbox.c.person, isouter=True)
    .where(tuple_(inbox.c.chat, inbox.c.update_id).in_(bindparam("taken", expanding=True)))
)


class Rows:
    """Statements of one process, `owner`, on one database. Made once: that takes longer than running them."""

    def __init__(self, access: Access, owner: str) -> None:
        now = access.moment.expression
        self._access = access
        self._owner = owner
        these = _HEAD.c.update_id.in_(bindparam("certain", expanding=True))
        self._next, self._these, self._suspect = _next(now, owner), _next(now, owner, these), _suspect(now, owner)
        self._suspects = _suspects(now)
        self._see = access.upsert(seen).values(seen_at=now).returning(seen.c.update_id)
        self._insert = insert(inbox).values(received_at=now, run_after=now, attempts=0)
        self._postpone = (
            update(inbox)
            .where(_THIS)
            .values(
                owner=None,
                claimed_at=None,
                run_after=now + bindparam("pause"),
                attempts=inbox.c.attempts - bindparam("uncounted"),
                # It was worked on, and whoever did lives.
                suspect=false(),
                alone=false(),
                crashes=0,
            )
        )
        self._mark = update(inbox).where(_THIS).values(alone=bindparam("is_alone"))

    def insert(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> frozenset[int]:
        """Insert what was not seen before; the ids of that."""
        moment = self._access.moment.parameters
        # In the order of ids: two inserts of the same updates wait for each other, but not both ways.
        ids = sorted({int(row["update_id"]) for row in rows})
        parameters = [{"update_id": update_id, **moment} for update_id in ids]
        fresh = frozenset(connection.execute(self._see, parameters).scalars())
        by_id = {row["update_id"]: {**row, **moment} for row in rows if row["update_id"] in fresh}
        if by_id:
            connection.execute(self._insert, list(by_id.values()))
        return fresh

    def insert_suspect(self, connection: Connection, row: Mapping[str, Any]) -> None:
        """Insert an update that was taken in before, to be tried alone."""
        moment = self._access.moment.parameters
        values = {"update_id": row["update_id"], **moment}
        connection.execute(self._see, values)
        connection.execute(self._insert.values(suspect=true()), {**row, **moment})

    def waiting(self, connection: Connection, limit: int) -> Sequence[bytes]:
        """The sealed bodies of the oldest updates that nobody has claimed."""
        statement = select(inbox.c.body).where(inbox.c.owner.is_(None)).order_by(inbox.c.update_id).limit(limit)
        return connection.execute(statement).scalars().all()

    def put_first(self, connection: Connection, lanes: Mapping[int, str]) -> None:
        """Put waiting updates into other lines, as if they had been due for ever."""
        for update_id, lane in lanes.items():
            row = (inbox.c.update_id == update_id, inbox.c.owner.is_(None))
            connection.execute(update(inbox).where(*row).values(chat=lane, run_after=0.0))

    def take(self, connection: Connection, limit: int, certain: Collection[int] = ()) -> list[Row[Any]]:
        """Claim the oldest update of up to `limit` chats; with `certain` only where it is one of these."""
        if certain:
            found = self._execute(connection, self._these, limit=limit, certain=list(certain)).all()
        else:
            found = self._execute(connection, self._next, limit=limit).all()
        return sorted(found, key=lambda row: int(row.update_id))

    def take_suspect(self, connection: Connection) -> list[Row[Any]]:
        """Claim one that was in hand when a process died; none while this process has anything else in hand."""
        found: list[Row[Any]] = self._execute(connection, self._suspect).all()
        return found

    def suspects(self, connection: Connection) -> tuple[int, int]:
        """How many were in hand when a process died, and how many of them can be claimed now."""
        known, due = self._execute(connection, self._suspects).one()
        return int(known), int(due or 0)

    def mark(self, connection: Connection, claim: Claim, alone: bool) -> None:
        """Whether the death of this process would be the doing of `claim`."""
        connection.execute(self._mark, {"is_alone": alone, **self._this(claim)})

    def around(self, connection: Connection, taken: Sequence[Row[Any]]) -> Mapping[int, Any]:
        """By update: version and state of its conversation, and the standing of its person, or None for each."""
        keys = [(row.chat, row.update_id) for row in taken]
        return {row.update_id: row for row in connection.execute(_AROUND, {"taken": keys})}

    def finish(self, connection: Connection, claim: Claim) -> bool:
        """Erase what is done. False if it is no longer ours: forgotten, or given to somebody else."""
        return bool(connection.execute(_FINISH, self._this(claim)).rowcount)

    def postpone(self, connection: Connection, claim: Claim, seconds: float, counted: bool) -> None:
        pause = min(max(seconds, 0.0), LONGEST_WAIT)
        self._execute(connection, self._postpone, pause=pause, uncounted=0 if counted else 1, **self._this(claim))

    def bury(self, connection: Connection, claim: Claim, reason: str) -> None:
        """Put an update among the dead letters."""
        this = self._this(claim)
        connection.execute(_BURY, {**this, "why": reason, "today": self._access.moment.today()})
        connection.execute(_FINISH, this)

    def _this(self, claim: Claim) -> dict[str, Any]:
        return {
            "of_chat": claim.lane,
            "of_update": claim.update_id,
            "of_owner": self._owner,
            "of_time": claim.taken_at,
        }

    def _execute(self, connection: Connection, statement: Executable, **parameters: object) -> Any:
        return connection.execute(statement, {**parameters, **self._access.moment.parameters})


def _next(now: ColumnElement[float], owner: str, *these: ColumnElement[bool]) -> Executable:
    """Claims and returns the oldest due update of up to :limit chats, of all or of `these`."""
    head = _HEAD
    picked = (
        select(head.c.chat, head.c.update_id)
        .where(*_claimable(now), head.c.suspect.is_(False), *these)
        .order_by(head.c.update_id)
        .limit(bindparam("limit"))
    )
    return _claiming(picked, now, owner, alone=False)


def _suspect(now: ColumnElement[float], owner: str) -> Executable:
    """Claims and returns one suspect, unless `owner` has anything in hand. First what cannot wait; then what a process
    died of already: one that was started just now is less likely to be ended from outside than one that has run for a
    while."""
    head, mine = _HEAD, inbox.alias("mine")
    picked = (
        select(head.c.chat, head.c.update_id)
        .where(*_claimable(now), head.c.suspect, ~exists().where(mine.c.owner == owner))
        .order_by(head.c.run_after > 0, head.c.crashes.desc(), head.c.update_id)
        .limit(1)
    )
    return _claiming(picked, now, owner, alone=True)


def _suspects(now: ColumnElement[float]) -> Executable:
    head = _HEAD
    return select(func.count(), func.sum(case((and_(*_claimable(now)), 1), else_=0))).where(head.c.suspect)


def _claimable(now: ColumnElement[float]) -> tuple[ColumnElement[bool], ...]:
    """That a row is due, and that it is its turn in its chat."""
    head, other = _HEAD, inbox.alias("other")
    older = exists().where(other.c.chat == head.c.chat, other.c.update_id < head.c.update_id)
    busy = exists().where(other.c.chat == head.c.chat, other.c.owner.is_not(None))
    due = or_(head.c.run_after <= now, head.c.run_after > now + LONGEST_WAIT)
    return head.c.owner.is_(None), due, ~older, ~busy


def _claiming(picked: Select[Any], now: ColumnElement[float], owner: str, *, alone: bool) -> Executable:
    # With a name of its own, because PostgreSQL's planner may run a nameless subquery with LIMIT and FOR UPDATE more
    # than once. SQLite has no FOR UPDATE and needs none: it has one writer at a time.
    heads = picked.with_for_update(of=_HEAD, skip_locked=True).cte("picked")
    keys = select(heads.c.chat, heads.c.update_id)
    return (
        update(inbox)
        .where(tuple_(inbox.c.chat, inbox.c.update_id).in_(keys))
        .values(owner=owner, claimed_at=now, attempts=inbox.c.attempts + 1, alone=true() if alone else false())
        .returning(*_TAKEN, (inbox.c.received_at + _lifetime() <= now).label("is_late"))
    )


def _lifetime() -> ColumnElement[float]:
    return case({kind.value: seconds for kind, seconds in LIFETIMES.items()}, value=inbox.c.kind, else_=DAY_SECONDS)
