from __future__ import annotations

import asyncio

from bot.core.rounds import Drawn, Round
from bot.core.turns import Conversation
from bot.storage.database import ChatName, Database, GivenVote, PersonalCopy, Standing, open_database
from bot.storage.database.tables import metadata

from .conftest import BUDI, KEY, SARI, SARI_IN_GROUP, answered, ask, message, peek_everywhere, take_one
from .test_turn_log import TODAY

ROUND = Round("kopi", (Drawn("embun", "aa", (1, 0), 0),))


async def live(database: Database, person: ChatName, start: int) -> None:
    """Leave a trace in every table."""
    await database.people.notice_shown(person)
    await ask(database, start, answered(person, "apa itu kopi?", reply=f"a{start}"))
    await ask(database, start + 1, answered(ChatName(-1001, person.person), "dan teh?", reply=f"b{start}"))
    await database.log.vote(f"a{start}", person, True)
    await database.quizzes.keep(f"p{start}", person, False, ROUND)
    await database.quizzes.answer(f"p{start}", person, 0)
    await database.inbox.accept([message(start + 2, person), message(start + 3, ChatName(-1001, person.person))])
    await database.inbox.bury(await take_one(database), "rusak")


def rows_of(url: str, pseudonym: str) -> dict[str, int]:
    """How many rows of each table hold the pseudonym in any column."""
    found = {
        name: sum(any(pseudonym in str(value) for value in row) for row in rows)
        for name, rows in peek_everywhere(url).items()
    }
    return {name: number for name, number in found.items() if number}


async def test_a_copy_has_everything_that_is_kept_of_a_person(database: Database) -> None:
    await live(database, BUDI, 100)
    await database.inbox.done(await take_one(database))
    await live(database, SARI, 200)
    copy = await database.personal_data.export(SARI)
    assert (copy.standing, copy.noticed_on) == (Standing(noticed=True), TODAY)
    assert len(copy.conversations) == 2
    assert sorted(turn.question for turn in copy.turns) == ["apa itu kopi?", "dan teh?"]
    assert copy.votes == (GivenVote(TODAY, "embun", True),)
    assert (copy.waiting, copy.dead_letters) == (1, 1)


async def test_a_copy_of_a_stranger_is_empty(database: Database) -> None:
    assert await database.personal_data.export(SARI) == PersonalCopy(Standing(), None, (), (), (), 0, 0)


async def test_every_table_that_names_people_is_looked_at(database: Database, url: str) -> None:
    await live(database, SARI, 200)
    named = {table.name for table in metadata.sorted_tables if "person" in table.columns}
    assert set(rows_of(url, database._access.names(SARI).person)) == named


async def test_forgetting_leaves_no_row_and_touches_nobody_else(database: Database, url: str) -> None:
    await live(database, BUDI, 100)
    await database.inbox.done(await take_one(database))
    others = rows_of(url, database._access.names(BUDI).person)
    await live(database, SARI, 200)
    assert await database.personal_data.forget(SARI) > 6
    assert rows_of(url, database._access.names(SARI).person) == {}
    assert rows_of(url, database._access.names(SARI_IN_GROUP).chat) == {}
    assert rows_of(url, database._access.names(BUDI).person) == others


async def test_forgetting_twice_is_the_same_as_once(database: Database) -> None:
    await live(database, SARI, 200)
    await database.personal_data.forget(SARI)
    assert await database.personal_data.forget(SARI) == 0


async def test_forgetting_from_a_group_forgets_the_person(database: Database, url: str) -> None:
    await live(database, SARI, 200)
    await database.personal_data.forget(SARI_IN_GROUP)
    assert rows_of(url, database._access.names(SARI).person) == {}


async def test_what_is_being_worked_on_leaves_no_trace_after_forgetting(database: Database, url: str) -> None:
    await database.people.notice_shown(SARI)
    await database.inbox.accept([message(7), message(8)])
    claim = await take_one(database)
    await database.personal_data.forget(SARI)
    await database.inbox.done(claim, answered())
    assert rows_of(url, database._access.names(SARI).person) == {}
    assert await database.inbox.claim() == ()
    assert await database.inbox.accept([message(7), message(8)]) == frozenset(), "still known as seen"


async def test_forgetting_while_replicas_finish_leaves_nothing_either(url: str) -> None:
    async with await open_database(url, KEY) as first, await open_database(url, KEY) as second:
        for start in range(10):
            await first.people.notice_shown(SARI)
            await first.inbox.accept([message(start)])
            claim = await take_one(second)
            await asyncio.gather(second.inbox.done(claim, answered()), first.personal_data.forget(SARI))
            assert rows_of(url, first._access.names(SARI).person) == {}


async def test_the_next_question_starts_clean(database: Database) -> None:
    await live(database, SARI, 200)
    await database.personal_data.forget(SARI)
    await database.inbox.accept([message(300)])
    claim = await take_one(database)
    assert (claim.conversation, claim.standing) == (Conversation(), Standing())


async def test_the_budget_of_a_chat_is_forgotten_too(url: str) -> None:
    async with await open_database(url, KEY) as first, await open_database(url, KEY) as second:
        await second.budget.reserve("42")
        person = first._access.names(SARI).person
        assert rows_of(url, person) == {"budgets": 1}
        await first.personal_data.forget(SARI)
        assert rows_of(url, person) == {}
