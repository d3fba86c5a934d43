"""The quiz over HTTP: polls, who answered them how, and the way through a round, alone and in a group."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.core.conversation.dialogue import Dialogue
from bot.core.rounds import QuizItem, Tally
from bot.playground import Group, Message, Person, Playground
from bot.storage.database import ChatName, Database
from bot.storage.database.quiz.quizzes import QUIZ

from ..conftest import Run, settled, soon
from ..kopi import ENTRIES, make_dialogue

QUESTIONS = {
    "tubruk": QuizItem("Apa yang ditunggu turun?", ("ampasnya", "hujan", "harganya"), 0, "Ampasnya ditunggu turun."),
    "saring": QuizItem("Lewat apa air menetes?", ("kertas saring", "kain", "pasir"), 0, "Lewat kertas saring."),
    "robusta": QuizItem("Bagaimana robusta?", ("lebih pahit", "lebih manis", "tawar"), 0, "Robusta lebih pahit."),
}


@pytest.fixture(scope="module")
def dialogue() -> Dialogue:
    asked = (replace(entry, quiz=(QUESTIONS[entry.id],) if entry.id in QUESTIONS else ()) for entry in ENTRIES)
    return make_dialogue(tuple(asked))


@pytest.fixture
async def sari(pg: Playground, run: Run, assistant: Assistant) -> AsyncIterator[Person]:
    """Somebody before a bot that is at work."""
    async with run(assistant):
        yield pg.person("Sari")


@pytest.fixture
async def group(pg: Playground, sari: Person) -> Group:
    """A group of two whose welcome is over."""
    budi = pg.person("Budi")
    made = pg.group("Kelas", [sari, budi])
    await sari.at(made).wait_reply()
    return made


async def begun(person: Person, topic: str = "quiz_button_mixed") -> Message:
    """The first question of a round."""
    menu = await person.ask("/kuis")
    person.press(menu, topic)
    return await person.wait_reply()


async def onward(person: Person, poll: Message) -> Message:
    """What comes after a question."""
    person.press(poll, next(button.data for button in poll.buttons if button.data.startswith("qn:")))
    return await person.wait_reply()


async def tallied(database: Database, poll: Message, given: int) -> None:
    """Until so many answers to a poll are kept."""
    async with asyncio.timeout(10):
        while (await database.quizzes.tallies([poll.raw["poll"]["id"]]))[0].given < given:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_a_question_is_a_quiz_poll_that_tells_who_answered(sari: Person) -> None:
    poll = (await begun(sari)).raw["poll"]
    assert (poll["type"], poll["is_anonymous"], poll["is_closed"]) == ("quiz", False, False)
    item = next(item for item in QUESTIONS.values() if item.question in poll["question"])
    assert sorted(option["text"] for option in poll["options"]) == sorted(item.choices)
    assert poll["options"][poll["correct_option_ids"][0]]["text"] == item.choices[item.right]
    assert poll["explanation"] == item.why


async def test_below_a_question_stand_the_ways_on_and_none_of_the_choices(sari: Person) -> None:
    poll = await begun(sari)
    assert poll.labels == ("quiz_button_onward", "quiz_button_read", "quiz_button_stop", "button_menu")
    sari.press(poll, "quiz_button_read")
    assert (await sari.wait_reply()).entities


async def test_a_whole_round_ends_with_what_was_right(sari: Person, database: Database) -> None:
    poll, wrong = await begun(sari), ""
    for step, said in enumerate(("right", "wrong", "right"), 1):
        sari.vote(poll, said)
        await tallied(database, poll, 1)
        wrong = poll.text if said == "wrong" else wrong
        assert f"quiz_question 3 {step}" in poll.text
        poll = await onward(sari, poll)
    assert poll.text.startswith("quiz_result 2 3")
    missed = next(name for name, item in QUESTIONS.items() if item.question in wrong)
    assert [button.data for button in poll.buttons] == [f"e:{missed}", "qr", "q", "m"]


async def test_a_question_that_one_went_on_from_is_closed_and_leads_to_its_answer(sari: Person, pg: Playground) -> None:
    poll = await begun(sari)
    await onward(sari, poll)
    await soon(lambda: pg.calls("stopPoll"))
    closed = next(message for message in sari.messages() if message.id == poll.id)
    assert closed.raw["poll"]["is_closed"]
    assert closed.labels == ("quiz_button_read",)


async def test_going_on_twice_from_one_question_asks_the_next_one_once(
    group: Group, sari: Person, pg: Playground
) -> None:
    here, budi = sari.at(group), next(m for m in group.chat.members.values() if m.first_name == "Budi")
    there = replace(here, user=budi)
    poll = await begun(here)
    data = poll.buttons[0].data
    await asyncio.gather(here.press(poll, data).answered(), there.press(poll, data).answered())
    await soon(lambda: len(pg.calls("sendPoll")) == 2)
    await asyncio.sleep(0.2)
    assert len(pg.calls("sendPoll")) == 2


async def test_two_people_of_a_group_answer_the_same_round(group: Group, sari: Person, database: Database) -> None:
    here = sari.at(group)
    there = replace(here, user=next(m for m in group.chat.members.values() if m.first_name == "Budi"))
    poll = await begun(here)
    for _ in range(3):
        here.vote(poll, "right")
        there.vote(poll, "wrong")
        await tallied(database, poll, 2)
        poll = await onward(there, poll)
    assert poll.text.startswith("quiz_result_group 3 3")
    lines = poll.text.splitlines()[2:5]
    assert all(line.startswith("quiz_line_group 1 ") and " 2 " in line for line in lines)
    assert len(poll.buttons) == 6


async def test_a_restart_in_the_middle_changes_nothing(
    pg: Playground, database: Database, run: Run, dialogue: Dialogue
) -> None:
    budi = pg.person("Budi")
    async with run(Assistant(dialogue)):
        poll = await begun(budi)
        budi.vote(poll, "right")
        await tallied(database, poll, 1)
        kept = await database.quizzes.find(poll.raw["poll"]["id"])
    async with run(Assistant(dialogue)):
        following = await onward(budi, poll)
        await settled(database)
        after = await database.quizzes.find(following.raw["poll"]["id"])
        assert kept is not None
        assert after is not None
        assert (after.drawn, after.step) == (kept.drawn, 1)
        assert after.tally(0) == Tally(1, 1)


async def test_a_round_can_be_left_for_a_question_and_taken_up_again(sari: Person) -> None:
    await begun(sari)
    assert (await sari.ask("apa itu robusta")).text.startswith("Robusta")
    menu = await sari.ask("/kuis")
    assert menu.labels[0].startswith("quiz_button_continue")
    sari.press(menu, menu.labels[0])
    again = await sari.wait_reply()
    assert "quiz_question 3 1" in again.text


async def test_danger_is_answered_at_once_during_a_round(sari: Person) -> None:
    poll = await begun(sari)
    assert "119" in (await sari.ask("aku ingin mati")).text
    assert (await sari.ask("/kuis")).labels[0].startswith("quiz_button_continue")
    assert "quiz_question 3 2" in (await onward(sari, poll)).text


async def test_an_answer_that_came_before_its_poll_was_noted_is_kept_all_the_same(
    sari: Person, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, let = database.quizzes.keep, asyncio.Event()

    async def slowly(*given: Any) -> None:
        await let.wait()
        await keep(*given)

    monkeypatch.setattr(database.quizzes, "keep", slowly)
    menu = await sari.ask("/kuis")
    sari.press(menu, "quiz_button_mixed")
    poll = await sari.wait_reply()
    sari.vote(poll, "right")
    await asyncio.sleep(0.1)
    let.set()
    await tallied(database, poll, 1)


async def test_an_answer_to_a_poll_that_nobody_knows_leads_nowhere(
    sari: Person, pg: Playground, database: Database
) -> None:
    await sari.ask("/menu")
    answer = {"poll_id": "77", "user": {"id": sari.id, "is_bot": False, "first_name": "Sari"}, "option_ids": [0]}
    for given in (answer, {**answer, "option_ids": []}, {"poll_id": "77", "option_ids": [1]}):
        pg.inject({"poll_answer": {"option_persistent_ids": [], **given}})
    await settled(database)
    assert await database.personal_data.export(ChatName.private(sari.id))
    assert not pg.calls("sendPoll")


async def test_the_copy_shows_answers_and_deleting_takes_them_along(sari: Person, database: Database) -> None:
    poll = await begun(sari)
    sari.vote(poll, "wrong")
    await tallied(database, poll, 1)
    copied = await sari.ask("/data")
    kept = json.loads(sari.actions.world.files.get(copied.raw["document"]["file_id"]).content)  # type: ignore[union-attr]
    assert [given["benar"] for given in kept["jawaban_kuis"]] == [False]
    assert len(kept["ronde_kuis"]) == 1
    asked = await sari.ask("/hapus")
    sari.press(asked, "button_forget_yes")
    await sari.wait_edit(asked)
    copy = await database.personal_data.export(ChatName.private(sari.id))
    assert (copy.answers, copy.rounds) == ((), ())


async def test_after_deleting_the_old_questions_offer_a_new_round(sari: Person) -> None:
    poll = await begun(sari)
    asked = await sari.ask("/hapus")
    sari.press(asked, "button_forget_yes")
    await sari.wait_edit(asked)
    sari.press(poll, "quiz_button_onward")
    assert (await sari.wait_reply()).text == "quiz_gone"


async def test_whoever_leaves_does_not_end_the_round_of_a_group(group: Group, sari: Person) -> None:
    here = sari.at(group)
    poll = await begun(here)
    asked = await sari.ask("/hapus")
    sari.press(asked, "button_forget_yes")
    await sari.wait_edit(asked)
    assert "quiz_question 3 2" in (await onward(here, poll)).text


async def test_what_was_chosen_is_counted_without_anybody_behind_it(sari: Person, database: Database) -> None:
    poll = await begun(sari, "Biji")
    sari.vote(poll, "lebih manis")
    await tallied(database, poll, 1)
    item = QUESTIONS["robusta"]
    counts = {count.name: count.number for count in await database.log.counts()}
    assert counts[f"{QUIZ}|robusta|{item.name}|1"] == 1


async def test_where_polls_are_forbidden_the_question_is_asked_with_buttons(sari: Person, pg: Playground) -> None:
    menu = await sari.ask("/kuis")
    pg.plan_fault("sendPoll", code=400, description="Bad Request: not enough rights to send polls to the chat")
    sari.press(menu, "Biji")
    asked = await sari.wait_reply()
    assert "poll" not in asked.raw
    assert set(QUESTIONS["robusta"].choices) <= set(asked.labels)
    sari.press(asked, "lebih pahit")
    verdict = await sari.wait_reply()
    assert verdict.text.startswith("quiz_right")
    sari.press(verdict, "quiz_button_result")
    assert (await sari.wait_reply()).text.startswith("quiz_result 1 1")
