"""Names of entries that the bot would take for each other's.

Lives here: titles that are the same or one slip apart, and words of the lexicon that turn one entry's name into
another's.
Never here: whether the names reach their entries when they are typed right (ways.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from rapidfuzz.distance import OSA

from bot.core.language.text import clean, tokens
from bot.core.model import Entry, Knowledge
from bot.operators.checking.findings import Finding, Kind, Level
from bot.storage.places import Places
from bot.storage.problems import quoted

# In shorter words one letter makes a different word more often than a slip.
SHORTEST = 4


def look_alike_findings(knowledge: Knowledge, places: Places) -> Iterator[Finding]:
    """Two titles that one slip turns into each other ("mikro", "makro"), where the knowledge does not say so."""
    for one, other in combinations(knowledge.entries.values(), 2):
        if other.id in one.confusable or one.id in other.confusable:
            continue
        words = _words(one) ^ _words(other)
        if len(words) != 2 or min(map(len, words)) < SHORTEST or OSA.distance(*words) != 1:
            continue
        message = f"Judul {quoted(one.title)} dan {quoted(other.title)} hanya berbeda satu huruf."
        advice = "Salah ketik bisa berarti keduanya: isi mudah_tertukar di salah satunya, supaya bot bertanya dulu."
        place = places.entries[other.id].key("judul")
        yield Finding(Level.HINT, Kind.LOOK_ALIKE, place, message, advice, {"entries": [one.id, other.id]})


def label_findings(knowledge: Knowledge, places: Places) -> Iterator[Finding]:
    """Entries with one title: two buttons that nobody can tell apart, side by side where they are of one topic."""
    first: dict[str, Entry] = {}
    for entry in knowledge.entries.values():
        other = first.setdefault(entry.title.casefold(), entry)
        if other is entry:
            continue
        place, there = places.entries[entry.id].key("judul"), places.entries[other.id].key("judul")
        message = f"Judul {quoted(entry.title)} sudah dipakai entri {quoted(other.id)} ({there})."
        level = Level.ERROR if entry.topic == other.topic else Level.HINT
        found = {"entries": [other.id, entry.id], "first_place": str(there)}
        yield Finding(level, Kind.LABEL, place, message, "Bedakan judulnya, supaya tombolnya terbeda.", found)


def lexicon_findings(knowledge: Knowledge, places: Places) -> Iterator[Finding]:
    """Words that name one entry and are read as a word that names another, or as nothing."""
    entries = knowledge.entries.values()
    for word, plain in knowledge.lexicon.slang.items():
        read = set(tokens(plain))
        for entry in entries:
            named = _words(entry)
            if word not in named or (plain and read <= named):
                continue
            taken = next((one for one in entries if read and read <= _words(one) - named), None)
            if taken or not plain:
                yield _renamed(places, word, entry, taken)


def _renamed(places: Places, word: str, entry: Entry, taken: Entry | None) -> Finding:
    said = f"terbaca sebagai entri {quoted(taken.id)}" if taken else "kehilangan kata itu saat dibaca"
    message = f"Ragam {quoted(word)}: karenanya nama entri {quoted(entry.id)} {said}."
    found = {"word": word, "entry": entry.id, "taken_for": taken.id if taken else ""}
    advice = "Hapus dari ragam, atau ganti judul entrinya."
    return Finding(Level.HINT, Kind.LEXICON, places.slang[word], message, advice, found)


def _words(entry: Entry) -> frozenset[str]:
    return frozenset(tokens(clean(entry.title)))
