"""A person's rights over what is kept: to see it, and to have it forgotten.

Lives here: everything that is kept of one person, out of all tables, and its deletion.
Never here: who may ask (the channel lets people ask for themselves only), deletion by age (retention.py).

A table that gets a `person` is to be added here; a test looks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, func, select

from bot.core.rounds import Round
from bot.core.turns import Conversation
from bot.storage.database import conversations as states
from bot.storage.database import rotation, turn_rows
from bot.storage.database.access import Access
from bot.storage.database.budget import budget_of
from bot.storage.database.names import ChatName
from bot.storage.database.quiz import quizzes
from bot.storage.database.quiz.quizzes import GivenAnswer
from bot.storage.database.tables import (
    budgets,
    conversations,
    dead_letters,
    inbox,
    people,
    quiz_answers,
    quiz_polls,
    turns,
    votes,
)
from bot.storage.database.turn_rows import LoggedTurn
from bot.storage.database.updates import Standing


@dataclass(frozen=True, slots=True)
class GivenVote:
    """A thumb up (or down) for a reply about `entry`, which may have been somebody else's in a group."""

    day: date
    entry: str
    up: bool


@dataclass(frozen=True, slots=True)
class PersonalCopy:
    """All that is kept of a person. `waiting` and `dead_letters` are updates not yet, or never, answered."""

    standing: Standing
    noticed_on: date | None
    conversations: tuple[Conversation, ...]
    turns: tuple[LoggedTurn, ...]
    votes: tuple[GivenVote, ...]
    waiting: int
    dead_letters: int
    rounds: tuple[Round, ...] = ()
    answers: tuple[GivenAnswer, ...] = ()


class PersonalData:
    """People by the name of any of their chats; what they said in groups is part of it."""

    def __init__(self, access: Access) -> None:
        self._access = access

    async def export(self, chat: ChatName) -> PersonalCopy:
        """A copy of everything."""
        person = self._access.names(chat).person

        def work(connection: Connection) -> PersonalCopy:
            rotation.adopt(connection, self._access.keys, [chat])
            return self._copy(connection, person)

        return await self._access.transactions.write(work)

    async def forget(self, chat: ChatName) -> int:
        """Delete everything, in one transaction; returns the number of rows. Also what waits is not answered any more,
        and what is being worked on leaves no trace when it is done. A second time there is nothing left to do."""
        person = self._access.names(chat).person

        def work(connection: Connection) -> int:
            rotation.adopt(connection, self._access.keys, [chat])
            return self._delete(connection, person)

        return await self._access.transactions.write(work)

    def _copy(self, connection: Connection, person: str) -> PersonalCopy:
        keys = self._access.keys
        told = connection.execute(select(people).where(people.c.person == person)).one_or_none()
        kept = connection.execute(select(conversations).where(conversations.c.person == person))
        given = (select(votes.c.day, turns.c.entry, votes.c.up).join(turns).where(votes.c.person == person)).order_by(
            votes.c.day.desc()
        )
        waiting = select(func.count()).where(inbox.c.person == person)
        dead = select(func.count()).where(dead_letters.c.person == person)
        return PersonalCopy(
            standing=Standing(told.noticed_on is not None, told.opted_out) if told else Standing(),
            noticed_on=told.noticed_on if told else None,
            conversations=tuple(states.decode(row.version, row.state, keys) for row in kept),
            turns=turn_rows.read(connection, keys, turns.c.person == person),
            votes=tuple(GivenVote(row.day, row.entry, row.up) for row in connection.execute(given)),
            waiting=connection.execute(waiting).scalar_one(),
            dead_letters=connection.execute(dead).scalar_one(),
            rounds=quizzes.rounds_of(connection, keys, person),
            answers=quizzes.answers_of(connection, keys, person),
        )

    def _delete(self, connection: Connection, person: str) -> int:
        # First what is being worked on: its `done` waits for that row, and then finds that it is no longer its own.
        tables = (inbox, votes, turns, conversations, dead_letters, people, quiz_polls, quiz_answers)
        gone = sum(connection.execute(delete(table).where(table.c.person == person)).rowcount for table in tables)
        paced = delete(budgets).where(budgets.c.name == budget_of(person))
        return gone + connection.execute(paced).rowcount
