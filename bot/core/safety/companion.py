"""Understanding somebody in danger: what kind of danger it is, and what they write next.

Lives here: the kinds of danger and the moves of such a conversation, told apart by what their examples teach; who asks
for a help line; who asks about what they live through.
Never here: noticing danger (bot.core.safety.detector), what is said, words of any language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.core.language.features import FIRST, LAST, LETTERS, features
from bot.core.learning.classes import Classes, learn
from bot.core.model import Danger, Knowledge, Move
from bot.core.safety.detector import LONG, Detector, spread
from bot.core.safety.lessons import GROUP, NEARBY, PAIR, TOGETHER, WORD
from bot.core.safety.patterns import Patterns

# A message is taken for a move from so much on; below it, what was not understood is said to be so.
MOVE = 0.3
# An alarm within the conversation changes its kind only if the new kind is this clear.
KIND = 0.5
# How much a feature of each family counts, chosen by cross-validation on the shipped examples (kinds 77.7 -> 79.7 %).
FAMILIES = {GROUP: 1.0, NEARBY: 0.5, TOGETHER: 0.4, WORD: 1.0, PAIR: 0.7, LETTERS: 0.3, FIRST: 0.4, LAST: 0.4}
# Ordinary questions are many and alike; more of them than this teach nothing.
ORDINARY_LIMIT = 1_500


class Other(StrEnum):
    """What a message may be beside the moves of somebody in danger."""

    SUBJECT = "subject"  # a question about the subject, or about anything else
    LINES = "lines"  # asks for a help line


# A message of danger is none of these, however it sounds.
_NOT_IN_ALARM = frozenset((Move.JOKE, Move.SAFE, Move.THANKS, *Other))


@dataclass(frozen=True)
class Companion:
    """Reads with the signs of `detector`, so that slang and slips mean the same to both."""

    detector: Detector
    personal: Patterns
    kinds: Classes[Danger]
    moves: Classes[Move | Other]

    @classmethod
    def build(
        cls,
        knowledge: Knowledge,
        detector: Detector,
        kinds: Classes[Danger] | None = None,
        moves: Classes[Move | Other] | None = None,
    ) -> Companion:
        """Learns from the examples of the knowledge, unless `kinds` and `moves` are learnt already; where it has no
        examples, everything is unclear."""
        safety = knowledge.safety
        personal = Patterns.build(safety.signs.personal, detector.background)
        if kinds is not None and moves is not None:
            return cls(detector, personal, kinds, moves)
        blank = cls(detector, personal, Classes(FAMILIES), Classes(FAMILIES))
        told = [(blank.features(text), kind) for kind, texts in safety.kinds.items() for text in texts]
        made = [(blank.features(text), move) for text, move in _moves(knowledge)]
        return cls(detector, personal, learn(told, FAMILIES), learn(made, FAMILIES))

    def features(self, text: str) -> list[str]:
        """What a message looks like to the models: its signs of danger, and its words. Empty if it has no word."""
        reader = self.detector.reader
        piece = self.detector.piece(reader.words(reader.variants(text)[-1])[:LONG])
        return [*piece.signs, *features(piece.words)]

    def kind(self, text: str, now: Danger | None = None) -> Danger:
        """The kind of danger that `text` tells of; `now`, the kind so far, if it is not clearly another: what is not
        clear says nothing new."""
        chances = self.kinds.chances(self.features(text))
        best = max(chances, key=chances.__getitem__, default=Danger.UNCLEAR)
        if now is None:
            return best
        return best if best is not Danger.UNCLEAR and chances.get(best, 0.0) >= KIND else now

    def move(self, text: str, alarmed: bool = False) -> Move | Other:
        """What somebody in danger means by `text`; `alarmed`: it sounds like danger by itself."""
        found = self.features(text)
        if not found:
            return Move.SILENCE
        chances = self.moves.chances(found)
        told = {move: chance for move, chance in chances.items() if not (alarmed and move in _NOT_IN_ALARM)}
        best = max(told, key=told.__getitem__, default=Move.UNKNOWN)
        if told.get(best, 0.0) >= MOVE:
            return best
        return Move.STORY if alarmed else Move.UNKNOWN

    def asks_for_lines(self, text: str) -> float:
        """The chance that `text` asks for the number of a help line, whoever asks and why."""
        return self.moves.chances(self.features(text)).get(Other.LINES, 0.0)

    def is_personal(self, text: str) -> bool:
        """Whether somebody asks about violence, abuse or distress that they live through themselves, or that somebody
        close to them lives through."""
        reader = self.detector.reader
        places: dict[str, list[int]] = {}
        for mark in reader.marks(reader.words(reader.variants(text)[-1])[:LONG]):
            places.setdefault(mark.group, []).append(mark.start)
        return bool(self.personal.fitting(places))


def _moves(knowledge: Knowledge) -> Iterator[tuple[str, Move | Other]]:
    support = knowledge.safety.support
    if support is None:
        return
    for move, texts in support.examples.items():
        yield from ((text, move) for text in texts)
    yield from ((text, Other.LINES) for text in support.line_requests)
    ordinary = (*_asked(knowledge), *knowledge.safety.harmless, *knowledge.out_of_scope)
    yield from ((text, Other.SUBJECT) for text in (*support.other_requests, *spread(ordinary, ORDINARY_LIMIT)))


def _asked(knowledge: Knowledge) -> Iterator[str]:
    for source in (knowledge.entries, knowledge.gaps):
        for asked in source.values():
            yield from asked.questions
