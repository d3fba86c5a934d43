"""Places in a list: "nomor 4", "yang kedua", "yang paling atas", "dua yang terakhir".

Lives here: reading which places of a list of known length a message names, and what else it says.
Never here: which list is meant, words of any language (data: `Steering`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.core.language.text import Reader, Reading, Word, clean, tokens
from bot.core.model import Steering

# Lists are no longer than this; a larger number is a year, an age or an article.
LONGEST = 12


@dataclass(frozen=True, slots=True)
class Places:
    """Places from 0, in the order named, and the words that say something else."""

    found: tuple[int, ...]
    rest: Reading


@dataclass(frozen=True, slots=True)
class _Mention:
    """A place that is named from word `start` to before `end`; negative ones count from the end of the list."""

    place: int
    start: int
    end: int


MIDDLE = LONGEST + 1
# What stands before a point of a list: "1.", "b)", "-".
# Blanks are tried from their beginning only: from each of 4,000 of them to the last one takes half a second.
_MARK = re.compile(r"(?:(?<!\s)\s+)?+(?:[^\W_]{1,2}[.)]|[-*>•])\s*")


@dataclass(frozen=True)
class PlaceReader:
    """Reads places by the words of one language."""

    numbers: Mapping[tuple[str, ...], int]
    pointers: frozenset[str]
    joins: frozenset[str]

    @classmethod
    def build(cls, steering: Steering, joins: Sequence[str]) -> PlaceReader:
        """`joins` are words between two places that are both meant."""
        numbers: dict[tuple[str, ...], int] = {}
        named = [*enumerate(steering.places), (-1, steering.last), (MIDDLE, steering.middle)]
        named += [(0, steering.top), (-1, steering.bottom)]
        for place, ways in named:
            for way in ways:
                numbers.setdefault(tuple(tokens(clean(way))), place)
        pointers = frozenset(word for way in steering.pointers for word in tokens(clean(way)))
        return cls(numbers, pointers, frozenset(word for way in joins for word in tokens(clean(way))))

    def read(self, reading: Reading, size: int) -> Places | None:
        """The places of a list of `size` things that a message names; None if it names none of them."""
        typed = [word.typed for word in reading.words]
        mentions = list(self._mentions(typed))
        if not mentions or not size:
            return None
        pointed = self._pointed(typed, mentions)
        rest = [word for at, word in enumerate(reading.words) if not self._belongs(at, word, mentions)]
        left = Reading(tuple(rest))
        if not pointed and left.content:
            return None
        found = self._counted(typed, mentions, size) or self._resolved(pointed or mentions, size)
        return Places(found, left) if found else None

    def _mentions(self, typed: Sequence[str]) -> Iterator[_Mention]:
        at = 0
        while at < len(typed):
            for size in (3, 2, 1):
                place = self.numbers.get(tuple(typed[at : at + size]))
                if place is not None and at + size <= len(typed):
                    yield _Mention(place, at, at + size)
                    at += size - 1
                    break
            at += 1

    def _pointed(self, typed: Sequence[str], mentions: Sequence[_Mention]) -> list[_Mention]:
        """Those that a word points at, and those that are joined to another ("1 sama 7")."""
        found: list[_Mention] = []
        for before, one in zip((None, *mentions), mentions, strict=False):
            word = typed[one.start - 1] if one.start else ""
            joined = word in self.joins and before is not None and one.start - before.end <= 2
            if joined and before is not None and before not in found:
                found.append(before)
            if word in self.pointers or joined:
                found.append(one)
        return found

    def _belongs(self, at: int, word: Word, taken: Sequence[_Mention]) -> bool:
        """Whether a word is part of naming the places."""
        if any(one.start <= at < one.end for one in taken):
            return True
        return (word.typed in self.pointers or word.typed in self.joins) and any(
            one.start - 2 <= at < one.start for one in taken
        )

    def _counted(self, typed: Sequence[str], mentions: Sequence[_Mention], size: int) -> tuple[int, ...]:
        """The first or the last so many: "dua yang pertama", "dua terakhir"."""
        for number, end in pairwise(mentions):
            between = typed[number.end : end.start]
            counted = len(between) <= 1 and self.pointers.issuperset(between) and 0 < number.place < LONGEST
            if counted and end.place in (0, -1):
                many = min(number.place + 1, size)
                return tuple(range(many)) if end.place == 0 else tuple(range(size - many, size))
        return ()

    def _resolved(self, taken: Sequence[_Mention], size: int) -> tuple[int, ...]:
        """The places counted from 0; nothing if one of them is beyond the list."""
        places = [self._place(one.place, size) for one in taken]
        inside = tuple(dict.fromkeys(place for place in places if place < size))
        return inside if len(inside) == len(set(places)) else ()

    @staticmethod
    def _place(place: int, size: int) -> int:
        if place == MIDDLE:
            return size // 2
        return size - 1 if place == -1 else place


def lines(reader: Reader, text: str) -> tuple[Reading, ...]:
    """The lines of a message that has several, read: a list of questions that was pasted."""
    found = [reader.read(_MARK.sub("", line)) for line in text.splitlines()[:LONGEST] if line.strip()]
    return tuple(line for line in found if line.content) if len(found) > 1 else ()
