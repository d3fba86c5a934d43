"""Ids and button labels from titles."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import ID_LIMIT, TITLE_LIMIT
from bot.operators.editing.slugs import label, slug, unique


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Kopi Tubruk!", "kopi-tubruk"),
        ("Café crème", "cafe-creme"),
        ("  R&D  ", "r-d"),
        ("咖啡", "entri"),
        ("Cara membayar uang kuliah tunggal lewat bank", "cara-membayar-uang-kuliah"),
        ("x" * 50, "x" * 32),
    ],
)
def test_titles_become_ids(title: str, expected: str) -> None:
    assert slug(title, "entri") == expected


@given(st.text(max_size=80))
def test_an_id_is_always_a_valid_one(title: str) -> None:
    assert re.fullmatch(f"[a-z0-9-]{{1,{ID_LIMIT}}}", slug(title, "entri"))


@given(st.text("ab-", min_size=1, max_size=ID_LIMIT), st.integers(1, 30))
def test_numbers_keep_equal_names_apart(name: str, times: int) -> None:
    taken: set[str] = set()
    for _ in range(times):
        found = unique(name, taken)
        assert found not in taken
        assert 0 < len(found) <= ID_LIMIT
        taken.add(found)


def test_a_short_title_is_its_own_label() -> None:
    assert label("x" * TITLE_LIMIT) == "x" * TITLE_LIMIT


def test_a_long_title_is_cut_behind_a_word() -> None:
    assert label("Bagaimana cara menyeduh kopi tubruk yang enak") == "Bagaimana cara menyeduh kopi tubruk…"


@given(st.text(max_size=120))
def test_a_label_fits_its_button(title: str) -> None:
    assert len(label(title)) <= TITLE_LIMIT
