"""Reading what a person typed: from raw characters to mended words.

Lives here: Unicode cleaning, tokens, slang, clitics, reduplication, spelling, stems. All of it is table-driven;
the tables come from the lexicon and from the words of the knowledge itself.
Never here: ranking, thresholds, words of any particular subject.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

# rapidfuzz's cost grows with the length of the query (1.8 s for 4,096 characters against 2,000 phrases), and no
# question needs more: the head and the tail of a long message are read.
QUERY_LIMIT = 360
# Of a longer text so much is its head, with the blank behind it; of what is to be still shorter, the same share.
HEAD = 220
# A word longer than this is no word; reading it whole would only cost time.
WORD_LIMIT = 28
CACHE_LIMIT = 20_000

COMMON = 3.0  # Zipf frequency (base-10 log per 10^9 words) from which a typed word is taken as meant
STEM_COMMON = 3.3

# ASCII has nothing to fold but case, and only these to drop.
_CONTROLS = {code: " " for code in (*range(32), 127)}
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_STRETCH = re.compile(r"(\w)\1{2,}")
_TWICE = re.compile(r"(\w)\1+")
_DOUBLED = re.compile(r"([^\W\d_]+)2(nya|nye|nyo|an|ku|mu)?")
_VOWEL_LETTERS = frozenset("aeiou")
_VOWELS = str.maketrans("", "", "aeiou")
_SWALLOWING = frozenset(("men", "pen", "mem", "pem"))
_CLITICS = ("nya", "kah", "lah", "pun", "ku", "mu", "in")
_SUFFIXES = ("kan", "an", "i", "")
# A prefix and the letter it swallowed: "menulis" is men- on "tulis".
_PREFIXES = (
    ("meny", "s"), ("peny", "s"), ("menge", ""), ("penge", ""), ("meng", ""), ("meng", "k"), ("peng", ""),
    ("peng", "k"), ("mem", ""), ("mem", "p"), ("pem", ""), ("pem", "p"), ("men", ""), ("men", "t"), ("pen", ""),
    ("pen", "t"), ("nge", ""), ("ng", ""), ("ng", "k"), ("ny", "s"), ("keber", ""), ("ber", ""), ("ter", ""),
    ("per", ""), ("pel", ""), ("bel", ""), ("di", ""), ("ke", ""), ("se", ""), ("me", ""), ("pe", ""), ("be", ""),
    ("te", ""), ("n", "t"), ("m", "p"), ("", ""),
)  # fmt: skip
# The same by their first letter; a word begins with few of them.
_PREFIXES_OF = {
    letter: tuple((prefix, swallowed) for prefix, swallowed in _PREFIXES if prefix[:1] in (letter, ""))
    for letter in "abcdefghijklmnopqrstuvwxyz"
}
_BARE = (("", ""),)
# Markup that comes along when a text is copied. Only what is certainly no word: "<mati>" is said by somebody.
_MARKUP = re.compile(r"</?(?:[abipqsu]|br|em|strong|code|pre|span|div|script)>", re.IGNORECASE)
_LETTERS = {chr(ord("a") + place): 1 << place for place in range(26)}


def clean(text: str, limit: int = QUERY_LIMIT) -> str:
    """Lower-case text without controls, marks, tags and tricks, at most `limit` characters.

    Compatibility forms are folded (one U+FDFA becomes 18 characters, so the length is capped before and after),
    combining marks, zero-width characters, bidi controls and lone surrogates are dropped.
    """
    text = shortened(text, limit)
    if "<" in text:
        text = _MARKUP.sub(" ", text)
    if text.isascii():
        return text.translate(_CONTROLS).lower()
    kept = []
    for char in unicodedata.normalize("NFKD", text):
        category = unicodedata.category(char)
        if category in ("Cc", "Zl", "Zp") or category == "Zs":
            kept.append(" ")
        elif category[0] not in "CM":
            kept.append(char)
    return "".join(kept)[: 2 * limit].casefold().replace("\u2019", "'")


def shortened(text: str, limit: int = QUERY_LIMIT) -> str:
    """The head and the tail of a text that is longer than `limit` characters, with a blank between them."""
    if len(text) <= limit:
        return text
    head = min(HEAD, limit * HEAD // QUERY_LIMIT)
    return f"{text[: max(0, head - 1)]} {text[len(text) - limit + head :]}"[:limit]


def tokens(cleaned: str) -> list[str]:
    """The words of a cleaned text, as typed."""
    return _WORD.findall(cleaned)


def once(token: str) -> str:
    """A word without the mark of its written reduplication: "orang2", "macam2nya"."""
    found = _DOUBLED.fullmatch(token)
    return "".join(found.groups(default="")) if found else token


@dataclass(frozen=True, slots=True)
class Word:
    """One word as read: `form` is what was meant; `stem` its root.

    `others` holds further readings of a misspelling that fits several words equally well.
    """

    typed: str
    form: str
    stem: str
    function_word: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole utterance as read. `forms` are those of its words; `content` are the words that carry the subject."""

    words: tuple[Word, ...]
    forms: tuple[str, ...] = field(init=False, compare=False)
    content: tuple[Word, ...] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "forms", tuple([word.form for word in self.words]))
        object.__setattr__(self, "content", tuple([word for word in self.words if not word.function_word]))

    @property
    def text(self) -> str:
        return " ".join(self.forms)

    def alternatives(self) -> tuple[Reading, ...]:
        """The readings that come from taking the other meaning of one misspelled word."""
        found = []
        for place, word in enumerate(self.words):
            for other in word.others:
                changed = Word(word.typed, other, other, word.function_word)
                found.append(Reading((*self.words[:place], changed, *self.words[place + 1 :])))
        return tuple(found)


def _letters(word: str) -> int:
    """The set of the word's letters a to z, as bits."""
    found = 0
    for letter in word:
        found |= _LETTERS.get(letter, 0)
    return found


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns utterances into readings.

    `slang` maps a colloquial word to standard words (several, or none to drop it); `function_words` ask rather than say
    (bot.core.model.Lexicon); `vocabulary` are the words worth mending towards; `frequency` gives the Zipf frequency of
    general Indonesian words, `uses` how often the knowledge uses a word: of two that a slip fits, the likelier. What is
    `spoken` (greetings, names for somebody) is known as it is, and nothing is mended to it.
    """

    slang: Mapping[str, str]
    function_words: frozenset[str]
    vocabulary: frozenset[str]
    frequency: Mapping[str, float]
    uses: Mapping[str, int] = field(default_factory=dict)
    spoken: frozenset[str] = frozenset()
    _targets: tuple[str, ...] = field(init=False)
    _letters: npt.NDArray[np.uint32] = field(init=False)
    _skeletons: Mapping[str, tuple[str, ...]] = field(init=False)
    _cache: dict[str, tuple[Word, ...]] = field(init=False)

    def __post_init__(self) -> None:
        targets = sorted(word for word in self.vocabulary if len(word) >= 4 and word.isalpha())
        skeletons: dict[str, tuple[str, ...]] = {}
        for word in sorted({*targets, *self.function_words, *self.slang}):
            bones = word.translate(_VOWELS)
            if len(bones) >= 3 and len(word) > len(bones) and word.isalpha():
                skeletons[bones] = (*skeletons.get(bones, ()), word)
        object.__setattr__(self, "_targets", tuple(targets))
        object.__setattr__(self, "_letters", np.array([_letters(word) for word in targets], np.uint32))
        object.__setattr__(self, "_skeletons", skeletons)
        object.__setattr__(self, "_cache", {})

    def read(self, text: str) -> Reading:
        """The words of `text`, mended. Repeated words in a row (reduplication) count once."""
        words: list[Word] = []
        before = ""
        for token in tokens(clean(text)):
            for word in self._word(token):
                if word.form != before:
                    words.append(word)
                    before = word.form
        return Reading(tuple(words))

    def _word(self, token: str) -> tuple[Word, ...]:
        found = self._cache.get(token)
        if found is None:
            if len(self._cache) >= CACHE_LIMIT:
                self._cache.clear()
            found = self._cache[token] = tuple(self._mend(token[:WORD_LIMIT]))
        return found

    def _mend(self, token: str) -> Iterable[Word]:
        token = _STRETCH.sub(r"\1", token)
        if token.isdigit() or not token.isascii():
            return [Word(token, token, token, token in self.function_words)]
        token = once(token).replace("'", "")
        for plain in (token, _TWICE.sub(r"\1", token)):
            if plain in self.slang or plain in self.vocabulary or (plain == token and self.knows(token)):
                return self._meant(token, plain)
        if words := self._filled(token):
            found = [*self._meant(token, words[0])]
            return [replace(found[0], others=words[1:])] if len(found) == 1 else found
        for plain in self._expansions(token):
            return [self._make(token, form) for form in plain.split()]
        return [self._spelled(token)]

    def _meant(self, typed: str, word: str) -> list[Word]:
        """The words that one means which is known."""
        return [self._make(typed, form) for form in self.slang.get(word, word).split()]

    def _filled(self, token: str) -> tuple[str, ...]:
        """The words that somebody means who leaves out vowels ("pkrjn"), the likeliest first."""
        if len(token) < 3 or not _VOWEL_LETTERS.isdisjoint(token[1:-1]):
            return ()
        found = self._skeletons.get(token.translate(_VOWELS), ())
        return tuple(sorted((word for word in found if word[0] == token[0]), key=self._commonness))

    def _expansions(self, token: str) -> Iterable[str]:
        """Without its clitic, unstretched, or as two joined words: first that fits."""
        single = _TWICE.sub(r"\1", token)
        if single != token and self.knows(single):
            yield single
        for clitic in _CLITICS:
            root = token.removesuffix(clitic)
            if root != token and len(root) >= 3 and (root in self.slang or self.knows(root)):
                yield self.slang.get(root, root)
        if (pair := self._joined(token)) is not None:
            yield pair

    def knows(self, word: str) -> bool:
        known = word in self.vocabulary or word in self.function_words or word in self.spoken
        return known or self.frequency.get(word, 0.0) >= COMMON

    def _joined(self, token: str) -> str | None:
        """"apaitu" as "apa itu": both halves known, the likelier split wins; three letters at least each."""
        best, score = None, 0.0
        for cut in range(3, len(token) - 2) if 6 <= len(token) <= 24 else ():
            left, right = token[:cut], token[cut:]
            if all(self._solid(part) for part in (left, right)):
                worth = min(self._weight(left), self._weight(right))
                if worth > score:
                    best, score = f"{self.slang.get(left, left)} {self.slang.get(right, right)}", worth
        return best

    def _solid(self, part: str) -> bool:
        listed = part in self.slang or part in self.vocabulary or part in self.function_words
        return listed or self.frequency.get(part, 0) >= 4.5

    def _weight(self, part: str) -> float:
        return max(self.frequency.get(part, 0.0), 4.0 if part in self.vocabulary or part in self.slang else 0.0)

    def _spelled(self, token: str) -> Word:
        """The nearest word of the vocabulary: one slip in 4-6 letters, two in more; dropped vowels."""
        candidates = self._neighbours(token)
        if not candidates:
            return Word(token, token, self.stem(token))
        best, *others = candidates
        made = self._make(token, best)
        return Word(token, made.form, made.stem, made.function_word, tuple(others))

    def _neighbours(self, token: str) -> list[str]:
        if len(token) < 4 or not token.isalpha():
            return []
        allowed = 1 if len(token) <= 6 else 2
        # A slip changes two letters at most, so few words are worth measuring.
        alike = np.bitwise_count(self._letters ^ np.uint32(_letters(token))) <= 2 * allowed
        targets = [self._targets[place] for place in np.flatnonzero(alike)]
        near = process.extract(token, targets, scorer=OSA.distance, score_cutoff=allowed, limit=8)
        if near:
            least = near[0][1]
            return sorted((word for word, far, _ in near if far == least), key=self._commonness)
        found = self._skeletons.get(token.translate(_VOWELS), ())
        return sorted((word for word in found if word in self.vocabulary), key=self._commonness)

    def _commonness(self, word: str) -> tuple[int, float, str]:
        return (-self.uses.get(word, 0), -self.frequency.get(word, 0.0), word)

    def _make(self, typed: str, form: str) -> Word:
        if form in self.function_words:
            return Word(typed, form, form, True)
        return Word(typed, form, self.stem(form))

    def stem(self, word: str) -> str:
        """The shortest root that is itself a common word or one of the knowledge; the word itself if none is."""
        best = word
        for clitic in ("", *_CLITICS[:6]):
            body = word.removesuffix(clitic) if clitic else word
            if clitic and body == word:
                continue
            for suffix in _SUFFIXES:
                core = body.removesuffix(suffix) if suffix else body
                if suffix and core == body:
                    continue
                best = self._shortest(core, best, bare=suffix != "i")
        return best

    def _shortest(self, core: str, best: str, bare: bool) -> str:
        """The shorter of `best` and the root of `core`; `bare`: a root may stand without a prefix ("-i" needs one)."""
        for prefix, swallowed in _PREFIXES_OF.get(core[:1], _BARE):
            if not core.startswith(prefix) or not (prefix or bare):
                continue
            rest = core[len(prefix) :]
            # men-, mem- stand before a vowel only where they swallowed its consonant.
            if prefix in _SWALLOWING and (rest[:1] in _VOWEL_LETTERS) == (not swallowed):
                continue
            root = swallowed + rest
            if 4 <= len(root) < len(best) and self.frequency.get(root, 0.0) >= STEM_COMMON:
                best = root
        return best
