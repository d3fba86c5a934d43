"""Conversation moves in what a person typed: next, the third one, the difference between, not that one.

Lives here: recognising moves in a reading. The expressions come from the lexicon.
Never here: what a move leads to (bot.core.conversation.dialogue), ranking.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.language.text import Reader, Reading, Word
from bot.core.model import Lexicon

Forms = tuple[str, ...]
# A question with more content words than this stands on its own.
ELLIPSIS_WORDS = 4


class Move(StrEnum):
    NEXT = "next"
    PREVIOUS = "previous"
    REPEAT = "repeat"
    EXAMPLE = "example"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Ordinal:
    """A place in a list, counted from 0 (-1 is the last), and the words that say something else."""

    place: int
    rest: Reading


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
    ordinals: tuple[tuple[int, Expressions], ...]
    starters: Expressions
    cutting: frozenset[str]

    @classmethod
    def build(cls, lexicon: Lexicon, reader: Reader) -> MoveReader:
        moves = lexicon.moves
        names = ("next", "previous", "repeat", "example", "others", "last", "compare", "correct", "join", "opener")
        found = {name: _read(getattr(moves, name), reader) for name in (*names, "which", "pointer", "ask")}
        ordinals = [(place, _read(ways, reader)) for place, ways in enumerate(moves.ordinals)]
        starters = _read(lexicon.function_phrases, reader)
        cutting = {forms[0] for name in ("join", "compare") for forms in found[name].all if len(forms) == 1}
        return cls(found, (*ordinals, (-1, found["last"])), starters, frozenset(cutting))

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

    def simple(self, reading: Reading) -> Move | None:
        """A move that is the whole message, give or take function words."""
        return next((move for move in Move if self._is_all(reading, self.moves[move])), None)

    def ordinal(self, reading: Reading) -> Ordinal | None:
        """ "yang kedua", "nomor lima", "yang terakhir kerjanya apa"; a bare number counts only on its own."""
        forms = reading.forms
        for place, ways in self.ordinals:
            for start, way in ways.within(forms):
                rest = Reading((*reading.words[:start], *reading.words[start + len(way) :]))
                if forms[start - 1 : start] in self.moves["pointer"].all or not rest.content:
                    return Ordinal(place, rest)
        return None

    def corrected(self, reading: Reading) -> Reading | None:
        """What is meant instead, after "bukan itu, maksudku ..."; an empty reading if only the no was said."""
        corrections = self.moves["correct"]
        if not corrections.any_in(reading.forms):
            return None
        rest = reading
        for phrase in sorted(corrections.all, key=len, reverse=True):
            start = next((start for start, found in corrections.within(rest.forms) if found == phrase), None)
            if start is not None:
                rest = Reading((*rest.words[:start], *rest.words[start + len(phrase) :]))
        return rest

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

    def opens(self, reading: Reading) -> bool:
        """Whether the message leans on the one before: "kalau ...", "terus ...", "...nya"."""
        return self._goes_on(reading) or self._has_its(reading)

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

    def asks_which(self, reading: Reading) -> bool:
        """Whether the message picks from what was just shown."""
        return self.moves["which"].any_in(reading.forms)

    def is_short(self, reading: Reading) -> bool:
        return len(reading.content) <= ELLIPSIS_WORDS

    @staticmethod
    def _is_all(reading: Reading, expressions: Expressions) -> bool:
        """Whether one of the expressions is there and nothing else carries a subject."""
        for start, phrase in expressions.within(reading.forms):
            rest = (*reading.words[:start], *reading.words[start + len(phrase) :])
            if all(word.function_word for word in rest):
                return True
        return False


def _read(expressions: Iterable[str], reader: Reader) -> Expressions:
    return Expressions(forms for text in expressions if (forms := reader.read(text).forms))

