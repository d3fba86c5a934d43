"""Patterns are groups close together; only those that a text can have are tried."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.core.safety.patterns import Pattern, Patterns


@pytest.mark.parametrize(
    ("pattern", "places", "fits"),
    [
        ("a > b", {"a": [0], "b": [3]}, True),
        ("a > b", {"a": [3], "b": [0]}, False),
        ("a & b", {"a": [3], "b": [0]}, True),
        ("a & b", {"a": [0], "b": [20]}, False),
        ("a > b > c", {"a": [0], "b": [7], "c": [14]}, True),
        ("a & b & c", {"a": [0], "b": [7], "c": [14]}, False),
        ("a & b|c", {"a": [0], "c": [1]}, True),
        ("a & b", {"a": [0]}, False),
        ("! a", {"a": [5]}, True),
    ],
)
def test_a_pattern_is_groups_close_together(pattern: str, places: dict[str, Sequence[int]], fits: bool) -> None:
    assert Pattern.parse(pattern).fits(places) is fits


def test_an_exclamation_mark_makes_a_pattern_urgent() -> None:
    assert Pattern.parse("! a & b").urgent
    assert not Pattern.parse("a & b").urgent


def test_only_patterns_that_occur_are_found() -> None:
    patterns = Patterns.build(["a & b", "a & c", "! d"], background={"a"})
    assert patterns.fitting({"a": [0], "b": [1]}) == {Pattern.parse("a & b")}
    assert patterns.fitting({"a": [0], "b": [20], "d": [4]}) == {Pattern.parse("! d")}
    assert patterns.fitting({"a": [0]}) == set()


def test_a_pattern_is_looked_for_only_where_its_telling_groups_are() -> None:
    patterns = Patterns.build(["a > b|c", "a & x"], background={"a", "x"})
    assert set(patterns.by_group) == {"b", "c", "a"}  # "a" leads the second, for it has nothing but background
