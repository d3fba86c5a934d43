"""The draw: the same number draws the same round, and no order is likelier than another."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.core.quiz.drawing import draw, found
from bot.core.rounds import ROUND, QuizItem
from tests.core.conftest import make_knowledge
from tests.core.quiz.conftest import QUESTIONS, quizzed

KNOWLEDGE = quizzed()


def test_a_round_asks_five_questions_and_none_twice() -> None:
    drawn = draw(KNOWLEDGE, "", 7).drawn
    assert len(drawn) == ROUND == len({one.item for one in drawn})


def test_the_same_number_draws_the_same_round_and_others_draw_others() -> None:
    assert draw(KNOWLEDGE, "", 7) == draw(KNOWLEDGE, "", 7)
    assert len({draw(KNOWLEDGE, "", seed) for seed in range(20)}) > 15


def test_every_entry_is_asked_about_before_a_second_question_of_any() -> None:
    for seed in range(30):
        assert len({one.entry for one in draw(KNOWLEDGE, "", seed).drawn[:4]}) == 4


def test_a_round_about_a_topic_asks_of_that_topic_only() -> None:
    assert {one.entry for one in draw(KNOWLEDGE, "dapur", 3).drawn} == {"seduh"}


def test_a_topic_without_questions_and_an_unknown_one_give_no_round() -> None:
    assert draw(make_knowledge(), "teh", 1).drawn == draw(KNOWLEDGE, "kopi", 1).drawn == ()


def test_each_place_of_the_right_choice_is_equally_likely() -> None:
    places = Counter(
        one.right
        for seed in range(600)
        for one in draw(KNOWLEDGE, "", seed).drawn
        if one.item == QUESTIONS["hijau"][0].name
    )
    assert set(places) == {0, 1, 2}
    assert min(places.values()) > 0.7 * sum(places.values()) / 3


def test_the_noted_order_leads_back_to_the_right_choice() -> None:
    for one in draw(KNOWLEDGE, "", 5).drawn:
        item = found(KNOWLEDGE, one)
        assert item is not None
        assert one.order[one.right] == item.right


@pytest.mark.parametrize(
    "changed",
    [
        QuizItem("Bagaimana rasa teh hitam itu?", ("pekat", "hambar"), 0, "Rasanya pekat."),
        QuizItem("Bagaimana rasa teh hitam?", ("pekat", "manis"), 0, "Rasanya pekat."),
        QuizItem("Bagaimana rasa teh hitam?", ("pekat", "hambar"), 1, "Rasanya pekat."),
    ],
)
def test_a_question_that_was_changed_is_another_one(changed: QuizItem) -> None:
    drawn = next(one for one in draw(KNOWLEDGE, "", 1).drawn if one.entry == "hitam")
    assert found(KNOWLEDGE, drawn) == QUESTIONS["hitam"][0]
    assert found(quizzed({"hitam": (changed,)}), drawn) is None


def test_a_question_of_an_entry_that_is_gone_is_gone() -> None:
    drawn = draw(KNOWLEDGE, "dapur", 1).drawn[0]
    assert found(make_knowledge(entries={}), drawn) is None
