from __future__ import annotations

from bot.storage.database import Database, Standing

from .conftest import BUDI, SARI, SARI_IN_GROUP, message, take_one


async def test_nobody_was_told_anything_at_first(database: Database) -> None:
    assert await database.people.standing(SARI) == Standing()


async def test_who_was_told_in_private_was_told_for_groups_too(database: Database) -> None:
    await database.people.notice_shown(SARI)
    await database.people.notice_shown(SARI)
    assert await database.people.standing(SARI_IN_GROUP) == Standing(noticed=True)
    assert await database.people.standing(BUDI) == Standing()


async def test_an_objection_holds_until_it_is_withdrawn(database: Database) -> None:
    await database.people.opt_out(SARI)
    assert await database.people.standing(SARI) == Standing(opted_out=True)
    await database.people.notice_shown(SARI)
    assert await database.people.standing(SARI) == Standing(noticed=True, opted_out=True)
    await database.people.opt_out(SARI, objects=False)
    assert await database.people.standing(SARI) == Standing(noticed=True)


async def test_a_claim_brings_along_what_its_person_was_told_and_decided(database: Database) -> None:
    await database.people.notice_shown(SARI)
    await database.people.opt_out(SARI)
    await database.inbox.accept([message(7, SARI_IN_GROUP)])
    assert (await take_one(database)).standing == Standing(noticed=True, opted_out=True)
