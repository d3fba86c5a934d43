"""A picture of what the threshold does: right, wrong, asked back and falsely answered.

Lives here: what the same trials would have come to at any other threshold, and how that is drawn.
Never here: asking again (trials.py), choosing a threshold for a share of false answers (figures.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.policy import Policy
from bot.core.turns import Outcome
from bot.errors import BotError
from bot.operators.evaluation.cases import Kind
from bot.operators.evaluation.trials import Trial, of_kind

STEPS = 100
# Only these outcomes depend on the threshold; small talk, menus and alarms are decided before it.
MOVING = frozenset({Outcome.ANSWER, Outcome.CLARIFY, Outcome.FALLBACK})


class PlotError(BotError):
    """The picture cannot be drawn or written."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Curves:
    """Percentages at each threshold: of the questions in scope, and (false) of those out of scope."""

    thresholds: tuple[float, ...]
    right: tuple[float, ...]
    wrong: tuple[float, ...]
    asked: tuple[float, ...]
    false: tuple[float, ...]


def curves(trials: Sequence[Trial], clarify: float) -> Curves:
    """The curves, were `clarify` kept and the answer threshold moved."""
    inside = of_kind(trials, Kind.IN_SCOPE)
    outside = of_kind(trials, Kind.OUT_OF_SCOPE)
    moving = [trial for trial in inside if trial.outcome in MOVING]
    moving_outside = [trial for trial in outside if trial.outcome in MOVING]
    thresholds = tuple(step / STEPS for step in range(STEPS + 1))
    columns: list[tuple[float, ...]] = []
    for at in thresholds:
        passed = [trial for trial in moving if trial.confidence >= at]
        right = sum(trial.best_is_right for trial in passed)
        asked = sum(min(clarify, at) <= trial.confidence < at for trial in moving)
        false = sum(trial.confidence >= at for trial in moving_outside)
        counts = (right, len(passed) - right, asked)
        columns.append((*(_percent(count, len(inside)) for count in counts), _percent(false, len(outside))))
    right_, wrong, asked_, false_ = zip(*columns, strict=True)
    return Curves(thresholds, right_, wrong, asked_, false_)


def draw(trials: Sequence[Trial], thresholds: Policy, path: Path) -> None:
    """Writes the picture; its format follows the name. Raises PlotError."""
    from matplotlib.figure import Figure  # here: it takes half a second, which only a picture is worth

    found = curves(trials, thresholds.clarify)
    figure = Figure(figsize=(8, 5), layout="constrained")
    axes = figure.add_subplot()
    lines = (("benar", found.right, "-"), ("salah", found.wrong, "--"), ("ditanya balik", found.asked, ":"))
    for name, values, style in (*lines, ("di luar bahan, dijawab", found.false, "-.")):
        axes.plot(found.thresholds, values, style, label=name)
    axes.axvline(thresholds.answer, color="grey", linewidth=0.8, label=f"ambang sekarang ({thresholds.answer})")
    axes.set(xlabel="ambang jawab", ylabel="persen", xlim=(0, 1), ylim=(0, 100))
    axes.grid(alpha=0.3)
    axes.legend()
    try:
        figure.savefig(path, dpi=120)
    except (OSError, ValueError) as error:
        raise PlotError(f"{path}: gambar tidak dapat ditulis ({error}).") from error


def _percent(count: int, total: int) -> float:
    return 100.0 * count / total if total else 0.0
