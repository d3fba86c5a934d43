"""Kinds of messages are told apart by their words, the pieces of their words, and where they stand."""

from __future__ import annotations

import pytest

from bot.core.safety.classes import Classes, features, learn
from bot.core.safety.lessons import FEW, Piece


def piece(text: str, *signs: str) -> Piece:
    return Piece(tuple(text.split()), signs, 0.0)


LESSONS = [
    (piece("takut menelepon"), "takut"), (piece("aku takut lapor"), "takut"), (piece("malu menelepon"), "takut"),
    (piece("terima kasih"), "terima"), (piece("makasih ya"), "terima"), (piece("aku serius", "gsungguh"), "serius"),
]  # fmt: skip


def likeliest(classes: Classes[str], asked: Piece) -> str:
    chances = classes.chances(asked)
    return max(chances, key=chances.__getitem__)


@pytest.mark.parametrize(
    ("text", "kind"), [("takut", "takut"), ("menelpon malu", "takut"), ("makasi", "terima"), ("serius", "serius")]
)
def test_a_message_is_of_the_kind_whose_examples_it_is_like(text: str, kind: str) -> None:
    assert likeliest(learn(LESSONS), piece(text)) == kind


def test_the_chances_of_all_kinds_add_up_to_one() -> None:
    chances = learn(LESSONS).chances(piece("takut sekali"))
    assert sum(chances.values()) == pytest.approx(1.0)
    assert min(chances.values()) > 0


def test_a_sign_tells_the_kind_of_a_message_of_unknown_words() -> None:
    assert likeliest(learn(LESSONS), piece("xyz", "gsungguh")) == "serius"


def test_nothing_is_told_apart_without_lessons() -> None:
    assert learn([]).chances(piece("takut")) == {}


def test_a_message_of_nothing_known_has_the_same_chances_as_an_empty_one() -> None:
    classes = learn(LESSONS)
    assert classes.chances(piece("qqq")) == classes.chances(piece(""))


def test_a_kind_with_many_examples_does_not_swallow_the_others() -> None:
    many = [(piece(f"cerita ke{number}"), "cerita") for number in range(60)]
    assert likeliest(learn([*LESSONS, *many]), piece("terima kasih")) == "terima"


def test_of_many_lessons_only_what_recurs_is_learnt() -> None:
    lessons = [(piece(f"kata{number} sama"), "ab"[number % 2]) for number in range(FEW + 2)]
    assert "wsama" in learn(lessons).rows
    assert "wkata7" not in learn(lessons).rows
    assert "wkata7" in learn(lessons[:20]).rows


def test_the_features_of_a_message_are_each_named_once() -> None:
    found = list(features(piece("ya ya", "gx")))
    assert len(found) == len(set(found))
    assert {"gx", "wya", "pya ya", "aya", "zya", "l<ya"} <= set(found)
