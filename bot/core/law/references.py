"""References to articles as people write them: "psl 30 ayat (2) huruf c", "bab VII", "pasal tiga puluh", "pasal 5-7".

Lives here: the words for the units of a rulebook, their slips, and the numbers behind them, as tables over tokens.
Never here: which rulebook is meant (names.py), whether a message is about one at all (asking.py), what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from rapidfuzz.distance import OSA

from bot.core.language.text import clean
from bot.core.law.numerals import from_roman, read_words

# A range of more is a slip, or no range.
RANGE_LIMIT = 20
# What stands in a message where something was read out of it; nothing is read across it.
GAP = "|"


class Unit(StrEnum):
    """What rulebooks are divided into. POINT: a numbered line, whatever the rulebook calls it."""

    CHAPTER = "chapter"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"
    LETTER = "letter"
    NUMBER = "number"
    POINT = "point"


# Numbers that only say where to go from somewhere.
FIRST, LAST, NEXT, PREVIOUS, THIS = "first", "last", "next", "previous", "this"

_UNITS = {
    Unit.CHAPTER: "bab babnya chapter",
    Unit.ARTICLE: "pasal psl ps psal pasl pasla pasall paasal pasalnya psalnya pslnya article",
    Unit.PARAGRAPH: "ayat ayt ayatnya ayat2nya",
    Unit.LETTER: "huruf hrf hurup hurufnya",
    Unit.NUMBER: "angka angkanya",
    Unit.POINT: "poin point butir poinnya butirnya no nomor nomer nmr",
}
UNITS: Mapping[str, Unit] = {word: unit for unit, words in _UNITS.items() for word in words.split()}
# The units whose slips are read too, and the words that only look like such a slip.
_MENDED = {"pasal": Unit.ARTICLE, "ayat": Unit.PARAGRAPH, "huruf": Unit.LETTER, "angka": Unit.NUMBER}
_ALIKE = frozenset({
    "pasar", "asal", "pasak", "basal", "masal", "nasal", "pasai", "pasat", "ayah", "ayam", "ayar", "hayat", "angkat",
    "langka", "nangka", "jangka",
})  # fmt: skip
# These point at something as often as they number it, so they are no unit by themselves.
_LOOSE = frozenset({"no", "nomor", "nomer", "nmr", "ps"})
# Single letters that are as often a word of a chat ("g": no, "d": in).
_SPOKEN = frozenset("dgknqstuwxyz")

_FILLERS = frozenset({"ke", "no", "nomor", "nomer", "nmr", "yang", "yg", "paling", "-", "("})
_ENDS = {
    FIRST: "pertama awal kesatu",
    LAST: "terakhir akhir penutup penghabisan",
    NEXT: "selanjutnya berikutnya slanjutnya brikutnya sesudahnya setelahnya lanjutannya next",
    PREVIOUS: "sebelumnya sblmnya sebelomnya previous",
    THIS: "itu ini tadi tersebut tsb",
}
_POINTERS = {word: end for end, words in _ENDS.items() for word in words.split()}
_JOINS = frozenset({",", "&", "dan", "sama", "serta", "atau", "ama", "n", "dn"})
_RANGES = frozenset({"-", "sampai", "sampe", "smp", "hingga", "sd"})
_SLASHED = ("s", "/", "d")  # "5 s/d 7"
# What asks where something stands, right behind a unit and right before it.
_ASKING_AFTER = frozenset({
    "berapa", "brp", "brapa", "brpa", "berapakah", "mana", "manakah", "apa", "apaan", "apakah", "aja", "saja",
    "tentang", "ttg", "tntg", "soal", "mengenai", "yang", "yg", "nomor", "no", "nomer", "piro",
})  # fmt: skip
# "mulai pasal berapa", "dari pasal mana": where the asked ones begin or end says nothing of what is in them.
_SPANNING = frozenset({"mulai", "dimulai", "mulainya", "dari", "sejak", "sampai", "sampe", "hingga"})
_ASKING_BEFORE = frozenset({
    "di", "pada", "isi", "ada", "daftar", "nomor", "berapa", "brp", "brapa", "cari", "bunyi", "dalam", "dlm",
})  # fmt: skip

_TOKEN = re.compile(r"\d+[a-z]?(?![a-z])|\d+|[^\W\d_]+|[-/,&(]")
_DASHES = str.maketrans({dash: "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2212"})
_NUMERAL = re.compile(r"0*(\d{1,4})([a-z]?)")


def tokens(text: str) -> list[str]:
    """Words, numbers ("27a" is one) and the few signs that references need."""
    return _TOKEN.findall(clean(text).translate(_DASHES))


@dataclass(frozen=True, slots=True)
class Found:
    """What a message refers to.

    `numbers` are those of each unit, in order; `loose`: a letter that may be that of a line, or a word. `bare` are
    units without a number, `asked` those of them that it is asked about ("pasal berapa"), `first` the unit that the
    message begins with. `words` is the rest, `after` the word right behind the number of an article or a chapter.
    """

    numbers: Mapping[Unit, tuple[str, ...]]
    loose: str = ""
    bare: frozenset[Unit] = frozenset()
    asked: frozenset[Unit] = frozenset()
    first: Unit | None = None
    words: tuple[str, ...] = ()
    after: str = ""

    @property
    def parts(self) -> Mapping[Unit, tuple[str, ...]]:
        """The numbers within an article."""
        return {unit: said for unit, said in self.numbers.items() if unit not in (Unit.CHAPTER, Unit.ARTICLE)}


def find(said: Sequence[str]) -> Found:
    """All references in `said`, the tokens of a message."""
    return _Scan(said).found()


@dataclass(slots=True)
class _Scan:
    """Walks along tokens once. Anything past the end is an empty token."""

    said: Sequence[str]
    numbers: dict[Unit, list[str]] = field(default_factory=dict)
    loose: str = ""
    bare: set[Unit] = field(default_factory=set)
    asked: set[Unit] = field(default_factory=set)
    words: list[str] = field(default_factory=list)
    after: str = ""

    def found(self) -> Found:
        at = 0
        while at < len(self.said):
            at = self._step(at)
        numbers = {unit: tuple(dict.fromkeys(said)) for unit, said in self.numbers.items()}
        first = self._unit(0)[0]
        bare, asked = frozenset(self.bare), frozenset(self.asked)
        return Found(numbers, self.loose, bare, asked, first, tuple(self.words), self.after)

    def _at(self, place: int) -> str:
        return self.said[place] if 0 <= place < len(self.said) else ""

    def _step(self, at: int) -> int:
        """Reads what begins at `at`; where to go on."""
        unit, behind = self._unit(at)
        end = self._numbered(unit, behind) if unit else behind
        if unit and end > behind:
            return end
        word = self._at(at)
        if unit and word not in _LOOSE:
            self._unnumbered(unit, at, behind)
            return behind
        if word.isalnum():
            self.words.append(word)
        return at + 1

    def _unnumbered(self, unit: Unit, at: int, behind: int) -> None:
        self.bare.add(unit)
        if self._at(behind) in _ASKING_AFTER or self._at(at - 1) in _ASKING_BEFORE:
            self.asked.add(unit)
        if unit in self.asked and self.words and self.words[-1] in _SPANNING:
            self.words.pop()

    def _unit(self, at: int) -> tuple[Unit | None, int]:
        """The unit that is named at `at`, and what stands behind it. Slips count only with a number."""
        word = self._at(at)
        if word in UNITS:
            return UNITS[word], at + 1
        if (whole := word + self._at(at + 1)) in _MENDED and word:
            return _MENDED[whole], at + 2
        if 4 <= len(word) <= 7 and word not in _ALIKE and self._value(Unit.ARTICLE, self._filled(at + 1))[0]:
            for right, unit in _MENDED.items():
                if OSA.distance(word, right, score_cutoff=1) <= 1:
                    return unit, at + 1
        return None, at + 1

    def _filled(self, at: int) -> int:
        """Past the few words that may stand between a unit and its number."""
        end = at
        while end < at + 3 and self._at(end) in _FILLERS:
            end += 1
        return end

    def _numbered(self, unit: Unit, behind: int) -> int:
        """Reads the numbers of a unit; where they end, which is `behind` if there are none."""
        if unit is Unit.POINT and Unit.ARTICLE not in self.numbers and self._at(behind - 1) in _LOOSE:
            return behind
        at = self._filled(behind)
        value, width = self._value(unit, at)
        if not value:
            return behind
        said = self.numbers.setdefault(unit, [])
        said.append(value)
        at = self._more(unit, said, at + width)
        if unit in (Unit.ARTICLE, Unit.CHAPTER):
            self.after = self.after or self._at(at)
        return self._letter(unit, at)

    def _more(self, unit: Unit, said: list[str], at: int) -> int:
        """Further numbers of a list or a range: "5, 6 dan 9", "5-7"; where they end."""
        while True:
            span = tuple(self.said[at : at + 3]) == _SLASHED
            word = self._at(at)
            # "pasal 57 58"; a smaller number behind it is something else.
            beside = unit is Unit.ARTICLE and word.isdigit() and said[-1].isdigit() and int(word) > int(said[-1])
            if not span and not beside and word not in _JOINS and word not in _RANGES:
                return at
            behind = at + (0 if beside else 3 if span else 2 if self._at(at + 1) == "dengan" else 1)
            if UNITS.get(self._at(behind)) is unit:
                behind += 1
            value, width = self._value(unit, self._filled(behind))
            if not value or value in _ENDS:
                return at
            said += _between(said[-1], value) if span or word in _RANGES else ()
            said.append(value)
            at = self._filled(behind) + width

    def _letter(self, unit: Unit, at: int) -> int:
        """A letter or a paragraph in brackets right behind a number: "ayat 1 b", "pasal 37 (2)"."""
        word = self._at(at)
        if unit is Unit.ARTICLE and word == "(" and self._at(at + 1).isdigit():
            self.numbers.setdefault(Unit.PARAGRAPH, []).append(self._at(at + 1))
            return at + 2
        if unit is not Unit.CHAPTER and len(word) == 1 and word.isalpha() and word not in _SPOKEN:
            self.loose = word
            return at + 1
        return at

    def _value(self, unit: Unit, at: int) -> tuple[str, int]:
        """The number at `at` and how many tokens it takes; ("", 0) if there is none."""
        word = self._at(at)
        if numeral := _NUMERAL.fullmatch(word):
            return numeral[1] + numeral[2], 1
        if unit in (Unit.LETTER, Unit.POINT) and len(word) == 1 and word.isalpha():
            return word, 1
        if word in _POINTERS:
            return _pointed(unit, _POINTERS[word])
        number, width = read_words([word.removeprefix("ke"), *self.said[at + 1 : at + 3]])
        # "x" and "di" in front of an article are words; a chapter is numbered in Roman numerals more often than not.
        if not number and (unit is Unit.CHAPTER or (unit is Unit.ARTICLE and len(word) > 1)):
            number, width = from_roman(word), 1
        return (str(number), width) if number else ("", 0)


def _pointed(unit: Unit, end: str) -> tuple[str, int]:
    """What a word like "last" or "this" says of a unit; lines within an article only have a first one."""
    if unit in (Unit.CHAPTER, Unit.ARTICLE):
        return end, 1
    return ("1", 1) if end == FIRST else ("", 0)


def _between(first: str, last: str) -> list[str]:
    """The numbers that a range leaves out."""
    if not (first.isdigit() and last.isdigit() and int(first) < int(last) <= int(first) + RANGE_LIMIT):
        return []
    return [str(number) for number in range(int(first) + 1, int(last))]
