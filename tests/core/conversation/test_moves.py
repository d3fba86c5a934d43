from __future__ import annotations

import pytest

from bot.core.conversation.moves import MoveReader
from bot.core.language.fitted import make_reader
from bot.core.language.text import Reader
from tests.core.conftest import FREQUENCY, LEXICON, make_knowledge


@pytest.fixture(scope="module")
def reader() -> Reader:
    return make_reader(make_knowledge(), FREQUENCY)


@pytest.fixture(scope="module")
def moves(reader: Reader) -> MoveReader:
    return MoveReader.build(LEXICON, reader)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("halo kak teh hijau apa terima kasih", "teh hijau apa"),
        ("teh hijau apa terima kasih", "teh hijau apa"),
        ("teh halo kak hijau", "teh halo kak hijau"),  # in the middle it is part of what is said
        ("halo kak", "halo kak"),  # nothing else is there
    ],
)
def test_openings_and_closings_are_peeled_off_unless_nothing_else_is_there(
    said: str, left: str, moves: MoveReader, reader: Reader
) -> None:
    assert moves.peel(reader.read(said)).text == left


def test_what_has_nothing_to_peel_stays_the_same_reading(moves: MoveReader, reader: Reader) -> None:
    reading = reader.read("teh hijau")
    assert moves.peel(reading) is reading


def test_parts_stand_between_connectives(moves: MoveReader, reader: Reader) -> None:
    parts = moves.parts(reader.read("beda teh hijau sama teh hitam dan itu"))
    assert [part.forms for part in parts] == [("teh", "hijau"), ("teh", "hitam")]


@pytest.mark.parametrize(("said", "compares"), [("bedanya apa", True), ("apa beda teh", True), ("teh", False)])
def test_a_word_of_comparison_compares(said: str, compares: bool, moves: MoveReader, reader: Reader) -> None:
    assert moves.compares(reader.read(said)) is compares


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ("bedanya sama teh hitam", True),
        ("beda teh hijau sama teh hitam", False),  # both sides are named
        ("teh hijau sama teh hitam", False),  # nothing is compared
        ("bedanya apa", False),
    ],
)
def test_a_comparison_leans_back_where_its_first_side_is_missing(
    said: str, back: bool, moves: MoveReader, reader: Reader
) -> None:
    assert moves.compares_back(reader.read(said)) is back


@pytest.mark.parametrize(
    ("said", "points"),
    [
        ("rasanya apa", True),
        ("rasa apa", False),
        ("kalau rasanya apa", False),  # goes on to something else
        ("rasanya kalau hitam", True),  # what opens stands first
    ],
)
def test_its_points_back_unless_it_goes_on_to_something_else(
    said: str, points: bool, moves: MoveReader, reader: Reader
) -> None:
    assert moves.points_back(reader.read(said)) is points


@pytest.mark.parametrize(("said", "asks"), [("teh hijau itu apa", True), ("gimana sih teh", True), ("teh", False)])
def test_a_word_that_asks_makes_a_question(said: str, asks: bool, moves: MoveReader, reader: Reader) -> None:
    assert moves.asks(reader.read(said)) is asks


@pytest.mark.parametrize(
    ("said", "twice"),
    [("apa itu teh dan berapa suhu air", True), ("apa itu teh dan apa itu air", True), ("apa itu teh dan air", False)],
)
def test_more_than_one_word_that_asks_asks_twice(said: str, twice: bool, moves: MoveReader, reader: Reader) -> None:
    assert moves.asks_twice(reader.read(said)) is twice
