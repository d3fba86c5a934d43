"""The quiz of the course material: enough questions, and every right choice stands in the answer it is about."""

from __future__ import annotations

import re

import pytest

from bot.core.model import Knowledge
from bot.core.rounds import QuizItem
from bot.storage.quiz_section import CHOICE_LIMIT, FEWEST, QUESTION_LIMIT, WHY_LIMIT, WHY_LINE_FEEDS

MATERIAL = 'Bahan "Pekerjaan Sosial"'
LEAST = 3
# Sentences need them; they say nothing of the subject.
LINKING = frozenset(
    {"yang", "dan", "atau", "di", "ke", "dari", "untuk", "dengan", "pada", "ini", "itu", "dalam", "oleh", "serta"}
)


def words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.casefold()) if word not in LINKING]


def foreign(said: str, answer: str) -> set[str]:
    return set(words(said)) - set(words(answer))


def questions(knowledge: Knowledge) -> list[tuple[str, QuizItem]]:
    return [(entry.id, item) for entry in knowledge.entries.values() for item in entry.quiz]


def test_each_entry_of_the_course_material_has_three_questions(knowledge: Knowledge) -> None:
    material = [entry for entry in knowledge.entries.values() if entry.source.startswith(MATERIAL)]
    assert len(material) >= 34
    assert {entry.id: len(entry.quiz) for entry in material if len(entry.quiz) < LEAST} == {}


def test_every_right_choice_stands_in_the_answer_of_its_entry(knowledge: Knowledge) -> None:
    missing = {
        (entry, item.choices[item.right]): found
        for entry, item in questions(knowledge)
        if (found := foreign(item.choices[item.right], knowledge.entries[entry].answer))
    }
    assert missing == {}


def test_what_an_answer_does_not_say_would_be_noticed(knowledge: Knowledge) -> None:
    empathy = knowledge.entries["empati"].answer
    assert foreign("menempatkan diri pada posisi klien", empathy) == set()
    assert foreign("menempatkan diri pada posisi atasan", empathy) == {"atasan"}
    others = [(entry, item) for entry, item in questions(knowledge) if foreign(item.choices[item.right], empathy)]
    assert len(others) > 0.9 * len(questions(knowledge))


def test_every_reason_is_made_of_the_answer(knowledge: Knowledge) -> None:
    for entry, item in questions(knowledge):
        said = knowledge.entries[entry]
        whole = " ".join((said.title, said.summary, said.answer, said.context))
        assert len(foreign(item.why, whole)) <= 0.3 * len(words(item.why)), (entry, item.why, foreign(item.why, whole))


def test_no_wrong_choice_is_made_of_the_words_of_the_right_one(knowledge: Knowledge) -> None:
    for entry, item in questions(knowledge):
        right = set(words(item.choices[item.right]))
        for place, choice in enumerate(item.choices):
            assert place == item.right or not set(words(choice)) <= right, (entry, choice)


def test_no_question_is_asked_twice(knowledge: Knowledge) -> None:
    asked = [item.question.casefold() for _, item in questions(knowledge)]
    assert len(set(asked)) == len(asked)
    assert len({item.name for _, item in questions(knowledge)}) == len(asked)


@pytest.mark.parametrize("number", [1, 5])
def test_every_question_fits_a_poll_also_with_its_number(knowledge: Knowledge, number: int) -> None:
    for _, item in questions(knowledge):
        asked = knowledge.phrase("quiz_question", 0, nomor=str(number), jumlah="5", tanya=item.question)
        assert len(asked) <= 300
        assert len(item.question) <= QUESTION_LIMIT
        assert len(item.choices) >= FEWEST
        assert max(map(len, item.choices)) <= CHOICE_LIMIT
        assert len(item.why) <= WHY_LIMIT
        assert item.why.count("\n") <= WHY_LINE_FEEDS


def test_the_right_choice_is_not_given_away_by_the_question(knowledge: Knowledge) -> None:
    given_away = [
        item.question
        for _, item in questions(knowledge)
        if set(words(item.choices[item.right])) <= set(words(item.question))
    ]
    assert given_away == []
