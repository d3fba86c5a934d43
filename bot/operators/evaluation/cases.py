"""Test questions and what a right reply to each would be.

Lives here: cases as frozen data, which ids satisfy which, whether a turn is what was wanted.
Never here: file formats (case_files.py), asking (trials.py), counting (figures.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.core.model import Knowledge
from bot.core.turns import Outcome, Turn

# A right answer shows at most one passage beside what was asked for.
SPARE_PASSAGES = 1


class Kind(StrEnum):
    """What a case tests."""

    IN_SCOPE = "in_scope"
    OUT_OF_SCOPE = "out_of_scope"
    TALK = "talk"
    CRISIS = "crisis"
    LOOK_ALIKE = "look_alike"
    TURN = "turn"


class Verdict(StrEnum):
    """What came of a case. TAP, MISSED: no answer, with and without the right one among the first buttons."""

    RIGHT = "right"
    TAP = "tap"
    WRONG = "wrong"
    MISSED = "missed"
    FALSE = "false"
    ASKED = "asked"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Expectation:
    """A right reply: its possible outcomes, and the entries it shows.

    Each group holds the ids that satisfy one expected id; one group must be met, or `every` one.
    `wanted` is how reports call it.
    """

    wanted: str
    outcomes: frozenset[Outcome]
    groups: tuple[frozenset[str], ...] = ()
    every: bool = False

    def accepts(self, entry: str) -> bool:
        """Whether `entry` is one of those expected."""
        return any(entry in group for group in self.groups)

    def met_by(self, turn: Turn) -> bool:
        """Whether `turn` is a right reply."""
        if turn.outcome not in self.outcomes:
            return False
        if not self.groups:
            return True
        shown = set(turn.reply.entries)
        met = [bool(group & shown) for group in self.groups]
        needed = len(self.groups) if self.every else 1
        return sum(met) >= needed and len(shown) <= needed + SPARE_PASSAGES


@dataclass(frozen=True, slots=True)
class Case:
    """One typed text and what is wanted. `tags` group it in reports; `place` says where it is written."""

    text: str
    kind: Kind
    expected: Expectation
    tags: tuple[str, ...] = ()
    place: str = ""


# Cases that one person types in one chat; most have a single one.
Session = tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Ids:
    """Which of the knowledge's ids satisfy an expected one: itself, its aliases, and all below them."""

    knowledge: Knowledge
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def satisfying(self, expected: str) -> frozenset[str]:
        """Empty if the id is unknown."""
        names = self.aliases.get(expected, (expected,))
        return frozenset(self._below(name for name in names if name in self.knowledge.entries))

    def _below(self, names: Iterable[str]) -> set[str]:
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting.extend(self.knowledge.children.get(name, ()))
        return found


def answering(ids: Mapping[str, frozenset[str]], every: bool = False) -> Expectation:
    """An answer with one of the expected ids, or with `every` one; `ids` maps each to what satisfies it."""
    wanted = ("+" if every else "/").join(ids)
    return Expectation(wanted, frozenset({Outcome.ANSWER}), tuple(ids.values()), every)


def ending(wanted: str, *outcomes: Outcome) -> Expectation:
    """Any reply with one of the outcomes."""
    return Expectation(wanted, frozenset(outcomes))
