"""Conversation moves in what a person typed: next, the third one, the difference between, not that one.

Lives here: recognising moves in a reading. The expressions come from the lexicon.
Never here: what a move leads to (bot.core.dialogue), ranking.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.model import Lexicon
from bot.core.text import Reader, Reading, Word

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


@dataclass(frozen=True)
class MoveReader:
    """Finds moves. Every expression is read by the same reader as the question, so that variants meet."""

    moves: dict[str, tuple[Forms, ...]]
    ordinals: tuple[frozenset[Forms], ...]
    starters: tuple[Forms, ...]

    @classmethod
    def build(cls, lexicon: Lexicon, reader: Reader) -> MoveReader:
        moves = lexicon.moves
        names = ("next", "previous", "repeat", "example", "others", "last", "compare", "correct", "join", "opener")
        found = {name: _read(getattr(moves, name), reader) for name in (*names, "which", "pointer")}
        ordinals = tuple(frozenset(_read(ways, reader)) for ways in moves.ordinals)
        starters = sorted(_read(lexicon.frame_phrases, reader), key=len, reverse=True)
        return cls(found, ordinals, tuple(starters))

    def peel(self, reading: Reading) -> Reading:
        """The reading without the openings and closings that carry no subject, unless nothing else is there."""
        words, forms = reading.words, reading.forms
        for phrase in self.starters:
            if phrase[0] not in forms:
                continue
            size = len(phrase)
            if forms[:size] == phrase:
                words, forms = words[size:], forms[size:]
            elif forms[-size:] == phrase:
                words, forms = words[:-size], forms[:-size]
        if len(words) == len(reading.words):
            return reading  # the same one: whoever compares need not rank it twice
        return Reading(words) if any(not word.frame for word in words) else reading

    def simple(self, reading: Reading) -> Move | None:
        """A move that is the whole message, give or take words that only frame."""
        return next((move for move in Move if self._is_all(reading, self.moves[move])), None)

    def ordinal(self, reading: Reading) -> Ordinal | None:
        """ "yang kedua", "nomor lima", "yang terakhir kerjanya apa"; a bare number counts only on its own."""
        forms = reading.forms
        for place, ways in [*enumerate(self.ordinals), (-1, frozenset(self.moves["last"]))]:
            for way in ways:
                for start in _places(forms, way):
                    before = forms[start - 1 : start]
                    rest = Reading((*reading.words[:start], *reading.words[start + len(way) :]))
                    if before in self.moves["pointer"] or not rest.content:
                        return Ordinal(place, rest)
        return None

    def corrected(self, reading: Reading) -> Reading | None:
        """What is meant instead, after "bukan itu, maksudku ..."; an empty reading if only the no was said."""
        rest = reading
        for phrase in sorted(self.moves["correct"], key=len, reverse=True):
            start = next(iter(_places(rest.forms, phrase)), None)
            if start is not None:
                rest = Reading((*rest.words[:start], *rest.words[start + len(phrase) :]))
        return None if rest is reading else rest

    def compares(self, reading: Reading) -> bool:
        """Whether the message asks for a difference."""
        return any(_places(reading.forms, phrase) for phrase in self.moves["compare"])

    def parts(self, reading: Reading) -> tuple[Reading, ...]:
        """The pieces between connectives, without words of comparison; only pieces that say something."""
        cut = {phrase[0] for name in ("join", "compare") for phrase in self.moves[name] if len(phrase) == 1}
        pieces: list[list[Word]] = [[]]
        for word in reading.words:
            if word.form in cut:
                pieces.append([])
            else:
                pieces[-1].append(word)
        return tuple(Reading(tuple(piece)) for piece in pieces if any(not word.frame for word in piece))

    def opens(self, reading: Reading) -> bool:
        """Whether the message leans on the one before: "kalau ...", "terus ...", "...nya"."""
        leaning = any(word.typed.endswith("nya") and not word.frame for word in reading.words)
        return leaning or any(reading.forms[: len(phrase)] == phrase for phrase in self.moves["opener"])

    def asks_which(self, reading: Reading) -> bool:
        """Whether the message picks from what was just shown."""
        return any(_places(reading.forms, phrase) for phrase in self.moves["which"])

    def is_short(self, reading: Reading) -> bool:
        return len(reading.content) <= ELLIPSIS_WORDS

    @staticmethod
    def _is_all(reading: Reading, phrases: Sequence[Forms]) -> bool:
        """Whether one of the phrases is there and nothing else carries a subject."""
        for phrase in phrases:
            for start in _places(reading.forms, phrase):
                rest = (*reading.words[:start], *reading.words[start + len(phrase) :])
                if all(word.frame for word in rest):
                    return True
        return False


def _read(expressions: Iterable[str], reader: Reader) -> tuple[Forms, ...]:
    return tuple(dict.fromkeys(forms for text in expressions if (forms := reader.read(text).forms)))


def _places(forms: Sequence[str], phrase: Forms) -> list[int]:
    """Where `phrase` starts in `forms`."""
    if phrase[0] not in forms:  # nearly always: a question is held against hundreds of phrases
        return []
    size = len(phrase)
    return [i for i in range(len(forms) - size + 1) if tuple(forms[i : i + size]) == phrase]
