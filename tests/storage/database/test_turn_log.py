"""What is kept of turns, and that nothing more is."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from bot.core.turns import Callback, Command, Event, Outcome
from bot.storage.database import Answered, Count, Database, LoggedTurn, Rejection, turn_rows

from .conftest import (
    BUDI,
    BUDI_IN_GROUP,
    SARI,
    SARI_IN_GROUP,
    Clock,
    answered,
    ask,
    message,
    peek,
    poke,
    state_of,
    take_one,
)

TODAY = date(2027, 1, 15)


async def test_a_turn_is_kept_with_the_day_and_without_what_points_at_anybody(database: Database) -> None:
    await database.people.notice_shown(SARI)
    await ask(database, 7, answered(text="hubungi aku di 0812-3456-7890\nya", reply="abc"))
    assert await database.log.turns() == (
        LoggedTurn(TODAY, "hubungi aku di [telepon] ya", "answer", "embun", 0.9, "", "versi-1", (), ()),
    )


async def test_nothing_is_kept_of_who_was_not_told(database: Database) -> None:
    await ask(database, 7, answered())
    assert await database.log.turns() == ()


async def test_what_was_asked_before_the_notice_is_not_kept(database: Database) -> None:
    await database.inbox.accept([message(7)])
    claim = await take_one(database)
    await database.people.notice_shown(SARI)
    await database.inbox.done(claim, answered())
    assert await database.log.turns() == ()


async def test_nothing_is_kept_of_who_objects_also_if_only_just(database: Database) -> None:
    await database.people.notice_shown(SARI)
    await database.inbox.accept([message(7)])
    claim = await take_one(database)
    await database.people.opt_out(SARI)
    await database.inbox.done(claim, answered())
    assert await database.log.turns() == ()


async def test_of_danger_there_is_one_more_in_the_count_and_nothing_else(database: Database, url: str) -> None:
    await database.people.notice_shown(SARI)
    for number in (7, 8):
        await ask(database, number, answered(text="aku tidak kuat lagi", private=True))
    assert await database.log.turns() == ()
    hour, outcome = await database.log.counts()
    assert (hour.name[:5], hour.number) == ("hour-", 2)
    assert outcome == Count(TODAY, "outcome-crisis", 2)
    assert (await state_of(database, 9)).asked == ""
    assert peek(url, "SELECT count(*) FROM turns") == [(0,)]


@pytest.mark.parametrize(
    ("event", "question"),
    [
        (Command("cari", "kopi 08123456789"), "/cari kopi [telepon]"),
        (Command("menu"), "/menu"),
        (Callback("e:embun"), "e:embun"),
    ],
)
async def test_commands_and_presses_are_kept_as_they_were_given(
    database: Database, event: Event, question: str
) -> None:
    await database.people.notice_shown(SARI)
    kept = answered()
    await ask(database, 7, dataclasses.replace(kept, turn=dataclasses.replace(kept.turn, event=event)))
    assert [turn.question for turn in await database.log.turns()] == [question]


async def test_a_rejection_is_kept_with_the_question_and_what_was_offered(database: Database) -> None:
    await database.people.notice_shown(SARI)
    kept = answered()
    pressed = dataclasses.replace(kept.turn, event=Callback("x"), outcome=Outcome.FALLBACK, matches=(), gap="harga")
    rejected = Rejection("kopi budi@contoh.id?", ("embun", "saring"))
    await ask(database, 7, Answered(SARI, pressed, "versi-1", rejected=rejected))
    (logged,) = await database.log.turns()
    assert (logged.question, logged.offered) == ("kopi [surel]?", ("embun", "saring"))
    assert (logged.outcome, logged.entry, logged.gap) == ("fallback", "", "harga")


async def test_a_vote_can_be_changed_and_counts_once(database: Database) -> None:
    await database.people.notice_shown(SARI)
    await ask(database, 7, answered(reply="abc"))
    assert await database.log.vote("abc", SARI, True)
    assert await database.log.vote("abc", SARI, False)
    assert [turn.votes for turn in await database.log.turns()] == [(False,)]


async def test_everybody_in_a_group_has_a_vote(database: Database) -> None:
    for person in (SARI, BUDI):
        await database.people.notice_shown(person)
    await ask(database, 7, answered(SARI_IN_GROUP, reply="abc"))
    await database.log.vote("abc", SARI_IN_GROUP, True)
    await database.log.vote("abc", BUDI_IN_GROUP, False)
    assert [sorted(turn.votes) for turn in await database.log.turns()] == [[False, True]]


async def test_votes_on_what_is_not_in_the_log_or_from_who_is_not_to_be_in_it_are_not_kept(database: Database) -> None:
    await database.people.notice_shown(SARI)
    await ask(database, 7, answered(reply="abc"))
    assert not await database.log.vote("xyz", SARI, True)
    assert not await database.log.vote("abc", BUDI, True)
    await database.people.opt_out(SARI)
    assert not await database.log.vote("abc", SARI, True)
    assert [turn.votes for turn in await database.log.turns()] == [()]


async def test_an_update_that_is_answered_twice_under_one_name_is_kept_once(database: Database) -> None:
    await database.people.notice_shown(SARI)
    for number in (7, 8):
        await ask(database, number, answered(reply="abc"))
    assert len(await database.log.turns()) == 1
    assert (await database.inbox.depth()).waiting == 0


async def test_only_the_last_days_are_read(database: Database, clock: Clock) -> None:
    await database.people.notice_shown(SARI)
    await ask(database, 7, answered(text="lama"))
    clock.now += 3 * 86_400
    await ask(database, 8, answered(text="baru"))
    assert [turn.question for turn in await database.log.turns(days=3)] == ["baru"]
    assert [turn.question for turn in await database.log.turns(days=4)] == ["baru", "lama"]


async def test_no_more_is_read_than_fits(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn_rows, "READ_LIMIT", 2)
    await database.people.notice_shown(SARI)
    for number in range(3):
        await ask(database, number, answered())
    assert len(await database.log.turns()) == 2


async def test_a_question_that_no_key_opens_is_read_as_empty(database: Database, url: str) -> None:
    await database.people.notice_shown(SARI)
    await ask(database, 7, answered())
    poke(url, "UPDATE turns SET question = ''")
    assert [turn.question for turn in await database.log.turns()] == [""]


async def test_a_vote_can_be_withdrawn(database: Database) -> None:
    await database.people.notice_shown(SARI)
    await ask(database, 7, answered(reply="abc"))
    await database.log.vote("abc", SARI, True)
    assert await database.log.vote("abc", SARI, None)
    assert [turn.votes for turn in await database.log.turns()] == [()]


async def test_the_name_of_a_reply_is_not_kept_in_clear(database: Database, url: str) -> None:
    await database.people.notice_shown(SARI)
    await ask(database, 7, answered(reply="-1001:77"))
    ((kept,),) = peek(url, "SELECT id FROM turns")
    assert len(kept) == 32
    assert "1001" not in kept


async def test_a_turn_is_counted_by_outcome_and_hour_also_without_the_log(database: Database) -> None:
    await ask(database, 7, answered())
    assert [(count.name.partition("-")[0], count.number) for count in await database.log.counts()] == [
        ("hour", 1), ("outcome", 1),
    ]  # fmt: skip
