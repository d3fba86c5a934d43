"""What a message may mean, as data.

Lives here: meanings with their chances, how each is carried out, and what several kinds of evidence say together.
Never here: where meanings come from (standing, leaning), what is done about them (carrying_out).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.core.conversation.questions import Question
from bot.core.model import Act

# At most this many passages in one reply.
SEVERAL = 3
# What a meaning may rest on.
RANKING, SLOT, EXPLAINED = "ranking", "slot", "explained"
# Kinds of evidence that look at a message from different sides.
SIDES = frozenset({RANKING, SLOT, EXPLAINED, Act.ASPECT, Act.WHY})


class Way(StrEnum):
    """How a meaning is carried out."""

    ANSWER = "answer"  # as it stands, or said of something before
    CHOICE = "choice"  # a button that was typed
    BRIEF = "brief"
    SIMPLE = "simple"
    FULL = "full"
    EXAMPLE = "example"
    AGAIN = "again"
    SOURCE = "source"
    ASPECT = "aspect"
    COMPARE = "compare"
    ALL = "all"  # several, one below the other
    OTHERS = "others"
    END = "end"  # the list has no more
    NOT_THAT = "not-that"
    NOTHING = "nothing"  # there is no answer before that it could be about
    TALK = "talk"
    GAP = "gap"
    TERM = "term"  # what a term means, in a line; without a name, all of them
    MENU = "menu"


# Acts that are about the answer before, and how each is carried out.
ON_ANSWER: Mapping[Act, Way] = {
    Act.SHORTER: Way.BRIEF, Act.SIMPLER: Way.SIMPLE, Act.LONGER: Way.FULL, Act.EXAMPLE: Way.EXAMPLE,
    Act.AGAIN: Way.AGAIN, Act.SOURCE: Way.SOURCE, Act.WHY: Way.ASPECT, Act.ASPECT: Way.ASPECT,
}  # fmt: skip
# Acts that go from the answer before to another; in order, for of two that are as likely the first wins.
GOING = (Act.NEXT, Act.PREVIOUS, Act.OTHERS, Act.COMPARE, Act.BOTH, Act.OTHER_ONE, Act.BACK)
# Acts that name an entry, or a part of its name.
NAMING = (Act.SAME_OF, Act.CORRECT, Act.SWITCH, Act.BACK_TO, Act.COMPARE_WITH)


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a message may mean, with its chance, 0 to 1. `because` names the evidence, for whoever looks."""

    way: Way
    chance: float
    entries: tuple[str, ...] = ()
    data: str = ""
    name: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """A message as understood: its question (the core of it), its meanings, the likeliest first, and its acts."""

    question: Question
    meanings: tuple[Meaning, ...]
    acts: Mapping[Act, float]
    peeled: int

    @property
    def best(self) -> Meaning | None:
        return self.meanings[0] if self.meanings else None


def merged(found: Sequence[Meaning], together: float) -> tuple[Meaning, ...]:
    """Each meaning once, the likeliest first. What is seen from several sides is likelier than from any of them;
    `together`: how much each further side is worth."""
    kept: dict[tuple[object, ...], Meaning] = {}
    sides: dict[tuple[object, ...], set[str]] = {}
    for one in sorted(found, key=lambda meaning: -meaning.chance):
        shows = one.way in (Way.ANSWER, Way.ASPECT)
        key = (Way.ANSWER if shows else one.way, one.entries, one.data, one.name)
        best = kept.setdefault(key, one)
        seen = sides.setdefault(key, {one.because})
        if shows and one.because not in seen and {one.because, best.because} <= SIDES:
            kept[key] = replace(best, chance=1.0 - (1.0 - best.chance) * (1.0 - together * one.chance))
            seen.add(one.because)
    return tuple(sorted(kept.values(), key=lambda meaning: -meaning.chance))
