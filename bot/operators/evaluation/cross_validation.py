"""Cross-validation: how the bot would do on questions it has not been taught.

Lives here: one assistant a fold, and the mean and spread of each figure over the folds.
Never here: what a fold leaves out (folds.py), printing (page.py).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import mean, stdev

from bot.assistant import Assistant
from bot.core.model import Knowledge
from bot.operators.evaluation.figures import Figure, auroc, figures, scores
from bot.operators.evaluation.folds import By, folds
from bot.operators.evaluation.trials import Trial, ask_all

Open = Callable[[Knowledge], Assistant]
FOLDS = 4


@dataclass(frozen=True, slots=True)
class Spread:
    """A share over the folds: mean, standard deviation (0 to 1), and the questions of all folds together."""

    name: str
    mean: float
    deviation: float
    total: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Validation:
    """All trials of one way of leaving out, and the figures over its folds."""

    by: By
    trials: tuple[Trial, ...]
    spreads: tuple[Spread, ...]


@dataclass(frozen=True, slots=True)
class Validator:
    """Cross-validates a knowledge. `open_` trains an assistant; `most` limits a fold's questions (0: all). `only` these
    texts are asked (None: all)."""

    knowledge: Knowledge
    open_: Open
    count: int = FOLDS
    most: int = 0
    only: frozenset[str] | None = None

    def trials(self, by: By) -> Iterator[tuple[int, Trial]]:
        """The number of the fold and each trial, as they come."""
        for number, fold in enumerate(folds(self.knowledge, by, self.count, self.most)):
            assistant = self.open_(fold.knowledge)
            sessions = [one for one in fold.sessions if self.only is None or one[0].text in self.only]
            for trial in ask_all(assistant, sessions, f"fold-{number}"):
                yield number, trial


def validation(by: By, numbered: Sequence[tuple[int, Trial]]) -> Validation:
    """The figures of trials that came with the number of their fold."""
    parts: dict[int, list[Trial]] = {}
    for number, trial in numbered:
        parts.setdefault(number, []).append(trial)
    named: dict[str, dict[str, list[Figure]]] = {}
    for part in parts.values():
        for figure in figures(part):
            named.setdefault(figure.name, {}).setdefault(figure.detail, []).append(figure)
    # A detail of a single fold (an entry that was left out once) has no spread.
    kept = (found for details in named.values() for found in details.values())
    spreads = [_spread(found) for found in kept if not found[0].detail or len(found) > 1]
    return Validation(by, tuple(trial for _, trial in numbered), (*spreads, *_separation(list(parts.values()))))


def _spread(found: Sequence[Figure]) -> Spread:
    shares = [figure.share for figure in found]
    deviation = stdev(shares) if len(shares) > 1 else math.nan
    return Spread(found[0].name, mean(shares), deviation, sum(figure.total for figure in found), found[0].detail)


def _separation(parts: Sequence[Sequence[Trial]]) -> Iterator[Spread]:
    """AUROC, where a fold asks both kinds of questions."""
    values, total = [], 0
    for part in parts:
        inside, outside = scores(part)
        if inside and outside:
            values.append(auroc([score for score, _ in inside], outside))
            total += len(inside) + len(outside)
    if values:
        yield Spread("auroc", mean(values), stdev(values) if len(values) > 1 else math.nan, total)
