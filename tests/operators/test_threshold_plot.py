"""The picture of what the threshold does."""

from __future__ import annotations

import builtins
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.core.deciding import Thresholds
from bot.core.turns import Outcome
from bot.errors import ConfigError
from bot.operators.cases import Case, Kind, Verdict, answering, ending
from bot.operators.threshold_plot import PlotError, curves, draw
from bot.operators.trials import Trial

A = answering({"a": frozenset({"a"})})


def trial(verdict: Verdict, outcome: Outcome, confidence: float, best: str = "a") -> Trial:
    foreign = verdict in (Verdict.FALSE, Verdict.LEFT)
    case = Case("x", Kind.FOREIGN if foreign else Kind.IN_SCOPE, ending("-") if foreign else A)
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
    pytest.importorskip("matplotlib")
    draw(TRIALS, Thresholds(), tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["tiada/a.png", "a.jenislain"])
def test_a_picture_that_cannot_be_written_is_named(tmp_path: Path, name: str) -> None:
    pytest.importorskip("matplotlib")
    with pytest.raises(PlotError, match="tidak dapat ditulis"):
        draw(TRIALS, Thresholds(), tmp_path / name)


def test_without_matplotlib_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    for name in [name for name in sys.modules if name.startswith("matplotlib")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ConfigError, match=r"tanya-peksos\[plot\]"):
        draw(TRIALS, Thresholds(), tmp_path / "a.png")
