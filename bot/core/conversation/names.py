"""Which words name which entry.

Lives here: titles and ways of asking letter for letter, the words of a title that tell it from its siblings', and how
much some words name an entry.
Never here: the ranking, what a name leads to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.conversation.questions import Questions
from bot.core.language.text import Reader, Reading
from bot.core.model import Knowledge

Forms = tuple[str, ...]
# A title that gives a second name: "Izin praktik mandiri (SIPPS)".
_SECOND_NAME = re.compile(r"(.+?)\s*\(([^()]+)\)\s*")


@dataclass(frozen=True)
class Names:
    """`titles` and `ways` are entries by their words, `called` by the roots of a title or of one of its two names.
    `own` are the roots of a title that name it among its siblings, `shared` those that do not; `about` the roots of the
    subject itself; `all` the roots of every title."""

    titles: Mapping[Forms, str]
    ways: Mapping[Forms, str]
    called: Mapping[Forms, str]
    own: Mapping[str, frozenset[str]]
    shared: Mapping[str, frozenset[str]]
    about: frozenset[str]
    all: frozenset[str]
    children: tuple[str, ...]
    parents: Mapping[str, str]

    @classmethod
    def build(cls, questions: Questions) -> Names:
        """Reads every title and every way of asking once."""
        knowledge, reader, concepts = questions.knowledge, questions.reader, questions.ranker.index.concepts
        entries = knowledge.entries.values()
        words = {entry.id: frozenset(word.stem for word in reader.read(entry.title).content) for entry in entries}
        subject = reader.read(knowledge.about.subject)
        synonyms = [word for name in concepts.find(subject.forms) for word in concepts.words[name]]
        about = frozenset((*(word.stem for word in subject.content), *map(reader.stem, synonyms), *synonyms))
        shared = {entry.id: _shared(knowledge.siblings(entry.id), words) for entry in entries}
        return cls(
            {reader.read(entry.title).forms: entry.id for entry in entries},
            {reader.read(way).forms: entry.id for entry in entries for way in entry.questions},
            _called(knowledge, reader, about),
            {entry: words[entry] - shared[entry] - about for entry in words},
            {entry: shared[entry] | about for entry in words},
            about,
            frozenset(word for found in words.values() for word in found),
            tuple(child for row in knowledge.children.values() for child in row),
            {entry.id: entry.parent for entry in entries if entry.parent},
        )

    def call(self, reading: Reading) -> str:
        """The entry that some words call by its name and say nothing else of; "" if they do not."""
        return self.called.get(_roots(reading, self.about), "")

    def share(self, entry: str, reading: Reading) -> float:
        """How much some words name an entry, 0 to 1: which share of them stands in its title, and which share of its
        title in them. Words that most siblings share say nothing."""
        words = {word.stem for word in reading.content} & self.all - self.shared[entry]
        both = words & self.own[entry]
        return len(both) / len(words) * (0.6 + 0.4 * len(both) / len(self.own[entry])) if both else 0.0

    def row(self, stems: Sequence[str]) -> tuple[str, ...]:
        """Entries of one list that are named in a row ("medis, militer, sama sekolah"); empty if more than one other
        thing is said."""
        words = [stem for stem in stems if stem not in self.about]
        found: dict[str, str] = {}
        for word in dict.fromkeys(words):
            named = [(*self._covered(entry, words), entry) for entry in self.children if word in self.own[entry]]
            if named:
                found[word] = max(named)[-1]
        rows: dict[str, list[str]] = {}
        for entry in dict.fromkeys(found.values()):
            rows.setdefault(self.parents[entry], []).append(entry)
        row = max(rows.values(), key=len, default=[])
        told = sum(found.get(word) in row for word in words)
        return tuple(row) if len(row) > 1 and told >= len(words) - 1 else ()

    def _covered(self, entry: str, words: Sequence[str]) -> tuple[int, float]:
        """How many of an entry's own words are among `words`, and their share: who says most of a name means it."""
        both = len(self.own[entry].intersection(words))
        return both, both / len(self.own[entry])


def _called(knowledge: Knowledge, reader: Reader, about: frozenset[str]) -> dict[Forms, str]:
    """Entries by the roots of what they are called; what two are called tells nothing."""
    named: dict[Forms, set[str]] = {}
    for entry in knowledge.entries.values():
        for name in _names_in(entry.title):
            named.setdefault(_roots(reader.read(name), about), set()).add(entry.id)
    return {forms: next(iter(ids)) for forms, ids in named.items() if forms and len(ids) == 1}


def _names_in(title: str) -> Iterator[str]:
    yield title
    if found := _SECOND_NAME.fullmatch(title):
        yield from found.groups()


def _roots(reading: Reading, about: frozenset[str]) -> Forms:
    """The roots of the words that carry the subject, without those of the bot's subject itself."""
    return tuple(word.stem for word in reading.content if word.stem not in about)


def _shared(row: Sequence[str], words: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The words that most titles of a list have."""
    times = Counter(word for entry in row for word in words[entry])
    return frozenset(word for word, count in times.items() if count > len(row) / 2 and len(row) > 1)
