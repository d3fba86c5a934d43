"""Which term a message names, and whether an entry is called by the same name.

Lives here: the names of terms as the reader of questions sees them.
Never here: what a name leads to (bot.core.conversation), the ranking.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.core.language.text import Reader, Reading
from bot.core.model import Knowledge

Forms = tuple[str, ...]
# The phrase whose variants people ask for the whole list with.
ALL = "term_asked"


@dataclass(frozen=True)
class Naming:
    """`terms` are ids by the words of a name. `owned` are the names by which people ask for an entry: its title begins
    with it, or one of its ways of asking says no more. `all` are messages that ask for the whole list."""

    terms: Mapping[Forms, str]
    owned: frozenset[Forms]
    all: frozenset[Forms]

    @classmethod
    def build(cls, knowledge: Knowledge, reader: Reader, titles: Iterable[Forms], ways: Iterable[Forms]) -> Naming:
        """`titles` and `ways` are those of all entries, read already."""
        terms: dict[Forms, str] = {}
        for term in knowledge.terms.values():
            for name in term.called:
                if forms := _said(reader.read(name)):
                    terms.setdefault(forms, term.id)
        owned: set[Forms] = set()
        for forms in titles if terms else ():
            title = _content(forms, reader)
            owned.update(title[:size] for size in range(1, len(title) + 1))
        owned.update(_content(forms, reader) for forms in ways if terms)
        asked = knowledge.phrases[ALL] if terms else ()
        return cls(terms, frozenset(owned & terms.keys()), frozenset(reader.read(text).forms for text in asked))

    def find(self, reading: Reading) -> str:
        """The term that a message names and says nothing else of; "" if it does not."""
        return self.terms.get(_said(reading), "")

    def asks_for_all(self, *readings: Reading) -> bool:
        """Whether a message, read with or without what is at its edges, asks for the whole list."""
        return any(reading.forms in self.all for reading in readings)

    def is_owned(self, reading: Reading) -> bool:
        """Whether people ask for an entry by that name."""
        return _said(reading) in self.owned


def _content(forms: Forms, reader: Reader) -> Forms:
    return tuple(form for form in forms if form not in reader.function_words)


def _said(reading: Reading) -> Forms:
    """The words that carry the subject."""
    return tuple(word.form for word in reading.content)
