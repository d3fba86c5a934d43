"""Which rulebook is named: one that is here, another, or just the law."""

from __future__ import annotations

import pytest

from bot.core.law.names import Named, Names
from bot.core.law.references import GAP, tokens
from tests.core.law.rules import HOUSE, LAW

ENDS = frozenset({"apa", "itu", "isinya", "yang", "saya"})
NAMES = Names.build((LAW, HOUSE), ENDS.__contains__)


def named(text: str) -> Named:
    return NAMES.find(tokens(text))


@pytest.mark.parametrize(
    "text",
    [
        "uu 5/2001", "UU No. 5 Tahun 2001", "uu 5", "uu no 5 thn 2001", "nomor 5 tahun 2001", "5/2001", "uu teh",
        "undang-undang teh", "undang undang tentang teh nusantara", "undang2 teh", "uu tahun 2001 no 5", "law 5/2001",
        "Undang-Undang Nomor 5 Tahun 2001 tentang Teh Nusantara", "undang-undang teh nusanrata", "uu teh 2001",
    ],
)  # fmt: skip
def test_a_rulebook_is_known_by_its_names_and_numbers(text: str) -> None:
    found = named(f"pasal 3 {text}")
    assert (found.ids, found.another) == (("uu-5-2001",), False)
    assert found.rest[:3] in (("pasal", "3", GAP), ("pasal", "3", "nomor"))


@pytest.mark.parametrize("text", ["tata tertib", "tata tertbi"])
def test_a_rulebook_need_not_be_a_law(text: str) -> None:
    assert named(f"{text} pasal 1").ids == ("tatib",)


@pytest.mark.parametrize(
    "text",
    [
        "pasal 5 UU 23/2004", "uu no 5 tahun 2008 pasal 1", "uu kopi pasal 3", "pasal 351 KUHP", "uud 1945 pasal 28",
        "pp nomor 39 tahun 2012 pasal 2", "peraturan pemerintah nomor 39", "pasal 5 peraturan menteri",
        "pasal 5 anggaran dasar", "uu teh 2020 pasal 3",
    ],
)  # fmt: skip
def test_other_laws_are_told_from_it(text: str) -> None:
    found = named(text)
    assert (found.ids, found.another) == ((), True)


@pytest.mark.parametrize(
    "text", ["uu itu pasal berapa", "undang-undang apa", "saya undang teman", "undang", "teh 5", "kode etik",
             "peraturan menteri", "5 tahun lalu", "", "tata ruang", "bulan 12/2020"]
)  # fmt: skip
def test_what_names_nothing_names_nothing(text: str) -> None:
    found = named(text)
    assert (found.ids, found.another) == ((), "2020" in text)


def test_what_stands_behind_a_name_is_left() -> None:
    assert named("uu teh hak gula apa").rest == (GAP, "hak", "gula", "apa")


def test_a_name_ends_where_something_else_begins() -> None:
    assert named("uu teh pasal 3").rest == (GAP, "pasal", "3")
    assert named("uu saya pasal 3").rest == (GAP, "saya", "pasal", "3")


def test_several_may_be_named() -> None:
    assert named("uu teh dan tata tertib").ids == ("uu-5-2001", "tatib")
