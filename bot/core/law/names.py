"""Which rulebook a message names: one that is here, another one, or just "the law".

Lives here: the ways laws are called in Indonesia, matched against the names that the knowledge gives its rulebooks.
Never here: references to articles (references.py), what follows from a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.core.law.references import GAP, UNITS, tokens
from bot.core.rulebook import Rulebook

LAW = "uu"
# How the word itself is written.
_LAWS = frozenset({"uu", "uunya", "undangundang", "law"})
_DOUBLED = frozenset({"undang", "undangnya", "undangan", "2"})
# Names of other rules, which are complete by themselves or have a number behind them.
_OTHERS = frozenset({
    "kuhp", "kuhap", "kuhper", "kuhperdata", "kuhpidana", "uud", "ruu", "perpu", "perppu", "pp", "perpres", "keppres",
    "inpres", "permen", "permensos", "permenkes", "permendikbud", "permendikbudristek", "permendagri", "permenpppa",
    "kepmen", "kepmensos", "perda", "pergub", "perbup", "perwali", "adart",
})  # fmt: skip
# Words that name other rules only right behind the number of an article; the first also with a number of their own.
_OTHER_PAIRS = frozenset(("peraturan", word) for word in ("pemerintah", "menteri", "presiden", "daerah"))
_BEHIND_NUMBERS = _OTHER_PAIRS | {("ad", "art"), ("anggaran", "dasar")}
# The first words of all these.
_STARTS = _OTHERS | {first for first, _ in _BEHIND_NUMBERS}
# Words within a name that tell nothing apart.
_LINKS = frozenset({
    "no", "nomor", "nomer", "nmr", "tahun", "thn", "th", "taun", "tentang", "ttg", "tntg", "soal", "mengenai", "ri",
    "republik", "indonesia", "-", "/", ",", "ke",
})  # fmt: skip
_YEARS = frozenset({"tahun", "thn", "th", "taun", "/"})
# A name of letters only may differ by a slip.
LIKENESS = 88
# Names are looked for in so many words.
LONGEST = 8

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """The rulebooks that a message names by id, whether it names `another` one, and its other tokens."""

    ids: tuple[str, ...]
    another: bool
    rest: tuple[str, ...]


@dataclass(frozen=True)
class Names:
    """The names of all rulebooks as telling words, by their first. `numbers` are those in the names of a rulebook,
    `ends` tells the words that no name goes on with."""

    known: Mapping[str, Mapping[Name, str]]
    numbers: Mapping[str, frozenset[str]]
    ends: Callable[[str], bool]

    @classmethod
    def build(cls, rulebooks: Iterable[Rulebook], ends: Callable[[str], bool]) -> Names:
        known: dict[str, dict[Name, str]] = {}
        numbers: dict[str, frozenset[str]] = {}
        for rulebook in rulebooks:
            written = [tokens(name) for name in (*rulebook.names, rulebook.short, rulebook.name)]
            said = [_telling(name) for name in written if name]
            for name in said:
                known.setdefault(name[0], {})[name] = rulebook.id
            numbers[rulebook.id] = frozenset(word for name in said for word in name if word.isdigit())
        return cls(known, numbers, ends)

    def find(self, said: Sequence[str]) -> Named:
        """What `said`, the tokens of a message, names."""
        ids: list[str] = []
        rest: list[str] = []
        another, at = False, 0
        while at < len(said):
            size, name = self._mention(said, at)
            if not size:
                rest.append(said[at])
                at += 1
                continue
            if name is None:
                another = True
            elif name:
                ids.append(name)
            rest.append(GAP)
            at += size
        return Named(tuple(dict.fromkeys(ids)), another, tuple(rest))

    def _mention(self, said: Sequence[str], at: int) -> tuple[int, str | None]:
        """How many tokens the name takes that begins at `at`, and the rulebook: "" is just the law, None another."""
        head, _ = _head(said, at)
        if head != LAW and head not in self.known and head not in _STARTS:
            return 0, None  # as nearly every word
        name, ends = self._read(said, at)
        for size in range(len(name), 0, -1) if name[0] in self.known else ():
            found = self._known(name[:size])
            if found and not self._goes_on(found, name[size:]):
                return ends[size - 1] - at, found
        if name[0] == LAW:
            return ends[-1] - at, None if len(name) > 1 else ""
        return _other(said, at, name, ends), None

    def _read(self, said: Sequence[str], at: int) -> tuple[Name, list[int]]:
        """The telling words from `at` on, and where each of them ends."""
        head, end = _head(said, at)
        name, ends = [head], [end]
        while end < len(said) and len(name) < LONGEST:
            word = said[end]
            end += 1
            if word in _LINKS:
                continue
            if word == GAP or word in UNITS or self.ends(word):
                break
            name.append(word)
            ends.append(end)
        return tuple(name), ends

    def _known(self, name: Name) -> str:
        known = self.known[name[0]]
        if name in known:
            return known[name]
        if any(word.isdigit() for word in name):
            # "uu 2019 no 14"
            return next((found for other, found in known.items() if sorted(other) == sorted(name)), "")
        text = " ".join(name)
        alike = [(fuzz.ratio(text, " ".join(one)), found) for one, found in known.items() if len(one) == len(name)]
        best = max(alike, default=(0.0, ""))
        return best[1] if best[0] >= LIKENESS else ""

    def _goes_on(self, found: str, rest: Name) -> bool:
        """Whether a name is only the beginning of another one: "uu 14" of "uu 14 tahun 2008"."""
        return bool(rest) and rest[0].isdigit() and rest[0] not in self.numbers[found]


def _head(said: Sequence[str], at: int) -> tuple[str, int]:
    """The first telling word of a name at `at`, and where it ends. A number with a year is a law's."""
    word = said[at]
    if word in _LAWS:
        return LAW, at + 1
    if word == "undang":
        behind = at + 2 if "-" in said[at + 1 : at + 2] else at + 1
        if said[behind : behind + 1] and said[behind] in _DOUBLED:
            return LAW, behind + 1
    if word.isdigit() and len(said) > at + 2 and said[at + 1] in _YEARS and _is_year(said[at + 2]):
        return LAW, at
    return word, at + 1


def _other(said: Sequence[str], at: int, name: Name, ends: Sequence[int]) -> int:
    """How many tokens the name of other rules takes; 0 if there is none."""
    if name[0] in _OTHERS:
        return ends[-1] - at
    behind_number = name[:2] in _BEHIND_NUMBERS and at > 0 and said[at - 1].isdigit()
    numbered = name[:2] in _OTHER_PAIRS and any(word.isdigit() for word in name)
    return ends[-1] - at if behind_number or numbered else 0


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")


def _telling(said: Sequence[str]) -> Name:
    """The telling words of a name as the knowledge writes it."""
    head, end = _head(said, 0)
    return (head, *(word for word in said[end:] if word not in _LINKS))
