"""The notation of the signs: words, roots, affixes and sequences of words."""

from __future__ import annotations

import pytest

from bot.core.model import Signs
from bot.core.safety.sign_table import Phrases, SignTable, find, plain

SLANG = {"gw": "saya", "yg": "", "ga": "tidak", "gamau": "tidak mau"}
SIGNS = Signs(
    groups={
        "hit": ("pukul+", "tendang+"),
        "family": ("suami", "bu"),
        "own": ("-ku",),
        "passive": ("di-", "ter-"),
        "active": ("mem-p", "n-t"),
        "farewell": ("pamit", "pesan terakhir", "gamau ada"),
    },
    affixes=("-i", "-kan"),
)


@pytest.fixture
def table() -> SignTable:
    return SignTable.build(SIGNS, SLANG)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gw gamau!", ("saya", "tidak", "mau")),
        ("capeeeek", ("capek",)),
        ("bapak'e", ("bapake",)),
        ("biru2", ("biru",)),
        ("biru2nya", ("birunya",)),
        ("2", ("2",)),
        ("birubiru", ("biru", "biru")),
        ("yg", ()),
    ],
)
def test_words_are_put_plainly(text: str, words: tuple[str, ...]) -> None:
    assert plain(text, SLANG) == words


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("pukul", {"hit"}),
        ("dipukul", {"hit", "passive"}),
        ("memukul", {"hit", "active"}),
        ("memukuliku", {"hit", "active", "own"}),
        ("dipukulikan", {"hit", "passive"}),
        ("nendang", {"hit", "active"}),
        ("menendang", set()),
        ("suamiku", {"family", "own"}),
        ("buku", set()),  # not "bu" of mine
        ("meja", set()),
    ],
)
def test_a_word_counts_under_its_affixes_too(table: SignTable, word: str, names: set[str]) -> None:
    assert table.names(word) == names


def test_a_word_may_belong_to_several_groups() -> None:
    table = SignTable.build(Signs(groups={"a": ("pukul+", "mati"), "b": ("pukul+", "mati")}), {})
    assert (table.names("pukul"), table.names("mati")) == ({"a", "b"}, {"a", "b"})


def test_an_affix_may_be_of_no_group() -> None:
    table = SignTable.build(Signs(groups={"hit": ("tendang+",)}, affixes=("men-t", "-i")), {})
    assert (table.names("menendang"), table.names("tendangi")) == ({"hit"}, {"hit"})


def test_an_expression_of_nothing_is_passed_over() -> None:
    assert SignTable.build(Signs(groups={"a": ("yg",)}), SLANG).groups == {}


def test_the_first_prefix_leads(table: SignTable) -> None:
    assert table.leading == "di"
    assert SignTable.build(Signs(), {}).leading == ""
    assert {"dipukul", "pukul", "terakhir"} <= table.targets()
    assert "terpukul" not in table.targets()


def test_bodies_are_what_stands_before_a_suffix_of_its_own(table: SignTable) -> None:
    assert list(table.bodies("suamiku")) == ["suami"]
    assert list(table.bodies("pukuli")) == []
    assert list(table.bodies("kaku")) == []


def found(phrases: Phrases, words: list[str], bare: list[str]) -> list[tuple[int, int, frozenset[str]]]:
    """Start, end and groups of every phrase in `words`."""
    return [
        (at, *one)
        for at, pair in enumerate(zip(words, bare, strict=True))
        for one in find(phrases.beginning(*pair), at, words, bare)
    ]


def test_phrases_are_found_with_their_place(table: SignTable) -> None:
    words = ["ini", "pesan", "terakhir"]
    assert found(table.phrases(), words, words) == [(1, 3, frozenset({"farewell"}))]


def test_a_word_of_a_phrase_may_stand_in_its_bare_form(table: SignTable) -> None:
    words, bare = ["pesan", "terakhirku"], ["pesan", "terakhir"]
    assert found(table.phrases(), words, bare) == [(0, 2, frozenset({"farewell"}))]


def test_the_first_word_of_a_phrase_may_be_the_bare_one(table: SignTable) -> None:
    words, bare = ["pesanku", "terakhir"], ["pesan", "terakhir"]
    assert found(table.phrases(), words, bare) == [(0, 2, frozenset({"farewell"}))]


def test_longer_and_single_phrases_are_told_apart() -> None:
    names = frozenset({"x"})
    phrases = Phrases([(("a",), names), (("a", "b", "c"), names), ((), names)])
    assert found(phrases, ["a"], ["a"]) == [(0, 1, names)]
    assert found(phrases, ["a", "b"], ["a", "b"]) == [(0, 1, names)]
    assert found(phrases, ["a", "b", "d"], ["a", "b", "d"]) == [(0, 1, names)]
    assert found(phrases, ["a", "b", "c"], ["a", "b", "c"]) == [(0, 1, names), (0, 3, names)]
    assert found(phrases, ["a", "d"], ["a", "b"]) == [(0, 1, names)]
