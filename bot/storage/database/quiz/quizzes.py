"""Rounds of the quiz that are asked as polls, and who answered them how.

Lives here: the round behind each poll, answers in and tallies out.
Never here: drawing and showing rounds (bot.core.quiz), deleting (personal_data.py, retention.py).

A poll is kept under a pseudonym and with its round sealed: what was drawn, so that a restart changes nothing. In a
private chat it is its person's; in a group it is the group's, and each answer is its person's.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Connection, Row, or_, select, update

from bot.core.rounds import Round, Tally
from bot.storage.database import turn_rows
from bot.storage.database.access import Access
from bot.storage.database.conversations import parse_round
from bot.storage.database.keys import Keyring, SealError
from bot.storage.database.names import ChatName
from bot.storage.database.tables import quiz_answers as answers
from bot.storage.database.tables import quiz_polls as polls

# What is counted of each question without anybody behind it: QUIZ|ENTRY|QUESTION|CHOICE, its place as it is written.
QUIZ = "kuis"


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer to a question about `entry`, called `item`."""

    day: date
    entry: str
    item: str
    right: bool


class Quizzes:
    def __init__(self, access: Access) -> None:
        self._access = access

    async def keep(self, poll: str, chat: ChatName, group: bool, round_: Round) -> None:
        """Remember that the open question of a round was asked in a chat as `poll`."""
        # What a group is asked belongs to nobody in it: whoever has themselves forgotten must not end it for others.
        owner = self._access.names(ChatName(chat.place, 0)).chat if group else self._access.names(chat).person
        values = {
            "poll": self._access.keys.pseudonym(_name(poll)),
            "person": owner,
            "day": self._access.moment.today(),
            "state": self._access.keys.seal(json.dumps(asdict(round_)).encode("ascii")),
        }
        statement = self._access.upsert(polls, "person", "day", "state")

        def work(connection: Connection) -> None:
            connection.execute(statement, values)

        await self._access.transactions.write(work)

    async def find(self, poll: str) -> Round | None:
        """The round whose open question was asked as `poll`; None if there is none such (any more)."""
        statement = select(polls.c.state).where(polls.c.poll.in_(self._names((poll,))))

        def work(connection: Connection) -> Round | None:
            return _opened(connection.execute(statement).scalar(), self._access.keys)

        return await self._access.transactions.read(work)

    async def go_on(self, poll: str, update_id: int) -> bool:
        """Whether it falls to an update to go on from `poll`: of several that want to it is the first, however often
        that one is tried."""
        free = or_(polls.c.went_on.is_(None), polls.c.went_on == update_id)
        statement = update(polls).where(polls.c.poll.in_(self._names((poll,))), free)

        def work(connection: Connection) -> bool:
            return connection.execute(statement.values(went_on=update_id)).rowcount > 0

        return await self._access.transactions.write(work)

    async def answer(self, poll: str, person: ChatName, choice: int) -> bool:
        """Keep which choice a person chose, as it was shown; their first one counts. False if nothing is known of such
        a poll."""
        chosen = select(polls.c.poll, polls.c.state).where(polls.c.poll.in_(self._names((poll,))))

        def work(connection: Connection) -> bool:
            row = connection.execute(chosen).first()
            round_ = _opened(row.state, self._access.keys) if row else None
            if row is None or round_ is None:
                return False
            self._write(connection, (row.poll, self._access.names(person).person), round_, choice)
            return True

        return await self._access.transactions.write(work)

    async def tallies(self, asked: Sequence[str]) -> tuple[Tally, ...]:
        """Of each poll how many answered it, and how many of them rightly."""
        statement = select(answers.c.poll, answers.c.state).where(answers.c.poll.in_(self._names(asked)))
        places = {name: place for place, poll in enumerate(asked) for name in self._names((poll,))}

        def work(connection: Connection) -> tuple[Tally, ...]:
            given, right = Counter[int](), Counter[int]()
            for row in connection.execute(statement):
                found = _answer(row.state, self._access.keys)
                given[places[row.poll]] += 1
                right[places[row.poll]] += found["right"] is True
            return tuple(Tally(right[place], given[place]) for place in range(len(asked)))

        return await self._access.transactions.read(work)

    def _write(self, connection: Connection, key: tuple[str, str], round_: Round, choice: int) -> None:
        drawn = round_.drawn[round_.step]
        if choice not in range(len(drawn.order)):
            return
        today = self._access.moment.today()
        said = {"entry": drawn.entry, "item": drawn.item, "right": choice == drawn.right}
        values = {"poll": key[0], "person": key[1], "day": today}
        values["state"] = self._access.keys.seal(json.dumps(said).encode("ascii"))
        # Not `rowcount`, which psycopg does not know of such a statement.
        first = connection.execute(self._access.upsert(answers).returning(answers.c.poll), values).first()
        if first is not None:
            name = f"{QUIZ}|{drawn.entry}|{drawn.item}|{drawn.order[choice]}"
            turn_rows.count(connection, self._access, name)

    def _names(self, asked: Sequence[str]) -> tuple[str, ...]:
        """What polls may be called: by the current key, and by older ones."""
        keys = self._access.keys
        return tuple(
            name for poll in asked if poll for name in (keys.pseudonym(_name(poll)), *keys.old_pseudonyms(_name(poll)))
        )


def rounds_of(connection: Connection, keys: Keyring, person: str) -> tuple[Round, ...]:
    """The rounds of a person, as of each of their polls."""
    kept = connection.execute(select(polls.c.state).where(polls.c.person == person))
    return tuple(round_ for row in kept if (round_ := _opened(row.state, keys)))


def answers_of(connection: Connection, keys: Keyring, person: str) -> tuple[GivenAnswer, ...]:
    """The answers of a person, newest day first."""
    kept = select(answers).where(answers.c.person == person).order_by(answers.c.day.desc(), answers.c.poll)
    return tuple(_given(row, keys) for row in connection.execute(kept))


def _given(row: Row[tuple[object, ...]], keys: Keyring) -> GivenAnswer:
    said = _answer(row.state, keys)
    return GivenAnswer(row.day, str(said["entry"]), str(said["item"]), said["right"] is True)


def _answer(state: bytes, keys: Keyring) -> dict[str, object]:
    try:
        found: dict[str, object] = json.loads(keys.unseal(state))
    except SealError:  # kept under a key that is gone
        return {"entry": "", "item": "", "right": False}
    return found


def _opened(state: bytes | None, keys: Keyring) -> Round | None:
    try:
        return parse_round(json.loads(keys.unseal(state))) if state else None
    except (SealError, ValueError, TypeError, KeyError):
        return None


def _name(poll: str) -> str:
    return f"poll|{poll}"
