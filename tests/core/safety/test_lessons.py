"""What the detector learns: features of pieces, and weights that tell danger from the rest."""

from __future__ import annotations

import math

import pytest

from bot.core.safety.lessons import FEW, NEAR, WEIGHTS, Learnt, Piece, _cells, learn, near
from bot.core.safety.signs import Mark


def piece(text: str, *signs: str, start: float = 0.0) -> Piece:
    return Piece(tuple(text.split()), signs, start)


def test_features_are_signs_words_and_pairs_each_once() -> None:
    found = list(piece("mau mati mau mati", "gdeath").features)
    assert found == ["gdeath", "wmau", "wmati", "pmau mati", "pmati mau"]


def test_signs_are_told_alone_together_and_near_each_other() -> None:
    marks = [Mark("a", 0, 1), Mark("b", 2, 3), Mark("c", 4 + NEAR, 5 + NEAR)]
    assert near(marks, ["a", "b", "c"]) == ("ga", "gb", "gc", "ta b", "ta c", "tb c", "na b")


def test_a_sign_that_overlaps_another_is_not_near_it() -> None:
    assert near([Mark("a", 0, 2), Mark("b", 1, 2)], ["a", "b"]) == ("ga", "gb", "ta b")


def test_the_score_is_scaled_to_the_length_of_what_is_known() -> None:
    learnt = Learnt({"wmati": 0.6, "wmau": 0.3}, bias=-1.0)
    size = math.sqrt(2 * WEIGHTS["w"] ** 2)
    assert learnt.score(piece("mau mati asing")) == pytest.approx(-1.0 + 0.9 / size)
    assert learnt.score(piece("asing")) == -1.0


def test_what_was_learnt_tells_the_sides_apart() -> None:
    learnt = learn([(piece("mau mati", "gdeath"), 1.0), (piece("mau teh"), -1.0), (piece("lampu mati"), -1.0)])
    danger, harmless = piece("mau mati", "gdeath"), piece("mau teh lampu")
    assert learnt.score(danger) > 0 > learnt.score(harmless)


def test_a_lesson_that_starts_on_its_side_teaches_less() -> None:
    def weight(start: float) -> float:
        return learn([(piece("mati", start=start), 1.0), (piece("teh", start=-start), -1.0)]).weights["wmati"]

    assert weight(2.0) < weight(0.0)


def test_a_lesson_that_counts_more_teaches_more() -> None:
    def weight(count: float) -> float:
        return learn([(piece("mati"), count), (piece("mati teh"), -1.0), (piece("teh"), -1.0)]).weights["wmati"]

    assert weight(3.0) > weight(1.0)


def test_among_many_lessons_what_occurs_once_is_left_out() -> None:
    lessons = [(piece(f"minum {number}"), -1.0) for number in range(FEW)]
    assert "w17" in learn(lessons).weights
    assert set(learn([*lessons, (piece("minum teh"), 1.0)]).weights) == {"wminum"}


def test_cells_are_the_features_of_the_pieces_one_by_one() -> None:
    pieces = [piece("mau mati mau", "gdeath", "nwish death"), piece(""), piece("mati mau mati mau", "gdeath")]
    rows, columns, names = _cells(pieces)
    for place, one in enumerate(pieces):
        found = [names[column] for column in columns[rows == place].tolist()]
        assert sorted(found) == sorted(one.features)


def test_pieces_of_one_word_have_no_pairs() -> None:
    rows, columns, names = _cells([piece("mati"), piece("mau")])
    assert (rows.tolist(), [names[column] for column in columns.tolist()]) == ([0, 1], ["wmati", "wmau"])


def test_who_has_learnt_nothing_has_no_opinion() -> None:
    assert Learnt().score(piece("mau mati", "gdeath")) == 0.0
