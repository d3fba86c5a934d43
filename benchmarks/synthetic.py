"""Folders of any size, for measuring time: ways of asking made of the shipped knowledge's own words, shuffled.

Lives here: drawing words, ways and questions; everything is drawn with a fixed seed.
Never here: measuring. Nothing here says how well anything answers: shuffled words mean nothing.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace

from bot.core.model import Entry, Knowledge, Topic

SEED = 20
# Ways an entry, as in a folder somebody keeps; from MOST_ENTRIES on, entries get more ways instead.
WAYS, MOST_ENTRIES = 20, 500
# An entry has words of its own, which half the words of its ways are drawn from.
OWN = 12
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the shipped ways of asking, as often as they occur there, and the lengths of those ways."""

    words: tuple[str, ...]
    counts: tuple[int, ...]
    lengths: tuple[int, ...]

    @classmethod
    def of(cls, knowledge: Knowledge) -> Words:
        ways = [way.lower().split() for entry in knowledge.entries.values() for way in entry.questions]
        counted = Counter(word for way in ways for word in way)
        return cls(tuple(counted), tuple(counted.values()), tuple(len(way) for way in ways))


def folder(shipped: Knowledge, ways: int) -> Knowledge:
    """A knowledge with about `ways` ways of asking; all but its entries is that of the shipped one."""
    draw, source = random.Random(SEED), Words.of(shipped)
    count = max(2, min(ways // WAYS, MOST_ENTRIES))
    entries, seen = {}, set[str]()
    for number in range(count):
        own = draw.choices(source.words, k=OWN)
        texts: list[str] = []
        while len(texts) < ways // count:
            text = _way(draw, source, own)
            if text not in seen:
                seen.add(text)
                texts.append(text)
        name = f"e{number}"
        entries[name] = Entry(name, " ".join(own[:3])[:40], "t", tuple(texts), "", " ".join(own))
    return replace(shipped, entries=entries, topics={"t": Topic("t", "T", tuple(entries))}, gaps={})


def questions(shipped: Knowledge, count: int) -> list[str]:
    """Questions that are in no folder; every third one has a letter typed wrong."""
    draw, source = random.Random(SEED + 1), Words.of(shipped)
    texts = [_way(draw, source, draw.choices(source.words, k=OWN)) for _ in range(count)]
    return [_mistyped(draw, text) if number % 3 == 0 else text for number, text in enumerate(texts)]


def _way(draw: random.Random, source: Words, own: list[str]) -> str:
    length = draw.choice(source.lengths)
    common = draw.choices(source.words, source.counts, k=length - length // 2)
    chosen = [*draw.choices(own, k=length // 2), *common]
    draw.shuffle(chosen)
    return " ".join(chosen)


def _mistyped(draw: random.Random, text: str) -> str:
    place = draw.randrange(len(text))
    return text[:place] + draw.choice(LETTERS) + text[place + 1 :]
