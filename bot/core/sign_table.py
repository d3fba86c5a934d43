"""The words of `model.Signs`, ready for looking up.

Lives here: the notation (`word`, `root+`, `-suffix`, `prefix-x`), affixes, sequences of words.
Never here: words of any language (they are data), texts and how they are read (bot.core.signs).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.model import Signs
from bot.core.text import clean, tokens

# A shorter rest behind an affix is no root: it would fit too many words.
ROOT_LENGTH = 3

_AFFIX = re.compile(r"-[a-z]+|[a-z]+-[a-z]?")
_STRETCH = re.compile(r"(\w)\1{2,}")

Words = tuple[str, ...]


def plain(text: str, slang: Mapping[str, str]) -> Words:
    """The words of a text without stretching and apostrophes, slang put plainly. Expressions are read so too."""
    found: list[str] = []
    for token in tokens(clean(text)):
        word = _STRETCH.sub(r"\1", token).replace("'", "")
        if word[-1] == "2" and word[:-1].isalpha():  # written reduplication
            word = word[:-1]
        half = len(word) // 2
        if half >= ROOT_LENGTH and word[:half] == word[half:]:
            word = f"{word[:half]} {word[half:]}"
        found += tokens(slang.get(word, word))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class SignTable:
    """Groups of expressions; roots that also count under affixes; affixes, each with a group of its own or ""."""

    groups: dict[Words, frozenset[str]] = field(default_factory=dict)
    roots: dict[str, frozenset[str]] = field(default_factory=dict)
    prefixes: list[tuple[str, str, str]] = field(default_factory=list)
    suffixes: list[tuple[str, str]] = field(default_factory=lambda: [("", "")])

    @classmethod
    def build(cls, signs: Signs, slang: Mapping[str, str]) -> SignTable:
        table = cls()
        for affix in signs.affixes:
            table._add_affix(affix, "")
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
        if words := plain(expression, slang):
            self.groups[words] = self.groups.get(words, frozenset()) | {name}

    @property
    def leading(self) -> str:
        """The prefix that people most often detach from its root or misspell with it: the first one listed."""
        return next((prefix for prefix, _, _ in self.prefixes), "")

    def names(self, word: str) -> frozenset[str]:
        """The groups of a single word, also under its affixes."""
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

    def bodies(self, word: str) -> Iterator[str]:
        """The word without each suffix that has a group of its own."""
        for ending, owner in self.suffixes:
            if owner and word.endswith(ending) and len(word) - len(ending) > ROOT_LENGTH:
                yield word.removesuffix(ending)

    def targets(self) -> set[str]:
        """The words worth mending towards."""
        single = {word for words in self.groups for word in words} | set(self.roots)
        return single | {self.leading + root for root in self.roots}

    def phrases(self) -> Phrases:
        """The expressions of several words."""
        return Phrases((words, names) for words, names in self.groups.items() if len(words) > 1)


class Phrases:
    """Sequences of words with their groups, found by their first two words."""

    def __init__(self, phrases: Iterable[tuple[Words, frozenset[str]]]) -> None:
        self._by_start: dict[Words, list[tuple[Words, frozenset[str]]]] = {}
        for words, names in phrases:
            self._by_start.setdefault(words[:2], []).append((words, names))
        self._first = {words[0] for words in self._by_start if words}

    def find(self, words: Sequence[str], bare: Sequence[str]) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Start, end and groups of each phrase; a word stands for itself and for its bare form."""
        for at, pair in enumerate(zip(words, bare, strict=True)):
            if self._first.isdisjoint(pair):
                continue
            starts: set[Words] = {(word,) for word in pair}
            if at + 1 < len(words):
                starts |= {(word, second) for word in pair for second in (words[at + 1], bare[at + 1])}
            for phrase, names in (found for start in starts for found in self._by_start.get(start, ())):
                rest = range(at + 2, at + len(phrase))
                if rest.stop <= len(words) and all(phrase[i - at] in (words[i], bare[i]) for i in rest):
                    yield at, at + len(phrase), names
