"""Words that connect, compare and ask, in what a person typed.

Lives here: finding them, and what stands between them. The expressions come from the lexicon.
Never here: what a message does (bot.core.conversation.acts), ranking.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.language.text import Reader, Reading, Word
from bot.core.model import Lexicon

Forms = tuple[str, ...]


class Expressions:
    """Expressions of one kind, found by their first words: a question is held against hundreds of them."""

    def __init__(self, found: Iterable[Forms]) -> None:
        self.all = tuple(dict.fromkeys(found))
        self._order = {forms: place for place, forms in enumerate(self.all)}
        self._by_first: dict[str, list[Forms]] = {}
        for forms in self.all:
            self._by_first.setdefault(forms[0], []).append(forms)

    def within(self, forms: Forms) -> Sequence[tuple[int, Forms]]:
        """Where each of them stands in `forms`: its start, and itself."""
        if self._by_first.keys().isdisjoint(forms):
            return ()
        return [
            (start, expression)
            for start, form in enumerate(forms)
            for expression in self._by_first.get(form, ())
            if len(expression) == 1 or forms[start : start + len(expression)] == expression
        ]

    def any_in(self, forms: Forms) -> bool:
        return bool(self.within(forms))

    def maybe_in(self, forms: Forms) -> list[Forms]:
        """Those whose first word stands in `forms`, the longest first."""
        found = [expression for form in set(forms) for expression in self._by_first.get(form, ())]
        return sorted(found, key=lambda forms: (-len(forms), self._order[forms]))


@dataclass(frozen=True)
class MoveReader:
    """Finds moves. Every expression is read by the same reader as the question, so that variants meet."""

    moves: dict[str, Expressions]
    starters: Expressions
    cutting: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon, reader: Reader) -> MoveReader:
        moves = lexicon.moves
        found = {name: _read(getattr(moves, name), reader) for name in ("compare", "join", "opener", "ask")}
        starters = _read(lexicon.function_phrases, reader)
        cutting = {forms[0] for name in ("join", "compare") for forms in found[name].all if len(forms) == 1}
        return cls(found, starters, frozenset(cutting))

    def peel(self, reading: Reading) -> Reading:
        """The reading without the openings and closings that carry no subject, unless nothing else is there."""
        words, forms = reading.words, reading.forms
        for phrase in self.starters.maybe_in(forms):
            size = len(phrase)
            if forms[:size] == phrase:
                words, forms = words[size:], forms[size:]
            elif forms[-size:] == phrase:
                words, forms = words[:-size], forms[:-size]
        if len(words) == len(reading.words):
            return reading  # the same one: whoever compares need not rank it twice
        return Reading(words) if any(not word.function_word for word in words) else reading

    def compares(self, reading: Reading) -> bool:
        """Whether the message asks for a difference."""
        return self.moves["compare"].any_in(reading.forms)

    def compares_back(self, reading: Reading) -> bool:
        """Whether something is compared with what was spoken of: "bedanya sama ..."."""
        ends = {start + len(found) for start, found in self.moves["compare"].within(reading.forms)}
        return any(start in ends for start, _ in self.moves["join"].within(reading.forms))

    def parts(self, reading: Reading) -> tuple[Reading, ...]:
        """The pieces between connectives, without words of comparison; only pieces that say something."""
        pieces: list[list[Word]] = [[]]
        for word in reading.words:
            if word.form in self.cutting:
                pieces.append([])
            else:
                pieces[-1].append(word)
        return tuple(Reading(tuple(piece)) for piece in pieces if any(not word.function_word for word in piece))

    def points_back(self, reading: Reading) -> bool:
        """Whether it is about something of what was spoken of ("-nya"), and does not go on to something else."""
        return self._has_its(reading) and not self._goes_on(reading)

    def _goes_on(self, reading: Reading) -> bool:
        return any(start == 0 for start, _ in self.moves["opener"].within(reading.forms))

    def _has_its(self, reading: Reading) -> bool:
        return any(word.typed.endswith("nya") for word in reading.content)

    def asks(self, reading: Reading) -> bool:
        """Whether the words ask for something; not every question has such a word."""
        return self.moves["ask"].any_in(reading.forms)

    def asks_twice(self, reading: Reading) -> bool:
        """Whether more than one word asks for something."""
        return len({start for start, _ in self.moves["ask"].within(reading.forms)}) > 1


def _read(expressions: Iterable[str], reader: Reader) -> Expressions:
    return Expressions(forms for text in expressions if (forms := reader.read(text).forms))
