"""Names that are taken for each other's, beyond the faults of planted.py: what is no finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.operators.checking.findings import Kind

from .shop import Shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop.open(tmp_path)


def test_names_that_are_declared_to_be_alike_are_no_finding(shop: Shop) -> None:
    shop.put("seduh.yaml", "judul: Kopi saring\n", "judul: Kopi tabruk\n    mudah_tertukar: [tubruk]\n")
    assert shop.find(Kind.LOOK_ALIKE) == []


@pytest.mark.parametrize("title", ["Kopi bubruks", "Teh tabruk", "Kopi tubruk dingin"])
def test_names_that_differ_by_more_than_a_letter_are_no_finding(shop: Shop, title: str) -> None:
    shop.put("seduh.yaml", "judul: Kopi saring\n", f"judul: {title}\n")
    assert shop.find(Kind.LOOK_ALIKE) == []


@pytest.mark.parametrize("slang", ["kopi: ngopi", "saring: menyaring", "menyaring: saring", "nyaring: saring"])
def test_slang_that_leads_to_no_other_entry_is_no_finding(shop: Shop, slang: str) -> None:
    shop.put("dasar.yaml", "ragam: {", f"ragam: {{{slang}, ")
    assert shop.find(Kind.LEXICON) == []
