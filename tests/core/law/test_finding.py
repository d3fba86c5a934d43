"""Articles are found by what they regulate."""

from __future__ import annotations

import pytest

from bot.core.law.finding import Finder
from tests.core.law.rules import HOUSE, LAW, law_talk

FINDER: Finder = law_talk(LAW, HOUSE).asking.finder


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("izin kedai", "3"),
        ("pencabutan izin", "3a"),
        ("izinnya dicabut", "3a"),
        ("takaran daun", "2"),
        ("wali kota", "3"),
        ("pengertian penyeduh", "1"),
        ("hak gula", "4"),
        ("jatah lemonn", "7"),
        ("hak pengteh gula", "4"),
    ],
)
def test_the_best_article_comes_first(text: str, number: str) -> None:
    first, *_ = FINDER.find(text, ["uu-5-2001"])
    assert (first.rulebook, first.number) == ("uu-5-2001", number)
    assert 0 < first.score <= 1


@pytest.mark.parametrize("text", ["", "apa itu", "mobil bekas", "harga mobil gula"])
def test_what_no_article_is_about_finds_none(text: str) -> None:
    assert FINDER.find(text, ["uu-5-2001"]) == ()


def test_only_the_wanted_rulebooks_are_looked_through() -> None:
    assert FINDER.find("duduk", ["uu-5-2001"]) == ()
    assert [hit.rulebook for hit in FINDER.find("duduk", ["tatib"])] == ["tatib"]


def test_a_strange_word_among_known_ones_is_told() -> None:
    assert FINDER.find("izin kedai", ["uu-5-2001"])[0].whole
    assert not FINDER.find("izin kedai wali mobil", ["uu-5-2001"])[0].whole


def test_words_that_only_ask_are_function_words_unless_an_article_is_about_them() -> None:
    assert FINDER.is_function_word("apa")
    assert FINDER.is_function_word("tlg")
    assert not FINDER.is_function_word("izin")
    assert not FINDER.is_function_word("pengertian")


def test_a_title_holds_no_less_than_is_asked() -> None:
    assert FINDER.is_titled("penikmat", "Penikmat Teh")
    assert not FINDER.is_titled("penikmat gula", "Penikmat Teh")
    assert not FINDER.is_titled("apa", "Penikmat Teh")


def test_whether_an_article_says_a_word_is_known() -> None:
    assert FINDER.is_said_in("kedai", "uu-5-2001", ("2", "3"))
    assert not FINDER.is_said_in("kedai", "uu-5-2001", ("2",))
    assert not FINDER.is_said_in("kedai", "tatib", ("3",))
