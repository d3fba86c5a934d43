"""Cross-validation of what is learnt about danger: noticing it, its kinds, and what people write next.

Lives here: leaving every n-th example out, and asking for it.
Never here: the learning (bot.core.safety), questions about the subject (cross_validation.py).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import mean, stdev
from typing import TypeVar

from bot.core.language.fitted import make_reader
from bot.core.model import Knowledge, Safety, Support
from bot.core.safety.companion import Companion
from bot.core.safety.detector import Detector
from bot.operators.evaluation.cross_validation import FOLDS, Spread, Validation
from bot.operators.evaluation.figures import Figure
from bot.operators.evaluation.folds import By

K = TypeVar("K")


def validate_danger(knowledge: Knowledge, frequency: Mapping[str, float], count: int = FOLDS) -> Validation:
    """The figures of each fold, averaged. A fold takes seconds."""
    found = [list(_fold(knowledge, frequency, count, number)) for number in range(count)]
    return Validation(By.DANGER, (), tuple(map(_spread, zip(*found, strict=True))))


def _spread(figures: Sequence[Figure]) -> Spread:
    shares = [figure.share for figure in figures if figure.total]
    middle = mean(shares) if shares else math.nan
    deviation = stdev(shares) if len(shares) > 1 else math.nan
    return Spread(figures[0].name, middle, deviation, sum(figure.total for figure in figures))


def _fold(knowledge: Knowledge, frequency: Mapping[str, float], count: int, number: int) -> Iterator[Figure]:
    safety = knowledge.safety
    kept = replace(knowledge, safety=_without(safety, count, number))
    detector = Detector.build(kept, make_reader(kept, frequency))
    companion = Companion.build(kept, detector)
    danger, harmless = _left(safety.danger, count, number), _left(safety.harmless, count, number)
    yield Figure("crisis_noticed", sum(map(detector.alarmed, danger)), len(danger))
    yield Figure("false_alarms", sum(map(detector.alarmed, harmless)), len(harmless))
    kinds = [(text, kind) for kind, texts in safety.kinds.items() for text in _left(texts, count, number)]
    yield Figure("kind_right", sum(companion.kind(text) is kind for text, kind in kinds), len(kinds))
    if support := safety.support:
        moves = [(text, move) for move, texts in support.examples.items() for text in _left(texts, count, number)]
        yield Figure("move_right", sum(companion.move(text) is move for text, move in moves), len(moves))
        asked, other = (_left(texts, count, number) for texts in (support.line_requests, support.other_requests))
        least = knowledge.policy.answer
        yield Figure("lines_given", sum(companion.asks_for_lines(text) >= least for text in asked), len(asked))
        yield Figure("lines_unasked", sum(companion.asks_for_lines(text) >= least for text in other), len(other))


def _without(safety: Safety, count: int, number: int) -> Safety:
    kinds = _each(safety.kinds, count, number)
    return replace(
        safety,
        danger=tuple(text for texts in kinds.values() for text in texts) or _kept(safety.danger, count, number),
        harmless=_kept(safety.harmless, count, number),
        kinds=kinds,
        support=_without_moves(safety.support, count, number) if safety.support else None,
    )


def _without_moves(support: Support, count: int, number: int) -> Support:
    return replace(
        support,
        examples=_each(support.examples, count, number),
        line_requests=_kept(support.line_requests, count, number),
        other_requests=_kept(support.other_requests, count, number),
    )


def _each(examples: Mapping[K, tuple[str, ...]], count: int, number: int) -> dict[K, tuple[str, ...]]:
    return {key: _kept(texts, count, number) for key, texts in examples.items()}


def _kept(texts: Sequence[str], count: int, number: int) -> tuple[str, ...]:
    return tuple(text for place, text in enumerate(texts) if place % count != number)


def _left(texts: Sequence[str], count: int, number: int) -> tuple[str, ...]:
    """Every `count`-th text: neighbours are alike, and what is alike should stand on both sides."""
    return tuple(texts[number::count])
