"""Groups of like questions."""

from __future__ import annotations

import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.operators.gaps.likeness import Likeness

ASKED = [
    "kopi luwak itu apa",
    "jelasin dong kopi luwak",
    "cara merawat mesin espreso",
    "apa sih luwak itu",
    "mesin espreso dirawat gimana",
    "barista digaji berapa",
]


@pytest.fixture
def likeness(trained: Dialogue) -> Likeness:
    return Likeness(trained.questions.reader, trained.questions.ranker.corpus)


def test_questions_about_one_thing_are_together_whatever_function_words_they_have(likeness: Likeness) -> None:
    assert likeness.groups(ASKED) == [[0, 1, 3], [2, 4], [5]]


def test_the_same_questions_lead_to_the_same_groups(likeness: Likeness) -> None:
    assert likeness.groups(ASKED) == likeness.groups(list(ASKED))


@pytest.mark.parametrize("asked", [[], ["???"], ["apa itu", "apa itu"]])
def test_questions_that_say_nothing_do_no_harm(likeness: Likeness, asked: list[str]) -> None:
    assert sorted(place for group in likeness.groups(asked) for place in group) == list(range(len(asked)))
