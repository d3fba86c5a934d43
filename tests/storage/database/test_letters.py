"""What was given up: who is to be told, what operators may know of it, and the way back into the inbox."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.storage.database import Database, open_database
from bot.storage.database.keys import Keyring, SealError

from .conftest import BUDI, KEY, SARI, Clock, message, peek, take_one


async def bury(database: Database, number: int, body: bytes = b'{"text": "halo"}') -> int:
    """An update that is given up; its number among the letters."""
    await database.inbox.accept([message(number, body=body)])
    await database.inbox.bury(await take_one(database), "tidak terbaca")
    return max(letter.id for letter in await database.letters.all())


async def test_they_are_listed_without_what_they_say(database: Database) -> None:
    letter = await bury(database, 7)
    (listed,) = await database.letters.all()
    assert (listed.id, listed.update_id, listed.reason, listed.told) == (letter, 7, "tidak terbaca", False)
    assert listed.body is None


async def test_each_is_told_of_once_whoever_looks(url: str, clock: Clock, database: Database) -> None:
    letter = await bury(database, 7)
    async with await open_database(url, KEY) as other:
        assert [await database.letters.tell(letter), await other.letters.tell(letter)] == [True, False]
    assert await database.letters.untold() == ()


async def test_who_is_to_be_told_comes_with_the_update(database: Database) -> None:
    await bury(database, 7, b'{"text": "kopi"}')
    assert [letter.body for letter in await database.letters.untold()] == [b'{"text": "kopi"}']
    assert "kopi" not in repr(await database.letters.untold())


async def test_what_has_nobody_behind_it_is_told_to_nobody(database: Database) -> None:
    await database.inbox.dead_letter(b"[1]", "bukan pembaruan")
    assert await database.letters.untold() == ()


async def test_who_wrote_days_ago_is_told_nothing_any_more(database: Database, clock: Clock) -> None:
    await bury(database, 7)
    clock.now += timedelta(days=2).total_seconds()
    assert await database.letters.untold() == ()
    assert len(await database.letters.all()) == 1
    assert (await database.letters.count(1), await database.letters.count(3)) == (0, 1)


async def test_one_that_is_tried_again_is_tried_alone_and_like_a_new_one(database: Database, url: str) -> None:
    letter = await bury(database, 7)
    await database.inbox.accept([message(8, BUDI)])
    assert await database.letters.again(letter, message(7, SARI, b"{}"))
    assert not await database.letters.again(letter, message(7, SARI, b"{}")), "it is no longer there"
    await database._presence.beat(())
    database.inbox.beware(database._presence.suspects)
    assert await database.inbox.suspect_waits()
    claim = await database.inbox.claim_suspect()
    assert claim is not None
    assert (claim.update_id, claim.attempt, claim.body) == (7, 1, b"{}")
    assert peek(url, "SELECT count(*) FROM dead_letters") == [(0,)]


async def test_one_is_read_and_dropped_by_its_number(database: Database) -> None:
    letter = await bury(database, 7, b"isi")
    found = await database.letters.read(letter)
    assert found is not None
    assert found.body == b"isi"
    assert await database.letters.drop(letter)
    assert not await database.letters.drop(letter)
    assert await database.letters.read(letter) is None


async def test_what_no_key_opens_is_listed_and_told_to_nobody(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = await bury(database, 7)

    def closed(*_: object) -> bytes:
        raise SealError

    monkeypatch.setattr(Keyring, "unseal", closed)
    assert [listed.id for listed in await database.letters.all()] == [letter]
    assert await database.letters.untold() == ()
    assert await database.letters.read(letter) is None
