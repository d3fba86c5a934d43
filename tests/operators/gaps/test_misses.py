"""Which turns of the log missed what was meant."""

from __future__ import annotations

import pytest

from bot.core.language.redaction import TEXT_LIMIT
from bot.core.turns import Outcome
from bot.operators.gaps.misses import Kind, Miss, asked, misses, whole

from ..logged import logged


def test_the_three_kinds_are_told_apart() -> None:
    turns = [
        logged("giling di mana"),
        logged("kopi luwak", offered=("tubruk", "saring")),
        logged("tubruk itu apa", Outcome.ANSWER, entry="tubruk", votes=(True, False)),
    ]
    assert list(misses(turns)) == [
        Miss("giling di mana", Kind.UNANSWERED),
        Miss("kopi luwak", Kind.REJECTED, offered=("tubruk", "saring")),
        Miss("tubruk itu apa", Kind.DISLIKED, entry="tubruk"),
    ]


@pytest.mark.parametrize(
    "turn",
    [
        logged("tubruk itu apa", Outcome.ANSWER, entry="tubruk", votes=(True,)),
        logged("kopi apa ya", Outcome.CLARIFY, entry="tubruk"),
        logged("halo", Outcome.SMALLTALK),
        logged("", Outcome.FALLBACK),
        logged("x", Outcome.FALLBACK),
        logged("e:tubruk", Outcome.ANSWER, entry="tubruk", votes=(False,)),
        logged("/menu", Outcome.FALLBACK),
    ],
)
def test_what_was_answered_asked_back_or_has_no_words_is_no_miss(turn: object) -> None:
    assert list(misses([turn])) == []  # type: ignore[list-item]


def test_a_question_behind_a_command_is_the_question() -> None:
    assert asked("/tanya kopi luwak itu apa") == "kopi luwak itu apa"
    assert asked("/cari   luwak") == "luwak"


def test_what_an_older_version_let_through_is_hidden_now() -> None:
    assert asked("hubungi budi@contoh.id soal kopi") == "hubungi [surel] soal kopi"


def test_a_named_gap_comes_along() -> None:
    (miss,) = misses([logged("harga kopi", gap="harga")])
    assert miss.gap == "harga"


@pytest.mark.parametrize(
    ("question", "expected"),
    [("kopi luwak", True), ("telepon [telepon] dong", False), ("k" * (TEXT_LIMIT - 1) + "…", False), ("apa…", True)],
)
def test_a_question_is_whole_if_nothing_is_hidden_or_cut_off(question: str, expected: bool) -> None:
    assert whole(question) is expected
