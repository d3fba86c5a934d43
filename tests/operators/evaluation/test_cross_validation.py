"""Averages over folds."""

from __future__ import annotations

import math

import pytest

from bot.assistant import Assistant
from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Knowledge
from bot.core.turns import Outcome
from bot.operators.evaluation.cases import Case, Kind, Verdict, answering, ending
from bot.operators.evaluation.cross_validation import Validator, validation
from bot.operators.evaluation.folds import By
from bot.operators.evaluation.trials import Trial

A = answering({"a": frozenset({"a"})})


def trial(verdict: Verdict, confidence: float, tags: tuple[str, ...] = ()) -> Trial:
    outside = verdict in (Verdict.FALSE, Verdict.LEFT)
    case = Case(
        "x", Kind.OUT_OF_SCOPE if outside else Kind.IN_SCOPE, ending("-") if outside else A, tags or ("t",) * outside
    )
    return Trial(case, 0, verdict, Outcome.ANSWER, confidence, ("a",), ("a",))


def test_each_figure_has_a_mean_and_a_deviation_over_the_folds() -> None:
    numbered = [
        (0, trial(Verdict.RIGHT, 0.9)),
        (0, trial(Verdict.LEFT, 0.1)),
        (1, trial(Verdict.WRONG, 0.1)),
        (1, trial(Verdict.LEFT, 0.9)),
    ]
    found = {spread.name: spread for spread in validation(By.WAY, numbered).spreads}
    assert (found["right_at_once"].mean, found["right_at_once"].total) == (0.5, 2)
    assert found["right_at_once"].deviation == pytest.approx(math.sqrt(0.5))
    assert found["auroc"].mean == 0.5


def test_one_fold_has_no_deviation_and_no_details() -> None:
    numbered = [(0, trial(Verdict.RIGHT, 0.9, ("gaul",)))] * 6
    spreads = validation(By.WAY, numbered).spreads
    assert all(math.isnan(spread.deviation) and not spread.detail for spread in spreads)


def test_a_detail_seen_in_several_folds_is_kept() -> None:
    numbered = [(i % 2, trial(Verdict.RIGHT, 0.9, ("gaul",))) for i in range(10)]
    assert "gaul" in {spread.detail for spread in validation(By.WAY, numbered).spreads}


def test_each_fold_is_asked_of_an_assistant_that_learnt_the_rest(knowledge: Knowledge) -> None:
    learnt: list[Knowledge] = []

    def train(part: Knowledge) -> Assistant:
        learnt.append(part)
        return Assistant(Dialogue(part, {}))

    numbered = list(Validator(knowledge, train, count=2, most=4).trials(By.WAY))
    assert [number for number, _ in numbered] == [0] * 4 + [1] * 4
    assert len(learnt) == 2
    assert learnt[0].entries["tubruk"].questions != learnt[1].entries["tubruk"].questions
