"""How people write articles is read; what only looks like it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.law.numerals import to_roman
from bot.core.law.references import FIRST, GAP, LAST, NEXT, PREVIOUS, THIS, Found, Unit, find, tokens
from tests.core.law.number_words import in_words

ARTICLE, CHAPTER, PARAGRAPH = Unit.ARTICLE, Unit.CHAPTER, Unit.PARAGRAPH
LETTER, NUMBER, POINT = Unit.LETTER, Unit.NUMBER, Unit.POINT


def read(text: str) -> Found:
    return find(tokens(text))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("pasal 37", {ARTICLE: ("37",)}),
        ("psl. 30", {ARTICLE: ("30",)}),
        ("PASAL30!!", {ARTICLE: ("30",)}),
        ("pasa l 30", {ARTICLE: ("30",)}),
        ("pas al 030", {ARTICLE: ("30",)}),
        ("pasl 3", {ARTICLE: ("3",)}),
        ("oasal 3", {ARTICLE: ("3",)}),
        ("pasal ke-5", {ARTICLE: ("5",)}),
        ("pasal yang ke 12", {ARTICLE: ("12",)}),
        ("pasal kelima belas", {ARTICLE: ("15",)}),
        ("pasal tiga puluh dua", {ARTICLE: ("32",)}),
        ("pasal IV", {ARTICLE: ("4",)}),
        ("pasal 27A", {ARTICLE: ("27a",)}),
        ("bab 7", {CHAPTER: ("7",)}),
        ("BAB VII", {CHAPTER: ("7",)}),
        ("bab i", {CHAPTER: ("1",)}),
        ("bab tujuh", {CHAPTER: ("7",)}),
        ("ps. 12 ayat (2) huruf c", {ARTICLE: ("12",), PARAGRAPH: ("2",), LETTER: ("c",)}),
        ("pasal 1 angka 2", {ARTICLE: ("1",), NUMBER: ("2",)}),
        ("pasal 1 no 15", {ARTICLE: ("1",), POINT: ("15",)}),
        ("poin b pasal 4", {POINT: ("b",), ARTICLE: ("4",)}),
        ("ayat 2 pasal 12", {PARAGRAPH: ("2",), ARTICLE: ("12",)}),
        ("ayat pertama pasal 6", {PARAGRAPH: ("1",), ARTICLE: ("6",)}),
        ("ayta 2 pasal 6", {PARAGRAPH: ("2",), ARTICLE: ("6",)}),
        ("huruf f pasal 41", {LETTER: ("f",), ARTICLE: ("41",)}),
        ("pasal 37 (2)", {ARTICLE: ("37",), PARAGRAPH: ("2",)}),
        ("pasal 5-7", {ARTICLE: ("5", "6", "7")}),
        ("pasal 5\u20137", {ARTICLE: ("5", "6", "7")}),
        ("pasal 5 s/d 7", {ARTICLE: ("5", "6", "7")}),
        ("pasal 5 sampai dengan 7", {ARTICLE: ("5", "6", "7")}),
        ("pasal 5, 6 dan pasal 9", {ARTICLE: ("5", "6", "9")}),
        ("pasal 57 58", {ARTICLE: ("57", "58")}),
        ("pasal 57 3", {ARTICLE: ("57",)}),
        ("pasal 7-5", {ARTICLE: ("7", "5")}),
        ("pasal 1-90", {ARTICLE: ("1", "90")}),
        ("pasal 27a-29", {ARTICLE: ("27a", "29")}),
        ("pasal 5 dan ayat 2", {ARTICLE: ("5",), PARAGRAPH: ("2",)}),
        ("pasal 5 dan pasal terakhir", {ARTICLE: ("5", LAST)}),
        ("pasal 3 pasal 3", {ARTICLE: ("3",)}),
        ("pasal pertama", {ARTICLE: (FIRST,)}),
        ("pasal paling akhir", {ARTICLE: (LAST,)}),
        ("pasal selanjutnya", {ARTICLE: (NEXT,)}),
        ("pasal sebelumnya", {ARTICLE: (PREVIOUS,)}),
        ("bab itu", {CHAPTER: (THIS,)}),
    ],
)
def test_a_reference_is_read(text: str, numbers: dict[Unit, tuple[str, ...]]) -> None:
    assert read(text).numbers == numbers


@pytest.mark.parametrize(
    "text",
    [
        "pasar 30", "asal 5 ribu", "ayah 2 anak", "pasang 3 lampu", "pasal lama", "pasal tempat praktik", "pasal x",
        "pasal di uu", "no 5", "ps", "bab skripsi", "ayat selanjutnya", "3 pasal", "", "pasal ,", "angkat 2",
    ],
)  # fmt: skip
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert read(text).numbers == {}


@pytest.mark.parametrize(("text", "letter"), [("ayat 1 b", "b"), ("pasal 21 b apaan", "b"), ("pasal 21 g ngerti", "")])
def test_a_letter_behind_a_number_may_be_a_line(text: str, letter: str) -> None:
    assert read(text).loose == letter


def test_a_unit_without_a_number_may_be_what_is_asked_for() -> None:
    found = read("pasal berapa yang mengatur STR")
    assert (found.bare, found.asked, found.first) == ({ARTICLE}, {ARTICLE}, ARTICLE)
    assert found.words == ("berapa", "yang", "mengatur", "str")


@pytest.mark.parametrize("before", ["mulai", "dari", "sampai"])
def test_where_what_is_asked_for_begins_or_ends_says_nothing_of_it(before: str) -> None:
    assert find(tokens(f"izin diatur {before} pasal berapa")).words == ("izin", "diatur", "berapa")
    assert find(tokens(f"izin {before} pasal 3")).words == ("izin", before)


def test_a_unit_in_passing_is_not_asked_for() -> None:
    found = read("dia kena pasal berlapis")
    assert (found.bare, found.asked, found.first) == ({ARTICLE}, frozenset(), None)


def test_the_rest_and_the_word_behind_the_number_are_told() -> None:
    found = read("isi bab 2 skripsi saya 3 lembar, ya")
    assert (found.words, found.after) == (("isi", "skripsi", "saya", "3", "lembar", "ya"), "skripsi")


def test_nothing_is_read_across_a_gap() -> None:
    found = find(["pasal", "5", "dan", GAP, "7"])
    assert found.numbers == {ARTICLE: ("5",)}
    assert "7" in found.words


def test_the_parts_of_an_article_are_told_from_the_article() -> None:
    assert read("pasal 12 ayat 2 huruf c").parts == {PARAGRAPH: ("2",), LETTER: ("c",)}


@given(st.integers(1, 99))
def test_every_number_is_read_in_figures_in_words_and_in_roman_numerals(number: int) -> None:
    for written in (str(number), in_words(number), to_roman(number)):
        assert read(f"bab {written}").numbers == {CHAPTER: (str(number),)}


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    found = read(text)
    assert all(found.numbers.values())


@given(st.lists(st.sampled_from(["pasal", "ayat", "bab", "huruf", "5", "c", "-", "dan", "s", "/", "d", "ke", "("])))
def test_no_order_of_its_words_breaks_the_reading(said: list[str]) -> None:
    assert all(find(said).numbers.values())
