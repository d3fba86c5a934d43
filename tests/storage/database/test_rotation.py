"""Replacing the key: whoever comes back is recognised, and nothing is lost meanwhile."""

from __future__ import annotations

import pytest

from bot.errors import StorageError
from bot.storage.database import Database, Options, Standing, open_database

from .conftest import BUDI, KEY, SARI, Clock, answered, ask, message, peek, take_one
from .test_personal_data import live, rows_of

NEW_KEY = "kunci-baru-untuk-percobaan"


async def open_new(url: str, clock: Clock) -> Database:
    return await open_database(url, NEW_KEY, [KEY], Options(now=clock))


async def test_another_key_is_refused(url: str, database: Database) -> None:
    await database.close()
    with pytest.raises(StorageError, match="BOT_KEY yang lain"):
        await open_database(url, NEW_KEY)


async def test_after_a_change_the_old_key_alone_is_refused(url: str, clock: Clock, database: Database) -> None:
    await (await open_new(url, clock)).close()
    with pytest.raises(StorageError, match="BOT_KEY yang lain"):
        await open_database(url, KEY)
    await (await open_database(url, NEW_KEY)).close()


async def test_what_waits_under_the_old_key_is_answered_first(url: str, clock: Clock, database: Database) -> None:
    await database.inbox.accept([message(7, body=b"lama"), message(8, BUDI)])
    async with await open_new(url, clock) as renewed:
        await renewed.inbox.accept([message(9, body=b"baru")])
        claims = await renewed.inbox.claim(5)
        assert [(claim.update_id, claim.body) for claim in claims] == [(7, b"lama"), (8, b"{}")]
        await renewed.inbox.done(claims[0])
        assert (await take_one(renewed)).body == b"baru"


async def test_who_comes_back_is_recognised(url: str, clock: Clock, database: Database) -> None:
    await database.people.notice_shown(SARI)
    await database.people.opt_out(SARI)
    await ask(database, 7, answered())
    async with await open_new(url, clock) as renewed:
        await renewed.inbox.accept([message(9)])
        claim = await take_one(renewed)
        assert claim.standing == Standing(noticed=True, opted_out=True)
        assert claim.conversation == answered().turn.conversation


async def test_a_person_sees_and_deletes_what_was_kept_under_the_old_key(
    url: str, clock: Clock, database: Database
) -> None:
    await live(database, SARI, 200)
    old = database._access.names(SARI).person
    async with await open_new(url, clock) as renewed:
        copy = await renewed.personal_data.export(SARI)
        assert sorted(turn.question for turn in copy.turns) == ["apa itu kopi?", "dan teh?"]
        assert (copy.waiting, copy.dead_letters, len(copy.votes)) == (1, 1, 1)
        assert rows_of(url, old) == {}
        await renewed.personal_data.forget(SARI)
        assert rows_of(url, renewed._access.names(SARI).person) == {}


async def test_forgetting_needs_no_earlier_visit(url: str, clock: Clock, database: Database) -> None:
    await live(database, SARI, 200)
    async with await open_new(url, clock) as renewed:
        await renewed.personal_data.forget(SARI)
    assert rows_of(url, database._access.names(SARI).person) == {}


async def test_rows_of_both_keys_become_one_and_an_objection_is_kept(
    url: str, clock: Clock, database: Database
) -> None:
    await database.people.notice_shown(SARI)
    await ask(database, 7, answered(reply="abc"))
    async with await open_new(url, clock) as renewed:
        await renewed.people.notice_shown(SARI)
        await renewed.log.vote("abc", SARI, True)
        # The older replica, still running, writes once more.
        await database.people.notice_shown(SARI)
        await database.log.vote("abc", SARI, False)
        await database.people.opt_out(SARI)
        await ask(database, 8, answered(turns=1))
        await ask(renewed, 9, answered(turns=2))
        copy = await renewed.personal_data.export(SARI)
        assert copy.standing == Standing(noticed=True, opted_out=True)
        assert [state.turns for state in copy.conversations] == [2]
        assert [vote.up for vote in copy.votes] == [True]
    assert peek(url, "SELECT count(*) FROM people") == [(1,)]
