"""The words of `model.Signs`, ready for looking up.

Lives here: the notation (`word`, `root+`, `-suffix`, `prefix-x`), affixes, sequences of words.
Never here: words of any language (they are data), texts and how they are read (bot.core.safety.signs).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.language.text import clean, once, tokens
from bot.core.model import Signs

# A shorter rest behind an affix is no root: it would fit too many words.
ROOT_LENGTH = 3

_AFFIX = re.compile(r"-[a-z]+|[a-z]+-[a-z]?")
_STRETCH = re.compile(r"(\w)\1{2,}")

Words = tuple[str, ...]


def plain(text: str, slang: Mapping[str, str]) -> Words:
    """The words of a text without stretching and apostrophes, slang put plainly. Expressions are read so too."""
    found: list[str] = []
    for token in tokens(clean(text)):
        word = once(_STRETCH.sub(r"\1", token).replace("'", ""))
        half = len(word) // 2
        if half >= ROOT_LENGTH and word[:half] == word[half:]:
            word = f"{word[:half]} {word[half:]}"
        found += tokens(slang.get(word, word))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class SignTable:
    """Groups of expressions; roots that also count under affixes; affixes, each with a group of its own or "".

    Prefixes are kept by their first letter, suffixes by their last: a word has few of them.
    """

    groups: dict[Words, frozenset[str]] = field(default_factory=dict)
    roots: dict[str, frozenset[str]] = field(default_factory=dict)
    prefixes: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    suffixes: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

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
            self.suffixes.setdefault(affix[-1], []).append((affix[1:], name))
        else:
            prefix, _, lost = affix.partition("-")
            self.prefixes.setdefault(prefix[0], []).append((prefix, lost, name))

    def _add(self, expression: str, name: str, slang: Mapping[str, str]) -> None:
        if expression.endswith("+"):
            root = expression[:-1]
            self.roots[root] = self.roots.get(root, frozenset()) | {name}
        if words := plain(expression, slang):
            self.groups[words] = self.groups.get(words, frozenset()) | {name}

    @property
    def leading(self) -> str:
        """The prefix that people most often detach from its root or misspell with it: the first one listed."""
        return next((prefix for prefixes in self.prefixes.values() for prefix, _, _ in prefixes), "")

    def names(self, word: str) -> frozenset[str]:
        """The groups of a single word, also under its affixes."""
        found = set(self.groups.get((word,), ()))
        for ending, owner in self._endings(word):
            body = word.removesuffix(ending)
            if owner and len(body) > ROOT_LENGTH and (body,) in self.groups:
                found.update(self.groups[(body,)], (owner,))
            for more, second in self._endings(body):
                if not second:
                    rooted = self._rooted(body.removesuffix(more))
                    found.update(rooted, (owner,) if rooted else ())
        return frozenset(found - {""})

    def _endings(self, word: str) -> list[tuple[str, str]]:
        """No suffix, and each that the word ends with."""
        ends = self.suffixes.get(word[-1:], ())
        return [("", ""), *(suffix for suffix in ends if word.endswith(suffix[0]))]

    def _rooted(self, core: str) -> set[str]:
        found = set(self.roots.get(core, ()))
        for prefix, lost, owner in self.prefixes.get(core[:1], ()):
            if core.startswith(prefix) and (root := lost + core[len(prefix) :]) in self.roots:
                found.update(self.roots[root], (owner,))
        return found

    def plain_endings(self, word: str) -> list[str]:
        """No suffix, and each of no group that the word ends with."""
        return [ending for ending, owner in self._endings(word) if not owner]

    def bodies(self, word: str) -> Iterator[str]:
        """The word without each suffix that has a group of its own."""
        for ending, owner in self._endings(word):
            if owner and len(word) - len(ending) > ROOT_LENGTH:
                yield word.removesuffix(ending)

    def targets(self) -> set[str]:
        """The words worth mending towards."""
        single = {word for words in self.groups for word in words} | set(self.roots)
        return single | {self.leading + root for root in self.roots}

    def phrases(self) -> Phrases:
        """The expressions of several words."""
        return Phrases((words, names) for words, names in self.groups.items() if len(words) > 1)


# Phrases by their second word; "" for those of one word.
Seconds = Mapping[str, Sequence[tuple[Words, frozenset[str]]]]


class Phrases:
    """Sequences of words with their groups, found by their first two words."""

    def __init__(self, phrases: Iterable[tuple[Words, frozenset[str]]]) -> None:
        self._by_start: dict[str, dict[str, list[tuple[Words, frozenset[str]]]]] = {}
        for words, names in phrases:
            if words:
                seconds = self._by_start.setdefault(words[0], {})
                seconds.setdefault(words[1] if len(words) > 1 else "", []).append((words, names))

    def beginning(self, word: str, bare: str) -> Seconds:
        """The phrases that begin with a word or with its bare form."""
        found = self._by_start.get(word, {})
        other = self._by_start.get(bare, {}) if bare != word else {}
        return {second: [*found.get(second, ()), *other.get(second, ())] for second in {**found, **other}}


def find(
    seconds: Seconds, at: int, words: Sequence[str], bare: Sequence[str]
) -> Sequence[tuple[int, frozenset[str]]]:
    """End and groups of each of the phrases that stand at `at`; a word stands for itself and for its bare form."""
    if not seconds:
        return ()
    after, bare_after = (words[at + 1], bare[at + 1]) if at + 1 < len(words) else ("", "")
    found = list(seconds.get("", ()))
    if after:
        found += seconds.get(after, ())
    if bare_after != after:
        found += seconds.get(bare_after, ())
    return [(at + len(phrase), names) for phrase, names in found if _stands(phrase, at, words, bare)] if found else ()


def _stands(phrase: Words, at: int, words: Sequence[str], bare: Sequence[str]) -> bool:
    """Whether the third and further words of a phrase stand behind `at`."""
    rest = range(at + 2, at + len(phrase))
    return rest.stop <= len(words) and all(phrase[i - at] in (words[i], bare[i]) for i in rest)
