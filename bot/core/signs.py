"""Signs of danger in a text: which groups of words it has, and where.

Lives here: reading words as signs (disguises, typing errors, affixes), idioms that swallow their words, patterns.
Never here: learning, thresholds, words of any language (they are data: `model.Signs`).

The reader of questions mends words towards the subject of the knowledge, which is wrong here ("digrepe" is not
"digarap"), so signs have a reading of their own; from that reader they take slang and word frequencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from bot.core.model import Signs
from bot.core.text import CACHE_LIMIT, WORD_LIMIT, Reader, clean, tokens

# The longest message Telegram delivers; all of it is read.
TEXT_LIMIT = 4096
# The parts of a pattern stand at most this many words apart.
WINDOW = 8
# A word more frequent than REAL (Zipf) is meant as typed; one as frequent as SOLID may be half of two joined words.
REAL, SOLID = 2.2, 4.5
# Shorter words are not mended, not taken apart, no root, no skeleton: too many words are like them.
TYPO_LENGTH, JOINED_LENGTH, PART_LENGTH, ROOT_LENGTH, BONES_LENGTH = 4, 7, 3, 3, 4

# A wrong letter makes another word of a short one ("ikut", "ikat").
SURE_LENGTH = 7

_STRETCH = re.compile(r"(\w)\1{2,}")
_AFFIX = re.compile(r"-[a-z]+|[a-z]+-[a-z]?")
_DOUBLED = re.compile(r"(\w)\1")
_VOWELS = "aiueo"
_NO_VOWELS = str.maketrans("", "", _VOWELS)
# How words are hidden: letters put as digits or signs, stars for letters, signs or spaces between letters.
_LEET = str.maketrans("0134578v", "oieastbu")
_LIKE_LETTER = re.compile(r"(?<=[^\W_])[!@$|](?=[^\W_])")
_LETTERS = {"!": "i", "@": "a", "$": "s", "|": "i"}
_STARRED = re.compile(r"[^\W_]+(?:\*+[^\W_]+)+")
_INSIDE = re.compile(r"(?<=[^\W_])(?:[^\w\s]|_)+(?=[^\W_])")
_GAPPED = re.compile(r"(?<![^\W_])[^\W_](?:[\W_]{1,3}[^\W_]){2,}(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Mark:
    """A group that the words from `start` to before `end` belong to."""

    group: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """Groups that mean danger where they stand close together; one group of each part is enough."""

    parts: tuple[frozenset[str], ...]
    ordered: bool
    urgent: bool

    @classmethod
    def parse(cls, text: str) -> Pattern:
        """`a > b|c`: a, then b or c. `a & b`: both, in any order. `! a & b`: the same, and urgent."""
        urgent = text.startswith("!")
        parts = re.split(r"\s*[>&]\s*", text.lstrip("! "))
        return cls(tuple(frozenset(part.strip().split("|")) for part in parts), ">" in text, urgent)

    def fits(self, places: Mapping[str, Sequence[int]]) -> bool:
        """Whether it occurs. `places` are the positions of each group."""
        spots = [{at for group in part for at in places.get(group, ())} for part in self.parts]
        return all(spots) and any(self._continues(first, spots[1:]) for first in spots[0])

    def _continues(self, first: int, rest: Sequence[set[int]]) -> bool:
        at = first
        for spots in rest:
            low = at if self.ordered else first - WINDOW
            near = [spot for spot in spots if low <= spot <= (at if self.ordered else first) + WINDOW]
            if not near:
                return False
            at = min(near)
        return True


@dataclass(frozen=True, slots=True)
class _Table:
    """The notation of `model.Signs`, taken apart: `word`, `root+`, `-suffix`, `prefix-x` (x: the letter lost)."""

    groups: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)
    roots: dict[str, frozenset[str]] = field(default_factory=dict)
    prefixes: list[tuple[str, str, str]] = field(default_factory=list)
    suffixes: list[tuple[str, str]] = field(default_factory=lambda: [("", "")])

    @classmethod
    def build(cls, signs: Signs, slang: Mapping[str, str]) -> _Table:
        table = cls()
        for expression in signs.affixes:
            table._add_affix(expression, "")
        for name, expressions in signs.groups.items():
            for expression in expressions:
                if _AFFIX.fullmatch(expression):
                    table._add_affix(expression, name)
                else:
                    table._add(expression, name, slang)
        return table

    def _add_affix(self, affix: str, name: str) -> None:
        if affix.startswith("-"):
            self.suffixes.append((affix[1:], name))
        else:
            prefix, _, lost = affix.partition("-")
            self.prefixes.append((prefix, lost, name))

    def _add(self, expression: str, name: str, slang: Mapping[str, str]) -> None:
        if expression.endswith("+"):
            root = expression[:-1]
            self.roots[root] = self.roots.get(root, frozenset()) | {name}
        if words := _plain(expression, slang):
            self.groups[words] = self.groups.get(words, frozenset()) | {name}

    def names(self, word: str) -> frozenset[str]:
        """The groups of a single word, also under its affixes; an affix may bring a group of its own."""
        found = set(self.groups.get((word,), ()))
        for ending, owner in self.suffixes:
            if not word.endswith(ending):
                continue
            body = word.removesuffix(ending)
            if owner and len(body) > ROOT_LENGTH and (body,) in self.groups:
                found.update(self.groups[(body,)], (owner,))
            for more, second in self.suffixes:
                if not second and body.endswith(more):
                    rooted = self._rooted(body.removesuffix(more))
                    found.update(rooted, (owner,) if rooted else ())
        return frozenset(found - {""})

    def _rooted(self, core: str) -> set[str]:
        found = set(self.roots.get(core, ()))
        for prefix, lost, owner in self.prefixes:
            if core.startswith(prefix) and (root := lost + core[len(prefix) :]) in self.roots:
                found.update(self.roots[root], (owner,))
        return found

    def targets(self) -> set[str]:
        """The words worth mending towards."""
        plain = {word for words in self.groups for word in words} | set(self.roots)
        return plain | {prefix + root for prefix, _, _ in self.prefixes[:1] for root in self.roots}


class _Phrases:
    """Sequences of words with their groups, found by their first two words."""

    def __init__(self, phrases: Iterable[tuple[tuple[str, ...], frozenset[str]]]) -> None:
        self._by_start: dict[tuple[str, ...], list[tuple[tuple[str, ...], frozenset[str]]]] = {}
        for words, names in phrases:
            self._by_start.setdefault(words[:2], []).append((words, names))

    def find(self, words: Sequence[str], bare: Sequence[str]) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Start, end and groups of each phrase; a word stands for itself and for its bare form."""
        for at in range(len(words)):
            starts = {(first,) for first in (words[at], bare[at])}
            if at + 1 < len(words):
                starts |= {(*first, second) for first in starts for second in (words[at + 1], bare[at + 1])}
            for phrase, names in (found for start in starts for found in self._by_start.get(start, ())):
                rest = range(at + 2, at + len(phrase))
                if rest.stop <= len(words) and all(phrase[i - at] in (words[i], bare[i]) for i in rest):
                    yield at, at + len(phrase), names


@dataclass(frozen=True)
class SignReader:
    """Reads texts as words and words as signs."""

    reader: Reader
    table: _Table
    phrases: _Phrases
    idioms: _Phrases
    _slips: Mapping[str, Sequence[str]]
    _skeletons: Mapping[str, str]
    _mended: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _named: dict[str, frozenset[str]] = field(default_factory=dict)
    _bared: dict[str, str] = field(default_factory=dict)

    @classmethod
    def build(cls, signs: Signs, reader: Reader) -> SignReader:
        """Reads the signs with the slang of `reader`, as messages are read."""
        table = _Table.build(signs, reader.slang)
        phrases = _Phrases((words, names) for words, names in table.groups.items() if len(words) > 1)
        idioms = _Phrases((_plain(idiom, reader.slang), frozenset[str]()) for idiom in signs.idioms)
        common = sorted(table.targets(), key=lambda word: (-reader.frequency.get(word, 0.0), word))
        slips: dict[str, list[str]] = {}
        skeletons: dict[str, str] = {}
        for word in common:
            for shorter in _shorter(word) if len(word) > TYPO_LENGTH else ():
                slips.setdefault(shorter, []).append(word)
            skeletons.setdefault(word.translate(_NO_VOWELS), word)
        return cls(reader, table, phrases, idioms, slips, skeletons)

    def variants(self, text: str) -> list[str]:
        """The cleaned text, and what it says where words are hidden in it."""
        plain = clean(text.replace("\n", " . "), limit=TEXT_LIMIT)  # a line break ends a sentence; `clean` drops it
        shown = _LIKE_LETTER.sub(lambda found: _LETTERS[found[0]], plain)
        shown = _STARRED.sub(lambda found: self._starred(found[0]), shown)
        shown = _INSIDE.sub("", shown)
        shown = _GAPPED.sub(lambda found: re.sub(r"[\W_]", "", found[0]), shown)
        return list(dict.fromkeys((plain, shown)))

    def _starred(self, word: str) -> str:
        readings = (word.replace("*", vowel) for vowel in _VOWELS)
        return next((reading for reading in readings if self.names(reading)), word)

    def words(self, text: str) -> list[str]:
        """The words of a cleaned text, mended towards the signs."""
        return [word for token in tokens(text) for word in self._mend(token[:WORD_LIMIT])]

    def _mend(self, token: str) -> tuple[str, ...]:
        found = self._mended.get(token)
        if found is None:
            if len(self._mended) >= CACHE_LIMIT:
                for kept in (self._mended, self._named, self._bared):
                    kept.clear()
            plain = _plain(token, self.reader.slang)
            found = self._mended[token] = tuple(part for word in plain for part in self._spelled(word))
        return found

    def _spelled(self, word: str) -> Iterable[str]:
        if self._is_known(word) or word.isdigit():
            return (word,)
        lettered = word.translate(_LEET)
        for reading in (lettered, _DOUBLED.sub(r"\1", lettered)):
            if self._is_known(reading) or reading in self.reader.slang:
                return _plain(reading, self.reader.slang)
        near = self._near(lettered)
        return (near,) if near else self._parts(lettered) or (word,)

    def _is_known(self, word: str) -> bool:
        return bool(self.names(word)) or self._is_real(word, REAL)

    def _is_real(self, word: str, least: float) -> bool:
        return self.reader.frequency.get(word, 0.0) >= least or word in self.reader.vocabulary

    def _near(self, word: str) -> str:
        """The sign that is one slip away, or the same without vowels; "" if there is none."""
        if len(word) >= TYPO_LENGTH:
            for target in (target for shorter in _shorter(word) for target in self._slips.get(shorter, ())):
                if _is_slip(word, target):
                    return target
        bones = word.translate(_NO_VOWELS)
        # A word that has more than one vowel left was not shortened.
        if len(bones) >= BONES_LENGTH and len(word) <= len(bones) + 1:
            return self._skeletons.get(bones, "")
        return ""

    def _parts(self, word: str) -> tuple[str, ...]:
        """Joined words taken apart, at least one of them a sign; empty if it cannot be done."""
        if len(word) < JOINED_LENGTH:
            return ()
        for cut in range(len(word) - PART_LENGTH, PART_LENGTH - 1, -1):
            left, right = word[:cut], word[cut:]
            if self._is_solid(left) and (rest := (right,) if self._is_solid(right) else self._parts(right)):
                parts = tuple(part for half in (left, *rest) for part in _plain(half, self.reader.slang))
                return parts if any(len(part) > PART_LENGTH and self.names(part) for part in parts) else ()
        return ()

    def _is_solid(self, part: str) -> bool:
        if len(part) == PART_LENGTH:
            return part in self.reader.slang
        return (part,) in self.table.groups or part in self.reader.slang or self._is_real(part, SOLID)

    def names(self, word: str) -> frozenset[str]:
        """The groups that a single word belongs to."""
        found = self._named.get(word)
        if found is None:
            found = self._named[word] = self.table.names(word)
        return found

    def _bare(self, word: str) -> str:
        """The word without a suffix that has a group of its own, if that leaves a word."""
        found = self._bared.get(word)
        if found is None:
            bodies = (word.removesuffix(ending) for ending, owner in self.table.suffixes if owner)
            fits = (body for body in bodies if ROOT_LENGTH < len(body) < len(word) and self._is_known(body))
            found = self._bared[word] = next(fits, word)
        return found

    def marks(self, words: Sequence[str]) -> list[Mark]:
        """All signs in `words`. Words inside an idiom are no signs."""
        bare = [self._bare(word) for word in words]
        taken: set[int] = set()
        for start, end, _ in self.idioms.find(words, bare):
            taken.update(range(start, end))
        marks = [Mark(name, at, at + 1) for at, word in enumerate(words) for name in self.names(word)]
        for start, end, names in self.phrases.find(words, bare):
            marks += [Mark(name, start, end) for name in names]
        return [mark for mark in marks if taken.isdisjoint(range(mark.start, mark.end))]


def _plain(text: str, slang: Mapping[str, str]) -> tuple[str, ...]:
    """The words of a text without stretching and apostrophes, slang put plainly."""
    found: list[str] = []
    for token in tokens(clean(text)):
        word = _STRETCH.sub(r"\1", token).replace("'", "")
        if word[-1] == "2" and word[:-1].isalpha():  # written reduplication
            word = word[:-1]
        if (half := len(word) // 2) > ROOT_LENGTH - 1 and word[:half] == word[half:]:
            word = f"{word[:half]} {word[half:]}"
        found += tokens(slang.get(word, word))
    return tuple(found)


def _is_slip(word: str, target: str) -> bool:
    """Whether `word` is `target` with a letter too many, too few, out of place, or (in long words) wrong."""
    if word[0] != target[0] or OSA.distance(word, target) > 1:
        return False
    return len(word) >= SURE_LENGTH or len(word) != len(target) or sorted(word) == sorted(target)


def _shorter(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters: words one slip apart share one of these."""
    yield word
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
