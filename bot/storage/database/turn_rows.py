"""Turns as rows of the log.

Lives here: what is kept of a turn and when nothing is; writing and reading rows.
Never here: who asks for it (turn_log.py, inbox.py), deleting (personal_data.py, retention.py).

Nothing is kept of a private turn (danger, a reflection) but one more for the day and the hour. Nothing is kept of a
person who was not told about the log before asking, or who objected.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, select
from sqlalchemy.dialects.postgresql import Insert

from bot.core.language.redaction import redact
from bot.core.turns import Callback, Command, Conversation, Event, Turn
from bot.storage.database import conversations
from bot.storage.database.access import Access, insert
from bot.storage.database.keys import Keyring, SealError
from bot.storage.database.names import ChatName, Names
from bot.storage.database.tables import counts, people, turns, votes

# What is counted without anybody behind it: of what was typed the outcome and the hour of the day (00-23); presses.
OUTCOME, HOUR, PRESSES = "outcome-", "hour-", "press"
# All of a busy month at once would take hundreds of megabytes.
READ_LIMIT = 20_000
_MAY_LOG = select(people.c.person).where(
    people.c.person == bindparam("who"), people.c.noticed_on.is_not(None), people.c.opted_out.is_(False)
)


@dataclass(frozen=True, slots=True)
class Rejection:
    """ "None of these": the question, and the ids of the entries that were offered and are not what was meant."""

    question: str = field(repr=False)
    offered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """What an update led to. `knowledge`: the version of the knowledge; `reply`: the name of the message that can be
    voted on (any string), or "" if there is none."""

    chat: ChatName = field(repr=False)
    turn: Turn = field(repr=False)
    knowledge: str
    reply: str = ""
    rejected: Rejection | None = None


@dataclass(frozen=True, slots=True)
class LoggedTurn:
    """A turn as it is kept. `offered` is empty unless it was rejected; `votes` are thumbs up (True) and down."""

    day: date
    question: str
    outcome: str
    entry: str
    gap: str
    knowledge: str
    offered: tuple[str, ...]
    votes: tuple[bool, ...]


def reply_ids(reply: str, keys: Keyring) -> tuple[str, ...]:
    """What the turn behind the message `reply` may be called: by the current key, and by older ones."""
    name = f"reply|{reply}"
    return (keys.pseudonym(name), *keys.old_pseudonyms(name))


def write(connection: Connection, access: Access, answered: Answered, noticed: bool) -> None:
    """Keep the conversation, and the turn as far as it may be kept, as a part of a transaction. `noticed`: the person
    had been told of the log before asking."""
    names, turn = access.names(answered.chat), answered.turn
    conversations.write(connection, access, names, _with_round(connection, access, names, turn))
    _count_turn(connection, access, turn)
    if turn.private:
        return
    if noticed and may_log(connection, names.person):
        connection.execute(access.upsert(turns), {"person": names.person, **_values(access, answered)})


def _with_round(connection: Connection, access: Access, names: Names, turn: Turn) -> Conversation:
    """The conversation after a turn. A cry for help is answered beside everything else, and so without knowing of a
    round of the quiz that is under way: that goes on afterwards."""
    conversation = turn.conversation
    if conversation.danger is None or conversation.quiz is not None or isinstance(turn.event, Callback):
        return conversation
    return replace(conversation, quiz=conversations.read(connection, access, names).quiz)


def _count_turn(connection: Connection, access: Access, turn: Turn) -> None:
    if isinstance(turn.event, Callback):
        names = [PRESSES]
    elif turn.follows:  # a talk about danger is one alarm, however long it is
        return
    else:
        names = [f"{OUTCOME}{turn.outcome.value}", f"{HOUR}{access.moment.hour():02}"]
    count(connection, access, *names)


def count(connection: Connection, access: Access, *names: str) -> None:
    """One more of each name today, as a part of a transaction."""
    today = access.moment.today()
    statement = _one_more(access.transactions.dialect)
    connection.execute(statement, [{"day": today, "name": name, "number": 1} for name in names])


@cache
def _one_more(dialect: str) -> Insert:
    """One more of a name on a day."""
    return insert(dialect, counts).on_conflict_do_update(
        index_elements=[counts.c.day, counts.c.name], set_={"number": counts.c.number + 1}
    )


def may_log(connection: Connection, person: str) -> bool:
    """Whether the person of this pseudonym was told of the log and did not object."""
    return connection.execute(_MAY_LOG, {"who": person}).first() is not None


def read(connection: Connection, keys: Keyring, chosen: ColumnElement[bool]) -> tuple[LoggedTurn, ...]:
    """The turns for which the condition `chosen` holds, newest day first."""
    statement = select(turns).where(chosen).order_by(turns.c.day.desc(), turns.c.id).limit(READ_LIMIT)
    rows = connection.execute(statement).all()
    given: dict[str, list[bool]] = {}
    for vote in connection.execute(select(votes.c.turn, votes.c.up).join(turns).where(chosen)):
        given.setdefault(vote.turn, []).append(vote.up)
    return tuple(_logged(row, keys, given.get(row.id, ())) for row in rows)


def _values(access: Access, answered: Answered) -> dict[str, Any]:
    turn, rejected = answered.turn, answered.rejected
    question = rejected.question if rejected else _asked(turn.event)
    return {
        "id": reply_ids(answered.reply, access.keys)[0] if answered.reply else secrets.token_hex(16),
        "day": access.moment.today(),
        "question": access.keys.seal(redact(question).encode()),
        "outcome": turn.outcome.value,
        "entry": turn.matches[0].entry if turn.matches else "",
        "confidence": turn.confidence,
        "gap": turn.gap,
        "knowledge": answered.knowledge,
        "offered": list(rejected.offered) if rejected else None,
    }


def _asked(event: Event) -> str:
    if isinstance(event, Command):
        return f"/{event.name} {event.argument}"
    return event.data if isinstance(event, Callback) else event.text


def _logged(row: Row[Any], keys: Keyring, given: Sequence[bool]) -> LoggedTurn:
    try:
        question = keys.unseal(row.question).decode()
    except SealError:  # kept under a key that is gone
        question = ""
    return LoggedTurn(
        row.day,
        question,
        row.outcome,
        row.entry,
        row.gap,
        row.knowledge,
        tuple(row.offered or ()),
        tuple(given),
    )
