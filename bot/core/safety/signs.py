"""Signs of danger in a text: which groups of words it has, and where.

Lives here: reading words as signs (disguises, typing errors), idioms that swallow their words.
Never here: patterns of groups (bot.core.safety.patterns), learning, thresholds (bot.core.safety.detector), words of any
language (they are data: `model.Signs`).

The reader of questions mends words towards the subject of the knowledge, which is wrong here ("digrepe" is not
"digarap"), so signs have a reading of their own; from that reader they take slang and word frequencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.distance import OSA

from bot.core.language.text import CACHE_LIMIT, STEM_COMMON, WORD_LIMIT, Reader, clean, tokens
from bot.core.model import Signs
from bot.core.safety.sign_table import Phrases, Seconds, SignTable, Words, find, plain

# The longest message that Telegram delivers; of a longer text, half of it from either end.
TEXT_LIMIT = 4096
# A word more frequent than REAL (Zipf) is meant as typed; one as frequent as SOLID may be half of two joined words.
REAL, SOLID = 2.2, 4.5
# Too many words are like a shorter one, so it is not mended, not taken apart, not found by its consonants.
TYPO_LENGTH, JOINED_LENGTH, PART_LENGTH, BONES_LENGTH = 4, 7, 3, 4
# A wrong letter makes another word of a shorter one ("ikut", "ikat").
SURE_LENGTH = 7

_DOUBLED = re.compile(r"(\w)\1")
_VOWELS = "aiueo"
_NO_VOWELS = str.maketrans("", "", _VOWELS)
# How words are hidden: digits, signs and Cyrillic for letters, stars for letters, signs or spaces between letters.
_LEET = str.maketrans("0134578vаеосрху", "oieastbuaeocpxy")
_LIKE_LETTER = re.compile(r"(?<=[^\W_])[!@$|](?=[^\W_])")
_LETTERS = {"!": "i", "@": "a", "$": "s", "|": "i"}
_STARRED = re.compile(r"(?<![^\W_])[^\W_]{1,28}(?:\*{1,9}[^\W_]{1,28}){1,9}")
# Each is tried with every vowel; who hides words hides a few of them.
STARRED_LIMIT = 100
_INSIDE = re.compile(r"(?<=[^\W_])(?:[^\w\s]|_)+(?=[^\W_])")
_GAPPED = re.compile(r"(?<![^\W_])[^\W_](?:[\W_]{1,3}[^\W_]){2,}(?![^\W_])")
GAPPED_LETTERS = 3  # so many single letters at least are a word with gaps
_NO_LETTER = re.compile(r"[\W_]+")
LINE_END = " . "  # to `clean`, a line break is a mere space


class Mark(NamedTuple):
    """A group that the words from `start` to before `end` belong to."""

    group: str
    start: int
    end: int


class Known(NamedTuple):
    """What is known of one word: its groups, its bare form, and the idioms and phrases that begin with it."""

    names: tuple[str, ...]
    bare: str
    idioms: Seconds
    phrases: Seconds


@dataclass(frozen=True)
class SignReader:
    """Reads texts as words, and words as signs."""

    reader: Reader
    table: SignTable
    phrases: Phrases
    idioms: Phrases
    slips: Mapping[str, Sequence[str]]
    skeletons: Mapping[str, str]
    meant: frozenset[str]
    _mended: dict[str, Words] = field(default_factory=dict)
    _named: dict[str, frozenset[str]] = field(default_factory=dict)
    _known: dict[str, Known] = field(default_factory=dict)

    @classmethod
    def build(cls, signs: Signs, reader: Reader, harmless: Iterable[str] = ()) -> SignReader:
        """Expressions are read with the slang of `reader`, as messages are. Words of `harmless` texts are no slips."""
        table = SignTable.build(signs, reader.slang)
        idioms = Phrases((plain(idiom, reader.slang), frozenset[str]()) for idiom in signs.idioms)
        slips: dict[str, list[str]] = {}
        skeletons: dict[str, str] = {}
        for word in sorted(table.targets(), key=lambda word: (-reader.frequency.get(word, 0.0), word)):
            skeletons.setdefault(word.translate(_NO_VOWELS), word)
            for shorter in _shorter(word) if len(word) > TYPO_LENGTH else ():
                slips.setdefault(shorter, []).append(word)
        meant = frozenset(word for text in harmless for word in tokens(clean(text)))
        return cls(reader, table, table.phrases(), idioms, slips, skeletons, meant)

    def variants(self, text: str) -> list[str]:
        """The cleaned text, and what it says where words are hidden in it."""
        if len(text) > TEXT_LIMIT:
            text = f"{text[: TEXT_LIMIT // 2]}\n{text[-TEXT_LIMIT // 2 :]}"
        lines = (clean(line, TEXT_LIMIT) for line in text.splitlines())
        shown = cleaned = LINE_END.join(lines)[: 2 * TEXT_LIMIT]
        if shown.replace(" ", "").isalnum():  # as a rule; then only spaces can stand between letters
            if sum(len(part) == 1 for part in shown.split(" ")) < GAPPED_LETTERS:
                return [cleaned]
        else:
            shown = _LIKE_LETTER.sub(lambda found: _LETTERS[found[0]], shown)
            shown = _STARRED.sub(lambda found: self._starred(found[0]), shown, STARRED_LIMIT)
            shown = _INSIDE.sub("", shown)
        shown = _GAPPED.sub(lambda found: _NO_LETTER.sub("", found[0]), shown)
        return list(dict.fromkeys((cleaned, shown)))

    def _starred(self, word: str) -> str:
        readings = (word.replace("*", vowel) for vowel in _VOWELS)
        return next((reading for reading in readings if self.names(reading)), word)

    def words(self, text: str) -> list[str]:
        """The words of a cleaned text, mended towards the signs; the leading prefix joins its root again."""
        found = [word for token in tokens(text) for word in self._mend(token[:WORD_LIMIT])]
        prefix = self.table.leading
        for place in range(len(found) - 1, 0, -1):
            if found[place - 1] in (prefix, prefix[:1]) and self.names(prefix + found[place]):
                found[place - 1 : place + 1] = [prefix + found[place]]
        return found

    def _mend(self, token: str) -> Words:
        found = self._mended.get(token)
        if found is None:
            if len(self._mended) >= CACHE_LIMIT:
                self._mended.clear()
                self._named.clear()
                self._known.clear()
            words = plain(token, self.reader.slang)
            found = self._mended[token] = tuple(part for word in words for part in self._spelled(word))
        return found

    def _spelled(self, word: str) -> Words:
        if word.isdigit() or self._is_known(word):
            return (word,)
        lettered = word.translate(_LEET)
        for reading in (lettered, _DOUBLED.sub(r"\1", lettered)):
            if self._is_known(reading) or reading in self.reader.slang:
                return plain(reading, self.reader.slang)
        near = self._near(lettered)
        if near and not self._is_derived(lettered, near):
            return (near,)
        return self._parts(lettered) or (word,)

    def _is_known(self, word: str) -> bool:
        return bool(self.names(word)) or self._is_real(word, REAL)

    def _is_real(self, word: str, least: float) -> bool:
        return self.reader.frequency.get(word, 0.0) >= least or word in self.reader.vocabulary or word in self.meant

    def _is_derived(self, word: str, sign: str) -> bool:
        """Whether it is a common word under affixes, of which `sign` knows nothing: "kabarin" is no "kasarin"."""
        bodies = (word.removesuffix(ending) for ending in self.table.plain_endings(word))
        roots = {root for body in bodies if (root := self.reader.stem(body)) != word and len(root) >= TYPO_LENGTH}
        return any(self._is_real(root, STEM_COMMON) and root not in sign for root in roots)

    def _near(self, word: str) -> str:
        """The sign that is one slip away, or the same without vowels; "" if there is none."""
        if len(word) >= TYPO_LENGTH:
            for target in (target for shorter in _shorter(word) for target in self.slips.get(shorter, ())):
                if _is_slip(word, target):
                    return target
        bones = word.translate(_NO_VOWELS)
        # A word that has more than one vowel left was not shortened.
        if len(bones) >= BONES_LENGTH and len(word) <= len(bones) + 1:
            return self.skeletons.get(bones, "")
        return ""

    def _parts(self, word: str) -> Words:
        """Joined words taken apart, at least one of them a sign; empty if it cannot be done."""
        for cut in range(len(word) - PART_LENGTH, PART_LENGTH - 1, -1) if len(word) >= JOINED_LENGTH else ():
            left, right = word[:cut], word[cut:]
            if self._is_solid(left) and (rest := (right,) if self._is_solid(right) else self._parts(right)):
                parts = tuple(part for half in (left, *rest) for part in plain(half, self.reader.slang))
                return parts if any(len(part) > PART_LENGTH and self.names(part) for part in parts) else ()
        return ()

    def _is_solid(self, part: str) -> bool:
        if part in self.reader.slang:
            return True
        return len(part) > PART_LENGTH and ((part,) in self.table.groups or self._is_real(part, SOLID))

    def names(self, word: str) -> frozenset[str]:
        """The groups that a single word belongs to."""
        found = self._named.get(word)
        if found is None:
            found = self._named[word] = self.table.names(word)
        return found

    def _know(self, word: str) -> Known:
        found = self._known.get(word)
        if found is None:
            bare = next((body for body in self.table.bodies(word) if self._is_known(body)), word)
            beginning = (phrases.beginning(word, bare) for phrases in (self.idioms, self.phrases))
            found = self._known[word] = Known(tuple(sorted(self.names(word))), bare, *beginning)
        return found

    def marks(self, words: Sequence[str]) -> list[Mark]:
        """All signs in `words`. Words inside an idiom are no signs."""
        known = [self._know(word) for word in words]
        bare = [one.bare for one in known]
        taken: set[int] = set()
        marks = [Mark(name, at, at + 1) for at, one in enumerate(known) for name in one.names]
        for at, one in enumerate(known):
            for end, _ in find(one.idioms, at, words, bare):
                taken.update(range(at, end))
            for end, names in find(one.phrases, at, words, bare):
                marks += [Mark(name, at, end) for name in sorted(names)]
        return [mark for mark in marks if taken.isdisjoint(range(mark.start, mark.end))] if taken else marks


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
