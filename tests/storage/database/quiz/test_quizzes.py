"""Rounds of the quiz and their answers: kept sealed, first ones only, each person's own."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.core.rounds import Drawn, Round, Tally
from bot.core.turns import Conversation
from bot.storage.database import ChatName, Database, Options, open_database
from bot.storage.database.conversations import decode, encode
from bot.storage.database.keys import Keyring
from bot.storage.database.quiz.quizzes import GivenAnswer

from ..conftest import BUDI, KEY, SARI, SARI_IN_GROUP, Clock, peek_everywhere
from ..test_rotation import NEW_KEY, open_new
from ..test_turn_log import TODAY

ROUND = Round("kopi", (Drawn("tubruk", "aa", (2, 0, 1), 1), Drawn("saring", "bb", (0, 1), 0)), polls=("p1",))
ANSWERED = replace(ROUND, tallies=(Tally(1, 2), Tally()))


async def test_a_round_is_found_by_its_poll_as_it_was_drawn(database: Database) -> None:
    await database.quizzes.keep("p1", SARI, False, ANSWERED)
    assert await database.quizzes.find("p1") == ANSWERED
    assert await database.quizzes.find("p2") is None


async def test_a_round_is_still_there_after_a_restart(url: str, clock: Clock) -> None:
    async with await open_database(url, KEY, (), Options(now=clock)) as first:
        await first.quizzes.keep("p1", SARI, False, ROUND)
    async with await open_database(url, KEY, (), Options(now=clock)) as again:
        assert await again.quizzes.find("p1") == ROUND


async def test_the_first_answer_of_a_person_counts_and_only_that(database: Database) -> None:
    await database.quizzes.keep("p1", SARI, False, ROUND)
    assert await database.quizzes.answer("p1", SARI, 0)
    assert await database.quizzes.answer("p1", SARI, 1)
    assert await database.quizzes.tallies(["p1"]) == (Tally(0, 1),)
    assert [(count.name, count.number) for count in await database.log.counts()] == [("kuis|tubruk|aa|2", 1)]


async def test_answers_are_added_up_poll_by_poll(database: Database) -> None:
    for poll, step in (("p1", 0), ("p2", 1)):
        await database.quizzes.keep(poll, SARI_IN_GROUP, True, replace(ROUND, step=step))
    await asyncio.gather(*(database.quizzes.answer("p1", who, choice) for who, choice in ((SARI, 1), (BUDI, 0))))
    await database.quizzes.answer("p2", BUDI, 0)
    assert await database.quizzes.tallies(["p1", "", "p2", "p3"]) == (Tally(1, 2), Tally(), Tally(1, 1), Tally())


async def test_an_answer_to_an_unknown_poll_is_told_and_one_beyond_the_choices_left_out(database: Database) -> None:
    assert not await database.quizzes.answer("p9", SARI, 0)
    await database.quizzes.keep("p1", SARI, False, ROUND)
    assert await database.quizzes.answer("p1", SARI, 7)
    assert await database.quizzes.tallies(["p1"]) == (Tally(),)


async def test_one_update_goes_on_from_a_poll_however_often_it_is_tried(database: Database) -> None:
    await database.quizzes.keep("p1", SARI_IN_GROUP, True, ROUND)
    first = await asyncio.gather(*(database.quizzes.go_on("p1", number) for number in (7, 8, 9)))
    assert sum(first) == 1
    winner = (7, 8, 9)[first.index(True)]
    assert await database.quizzes.go_on("p1", winner)
    assert not await database.quizzes.go_on("p9", 7)


async def test_nothing_readable_stands_in_the_tables(database: Database, url: str) -> None:
    await database.quizzes.keep("p1", SARI_IN_GROUP, True, ROUND)
    await database.quizzes.answer("p1", SARI, 0)
    everything = str({name: peek_everywhere(url)[name] for name in ("quiz_polls", "quiz_answers")})
    for readable in ("p1", "tubruk", "42", "-1001", "aa"):
        assert f"'{readable}'" not in everything
        assert f'"{readable}"' not in everything


async def test_a_copy_has_the_answers_and_rounds_of_a_person_and_nobody_elses(database: Database) -> None:
    await database.quizzes.keep("p1", SARI, False, ROUND)
    await database.quizzes.keep("p2", SARI_IN_GROUP, True, ROUND)
    await database.quizzes.answer("p1", SARI, 1)
    await database.quizzes.answer("p2", BUDI, 0)
    copy = await database.personal_data.export(SARI)
    assert copy.rounds == (ROUND,)
    assert copy.answers == (GivenAnswer(TODAY, "tubruk", "aa", True),)


async def test_forgetting_a_person_leaves_the_rounds_of_groups_and_the_answers_of_others(database: Database) -> None:
    await database.quizzes.keep("p1", SARI, False, ROUND)
    await database.quizzes.keep("p2", SARI_IN_GROUP, True, ROUND)
    for who in (SARI, BUDI):
        await database.quizzes.answer("p2", who, 1)
    assert await database.personal_data.forget(SARI) == 2
    assert await database.quizzes.find("p1") is None
    assert await database.quizzes.find("p2") == ROUND
    assert await database.quizzes.tallies(["p2"]) == (Tally(1, 1),)


async def test_rounds_and_answers_go_with_the_conversations(database: Database, clock: Clock, url: str) -> None:
    await database.quizzes.keep("p1", SARI, False, ROUND)
    await database.quizzes.answer("p1", SARI, 0)
    clock.now += 2.01 * 86_400
    await database.retention.sweep()
    assert not peek_everywhere(url)["quiz_polls"]
    assert not peek_everywhere(url)["quiz_answers"]


async def test_under_a_new_key_a_round_goes_on_and_its_answers_are_found(
    url: str, clock: Clock, database: Database
) -> None:
    await database.quizzes.keep("p1", SARI, False, ROUND)
    await database.quizzes.answer("p1", SARI, 1)
    async with await open_new(url, clock) as renewed:
        assert await renewed.quizzes.find("p1") == ROUND
        await renewed.quizzes.answer("p1", SARI, 0)
        await renewed.quizzes.answer("p1", BUDI, 0)
        copy = await renewed.personal_data.export(SARI)
        assert [given.right for given in copy.answers] == [False]
        assert copy.rounds == (ROUND,)
        assert await renewed.quizzes.tallies(["p1"]) == (Tally(0, 2),)


async def test_what_was_sealed_with_a_key_that_is_gone_is_read_as_nothing(
    url: str, clock: Clock, database: Database
) -> None:
    await database.quizzes.keep("p1", SARI, False, ROUND)
    await database.quizzes.answer("p1", SARI, 1)
    await (await open_new(url, clock)).close()
    async with await open_database(url, NEW_KEY, (), Options(now=clock)) as renewed:
        assert await renewed.quizzes.find("p1") is None


def test_a_round_is_kept_with_its_conversation() -> None:
    keys = Keyring(KEY)
    conversation = Conversation(quiz=ANSWERED)
    assert decode(1, keys.seal(encode(conversation)), keys) == conversation


def test_whoever_answers_is_named_the_same_in_private_and_in_a_group(database: Database) -> None:
    assert database._access.names(SARI).person == database._access.names(ChatName(-1001, 42)).person
