"""Misses by likeness, as today's knowledge sees them: what is still open, what was declined on purpose.

Lives here: which misses are settled by now, known gaps, groups with the entry that is nearest.
Never here: what a miss is (misses.py), how likeness is measured (likeness.py), tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.conversation.dialogue import Dialogue
from bot.core.language.text import clean, tokens
from bot.core.turns import Conversation, Match, Outcome, Turn, Utterance
from bot.operators.gaps.likeness import Likeness
from bot.operators.gaps.misses import Kind, Miss, whole
from bot.operators.statistics.counting import Ranked

# Below this an entry has nothing to do with the question (bot.core.conversation.dialogue asks for the same).
NEAR = 0.04


@dataclass(frozen=True, slots=True)
class MissGroup:
    """Like questions. `ways` are the different ones, most frequent first; `nearest` was not what anybody rejected."""

    ways: tuple[str, ...]
    kinds: tuple[tuple[Kind, int], ...]
    nearest: Match | None

    @property
    def times(self) -> int:
        return sum(times for _, times in self.kinds)

    @property
    def example(self) -> str:
        """The most frequent one, if possible one in which nothing had to be hidden."""
        return next(filter(whole, self.ways), self.ways[0])


@dataclass(frozen=True, slots=True)
class Misses:
    """`groups` are open, largest first; `known` are the gaps that were named; `settled` got what they lacked since."""

    groups: tuple[MissGroup, ...]
    known: Ranked
    settled: int


def same(text: str) -> str:
    """What two ways of writing one question have in common: its words, without case and punctuation."""
    return " ".join(tokens(clean(text)))


def sort_out(misses: Iterable[Miss], dialogue: Dialogue) -> Misses:
    """Every miss in its place. What sounds like danger by now is left out altogether: it is nobody's to read."""
    known: Counter[str] = Counter()
    opened: dict[str, list[Miss]] = {}
    turns: dict[str, Turn] = {}
    settled = 0
    for miss in misses:
        key = same(miss.question)
        if key not in turns:
            turns[key] = dialogue.respond(Utterance(miss.question), Conversation())
        now = turns[key]
        if now.outcome is Outcome.CRISIS:
            continue
        if _is_settled(miss, now):
            settled += 1
        elif gap := now.gap or miss.gap:
            known[gap] += 1
        else:
            opened.setdefault(key, []).append(miss)
    ranked = tuple(sorted(known.items(), key=lambda one: (-one[1], one[0])))
    return Misses(tuple(_groups(opened, dialogue)), ranked, settled)


def _is_settled(miss: Miss, now: Turn) -> bool:
    if miss.kind is Kind.UNANSWERED:
        return now.outcome is not Outcome.FALLBACK
    if now.outcome is not Outcome.ANSWER:
        return False
    # Help lines and articles of a rulebook are no entries, so no such answer was turned down.
    return not now.matches or now.matches[0].entry not in (*miss.offered, miss.entry)


def _groups(opened: dict[str, list[Miss]], dialogue: Dialogue) -> list[MissGroup]:
    """One group for like keys of `opened`, whose values are the same question asked several times."""
    keys = sorted(opened, key=lambda key: (-len(opened[key]), key))
    likeness = Likeness(dialogue.questions.reader, dialogue.questions.ranker.corpus)
    groups = [
        _group([opened[keys[place]] for place in places], dialogue)
        for places in likeness.groups([opened[key][0].question for key in keys])
    ]
    return sorted(groups, key=lambda group: (-group.times, group.example))


def _group(members: list[list[Miss]], dialogue: Dialogue) -> MissGroup:
    misses = [miss for member in members for miss in member]
    times = Counter(miss.kind for miss in misses)
    rejected = {entry for miss in misses for entry in miss.offered}
    ways = tuple(member[0].question for member in members)
    group = MissGroup(ways, tuple((kind, times[kind]) for kind in Kind if times[kind]), None)
    matches = dialogue.questions.ask(group.example).ranking.matches
    near = (match for match in matches if match.entry not in rejected and match.confidence >= NEAR)
    return MissGroup(ways, group.kinds, next(near, None))
