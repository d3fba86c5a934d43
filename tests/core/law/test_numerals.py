from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.law.numerals import LIMIT, from_roman, read_words, to_roman
from tests.core.law.number_words import in_words

NUMBERS = st.integers(1, LIMIT)


@given(NUMBERS)
def test_a_number_in_words_is_read_back(number: int) -> None:
    words = in_words(number).split()
    assert read_words(words) == (number, len(words))


@given(NUMBERS, st.sampled_from(["ayat", "uu", "peksos", "dong"]))
def test_what_stands_behind_a_number_is_left_alone(number: int, after: str) -> None:
    words = in_words(number).split()
    assert read_words([*words, after]) == (number, len(words))


@given(NUMBERS)
def test_tens_and_teens_may_be_written_in_one_word(number: int) -> None:
    words = in_words(number).replace(" puluh", "puluh").replace(" belas", "belas").split()
    assert read_words(words) == (number, len(words))


@given(NUMBERS)
def test_a_roman_numeral_is_read_back_in_capitals_and_small_letters(number: int) -> None:
    assert from_roman(to_roman(number)) == from_roman(to_roman(number).lower()) == number


@given(st.text("ivxlcdm", max_size=6))
def test_only_the_one_right_way_to_write_a_roman_numeral_counts(text: str) -> None:
    value = from_roman(text)
    assert value == 0 or to_roman(value).lower() == text


@given(st.lists(st.sampled_from(["satu", "puluh", "belas", "sepuluh", "lima", "ayat", "duapuluh", ""]), max_size=5))
def test_no_order_of_words_breaks_the_reading(words: list[str]) -> None:
    value, taken = read_words(words)
    assert 0 <= value <= LIMIT
    assert 0 <= taken <= len(words)
    assert bool(value) is bool(taken)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("tiga puluh", (30, 2)),
        ("tuju blas", (17, 2)),
        ("duapuluh lapan", (28, 2)),
        ("sepuluh", (10, 1)),
        ("seratus", (100, 1)),
        ("dua tiga", (23, 2)),
        ("puluh", (0, 0)),
        ("dua puluh sepuluh", (20, 2)),
        ("tempat praktik", (0, 0)),
        ("lama sekali", (0, 0)),
    ],
)
def test_short_and_joined_forms_are_read_and_words_alike_are_not(said: str, read: tuple[int, int]) -> None:
    assert read_words(said.split()) == read


@pytest.mark.parametrize("text", ["di", "mm", "iiii", "vx", "c", ""])
def test_what_is_no_roman_numeral_up_to_99_is_none(text: str) -> None:
    assert from_roman(text) == 0
