"""The statistics in a terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from bot.core.model import Knowledge
from bot.core.turns import Outcome
from bot.operators.statistics.counting import Statistics, statistics
from bot.operators.statistics.page import print_statistics

from ..logged import TODAY, count, logged

COUNTS = [
    count("outcome-answer", 6), count("outcome-clarify", 3), count("outcome-fallback", 1), count("outcome-crisis", 2),
    count("outcome-answer", 5, 1), count("hour-09", 4), count("hour-20", 8),
]  # fmt: skip
TURNS = [logged("?", Outcome.ANSWER, entry="tubruk", votes=(True, False)), logged("?", gap="harga", knowledge="lama")]


@pytest.fixture
def busy() -> Statistics:
    return statistics(TURNS, COUNTS, 30, TODAY)


def printed(found: Statistics, knowledge: Knowledge) -> str:
    console = Console(file=io.StringIO(), width=80)
    print_statistics(console, found, knowledge)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def test_shares_are_told_in_one_line(busy: Statistics, knowledge: Knowledge) -> None:
    assert "15 pertanyaan: 73 % dijawab, 20 % ditanya balik, 7 % belum tahu" in printed(busy, knowledge)


def test_bars_are_as_long_as_what_they_stand_for(busy: Statistics, knowledge: Knowledge) -> None:
    lines = {line.split()[0]: line for line in printed(busy, knowledge).splitlines() if " Jan " in line}
    assert [lines["15"].count(mark) for mark in "█▒░"] == [30, 15, 5]
    assert [lines["14"].count(mark) for mark in "█▒░"] == [25, 0, 0]
    assert lines["13"].rstrip().endswith("–")


def test_names_are_those_that_people_know(busy: Statistics, knowledge: Knowledge) -> None:
    page = printed(busy, knowledge)
    assert "Kopi tubruk" in page
    assert "harga" in page  # a gap that the knowledge no longer has
    assert "lama: 50 % dari 2 giliran" in page


def test_nothing_is_wider_than_a_terminal(busy: Statistics, knowledge: Knowledge) -> None:
    assert max(map(len, printed(busy, knowledge).splitlines())) <= 80


def test_a_long_time_is_shown_in_weeks(knowledge: Knowledge) -> None:
    counts = [count("outcome-answer", 1, days) for days in range(40)]
    assert "Pertanyaan tiap minggu" in printed(statistics((), counts, 60, TODAY), knowledge)


def test_an_empty_log_is_told_in_one_sentence(knowledge: Knowledge) -> None:
    page = printed(statistics((), (), 30, TODAY), knowledge)
    assert page.splitlines()[1:] == ["Belum ada pertanyaan dalam 30 hari terakhir."]


def test_a_log_of_danger_only_does_not_fail(knowledge: Knowledge) -> None:
    assert "1 tanda bahaya" in printed(statistics((), [count("outcome-crisis", 1)], 30, TODAY), knowledge)
