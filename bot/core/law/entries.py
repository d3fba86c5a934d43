"""What entries say, for choosing between an entry and an article.

Lives here: whether an entry cites an article, and whether it is about some words.
Never here: the ranking of entries, the choice itself (asking.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.core.law.finding import Finder, Terms
from bot.core.model import Entry


@dataclass(frozen=True)
class EntryTexts:
    """The entries of a knowledge. What they are about is read when it is asked for, and kept."""

    entries: Mapping[str, Entry]
    finder: Finder
    _about: dict[str, Terms] = field(default_factory=dict)

    def cites(self, entry: str, number: str) -> bool:
        """Whether an entry names the article of that number, of whatever law."""
        found = self.entries[entry]
        text = "\n".join((found.title, found.summary, found.answer, found.source))
        return re.search(rf"\bpasal {re.escape(number)}\b", text, re.IGNORECASE) is not None

    def says(self, entry: str, words: Iterable[str]) -> bool:
        """Whether an entry is about one of the words."""
        about = self._about.get(entry)
        if about is None:
            found = self.entries[entry]
            texts = (found.title, found.summary, *found.questions)
            about = frozenset(term for text in texts for term in self._terms(text))
            self._about[entry] = about
        return any(self._terms(word) & about for word in words)

    def _terms(self, text: str) -> Terms:
        return self.finder.terms(self.finder.reader.read(text))
