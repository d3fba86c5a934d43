"""A quote is held against the wording: words and numbers, not blanks and signs."""

from __future__ import annotations

import pytest

from bot.core.law.quotes import quoted_rulebook, squashed, stands_in, wording
from tests.core.law.rules import HOUSE, LAW

TEXT = wording(LAW)


@pytest.mark.parametrize(
    "quote",
    [
        "Teh diseduh dengan air panas.",
        "teh  diseduh,\ndengan air-panas",
        "Pasal 3 Izin kedai diberikan oleh wali kota.",
        "Penyeduh wajib: \u2026 b. menakar daun teh.",
        "Penyeduh wajib: [...] b. menakar daun teh",
        "",
    ],
)
def test_words_that_stand_there_stand_there(quote: str) -> None:
    assert stands_in(quote, TEXT)


@pytest.mark.parametrize(
    "quote", ["Teh diseduh dengan air dingin.", "eh diseduh", "menakar daun ... Penyeduh wajib", "izin kedai diberi"]
)
def test_other_words_do_not(quote: str) -> None:
    assert not stands_in(quote, TEXT)


@pytest.mark.parametrize("name", ["uu-5-2001", "uu-2001-5", "UU-5-2001.yaml", "hukum/uu-2001-5.md"])
def test_a_law_is_named_by_its_id_or_its_file(name: str) -> None:
    assert quoted_rulebook(name, (HOUSE, LAW)) is LAW


def test_a_law_that_is_not_here_is_none() -> None:
    assert quoted_rulebook("uu-6-2001", (HOUSE, LAW)) is None


def test_squashing_leaves_words_and_numbers() -> None:
    assert squashed(" (1) Undang- Undang;\n37/B ") == "1 undang undang 37 b"
