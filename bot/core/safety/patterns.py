"""Patterns: groups of words that mean danger where they stand close together.

Lives here: their notation, finding them, which of them can be there at all.
Never here: groups and their words (data: `model.Signs`), what a pattern leads to (bot.core.safety.detector).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

# The parts of a pattern stand at most this many words apart.
WINDOW = 8


@dataclass(frozen=True, slots=True)
class Pattern:
    """Groups that mean danger where they stand close together; one group of each part is enough."""

    parts: tuple[frozenset[str], ...]
    ordered: bool
    urgent: bool

    @classmethod
    def parse(cls, text: str) -> Pattern:
        """`a > b|c`: a, then b or c. `a & b`: both, in any order. `! a & b`: the same, and urgent."""
        parts = re.split(r"\s*[>&]\s*", text.strip("! "))
        return cls(tuple(frozenset(part.split("|")) for part in parts), ">" in text, text.startswith("!"))

    def fits(self, places: Mapping[str, Sequence[int]]) -> bool:
        """Whether it occurs. `places` are the positions of each group."""
        if any(part.isdisjoint(places) for part in self.parts):
            return False
        first, *rest = ({at for group in part for at in places.get(group, ())} for part in self.parts)
        return any(self._continues(at, rest) for at in first)

    def _continues(self, first: int, rest: Sequence[set[int]]) -> bool:
        at = first
        for spots in rest:
            low = at if self.ordered else at - WINDOW
            near = [spot for spot in spots if low <= spot <= at + WINDOW]
            if not near:
                return False
            at = min(near) if self.ordered else first
        return True


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns by the groups of one of their parts, for few can fit a text."""

    by_group: Mapping[str, tuple[Pattern, ...]]

    @classmethod
    def build(cls, texts: Iterable[str], background: Set[str]) -> Patterns:
        """Each by a part that is no `background` if it has one: those are in every other text."""
        found: dict[str, list[Pattern]] = {}
        for pattern in map(Pattern.parse, texts):
            telling = next((part for part in pattern.parts if part.isdisjoint(background)), pattern.parts[0])
            for group in sorted(telling):
                found.setdefault(group, []).append(pattern)
        return cls({group: tuple(patterns) for group, patterns in found.items()})

    def fitting(self, places: Mapping[str, Sequence[int]]) -> set[Pattern]:
        """Those that occur. `places` are the positions of each group."""
        return {
            pattern for group in places for pattern in self.by_group.get(group, ()) if pattern.fits(places)
        }
