"""Counting trials: shares with their uncertainty, mistaken pairs, reliability, thresholds.

Lives here: which questions each figure is a share of, Wilson's interval, AUROC, thresholds for so many false answers.
Never here: what a right reply is (cases.py), asking (trials.py), the figures' names in words (page.py).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.core.turns import Outcome
from bot.operators.evaluation.cases import Kind, Verdict
from bot.operators.evaluation.trials import Trial, of_kind

Z = 1.959964  # the 97.5 % point of the normal distribution: intervals hold 95 %
FIRST = 4
BANDS = 10
FALSE_SHARES = (0.02, 0.05, 0.10)
# Tags with fewer questions say nothing by themselves.
TAG_LIMIT = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """`hits` of `total`. `detail` is the tag or kind it is limited to; empty for all."""

    name: str
    hits: int
    total: int
    detail: str = ""

    @property
    def share(self) -> float:
        """0 to 1; nan of nothing."""
        return self.hits / self.total if self.total else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share by Wilson (1927), which holds for small and extreme counts too."""
        if not self.total:
            return 0.0, 1.0
        n, p = self.total, self.share
        middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
        half = Z / (1 + Z * Z / n) * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """What the threshold would have to be for at most `allowed` of the out-of-scope questions to be answered."""

    allowed: float
    threshold: float
    right: float
    wrong: float


def figures(trials: Sequence[Trial]) -> list[Figure]:
    """Every figure that the trials have something to say about."""
    found = [*_in_scope(of_kind(trials, Kind.IN_SCOPE)), *_out_of_scope(of_kind(trials, Kind.OUT_OF_SCOPE))]
    wholes = {Kind.TALK: "talk_recognised", Kind.CRISIS: "crisis_noticed", Kind.TURN: "turns_right"}
    for kind, name in wholes.items():
        found.append(_count(name, of_kind(trials, kind), _is(Verdict.RIGHT)))
    found.append(_count("false_alarms", of_kind(trials, Kind.LOOK_ALIKE), _is(Verdict.WRONG)))
    dialogues = [list(turns) for _, turns in groupby(of_kind(trials, Kind.TURN), lambda trial: trial.session)]
    whole = sum(all(turn.verdict is Verdict.RIGHT for turn in turns) for turns in dialogues)
    found.append(Figure("dialogues_right", whole, len(dialogues)))
    return [figure for figure in found if figure.total]


def _in_scope(trials: Sequence[Trial]) -> Iterator[Figure]:
    yield _count("right_at_once", trials, _is(Verdict.RIGHT))
    yield from _by_tag("right_at_once", trials, _is(Verdict.RIGHT))
    yield _count("in_one_tap", trials, _is(Verdict.RIGHT, Verdict.TAP))
    yield _count("wrong", trials, _is(Verdict.WRONG))
    yield _count("asked_back", trials, lambda trial: trial.outcome is Outcome.CLARIFY)
    yield _count("best_right", trials, lambda trial: trial.best_is_right)
    yield _count("first_four", trials, _in_first)


def _out_of_scope(trials: Sequence[Trial]) -> Iterator[Figure]:
    yield _count("falsely_answered", trials, _is(Verdict.FALSE))
    yield from _by_tag("falsely_answered", trials, _is(Verdict.FALSE))
    yield _count("foreign_asked_back", trials, _is(Verdict.ASKED))


def _in_first(trial: Trial) -> bool:
    return trial.best_is_right or any(trial.case.expected.accepts(entry) for entry in trial.ranked[:FIRST])


def _is(*verdicts: Verdict) -> Callable[[Trial], bool]:
    return lambda trial: trial.verdict in verdicts


def _count(name: str, trials: Sequence[Trial], hit: Callable[[Trial], bool], detail: str = "") -> Figure:
    return Figure(name, sum(map(hit, trials)), len(trials), detail)


def _by_tag(name: str, trials: Sequence[Trial], hit: Callable[[Trial], bool]) -> Iterator[Figure]:
    tags = Counter(tag for trial in trials for tag in set(trial.case.tags))
    for tag, times in sorted(tags.items()):
        if times >= TAG_LIMIT:
            yield _count(name, [trial for trial in trials if tag in trial.case.tags], hit, tag)


def confusions(trials: Iterable[Trial]) -> list[tuple[str, str, int]]:
    """Wanted, shown instead, and how often; the most frequent first. Out-of-scope questions go by their kind."""
    pairs: Counter[tuple[str, str]] = Counter()
    for trial in trials:
        case = trial.case
        if trial.verdict is Verdict.FALSE or (trial.verdict is Verdict.WRONG and case.kind is Kind.IN_SCOPE):
            wanted = f"({case.tags[0]})" if case.kind is Kind.OUT_OF_SCOPE else case.expected.wanted
            pairs[wanted, "+".join(trial.shown) or trial.outcome.value] += 1
    return [(*pair, times) for pair, times in sorted(pairs.items(), key=lambda item: (-item[1], item[0]))]


def reliability(trials: Iterable[Trial]) -> list[Figure]:
    """How many answers at each confidence are right, in BANDS steps; any to an out-of-scope question is wrong."""
    bands: dict[int, list[bool]] = {}
    for trial in of_kind(list(trials), Kind.IN_SCOPE, Kind.OUT_OF_SCOPE):
        if trial.outcome is Outcome.ANSWER:
            band = min(int(trial.confidence * BANDS), BANDS - 1)
            bands.setdefault(band, []).append(trial.verdict is Verdict.RIGHT)
    return [
        Figure("reliability", sum(right), len(right), f"{band / BANDS:.1f}-{(band + 1) / BANDS:.1f}")
        for band, right in sorted(bands.items(), reverse=True)
    ]


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """The chance that a question in scope scores higher than one out of scope; ties count half."""
    ordered = sorted([(score, True) for score in inside] + [(score, False) for score in outside])
    below = wins = 0.0
    for _, tied in groupby(ordered, key=lambda item: item[0]):
        kinds = [is_inside for _, is_inside in tied]
        ours = sum(kinds)
        wins += ours * (below + (len(kinds) - ours) / 2)
        below += len(kinds) - ours
    return wins / (len(inside) * len(outside)) if inside and outside else math.nan


def operating_points(inside: Sequence[tuple[float, bool]], outside: Sequence[float]) -> list[OperatingPoint]:
    """The lowest threshold for each of FALSE_SHARES, and what it gives. `inside`: score, whether right."""
    points = []
    highest = sorted(outside, reverse=True)
    for allowed in FALSE_SHARES if inside and outside else ():
        # Answering needs a score above this one, the first that may no longer be answered.
        place = int(allowed * len(highest))
        threshold = highest[place] if place < len(highest) else -math.inf
        passed = [right for score, right in inside if score > threshold]
        right, wrong = sum(passed), len(passed) - sum(passed)
        points.append(OperatingPoint(allowed, threshold, right / len(inside), wrong / len(inside)))
    return points


def scores(trials: Sequence[Trial]) -> tuple[list[tuple[float, bool]], list[float]]:
    """Confidence and rightness of the questions in scope, and the confidence of those out of scope."""
    inside = [(trial.confidence, trial.best_is_right) for trial in of_kind(trials, Kind.IN_SCOPE)]
    return inside, [trial.confidence for trial in of_kind(trials, Kind.OUT_OF_SCOPE)]
