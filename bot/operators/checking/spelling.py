"""Likely slips of spelling in what the bot says.

Lives here: which words nobody knows, and the common word that each may have been meant to be.
Never here: mending. Ways of asking are not looked at: people do write like that.

A word counts as known if Indonesian at large uses it, if it is made of a common root, or if the knowledge names it
in a title or in its lexicon. An editor keeps a rare word quiet with `ragam: {word: word}`, which changes nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.core.language.text import Reader, clean, tokens
from bot.core.model import Knowledge
from bot.operators.checking.findings import Finding, Kind, Level
from bot.storage.places import Places
from bot.storage.problems import quoted

# Shorter words are one letter away from too many others.
SHORTEST = 4
# Zipf frequency from which a word is common enough to have been meant; short words must be more so.
COMMON, COMMON_SHORT, SHORT = 3.2, 4.0, 6
# A root of three letters behind an affix must be a very common word ("bercap").
ROOT_COMMON = 4.0
FIELDS = ("ringkas", "jawaban")

_SPACE = re.compile(r"\s+")
_EDGES = re.compile(r"^\W+|\W+$")
_SENTENCE_END = re.compile(r"[.!?:;•]\W*$|^\W*$")
_AFFIXES = re.compile(
    r"(?:(?:ber|ter|per|pe|di|ke|se|me)(\w{3,}?)(?:i|kan|an)?|(\w{3,}?)(?:kan|an))(?:nya|lah|kah|pun)?"
)
# What is listed as colloquial, is one letter away from its standard and hardly ever written is a slip.
HARDLY = 3.0


@dataclass(frozen=True, slots=True)
class Speller:
    """Knows words. `own` are those of the knowledge itself, `common` those a slip may have been meant to be.

    `slips` are those that the lexicon mends.
    """

    reader: Reader
    own: frozenset[str]
    slips: Mapping[str, str]
    common: tuple[str, ...]

    @classmethod
    def build(cls, knowledge: Knowledge, frequency: Mapping[str, float]) -> Speller:
        lexicon = knowledge.lexicon
        slips = {word: plain for word, plain in lexicon.slang.items() if _is_slip(word, plain, frequency)}
        told = [*(lexicon.slang.keys() - slips), *lexicon.slang.values()]
        told += [*lexicon.function_words, *lexicon.function_phrases]
        told += [expression for expressions in lexicon.concepts.values() for expression in expressions]
        told += [entry.title for entry in knowledge.entries.values()]
        told += [topic.title for topic in knowledge.topics.values()]
        own = frozenset(word for text in told for word in tokens(clean(text)))
        # Without the knowledge's own words: the misspelt one is among them.
        reader = Reader(lexicon.slang, lexicon.function_words, own, frequency)
        return cls(reader, own, slips, tuple(word for word, times in frequency.items() if _is_common(word, times)))

    def knows(self, word: str) -> bool:
        """Whether `word`, in lower case, is one."""
        frequency = self.reader.frequency
        if word in self.slips:
            return False
        if word in self.own or word in frequency or self.reader.stem(word) != word:
            return True
        found = _AFFIXES.fullmatch(word)
        root = (found[1] or found[2]) if found else word
        return root in self.own or frequency.get(root, 0.0) >= ROOT_COMMON

    def meant(self, word: str) -> str:
        """The commonest word that is one slip away; "" if there is none."""
        if word in self.slips:
            return self.slips[word]
        near = process.extract(word, self.common, scorer=OSA.distance, score_cutoff=1, limit=None)
        return max((other for other, _, _ in near), key=lambda other: self.reader.frequency[other], default="")


def _is_slip(word: str, plain: str, frequency: Mapping[str, float]) -> bool:
    return len(word) >= SHORTEST and OSA.distance(word, plain) == 1 and frequency.get(word, 0.0) < HARDLY


def _is_common(word: str, times: float) -> bool:
    return len(word) >= SHORTEST and word.isalpha() and times >= (COMMON_SHORT if len(word) < SHORT else COMMON)


def spelling_findings(knowledge: Knowledge, places: Places, frequency: Mapping[str, float]) -> Iterator[Finding]:
    """A hint for each unknown word of a summary or an answer that is one slip away from a common one."""
    speller = Speller.build(knowledge, frequency)
    for entry in knowledge.entries.values():
        for key, text in zip(FIELDS, (entry.summary, entry.answer), strict=True):
            for number, line in enumerate(text.split("\n")):
                for word in _words(line):
                    if not speller.knows(word) and (other := speller.meant(word)):
                        place = places.entries[entry.id].line(key, number)
                        yield Finding(Level.HINT, Kind.SPELLING, place, *_said(word, other), {"word": word})


def _said(word: str, other: str) -> tuple[str, str]:
    message = f"{quoted(word)} mungkin salah ketik; mungkin maksudnya {quoted(other)}."
    return message, f"Betulkan. Kalau memang begitu tulisannya, daftarkan di ragam: {word}: {word}."


def _words(line: str) -> Iterator[str]:
    """The words of a line in lower case, but for names: words with a capital inside a sentence."""
    before = ""
    for part in _SPACE.split(line):
        for piece in re.split(r"[-/–—]", part) if "://" not in part and "@" not in part else ():
            word = _EDGES.sub("", piece)
            named = word[:1].isupper() and not _SENTENCE_END.search(before)
            if len(word) >= SHORTEST and word.isalpha() and not named:
                yield word.casefold()
        before = part
