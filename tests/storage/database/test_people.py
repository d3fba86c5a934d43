from __future__ import annotations

from bot.storage.database import Database, Standing

from .conftest import message, take_one


async def test_nobody_was_told_anything_at_first(database: Database) -> None:
    assert await database.people.standing("42") == Standing()


async def test_who_was_told_in_private_was_told_for_groups_too(database: Database) -> None:
    await database.people.notice_shown("42")
    await database.people.notice_shown("42")
    assert await database.people.standing("-1001:42") == Standing(noticed=True)
    assert await database.people.standing("43") == Standing()


async def test_an_objection_holds_until_it_is_withdrawn(database: Database) -> None:
    await database.people.opt_out("42")
    assert await database.people.standing("42") == Standing(opted_out=True)
    await database.people.notice_shown("42")
    assert await database.people.standing("42") == Standing(noticed=True, opted_out=True)
    await database.people.opt_out("42", objects=False)
    assert await database.people.standing("42") == Standing(noticed=True)


async def test_a_claim_brings_along_what_its_person_was_told_and_decided(database: Database) -> None:
    await database.people.notice_shown("42")
    await database.people.opt_out("42")
    await database.inbox.accept([message(7, "-1001:42")])
    assert (await take_one(database)).standing == Standing(noticed=True, opted_out=True)
