from __future__ import annotations

import pytest

from bot.core.conversation.moves import Move, MoveReader
from bot.core.language.fitted import make_reader
from bot.core.language.text import Reader
from tests.core.conftest import FREQUENCY, LEXICON, make_knowledge


@pytest.fixture(scope="module")
def reader() -> Reader:
    return make_reader(
        make_knowledge(),
        {
            **FREQUENCY,
            "lanjut": 4.5,
            "sebelumnya": 5.0,
            "contohnya": 4.0,
            "bedanya": 4.0,
            "terakhir": 5.0,
            "pertama": 5.5,
            "kedua": 5.5,
            "ketiga": 5.0,
        },
    )


@pytest.fixture(scope="module")
def moves(reader: Reader) -> MoveReader:
    return MoveReader.build(LEXICON, reader)


@pytest.mark.parametrize(
    ("said", "move"),
    [
        ("lanjut", Move.NEXT),
        ("lanjut dong", Move.NEXT),
        ("sebelumnya", Move.PREVIOUS),
        ("jelaskan lagi sih", Move.REPEAT),
        ("contohnya apa", Move.EXAMPLE),
        ("selain itu apa saja", Move.OTHERS),
        ("contohnya teh hijau", None),
        ("teh", None),
    ],
)
def test_a_move_is_a_whole_message(said: str, move: Move | None, moves: MoveReader, reader: Reader) -> None:
    assert moves.simple(reader.read(said)) is move


@pytest.mark.parametrize(
    ("said", "place", "rest"),
    [
        ("yang kedua", 1, ()),
        ("nomor tiga", None, ()),
        ("ketiga", 2, ()),
        ("yang terakhir", -1, ()),
        ("yang kedua rasanya apa", 1, ("rasanya",)),
        ("rasanya kedua", None, ()),
    ],
)
def test_ordinals_count_from_the_first(
    said: str, place: int | None, rest: tuple[str, ...], moves: MoveReader, reader: Reader
) -> None:
    found = moves.ordinal(reader.read(said))
    assert (found.place if found else None) == place
    if found:
        assert tuple(word.form for word in found.rest.content) == rest


def test_openings_and_closings_are_peeled_off(moves: MoveReader, reader: Reader) -> None:
    assert moves.peel(reader.read("halo kak teh hijau apa terima kasih")).forms == ("teh", "hijau", "apa")


def test_a_greeting_alone_is_left_whole(moves: MoveReader, reader: Reader) -> None:
    assert moves.peel(reader.read("halo kak")).forms == ("halo", "kak")


def test_a_correction_leaves_what_is_meant(moves: MoveReader, reader: Reader) -> None:
    found = moves.corrected(reader.read("bukan itu, maksudku teh hitam"))
    assert found is not None
    assert found.forms == ("teh", "hitam")
    assert moves.corrected(reader.read("teh hitam")) is None


def test_parts_stand_between_connectives(moves: MoveReader, reader: Reader) -> None:
    parts = moves.parts(reader.read("beda teh hijau sama teh hitam dan itu"))
    assert [part.forms for part in parts] == [("teh", "hijau"), ("teh", "hitam")]


@pytest.mark.parametrize(("said", "leans"), [("kalau hitam", True), ("rasanya apa", True), ("teh hitam", False)])
def test_an_ellipsis_opens_like_one(said: str, leans: bool, moves: MoveReader, reader: Reader) -> None:
    assert moves.opens(reader.read(said)) is leans


def test_picking_and_comparing_are_recognised(moves: MoveReader, reader: Reader) -> None:
    assert moves.asks_which(reader.read("yang mana pahit"))
    assert moves.compares(reader.read("bedanya apa"))
    assert not moves.compares(reader.read("teh"))


@pytest.mark.parametrize(("said", "asks"), [("teh hijau itu apa", True), ("gimana sih teh", True), ("teh", False)])
def test_a_word_that_asks_makes_a_question(said: str, asks: bool, moves: MoveReader, reader: Reader) -> None:
    assert moves.asks(reader.read(said)) is asks


def test_short_messages_have_few_words_of_content(moves: MoveReader, reader: Reader) -> None:
    assert moves.is_short(reader.read("teh hijau itu apa"))
    assert not moves.is_short(reader.read("teh hijau panas manis pahit gula"))
