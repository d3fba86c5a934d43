"""When a ranking is small talk.

Lives here: how sure and how like its examples small talk must be, by how much a message says.
Never here: the ranking, what is said to small talk.
"""

from __future__ import annotations

import math

from bot.core.policy import Policy
from bot.core.ranking.ranker import Ranking

# Small talk has at most this many words that carry a subject.
TALK_WORDS = 3
_ONE_WORD = math.log1p(1)
# Small talk of two words or more is somewhat like an example of it; where an entry would be answered, very much.
TALK_LIKE, TALK_VERY_LIKE = 0.3, 0.8
# So much of it is said in words of small talk, unless it is half like an example. Of questions to two service desks
# that had one way of asking an entry, 36 of 38 that were taken for small talk say less; of small talk, 4 in 140 do.
TALK_EXPLAINED, TALK_HALF_LIKE = 0.66, 0.5
# Small talk may score this much less than an entry that would not be answered anyway.
TALK_EDGE = 0.05


def is_talk(ranking: Ranking, best: float, policy: Policy) -> bool:
    """Small talk is short: the more a message says, the surer it must be, for many open with a greeting."""
    answered = ranking.confidence >= policy.answer
    return (
        ranking.talk_score >= _talk_threshold(ranking.evidence.words, policy)
        and ranking.talk_score + (0.0 if answered else TALK_EDGE) > best
        and ranking.talk_score > ranking.out_of_scope_score
        and ranking.talk_likeness >= (TALK_VERY_LIKE if answered else _least_likeness(ranking.evidence.words))
        and (ranking.talk_explained >= TALK_EXPLAINED or ranking.talk_likeness >= TALK_HALF_LIKE)
    )


def _least_likeness(words: float) -> float:
    return 0.0 if words <= _ONE_WORD else TALK_LIKE


def _talk_threshold(words: float, policy: Policy) -> float:
    """`words` is log(1 + number of words that carry a subject), as in the evidence."""
    if words <= _ONE_WORD:
        return policy.talk_word
    return policy.talk if words <= math.log1p(TALK_WORDS) else policy.long_talk
