"""Entries that fight for the same questions.

Lives here: which texts are contested between which two entries, and which pairs are worth a finding.
Never here: asking (asking.py), tables (page.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.model import Knowledge
from bot.operators.checking.asking import Asked, Fate
from bot.operators.checking.findings import Finding, Kind, Level
from bot.storage.places import Places
from bot.storage.problems import quoted

# The second of two is close from this share of the first one's confidence on.
CLOSE = 0.5
# Two entries that contest this share of the smaller one's texts, and so many of them, are hardly two.
ALIKE, LEAST = 0.2, 4


@dataclass(frozen=True, slots=True)
class Rivalry:
    """Two entries and the texts of either that are contested between them; `share` is of the smaller one's."""

    one: str
    other: str
    contested: tuple[Asked, ...]
    share: float
    kin: bool

    @property
    def lost(self) -> int:
        """How many of the contested texts got the wrong answer of the two."""
        return sum(asked.fate in (Fate.ELSEWHERE, Fate.RELATIVE) for asked in self.contested)


def rivalries(results: Sequence[Asked], knowledge: Knowledge) -> list[Rivalry]:
    """Every pair with a contested text, the most contested first."""
    texts = Counter(one.probe.owner for one in results if not one.probe.gap)
    found: dict[tuple[str, str], list[Asked]] = {}
    for one in results:
        if rival := contested_with(one):
            first, second = sorted((one.probe.owner, rival))
            found.setdefault((first, second), []).append(one)
    made = [
        Rivalry(first, second, tuple(asked), len(asked) / min(texts[first], texts[second]), _kin(pair, knowledge))
        for pair, asked in found.items()
        for first, second in (pair,)
    ]
    return sorted(made, key=lambda one: (-len(one.contested), one.one, one.other))


def contested_with(one: Asked) -> str:
    """The entry that comes close to the text's own, or beat it; "" if there is none."""
    if one.probe.gap or one.fate not in (Fate.ANSWERED, Fate.OFFERED, Fate.RELATIVE, Fate.ELSEWHERE):
        return ""
    if len(one.shown) > 1:  # a comparison: both were meant
        return ""
    rival, confidence = one.rival
    return rival if confidence >= CLOSE * one.own else ""


def rival_findings(pairs: Sequence[Rivalry], places: Places) -> Iterator[Finding]:
    """The pairs that are hardly two entries. An overview and its parts are meant to be close."""
    for pair in pairs:
        if pair.kin or len(pair.contested) < LEAST or pair.share < ALIKE:
            continue
        message = (
            f"Entri {quoted(pair.one)} dan {quoted(pair.other)} berebut {len(pair.contested)} cara bertanya, "
            f"misalnya {quoted(pair.contested[0].probe.text)}."
        )
        advice = "Gabungkan, jadikan yang satu induk, atau tulis cara bertanya yang lebih khas di masing-masing."
        found = {"entries": [pair.one, pair.other], "contested": len(pair.contested), "lost": pair.lost}
        yield Finding(Level.HINT, Kind.RIVAL, places.entries[pair.one].begin, message, advice, found)


def _kin(pair: tuple[str, str], knowledge: Knowledge) -> bool:
    """Whether the two are parent and child, or declared to be easily confused."""
    one, other = (knowledge.entries[name] for name in pair)
    named = {one.id, other.id}
    return bool(named & {one.parent, other.parent, *one.confusable, *other.confusable})
