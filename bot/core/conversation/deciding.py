"""From a ranking to what to do: answer, ask back, chat, or say that the bot does not know.

Lives here: the thresholds and the ladder they form. The ladder is all there is: no question is a special case.
Never here: texts, the state of a conversation.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from bot.core.model import Knowledge
from bot.core.ranking.ranker import Ranking
from bot.core.turns import Match, Outcome

CHOICES = 4
# Small talk has at most this many words that carry a subject.
TALK_WORDS = 3
_ONE_WORD = math.log1p(1)
# Small talk of two words or more is somewhat like an example of it; where an entry would be answered, very much.
TALK_LIKE, TALK_VERY_LIKE = 0.3, 0.8
# Small talk may score this much less than an entry that would not be answered anyway.
TALK_EDGE = 0.05


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Confidences, 0 to 1: answer at or above `answer`, ask back at or above `clarify`.

    `choice` is the least confidence a choice needs beside the best one; `talk_word` (for one word), `talk`,
    `long_talk` and `gap` are raw scores, where 1 is as sure as a training example.
    """

    answer: float = 0.6
    clarify: float = 0.22
    hedge: float = 0.37
    hedge_alone: float = 0.5
    lead: float = 0.15
    choice: float = 0.02
    talk_word: float = 0.2
    talk: float = 0.3
    long_talk: float = 0.85
    gap: float = 0.25


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome, the entries it is about (best first), and the gap or small talk it named."""

    outcome: Outcome
    matches: tuple[Match, ...] = ()
    gap: str = ""
    intent: str = ""


def decide(ranking: Ranking, knowledge: Knowledge, thresholds: Thresholds) -> Decision:
    """The decision for one question."""
    best = ranking.evidence.score
    if ranking.intent and is_talk(ranking, best, thresholds):
        return Decision(Outcome(knowledge.intents[ranking.intent].outcome), intent=ranking.intent)
    if ranking.confidence >= thresholds.answer:
        return Decision(Outcome.ANSWER, ranking.matches)
    gap = ranking.gap if ranking.gap_score >= thresholds.gap and ranking.gap_score > best else ""
    if not gap and ranking.confidence >= thresholds.clarify:
        return Decision(Outcome.CLARIFY, choices(ranking, thresholds))
    return Decision(Outcome.FALLBACK, ranking.matches, gap)


def choices(ranking: Ranking, thresholds: Thresholds) -> tuple[Match, ...]:
    """The entries to choose from, best first."""
    near = [match for match in ranking.matches[1:CHOICES] if match.confidence >= thresholds.choice]
    return (ranking.matches[0], *near)


def is_talk(ranking: Ranking, best: float, thresholds: Thresholds) -> bool:
    """Small talk is short: the more a message says, the surer it must be, for many open with a greeting."""
    answered = ranking.confidence >= thresholds.answer
    return (
        ranking.talk_score >= _talk_threshold(ranking.evidence.words, thresholds)
        and ranking.talk_score + (0.0 if answered else TALK_EDGE) > best
        and ranking.talk_score > ranking.out_of_scope_score
        and ranking.talk_likeness >= (TALK_VERY_LIKE if answered else _least_likeness(ranking.evidence.words))
    )


def _least_likeness(words: float) -> float:
    return 0.0 if words <= _ONE_WORD else TALK_LIKE


def _talk_threshold(words: float, thresholds: Thresholds) -> float:
    """`words` is log(1 + number of words that carry a subject), as in the evidence."""
    if words <= _ONE_WORD:
        return thresholds.talk_word
    return thresholds.talk if words <= math.log1p(TALK_WORDS) else thresholds.long_talk
