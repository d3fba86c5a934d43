"""Dates, numbers and shares."""

from __future__ import annotations

from datetime import date

import pytest

from bot.operators.wording.indonesian_forms import number, percent, period, short_date


@pytest.mark.parametrize(("value", "written"), [(0, "0"), (999, "999"), (1234, "1.234"), (1234567, "1.234.567")])
def test_thousands_are_parted_with_dots(value: int, written: str) -> None:
    assert number(value) == written


def test_months_have_their_indonesian_names() -> None:
    assert [short_date(date(2027, month, 9)) for month in (5, 8, 10, 12)] == ["9 Mei", "9 Agu", "9 Okt", "9 Des"]


@pytest.mark.parametrize(
    ("since", "until", "written"),
    [
        (date(2026, 12, 17), date(2027, 1, 15), "17 Des 2026 – 15 Jan 2027"),
        (date(2027, 1, 9), date(2027, 1, 15), "9 Jan – 15 Jan 2027"),
        (date(2027, 1, 15), date(2027, 1, 15), "15 Jan 2027"),
    ],
)
def test_a_period_names_the_years_it_needs(since: date, until: date, written: str) -> None:
    assert period(since, until) == written


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [(1, 2, "50 %"), (0, 5, "0 %"), (5, 5, "100 %"), (1, 1000, "1 %"), (999, 1000, "99 %"), (0, 0, "–")],
)
def test_what_is_there_is_never_nothing_and_what_is_missing_never_all(part: int, whole: int, written: str) -> None:
    assert percent(part, whole) == written
