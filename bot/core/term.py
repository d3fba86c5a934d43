"""Terms of a glossary as frozen data: one line each.

Lives here: what a term holds and its limits, and the letter it stands under.
Never here: files, the rest of the knowledge (bot.core.model), finding terms in a text (bot.core.glossary).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

# A button carries a term and the entry it was tapped under: a verb, two colons and two ids in 64 bytes.
TERM_ID_LIMIT = 28
# A term stands on one button, its meaning on one line of a screen.
NAME_LIMIT = 40
MEANING_LIMIT = 200
# What a link that opens a term begins with.
START = "istilah"
# Terms that begin with no letter and no digit.
OTHER_LETTER = "0"


@dataclass(frozen=True, slots=True)
class Term:
    """A term and what it means. `names`: what else it is called; `entry`: the id of the entry that explains it at
    length."""

    id: str
    name: str
    meaning: str
    source: str = ""
    entry: str = ""
    names: tuple[str, ...] = ()

    @property
    def letter(self) -> str:
        """The letter, or digit, that it stands under, without its accents."""
        first = unicodedata.normalize("NFKD", self.name.strip()[:1]).casefold()[:1]
        return first if first.isascii() and first.isalnum() else OTHER_LETTER

    @property
    def called(self) -> tuple[str, ...]:
        """Everything that it is called."""
        return (self.name, *self.names)


def term_link(term_id: str) -> str:
    """What a link that opens a term carries behind /start."""
    return f"{START}-{term_id}"
