from __future__ import annotations

import math
from dataclasses import replace

import pytest

from bot.core.conversation.small_talk import (
    TALK_EDGE,
    TALK_EXPLAINED,
    TALK_HALF_LIKE,
    TALK_LIKE,
    TALK_VERY_LIKE,
    TALK_WORDS,
    is_talk,
)
from bot.core.policy import Policy
from bot.core.ranking.index import Evidence
from bot.core.ranking.ranker import Ranking
from bot.core.turns import Match

LIMITS = Policy(answer=0.6, talk_word=0.3, talk=0.4, long_talk=0.85)


def talks(score: float, words: int, confidence: float = 0.1, best: float = 0.0, **more: float) -> bool:
    """Whether a message of so many words of content is small talk, very like an example unless said otherwise."""
    evidence = Evidence(best, 0.3, 0.3, 0.3, 0.9, 0.1, 0.5, math.log1p(words), 0.0)
    ranking = Ranking((Match("hijau", confidence),), evidence, talk_score=score, talk_likeness=0.9)
    return is_talk(replace(ranking, **more), best, LIMITS)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "least"), [(0, 0.3), (1, 0.3), (2, 0.4), (TALK_WORDS, 0.4), (TALK_WORDS + 1, 0.85), (20, 0.85)]
)
def test_the_more_a_message_says_the_surer_small_talk_must_be(words: int, least: float) -> None:
    assert talks(least, words)
    assert not talks(least - 0.01, words)


@pytest.mark.parametrize(("confidence", "least"), [(0.59, TALK_LIKE), (0.6, TALK_VERY_LIKE)])
def test_small_talk_is_like_an_example_and_very_like_one_where_an_entry_would_be_answered(
    confidence: float, least: float
) -> None:
    assert talks(0.9, 2, confidence, talk_likeness=least)
    assert not talks(0.9, 2, confidence, talk_likeness=least - 0.01)


def test_one_word_of_small_talk_need_not_be_like_any_example() -> None:
    assert talks(0.9, 1, talk_likeness=0.0)
    assert not talks(0.9, 1, confidence=0.7, talk_likeness=0.0)


def test_small_talk_scores_above_an_entry_that_is_answered_and_almost_as_much_as_one_that_is_not() -> None:
    assert talks(0.5, 2, confidence=0.7, best=0.49)
    assert not talks(0.5, 2, confidence=0.7, best=0.51)
    assert talks(0.5, 2, best=0.49 + TALK_EDGE)
    assert not talks(0.5, 2, best=0.51 + TALK_EDGE)


def test_small_talk_scores_above_what_is_out_of_scope() -> None:
    assert talks(0.9, 2, out_of_scope_score=0.89)
    assert not talks(0.9, 2, out_of_scope_score=0.9)


def test_small_talk_is_said_in_words_of_small_talk_or_is_half_like_an_example() -> None:
    assert talks(0.9, 2, talk_explained=TALK_EXPLAINED, talk_likeness=TALK_HALF_LIKE - 0.01)
    assert not talks(0.9, 2, talk_explained=TALK_EXPLAINED - 0.01, talk_likeness=TALK_HALF_LIKE - 0.01)
    assert talks(0.9, 2, talk_explained=0.0, talk_likeness=TALK_HALF_LIKE)
