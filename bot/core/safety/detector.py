"""Noticing that a person may be in danger, before anything else is done with a message.

Lives here: the detector: which parts of a message are looked at, and when they raise an alarm.
Never here: how it learns (bot.core.safety.lessons), words of danger (bot.core.safety.signs reads them), help lines.

Patterns of signs put a message on one side to begin with; what the examples teach moves it from there. So the
patterns hold where nothing was learnt, and an example that an operator adds counts for messages like it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.core.language.text import CACHE_LIMIT, Reader
from bot.core.model import Knowledge, Safety
from bot.core.safety.lessons import Learnt, Lesson, Piece, learn, near
from bot.core.safety.patterns import Patterns
from bot.core.safety.signs import SignReader

# All scores are log-odds. -0.6 was chosen by cross-validation on the shipped examples; ordinary questions, which count
# as harmless, have become three times as many since, and cries for help slipped below it. Of 400 messages that are kept
# to measure, -0.8 takes two more harmless ones for danger, -0.9 another.
ALARM = -0.8
# A sentence beside a question about the subject is likely a case that someone asks about: it needs a clearer sign,
# unless it has a pattern that is urgent wherever it stands. Without that, 60 more of the 19,871 ways of asking that are
# shipped would be taken for danger; any number from 1 to 9.5 gives the same on all messages that are kept to measure.
ASKED_ALARM = 2.5
# Where a score starts: with an uncalmed pattern, and without any sign at all.
PATTERN, NO_SIGN = 1.0, -2.0

# A text of more words is looked at in windows, each beginning half a window after the last.
LONG = 40
STEP = LONG // 2
SENTENCE_WORDS = 3
# Examples are few and ordinary questions many, so a question counts less; its single sentences count less still.
ORDINARY, SENTENCE = 0.3, 0.5
# More questions than this take minutes and teach nothing more about what is harmless.
ORDINARY_LIMIT = 15_000

_SENTENCE = re.compile(r"[.!?;]+")


@dataclass(frozen=True)
class Detector:
    """Tells messages of danger from the rest."""

    reader: SignReader
    patterns: Patterns
    background: frozenset[str]
    calming: frozenset[str]
    learnt: Learnt
    _verdicts: dict[int, bool] = field(default_factory=dict, init=False, compare=False)

    @classmethod
    def build(cls, knowledge: Knowledge, reader: Reader, learnt: Learnt | None = None) -> Detector:
        """Learns from the safety examples, unless that is done: `learnt`. Ordinary questions count as harmless."""
        safety = knowledge.safety
        blank = cls._untaught(safety, reader)
        if learnt is not None:
            return replace(blank, learnt=learnt)
        lessons = [*blank._lessons(safety.danger, 1.0, 0.0), *blank._lessons(safety.harmless, -1.0, SENTENCE)]
        lessons += blank._lessons(spread(list(_ordinary(knowledge)), ORDINARY_LIMIT), -ORDINARY, SENTENCE)
        return replace(blank, learnt=learn(lessons))

    @classmethod
    def _untaught(cls, safety: Safety, reader: Reader) -> Detector:
        signs = safety.signs
        background = frozenset((*signs.background, *signs.calming))
        patterns = Patterns.build(signs.patterns, background)
        sign_reader = SignReader.build(signs, reader, safety.harmless)
        return cls(sign_reader, patterns, background, frozenset(signs.calming), Learnt())

    def _lessons(self, texts: Iterable[str], truth: float, sentence: float) -> Iterator[Lesson]:
        """Lessons from texts of one kind; `sentence` is how much their single sentences count beside the whole."""
        for text in texts:
            shown = self.reader.variants(text)[-1]
            words = self.reader.words(shown)
            yield self.piece(words[:LONG]), truth
            if sentence:
                yield from ((self.piece(part), truth * sentence) for part in self._sentences(shown, words))

    def alarmed(self, text: str) -> bool:
        """Whether `text` sounds like a person in danger or distress. It is asked of a message more than once: when it
        comes in, and when it is its turn."""
        key = hash(text)  # nothing that anybody wrote is kept
        verdict = self._verdicts.get(key)
        if verdict is None:
            if len(self._verdicts) >= CACHE_LIMIT:
                self._verdicts.clear()
            verdict = self._verdicts[key] = self._is_alarming(text)
        return verdict

    def _is_alarming(self, text: str) -> bool:
        read: dict[tuple[str, ...], str] = {}
        for variant in self.reader.variants(text):
            # Mostly the same words come out, and need not be looked at twice.
            read.setdefault(tuple(self.reader.words(variant)), variant)
        return any(self._is_danger(variant, words) for words, variant in read.items())

    def _is_danger(self, text: str, words: Sequence[str]) -> bool:
        starts = range(0, max(1, len(words) - STEP), STEP) if len(words) > LONG else (0,)
        windows = [self.piece(words[at : at + LONG]) for at in starts]
        if any(self.score(window) >= ALARM for window in windows):
            return True
        asked = any(window.calm for window in windows)
        sentences = (self.piece(part) for part in self._sentences(text, words))
        return any(self.score(part) >= (ASKED_ALARM if asked and not part.urgent else ALARM) for part in sentences)

    def _sentences(self, text: str, words: Sequence[str]) -> Iterator[list[str]]:
        """The words of each sentence of a text that has several and of which `words` are all words."""
        parts = [part for part in _SENTENCE.split(text) if not part.isspace() and part]
        for sentence in parts if len(parts) > 1 else ():
            part = self.reader.words(sentence)
            if SENTENCE_WORDS <= len(part) <= LONG and len(part) < len(words):
                yield part

    def score(self, piece: Piece) -> float:
        """Log-odds that `piece` tells of danger."""
        return piece.start + self.learnt.score(piece)

    def piece(self, words: Sequence[str]) -> Piece:
        """What the model sees of `words`."""
        marks = self.reader.marks(words)
        places: dict[str, list[int]] = {}
        for mark in marks:
            places.setdefault(mark.group, []).append(mark.start)
        signs = near(marks, sorted(places))
        calm = not self.calming.isdisjoint(places)
        if self.reader.table.groups and places.keys() <= self.background:
            return Piece(tuple(words), signs, NO_SIGN, calm)
        found = set() if calm else self.patterns.fitting(places)
        start = PATTERN if found else 0.0
        return Piece(tuple(words), signs, start, calm, any(pattern.urgent for pattern in found))


def _ordinary(knowledge: Knowledge) -> Iterator[str]:
    for source in (knowledge.entries, knowledge.gaps, knowledge.intents):
        for asked in source.values():
            yield from asked.questions
    yield from knowledge.out_of_scope


def spread(texts: Sequence[str], most: int) -> Sequence[str]:
    """At most so many of the texts, evenly spread."""
    return texts if len(texts) <= most else [texts[place * len(texts) // most] for place in range(most)]
