from __future__ import annotations

import asyncio

from bot.storage.database import Database, Options, open_database

from .conftest import KEY, SARI, Clock, answered, ask, message, peek, peek_everywhere, take_one
from .test_personal_data import ROUND

DAY = 86_400.0


def sizes(url: str) -> dict[str, int]:
    """Rows by table, of those that have any and are about people or updates."""
    bookkeeping = {"facts", "replicas", "budgets"}
    return {name: len(rows) for name, rows in peek_everywhere(url).items() if rows and name not in bookkeeping}


async def fill(database: Database) -> None:
    await database.people.notice_shown(SARI)
    for number in range(5):
        await ask(database, number, answered(reply=f"r{number}"))
    await database.log.vote("r0", SARI, True)
    await ask(database, 8, answered(private=True))
    await database.inbox.accept([message(9)])
    await database.inbox.bury(await take_one(database), "rusak")
    await database.duties.take("webhook", 60)
    await database.quizzes.keep("p1", SARI, False, ROUND)
    await database.quizzes.answer("p1", SARI, 0)


async def test_everything_has_its_time(database: Database, url: str, clock: Clock) -> None:
    await fill(database)
    kept = {"seen": 7, "people": 1, "turns": 5, "votes": 1, "conversations": 1, "dead_letters": 1, "counts": 4}
    kept |= {"quiz_polls": 1, "quiz_answers": 1}
    assert await database.retention.sweep() == 0
    assert sizes(url) == {**kept, "duties": 1}
    for days, gone in (
        (2.01, ("seen", "conversations", "quiz_polls", "quiz_answers", "duties")),
        (8, ("dead_letters",)),
        (31, ("turns", "votes")),
    ):
        clock.now = 1_800_000_000.0 + days * DAY
        await database.retention.sweep()
        for name in gone:
            kept.pop(name, None)
        assert sizes(url) == kept
    clock.now += 366 * DAY
    await database.retention.sweep()
    assert sizes(url) == {}


async def test_turns_are_kept_for_as_many_days_as_asked(database: Database, url: str, clock: Clock) -> None:
    await fill(database)
    clock.now += 7 * DAY
    await database.retention.sweep(days=7)
    assert sizes(url)["turns"] == 5
    await database.retention.sweep(days=6)
    assert "turns" not in sizes(url)


async def test_what_waits_is_never_swept(database: Database, clock: Clock) -> None:
    await database.inbox.accept([message(7)])
    clock.now += 400 * DAY
    await database.retention.sweep()
    assert (await database.inbox.depth()).waiting == 1


async def test_an_objection_is_kept_for_ever(database: Database, clock: Clock) -> None:
    await database.people.notice_shown(SARI)
    await database.people.opt_out(SARI)
    clock.now += 400 * DAY
    await database.retention.sweep()
    assert (await database.people.standing(SARI)).opted_out


async def test_two_sweeps_at_once_delete_everything_once(url: str, clock: Clock) -> None:
    options = Options(now=clock)
    async with (
        await open_database(url, KEY, (), options) as first,
        await open_database(url, KEY, (), options) as second,
    ):
        await first.people.notice_shown(SARI)
        for number in range(40):
            await ask(first, number, answered(reply=f"r{number}"))
        clock.now += 31 * DAY
        gone = await asyncio.gather(first.retention.sweep(rows=3), second.retention.sweep(rows=3))
        assert sum(gone) >= 41
        await first.retention.sweep()
    assert set(sizes(url)) == {"people", "counts"}


async def test_budgets_that_are_full_again_go_and_the_tokens_stays(url: str, clock: Clock) -> None:
    options = Options(now=clock)
    async with (
        await open_database(url, KEY, (), options) as first,
        await open_database(url, KEY, (), options) as second,
    ):
        await second.budget.reserve("42")
        clock.now += 7200
        await first.retention.sweep()
    assert peek(url, "SELECT name FROM budgets") == [("token",)]
