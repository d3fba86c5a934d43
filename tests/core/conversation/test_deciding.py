from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.policy import Policy, choices, decide
from bot.core.ranking.index import Evidence
from bot.core.ranking.ranker import Ranking
from bot.core.turns import Match, Outcome
from tests.core.conftest import make_knowledge

LIMITS = Policy(answer=0.6, clarify=0.2, choice=0.05, talk_word=0.3, talk=0.4, long_talk=0.85, gap=0.25)


def ranking(confidence: float, **more: object) -> Ranking:
    evidence = Evidence(0.5, 0.3, 0.3, 0.3, 0.9, 0.1, 0.5, 0.7, 0.0)
    matches = (Match("hijau", confidence), Match("hitam", 0.1), Match("putih", 0.01))
    return replace(Ranking(matches, evidence), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("confidence", "outcome"),
    [(0.6, Outcome.ANSWER), (0.59, Outcome.CLARIFY), (0.2, Outcome.CLARIFY), (0.19, Outcome.FALLBACK)],
)
def test_the_ladder_answers_asks_or_declines(confidence: float, outcome: Outcome) -> None:
    assert decide(ranking(confidence), make_knowledge(), LIMITS).outcome is outcome


def test_choices_leave_out_what_is_too_unlikely() -> None:
    assert [match.entry for match in choices(ranking(0.4), LIMITS)] == ["hijau", "hitam"]


def test_a_gap_that_outscores_the_entries_is_declined_by_name() -> None:
    found = decide(ranking(0.4, gap="harga", gap_score=0.7), make_knowledge(), LIMITS)
    assert (found.outcome, found.gap) == (Outcome.FALLBACK, "harga")


def test_a_gap_never_takes_a_sure_answer_away() -> None:
    assert decide(ranking(0.8, gap="harga", gap_score=0.7), make_knowledge(), LIMITS).outcome is Outcome.ANSWER


def test_a_faint_gap_is_not_named() -> None:
    assert decide(ranking(0.1, gap="harga", gap_score=0.2), make_knowledge(), LIMITS).gap == ""


def test_small_talk_has_the_outcome_of_its_intent() -> None:
    said = ranking(0.1, intent="orang", talk_score=0.9, talk_likeness=0.5)
    assert decide(said, make_knowledge(), LIMITS).outcome is Outcome.HANDOFF


@pytest.mark.parametrize(
    ("confidence", "likeness", "outcome"),
    [
        (0.7, 0.9, Outcome.HANDOFF),
        (0.7, 0.5, Outcome.ANSWER),
        (0.1, 0.31, Outcome.HANDOFF),
        (0.1, 0.29, Outcome.FALLBACK),
    ],
)
def test_small_talk_is_like_an_example_and_very_like_one_where_an_entry_would_be_answered(
    confidence: float, likeness: float, outcome: Outcome
) -> None:
    words = replace(ranking(0.7).evidence, words=1.2)
    said = ranking(confidence, intent="orang", talk_score=0.9, talk_likeness=likeness, evidence=words)
    assert decide(said, make_knowledge(), LIMITS).outcome is outcome


def test_one_word_of_small_talk_need_not_be_like_any_example() -> None:
    one = replace(ranking(0.1).evidence, words=0.69)
    said = ranking(0.1, intent="orang", talk_score=0.9, evidence=one)
    assert decide(said, make_knowledge(), LIMITS).outcome is Outcome.HANDOFF


def test_small_talk_that_scores_below_an_entry_or_an_out_of_scope_question_is_none() -> None:
    below = ranking(0.7, intent="sapaan", talk_score=0.45, talk_likeness=0.9)
    out_of_scope = ranking(0.1, intent="sapaan", talk_score=0.6, talk_likeness=0.9, out_of_scope_score=0.7)
    assert decide(below, make_knowledge(), LIMITS).outcome is Outcome.ANSWER
    assert decide(out_of_scope, make_knowledge(), LIMITS).outcome is Outcome.FALLBACK


def test_a_long_message_is_small_talk_only_if_that_is_sure() -> None:
    long = replace(ranking(0.7).evidence, words=2.5)
    assert (
        decide(
            ranking(0.7, evidence=long, intent="sapaan", talk_score=0.7, talk_likeness=0.9), make_knowledge(), LIMITS
        ).outcome
        is Outcome.ANSWER
    )
    assert (
        decide(
            ranking(0.7, evidence=long, intent="sapaan", talk_score=0.9, talk_likeness=0.9), make_knowledge(), LIMITS
        ).outcome
        is Outcome.SMALLTALK
    )


def test_a_single_word_is_small_talk_more_easily() -> None:
    word = replace(ranking(0.1).evidence, score=0.05, words=0.69)
    more = replace(word, words=1.1)
    said = {"intent": "sapaan", "talk_score": 0.35, "talk_likeness": 0.9}
    assert decide(ranking(0.1, evidence=word, **said), make_knowledge(), LIMITS).outcome is Outcome.SMALLTALK
    assert decide(ranking(0.1, evidence=more, **said), make_knowledge(), LIMITS).outcome is Outcome.FALLBACK
