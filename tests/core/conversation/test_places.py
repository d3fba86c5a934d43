from __future__ import annotations

import pytest

from bot.core.conversation.places import LONGEST, PlaceReader, lines
from bot.core.language.fitted import make_reader
from bot.core.language.text import Reader
from bot.core.model import Steering
from tests.core.conftest import FREQUENCY, MOVES, STEERING, make_knowledge


@pytest.fixture(scope="module")
def reader() -> Reader:
    return make_reader(make_knowledge(), FREQUENCY)


@pytest.fixture(scope="module")
def places() -> PlaceReader:
    return PlaceReader.build(STEERING, MOVES.join)


@pytest.mark.parametrize(
    ("said", "found", "rest"),
    [
        ("yang kedua", (1,), ""),
        ("nomor 4", (3,), ""),
        ("poin tiga", (2,), ""),
        ("2", (1,), ""),
        ("yang terakhir", (4,), ""),
        ("yang tengah", (2,), ""),
        ("yang paling atas", (0,), ""),
        ("yang paling bawah", (4,), ""),
        ("nomor 1 sama 3", (0, 2), ""),
        ("1 dan 2", (0, 1), ""),
        ("nomor 3 dan nomor 1", (2, 0), ""),
        ("nomor 2 dan nomor 2", (1,), ""),
        ("dua yang pertama", (0, 1), ""),
        ("tiga yang terakhir", (2, 3, 4), ""),
        ("yang kedua rasanya apa", (1,), "rasanya apa"),
        ("yang kedua itu apa", (1,), "itu apa"),
    ],
)
def test_places_of_a_list_of_five_are_found_with_what_else_is_said(
    said: str, found: tuple[int, ...], rest: str, places: PlaceReader, reader: Reader
) -> None:
    places_found = places.read(reader.read(said), 5)
    assert places_found is not None
    assert places_found.found == found
    assert " ".join(word.typed for word in places_found.rest.words) == rest


@pytest.mark.parametrize(
    "said",
    [
        "teh hijau",  # no number
        "teh 2 gelas",  # a number that nothing points at, beside other words
        "rasanya kedua",
        "",
    ],
)
def test_what_names_no_place_is_none(said: str, places: PlaceReader, reader: Reader) -> None:
    assert places.read(reader.read(said), 5) is None


@pytest.mark.parametrize(("said", "size", "found"), [
    ("yang ketiga", 2, None), ("nomor 1 sama 3", 2, None), ("yang kedua", 0, None),
    ("yang terakhir", 1, (0,)), ("yang tengah", 4, (2,)),
    ("tiga yang pertama", 2, (0, 1)), ("tiga yang terakhir", 2, (0, 1)),
])  # fmt: skip
def test_a_place_is_one_that_the_list_has(
    said: str, size: int, found: tuple[int, ...] | None, places: PlaceReader, reader: Reader
) -> None:
    read = places.read(reader.read(said), size)
    assert (read.found if read else None) == found


def test_a_number_between_pointed_places_is_not_one_of_them(places: PlaceReader, reader: Reader) -> None:
    read = places.read(reader.read("2 gelas yang ketiga"), 5)
    assert read is not None
    assert read.found == (2,)


def test_numbers_far_apart_are_not_joined(places: PlaceReader, reader: Reader) -> None:
    near, far = (places.read(reader.read(said), 5) for said in ("1 sama 3", "yang 1 teh hijau dan 3 gelas"))
    assert near is not None
    assert near.found == (0, 2)
    assert far is not None
    assert far.found == (0,)


def test_a_number_within_a_longer_name_of_a_place_is_no_place_of_its_own(reader: Reader) -> None:
    steering = Steering(pointers=("nomor",), places=(("satu",), ("dua",)), last=("nomor satu",))
    found = PlaceReader.build(steering, ("dan",)).read(reader.read("dua dan nomor satu"), 3)
    assert found is not None
    assert found.found == (1, 2)


def test_two_places_without_a_count_are_no_count(places: PlaceReader, reader: Reader) -> None:
    read = places.read(reader.read("dua yang ketiga"), 5)
    assert read is not None
    assert read.found == (2,)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. teh hijau\n2) teh hitam\n- teh putih", ["teh hijau", "teh hitam", "teh putih"]),
        ("teh hijau\n\n  \nteh hitam", ["teh hijau", "teh hitam"]),
        ("apa itu?\nteh hijau", ["teh hijau"]),  # a line that says nothing of the subject is left out
        ("teh hijau", []),  # one line is no list
        ("teh hijau\n", []),
    ],
)
def test_the_lines_of_a_pasted_list_are_read_without_their_marks(text: str, found: list[str], reader: Reader) -> None:
    assert [line.text for line in lines(reader, text)] == found


def test_no_more_lines_are_read_than_a_list_is_long(reader: Reader) -> None:
    assert len(lines(reader, "teh hijau\n" * (LONGEST + 5))) == LONGEST
