"""Kinds of messages are told apart by their features."""

from __future__ import annotations

import pytest

from bot.core.language.features import FIRST, LAST, LETTERS, PAIR, WORD, features
from bot.core.learning.classes import MANY, Classes, learn

FAMILIES = {"g": 1.0, WORD: 1.0, PAIR: 0.7, LETTERS: 0.3, FIRST: 0.4, LAST: 0.4}


def seen(text: str, *signs: str) -> list[str]:
    return [*signs, *features(text.split())]


LESSONS = [
    (seen("takut menelepon"), "takut"), (seen("aku takut lapor"), "takut"), (seen("malu menelepon"), "takut"),
    (seen("terima kasih"), "terima"), (seen("makasih ya"), "terima"), (seen("aku serius", "gsungguh"), "serius"),
]  # fmt: skip


def likeliest(classes: Classes[str], asked: list[str]) -> str:
    chances = classes.chances(asked)
    return max(chances, key=chances.__getitem__)


@pytest.mark.parametrize(
    ("text", "kind"), [("takut", "takut"), ("menelpon malu", "takut"), ("makasi", "terima"), ("serius", "serius")]
)
def test_a_message_is_of_the_kind_whose_examples_it_is_like(text: str, kind: str) -> None:
    assert likeliest(learn(LESSONS, FAMILIES), seen(text)) == kind


def test_the_chances_of_all_kinds_add_up_to_one() -> None:
    chances = learn(LESSONS, FAMILIES).chances(seen("takut sekali"))
    assert sum(chances.values()) == pytest.approx(1.0)
    assert min(chances.values()) > 0


def test_a_sign_tells_the_kind_of_a_message_of_unknown_words() -> None:
    assert likeliest(learn(LESSONS, FAMILIES), seen("xyz", "gsungguh")) == "serius"


def test_nothing_is_told_apart_without_lessons() -> None:
    assert learn([], FAMILIES).chances(seen("takut")) == {}


def test_a_message_of_nothing_known_has_the_same_chances_as_an_empty_one() -> None:
    classes = learn(LESSONS, FAMILIES)
    assert classes.chances(seen("qqq")) == classes.chances(seen(""))


def test_a_kind_with_many_examples_does_not_swallow_the_others() -> None:
    many = [(seen(f"cerita ke{number}"), "cerita") for number in range(60)]
    assert likeliest(learn([*LESSONS, *many], FAMILIES), seen("terima kasih")) == "terima"


def test_of_many_lessons_only_what_recurs_is_learnt() -> None:
    lessons = [(seen(f"kata{number} sama"), "ab"[number % 2]) for number in range(MANY + 2)]
    assert "wsama" in learn(lessons, FAMILIES).rows
    assert "wkata7" not in learn(lessons, FAMILIES).rows
    assert "wkata7" in learn(lessons[:20], FAMILIES).rows
