"""Counting trials."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.turns import Outcome
from bot.operators.evaluation.cases import Case, Kind, Verdict, answering, ending
from bot.operators.evaluation.figures import (
    Figure,
    auroc,
    confusions,
    figures,
    operating_points,
    reliability,
    scores,
)
from bot.operators.evaluation.trials import Trial

A = answering({"a": frozenset({"a"})})
ALONE = ending("dibiarkan", Outcome.FALLBACK)


def trial(
    verdict: Verdict, confidence: float = 0.5, tags: tuple[str, ...] = (), shown: str = "a", session: int = 0
) -> Trial:
    """A trial in scope or out of it, as its verdict tells."""
    outside = verdict in (Verdict.FALSE, Verdict.ASKED, Verdict.LEFT)
    kind, expected = (Kind.OUT_OF_SCOPE, ALONE) if outside else (Kind.IN_SCOPE, A)
    case = Case("x", kind, expected, tags or ("jauh",) * outside)
    outcome = {Verdict.ASKED: Outcome.CLARIFY, Verdict.TAP: Outcome.CLARIFY, Verdict.LEFT: Outcome.FALLBACK}.get(
        verdict, Outcome.FALLBACK if verdict is Verdict.MISSED else Outcome.ANSWER
    )
    return Trial(case, session, verdict, outcome, confidence, (shown,), (shown,))


def whole(kind: Kind, verdict: Verdict, session: int = 0) -> Trial:
    return Trial(Case("x", kind, ALONE), session, verdict, Outcome.FALLBACK, 0.0, (), ())


def counts(trials: list[Trial]) -> dict[str, tuple[int, int]]:
    return {f"{figure.name} {figure.detail}".strip(): (figure.hits, figure.total) for figure in figures(trials)}


def test_questions_in_scope_are_counted_by_verdict() -> None:
    found = counts(
        [trial(Verdict.RIGHT), trial(Verdict.TAP), trial(Verdict.WRONG, shown="b"), trial(Verdict.MISSED, shown="b")]
    )
    assert found == {
        "right_at_once": (1, 4),
        "in_one_tap": (2, 4),
        "wrong": (1, 4),
        "asked_back": (1, 4),
        "best_right": (2, 4),
        "first_four": (2, 4),
    }


def test_out_of_scope_questions_are_counted_by_kind_where_there_are_enough() -> None:
    trials = [trial(Verdict.FALSE, tags=("dekat",))] * 2 + [trial(Verdict.LEFT, tags=("dekat",))] * 3
    found = counts([*trials, trial(Verdict.ASKED)])
    assert found == {"falsely_answered": (2, 6), "falsely_answered dekat": (2, 5), "foreign_asked_back": (1, 6)}


def test_talk_danger_and_dialogues_have_figures_of_their_own() -> None:
    trials = [
        whole(Kind.TALK, Verdict.RIGHT),
        whole(Kind.CRISIS, Verdict.WRONG),
        whole(Kind.LOOK_ALIKE, Verdict.WRONG),
        whole(Kind.TURN, Verdict.RIGHT, 1),
        whole(Kind.TURN, Verdict.WRONG, 1),
        whole(Kind.TURN, Verdict.RIGHT, 2),
    ]
    assert counts(trials) == {
        "talk_recognised": (1, 1),
        "crisis_noticed": (0, 1),
        "turns_right": (2, 3),
        "false_alarms": (1, 1),
        "dialogues_right": (1, 2),
    }


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (90, 100, 0.8256, 0.9448)],
)
def test_intervals_are_those_of_wilson(hits: int, total: int, low: float, high: float) -> None:
    assert Figure("x", hits, total).interval == pytest.approx((low, high), abs=1e-4)


@given(st.integers(0, 500), st.integers(1, 500))
def test_an_interval_holds_its_share(hits: int, total: int) -> None:
    figure = Figure("x", min(hits, total), total)
    low, high = figure.interval
    assert 0 <= low <= figure.share + 1e-9
    assert figure.share - 1e-9 <= high <= 1


def test_nothing_has_no_share() -> None:
    assert math.isnan(Figure("x", 0, 0).share)
    assert Figure("x", 0, 0).interval == (0.0, 1.0)


def test_mistaken_pairs_are_counted_most_frequent_first() -> None:
    wrong = trial(Verdict.WRONG, shown="b")
    assert confusions([trial(Verdict.RIGHT), trial(Verdict.FALSE), wrong, wrong]) == [("a", "b", 2), ("(jauh)", "a", 1)]


def test_reliability_counts_answers_to_out_of_scope_questions_as_wrong() -> None:
    trials = [
        trial(Verdict.RIGHT, 1.0),
        trial(Verdict.FALSE, 0.95),
        trial(Verdict.WRONG, 0.61),
        trial(Verdict.LEFT, 0.9),
    ]
    assert [(one.detail, one.hits, one.total) for one in reliability(trials)] == [("0.9-1.0", 1, 2), ("0.6-0.7", 0, 1)]


def test_auroc_counts_pairs_in_the_right_order() -> None:
    assert auroc([3, 2], [1, 0]) == 1.0
    assert auroc([1, 2], [1, 0]) == 0.875
    assert math.isnan(auroc([], [1]))


@given(st.lists(st.integers(0, 5), min_size=1, max_size=9), st.lists(st.integers(0, 5), min_size=1, max_size=9))
def test_auroc_is_what_counting_all_pairs_gives(inside: list[int], outside: list[int]) -> None:
    pairs = [(1.0 if a > b else 0.5 if a == b else 0.0) for a in inside for b in outside]
    assert auroc(inside, outside) == pytest.approx(sum(pairs) / len(pairs))


def test_an_operating_point_answers_no_more_out_of_scope_questions_than_allowed() -> None:
    inside = [(0.9, True), (0.8, False), (0.5, True), (0.2, True)]
    outside = [0.85] + [0.4] * 49
    two, five, ten = operating_points(inside, outside)
    assert (two.threshold, two.right, two.wrong) == (0.4, 0.5, 0.25)
    assert (five.right, ten.right) == (0.5, 0.5)
    assert operating_points(inside, []) == []
    assert operating_points(inside, [0.85])[0].right == 0.25


def test_scores_are_split_by_scope() -> None:
    assert scores([trial(Verdict.RIGHT, 0.7), trial(Verdict.LEFT, 0.1)]) == ([(0.7, True)], [0.1])
