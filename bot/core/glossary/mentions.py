"""Which terms an entry's answer mentions.

Lives here: finding the names of terms in the words of a text, and which of them are worth a tap there.
Never here: what people type (naming.py), buttons (screens.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.core.language.text import clean, tokens
from bot.core.model import Entry, Knowledge

# So many terms can be tapped under one answer, the rarest first: those that few answers use are the ones to look up.
TAPPED = 2
_CLITICS = ("nya", "mu", "ku")

Name = tuple[str, ...]


@dataclass(frozen=True)
class Mentions:
    """The terms that can be tapped under each entry, by their ids."""

    tapped: Mapping[str, tuple[str, ...]]

    @classmethod
    def build(cls, knowledge: Knowledge) -> Mentions:
        """Reads every answer once, if there are terms."""
        names = _Names.of(knowledge)
        if not names.terms:
            return cls({})
        found = {entry.id: tuple(dict.fromkeys(names.within(_text(entry)))) for entry in knowledge.entries.values()}
        times = Counter(term for terms in found.values() for term in terms)
        return cls(
            {
                entry.id: tuple(
                    sorted(
                        (term for term in found[entry.id] if _adds(term, entry, names, knowledge)),
                        key=lambda term: (times[term], term),
                    )[:TAPPED]
                )
                for entry in knowledge.entries.values()
            }
        )

    def of(self, entry: str) -> tuple[str, ...]:
        return self.tapped.get(entry, ())


@dataclass(frozen=True)
class _Names:
    """The names of all terms, word by word."""

    terms: Mapping[Name, str]
    longest: int

    @classmethod
    def of(cls, knowledge: Knowledge) -> _Names:
        found: dict[Name, str] = {}
        for term in knowledge.terms.values():
            for name in term.called:
                if words := tuple(tokens(clean(name))):
                    found.setdefault(words, term.id)
        return cls(found, max(map(len, found), default=0))

    def within(self, text: str) -> Iterator[str]:
        """The terms that a text mentions, in its order. Of names within names the longest is meant."""
        words = tokens(clean(text, limit=len(text)))
        place = 0
        while place < len(words):
            size, term = self._at(words, place)
            if term:
                yield term
            place += size

    def _at(self, words: list[str], place: int) -> tuple[int, str]:
        """How many words are read at a place, and the term that they are; "" for none."""
        for size in range(min(self.longest, len(words) - place), 0, -1):
            name = tuple(words[place : place + size])
            for written in (name, (*name[:-1], _bare(name[-1]))):
                if written in self.terms:
                    return size, self.terms[written]
        return 1, ""


def _adds(term: str, entry: Entry, names: _Names, knowledge: Knowledge) -> bool:
    """Whether a term says what neither the entry nor one that it leads to explains. An overview has buttons enough."""
    if entry.id in knowledge.children:
        return False
    explained = {entry.id, entry.parent, *entry.related} - {""}
    return knowledge.terms[term].entry not in explained and term not in set(names.within(entry.title))


def _bare(word: str) -> str:
    """A word without what is written together with it: "kliennya"."""
    return next((word.removesuffix(clitic) for clitic in _CLITICS if word.endswith(clitic)), word)


def _text(entry: Entry) -> str:
    return f"{entry.summary}\n{entry.answer}"
