"""Changing the key without losing whose rows are whose.

Lives here: renaming the rows of a person from what an older key called them.
Never here: what is sealed; older keys still open it until it is gone (keys.py, retention.py).

A pseudonym cannot be undone, so rows can be renamed only when their person is heard of again, or asks about them; the
others go when their time is over. Then the older key may be taken out of the settings.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, exists, select, update

from bot.storage.database.keys import Keyring
from bot.storage.database.names import ChatName, Names, names_of, old_names_of
from bot.storage.database.tables import (
    conversations,
    dead_letters,
    inbox,
    people,
    quiz_answers,
    quiz_polls,
    turns,
    votes,
)


def adopt(connection: Connection, keys: Keyring, chats: Iterable[ChatName]) -> None:
    """Rename what older keys called these chats and their people. Nothing to do unless there are older keys."""
    for chat in sorted(chats, key=str):
        for old in old_names_of(chat, keys):
            _rename(connection, old, names_of(chat, keys))


def _rename(connection: Connection, old: Names, new: Names) -> None:
    # A replica that still has the older key may have written in between; then there are two rows of the same.
    _merge(connection, old, new)
    # Claimed rows keep their name: two claims of one chat are not allowed, and a claim ends within seconds.
    waiting = update(inbox).where(inbox.c.chat == old.chat, inbox.c.owner.is_(None))
    connection.execute(waiting.values(chat=new.chat))
    connection.execute(update(conversations).where(conversations.c.chat == old.chat).values(chat=new.chat))
    for table in (inbox, dead_letters, conversations, people, turns, votes, quiz_polls, quiz_answers):
        connection.execute(update(table).where(table.c.person == old.person).values(person=new.person))


def _merge(connection: Connection, old: Names, new: Names) -> None:
    """Leave one row of each kind. Of two conversations and votes the newer key's is the later; an objection is kept."""
    newer, older, state = people.alias("newer"), people.alias("older"), conversations.alias("state")
    objected = exists().where(older.c.person == old.person, older.c.opted_out)
    revoted = select(votes.c.turn).where(votes.c.person == new.person)
    answered = select(quiz_answers.c.poll).where(quiz_answers.c.person == new.person)
    for statement in (
        update(people).where(people.c.person == new.person, objected).values(opted_out=True),
        delete(people).where(people.c.person == old.person, exists().where(newer.c.person == new.person)),
        delete(conversations).where(conversations.c.chat == old.chat, exists().where(state.c.chat == new.chat)),
        delete(votes).where(votes.c.person == old.person, votes.c.turn.in_(revoted)),
        delete(quiz_answers).where(quiz_answers.c.person == old.person, quiz_answers.c.poll.in_(answered)),
    ):
        connection.execute(statement)
