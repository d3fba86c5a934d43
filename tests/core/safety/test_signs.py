"""Signs are read through disguises and slips; idioms swallow them."""

from __future__ import annotations

import pytest

from bot.core.language.text import Reader
from bot.core.model import Signs
from bot.core.safety import signs
from bot.core.safety.signs import SignReader

FREQUENCY = {"apa": 6.5, "dan": 6.5, "diri": 5.0, "lampu": 4.6, "kepala": 5.0, "ikut": 5.0, "saya": 6.5, "di": 7.0}
SIGNS = Signs(
    groups={
        "passive": ("di-",),
        "own": ("-ku",),
        "death": ("mati", "bunuh+", "bunuh diri"),
        "hit": ("pukul+", "tendang+"),
        "bind": ("ikat+",),
        "wish": ("ingin", "mau", "berharap"),
    },
    idioms=("mati lampu", "mati suri sekali"),
)


@pytest.fixture
def reader() -> SignReader:
    general = Reader({"pengen": "ingin", "aja": "saja"}, frozenset(), frozenset({"peksos"}), FREQUENCY)
    return SignReader.build(SIGNS, general)


def read(reader: SignReader, text: str) -> list[str]:
    return reader.words(reader.variants(text)[-1])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mati.", ["mati"]),
        ("m\u200bati", ["mati"]),
        ("m4ti", ["mati"]),
        ("mаti", ["mati"]),  # a Cyrillic letter
        ("m@ti", ["mati"]),
        ("m*ti", ["mati"]),
        ("z*q", ["zq"]),
        ("ma.ti", ["mati"]),
        ("bu_nuh diri", ["bunuh", "diri"]),
        ("b u n u h d i r i", ["bunuh", "diri"]),
        ("matii", ["mati"]),
        ("pengenn", ["ingin"]),
        ("bvnvh", ["bunuh"]),
        ("2024", ["2024"]),
    ],
)
def test_a_hidden_word_is_uncovered(reader: SignReader, text: str, words: list[str]) -> None:
    assert read(reader, text) == words


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("dipukl", "dipukul"),  # one letter too few
        ("puukul", "pukul"),  # one too many
        ("dipkuul", "dipukul"),  # out of place
        ("dipuxul", "dipukul"),  # a wrong one, in a long word
        ("bunux", "bunux"),  # a wrong one, in a short word
        ("xpukul", "xpukul"),  # the first letter is hardly ever wrong
        ("brhrp", "berharap"),  # no vowels
        ("btk", "btk"),  # too few consonants to tell
        ("btkzr", "btkzr"),
        ("ikut", "ikut"),  # a common word is meant as typed
        ("peksos", "peksos"),  # so is one of the knowledge
    ],
)
def test_a_slip_is_mended_towards_the_signs(reader: SignReader, typed: str, word: str) -> None:
    assert reader.words(typed) == [word]


def test_a_common_word_under_affixes_is_no_slip_of_a_sign() -> None:
    signs = Signs(groups={"hit": ("kasarin+", "ludahi+")}, affixes=("-in", "di-"))
    common = {"kabar": 5.0, "ludah": 4.0}
    knowing, unknowing = (SignReader.build(signs, Reader({}, frozenset(), frozenset(), f)) for f in (common, {}))
    assert (knowing.words("kabarin"), unknowing.words("kabarin")) == (["kabarin"], ["kasarin"])
    # The sign is of the same root: it is meant.
    assert knowing.words("diludahin") == ["diludahi"]


def test_a_word_of_a_harmless_text_is_meant_as_typed() -> None:
    general = Reader({}, frozenset(), frozenset(), FREQUENCY)
    told, untold = (SignReader.build(SIGNS, general, harmless) for harmless in (["Ditendong?"], []))
    assert (told.words("ditendong"), untold.words("ditendong")) == (["ditendong"], ["ditendang"])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("pengenmati", ["ingin", "mati"]),
        ("matiaja", ["mati", "saja"]),
        ("pengenmatiaja", ["ingin", "mati", "saja"]),
        ("lampukepala", ["lampukepala"]),  # two common words, but no sign
        ("matixyz", ["matixyz"]),
    ],
)
def test_joined_words_are_taken_apart_for_the_sake_of_a_sign(reader: SignReader, typed: str, words: list[str]) -> None:
    assert reader.words(typed) == words


@pytest.mark.parametrize(
    ("text", "words"), [("di pukul", ["dipukul"]), ("d pukul", ["dipukul"]), ("di mana", ["di", "mana"])]
)
def test_a_detached_prefix_joins_its_root(reader: SignReader, text: str, words: list[str]) -> None:
    assert reader.words(text) == words


def test_only_so_many_words_are_tried_for_a_hidden_vowel(reader: SignReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signs, "STARRED_LIMIT", 2)
    assert read(reader, "m*ti m*ti m*ti") == ["mati", "mati", "mti"]


def test_a_line_break_ends_a_sentence(reader: SignReader) -> None:
    assert reader.variants("apa\ndan") == ["apa . dan"]


def test_a_text_is_read_to_its_end(reader: SignReader) -> None:
    words = reader.words(reader.variants("dan " * 5000 + "mati")[0])
    assert words[-1] == "mati"
    assert len(words) < signs.TEXT_LIMIT


def found(reader: SignReader, text: str) -> list[tuple[str, int, int]]:
    return [(mark.group, mark.start, mark.end) for mark in reader.marks(reader.words(text))]


def test_marks_say_which_group_stands_where(reader: SignReader) -> None:
    assert found(reader, "ingin bunuh diri") == [("wish", 0, 1), ("death", 1, 2), ("death", 1, 3)]
    assert found(reader, "bunuh diriku") == [("death", 0, 1), ("death", 0, 2)]
    assert found(reader, "dipukulku") == [("hit", 0, 1), ("own", 0, 1), ("passive", 0, 1)]
    assert found(reader, "apa") == []


def test_an_idiom_swallows_its_words(reader: SignReader) -> None:
    assert found(reader, "mati lampu") == []
    assert found(reader, "mati lampu mati") == [("death", 2, 3)]


def test_words_are_remembered_but_not_without_end(reader: SignReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signs, "CACHE_LIMIT", 2)
    assert reader.words("mati dan apa mati") == ["mati", "dan", "apa", "mati"]
    assert len(reader._mended) <= 2
