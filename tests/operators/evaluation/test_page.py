"""Tables for people and JSON for programs."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from rich.console import Console

from bot.core.turns import Outcome
from bot.operators.evaluation.cases import Case, Kind, Verdict, answering, ending
from bot.operators.evaluation.cross_validation import validation
from bot.operators.evaluation.folds import By
from bot.operators.evaluation.page import as_json, print_trials, print_validation
from bot.operators.evaluation.trials import Trial

A = answering({"a": frozenset({"a"})})


@pytest.fixture
def trials() -> list[Trial]:
    right = Case("[b]apa itu a[/b]", Kind.IN_SCOPE, A)
    out_of_scope = Case("cuaca", Kind.OUT_OF_SCOPE, ending("dibiarkan"), ("jauh",))
    return [
        Trial(right, 0, Verdict.RIGHT, Outcome.ANSWER, 0.92, ("a", "b"), ("a",)),
        Trial(right, 1, Verdict.WRONG, Outcome.ANSWER, 0.71, ("b", "a"), ("b",)),
        Trial(out_of_scope, 2, Verdict.FALSE, Outcome.ANSWER, 0.65, ("b",), ("b",)),
        Trial(out_of_scope, 3, Verdict.LEFT, Outcome.FALLBACK, 0.05, ("b",), ()),
    ]


def printed(show: Any, *args: Any) -> str:
    console = Console(file=io.StringIO(), width=160)
    show(console, *args)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def test_a_page_holds_figures_reliability_thresholds_and_pairs(trials: list[Trial]) -> None:
    page = printed(print_trials, trials)
    for words in ("benar langsung", "50.0", "selang 95 %", "0.9-1.0", "AUROC 100.0", "paling banyak 2%", "(jauh)"):
        assert words in page
    assert "[b]apa itu a[/b]" not in page


def test_misses_are_shown_as_typed_and_no_more_than_asked(trials: list[Trial]) -> None:
    page = printed(print_trials, [*trials, trials[1]], 1)
    assert "salah: 2" in page
    assert page.count("[b]apa itu a[/b]") == 1
    assert "keliru dijawab: 1" in page


def test_a_page_without_out_of_scope_questions_has_no_thresholds(trials: list[Trial]) -> None:
    assert "AUROC" not in printed(print_trials, trials[:2])


def test_a_validation_shows_means_and_deviations(trials: list[Trial]) -> None:
    page = printed(print_validation, validation(By.WAY, list(enumerate(trials))))
    assert "cara bertanya" in page
    assert "70.7" in page


def test_json_holds_percentages_and_every_miss(trials: list[Trial]) -> None:
    found = json.loads(json.dumps(as_json(trials, [validation(By.ENTRY, [(0, trials[2])])])))
    right = found["figures"][0]
    assert (right["name"], right["percent"], right["hits"], right["total"]) == ("right_at_once", 50.0, 1, 2)
    assert right["low"] < 50 < right["high"]
    assert [miss["verdict"] for miss in found["misses"]] == ["wrong", "false"]
    assert found["cross_validation"]["entry"][0] == {
        "name": "falsely_answered", "detail": "", "total": 1, "mean": 100.0, "deviation": None,
    }  # fmt: skip
    assert [point["allowed"] for point in found["operating_points"]] == [2.0, 5.0, 10.0]
