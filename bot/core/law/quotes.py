"""Whether what an answer quotes of a law stands in its wording.

Lives here: which rulebook a quote names, and the comparison, which minds words and numbers only.
Never here: what follows from it (bot.operators.checking.quotes).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.core.rulebook import Rulebook

_NO_WORD = re.compile(r"[\W_]+")
_LEFT_OUT = re.compile(r"\[?(?:\u2026|\.\.\.)\]?")
_FILE = re.compile(r"\.(?:ya?ml|md|txt)$")


def squashed(text: str) -> str:
    """Words and numbers only, in small letters, one blank between two."""
    return _NO_WORD.sub(" ", text.casefold()).strip()


def quoted_rulebook(name: str, rulebooks: Iterable[Rulebook]) -> Rulebook | None:
    """The rulebook of that id or file name; the order of its parts does not matter ("uu-2019-14.md"). None if it is
    not kept here."""
    parts = sorted(squashed(_FILE.sub("", name.rpartition("/")[2])).split())
    return next((rulebook for rulebook in rulebooks if sorted(squashed(rulebook.id).split()) == parts), None)


def wording(rulebook: Rulebook) -> str:
    """All of a rulebook's wording, squashed, each article behind its heading."""
    return squashed("\n".join(f"Pasal {article.number}\n{article.text}" for article in rulebook.articles.values()))


def stands_in(quote: str, squashed_wording: str) -> bool:
    """Whether a quote stands there, in whole words; of one with "…" each piece, in its order."""
    at = 0
    padded = f" {squashed_wording} "
    for piece in filter(None, map(squashed, _LEFT_OUT.split(quote))):
        found = padded.find(f" {piece} ", at)
        if found < 0:
            return False
        at = found + len(piece)
    return True
