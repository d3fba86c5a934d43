"""How a problem of the knowledge is put: where it stands, and words that help to mend it.

Lives here: places, values with their place, quoting, "did you mean".
Never here: what counts as a problem (see parts, sections and checks).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.errors import Problem

T = TypeVar("T")

# A quoted value is there to be found again in the file; its beginning is enough for that.
QUOTE_LIMIT = 60
# So many names are listed where one is not known.
NAMES = 16
# From this likeness on a wrong key is taken for a misspelling of a right one.
LIKENESS = 0.6


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a file. `line` counts from 1; 0 is the whole file or folder."""

    path: Path
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else str(self.path)

    def problem(self, message: str) -> Problem:
        """The problem `message` at this place."""
        return Problem(self.path, self.line, message)


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """Something that was read, and where it stands. Never an error of its own."""

    value: T
    place: Place


def quoted(text: str) -> str:
    """`text` on one line in quotation marks, cut to a length that fits a message."""
    line = " ".join(text.split())
    shown = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in line[:QUOTE_LIMIT])
    return f'"{shown}…"' if len(line) > QUOTE_LIMIT else f'"{shown}"'


def nearest(word: str, allowed: Iterable[str]) -> str:
    """Says which of `allowed` was probably meant by `word`; empty if none is like it."""
    likeness = OSA.normalized_similarity
    names = sorted(allowed)  # a choice between two equally like names must not depend on the order of a set
    near = process.extractOne(word[:QUOTE_LIMIT].casefold(), names, scorer=likeness, score_cutoff=LIKENESS)
    return f'mungkin maksudnya "{near[0]}"' if near else ""


def suggestion(word: str, allowed: Iterable[str]) -> str:
    """What to write instead of `word`: the likeliest of `allowed`, or else the first of them."""
    names = sorted(allowed)
    more = f", dan {len(names) - NAMES} lagi" if len(names) > NAMES else ""
    return nearest(word, names) or (f"yang dikenal: {', '.join(names[:NAMES])}{more}" if names else "hapus")
