"""The picture of what the threshold does."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.policy import Policy
from bot.core.turns import Outcome
from bot.operators.evaluation.cases import Case, Kind, Verdict, answering, ending
from bot.operators.evaluation.threshold_plot import PlotError, curves, draw
from bot.operators.evaluation.trials import Trial

A = answering({"a": frozenset({"a"})})


def trial(verdict: Verdict, outcome: Outcome, confidence: float, best: str = "a") -> Trial:
    outside = verdict in (Verdict.FALSE, Verdict.LEFT)
    case = Case("x", Kind.OUT_OF_SCOPE if outside else Kind.IN_SCOPE, ending("-") if outside else A)
    return Trial(case, 0, verdict, outcome, confidence, (best,), ())


TRIALS = [
    trial(Verdict.RIGHT, Outcome.ANSWER, 0.9),
    trial(Verdict.MISSED, Outcome.CLARIFY, 0.4),
    trial(Verdict.WRONG, Outcome.ANSWER, 0.7, "b"),
    trial(Verdict.MISSED, Outcome.SMALLTALK, 0.0),
    trial(Verdict.FALSE, Outcome.ANSWER, 0.8),
    trial(Verdict.LEFT, Outcome.FALLBACK, 0.1),
]


@pytest.mark.parametrize(
    ("at", "right", "wrong", "asked", "false"),
    [(0.0, 50, 25, 0, 100), (0.3, 50, 25, 0, 50), (0.6, 25, 25, 25, 50), (0.75, 25, 0, 50, 50), (0.95, 0, 0, 75, 0)],
)
def test_a_higher_threshold_answers_less(at: float, right: float, wrong: float, asked: float, false: float) -> None:
    found = curves(TRIALS, clarify=0.2)
    place = found.thresholds.index(at)
    assert (found.right[place], found.wrong[place], found.asked[place], found.false[place]) == (
        right,
        wrong,
        asked,
        false,
    )


def test_small_talk_does_not_move_with_the_threshold() -> None:
    assert curves(TRIALS, 0.2).right[0] + curves(TRIALS, 0.2).wrong[0] == 75


def test_a_picture_is_written(tmp_path: Path) -> None:
    draw(TRIALS, Policy(), tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["tiada/a.png", "a.jenislain"])
def test_a_picture_that_cannot_be_written_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(PlotError, match="tidak dapat ditulis"):
        draw(TRIALS, Policy(), tmp_path / name)
