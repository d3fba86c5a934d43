"""Questions as understood: read, peeled, ranked; several at once; look-alikes.

Lives here: everything about one message that needs no conversation, also which part of it asks.
Never here: follow-ups, replies.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.conversation.moves import MoveReader
from bot.core.conversation.small_talk import is_talk
from bot.core.language.text import Reader, Reading, shortened
from bot.core.model import Knowledge
from bot.core.policy import Policy
from bot.core.ranking.ranker import Ranker, Ranking
from bot.core.turns import Match

# A message of more parts is not looked through for the one that asks.
CLAUSES = 10
# At most this many passages in one reply.
SEVERAL = 3
# A message whose best entry leads by more than this is one question, whatever connectives it holds.
ONE_QUESTION = 0.45
PART_CONFIDENCE = 0.5
# The weight of a word that a third of the entries use (bot.core.ranking.samples.Vocabulary).
COMMON_WEIGHT = math.log(3) + 0.2
# A word that is to name an entry all by itself has to be clearer.
WORD_CONFIDENCE = 0.75
_SENTENCE = re.compile(r"[?!.\n]+")
_PUNCTUATION = re.compile(r"[,;:?!.&+/\n]+")
_CLAUSE = re.compile(r"[^,;:?!.\n]+[,;:?!.\n]*")


@dataclass(frozen=True, slots=True)
class Question:
    """A message, read (`reading`: without openings and closings) and ranked."""

    text: str
    reading: Reading
    ranking: Ranking


@dataclass(frozen=True, slots=True)
class Several:
    """The entries of a message that asks about more than one, in its order."""

    entries: tuple[str, ...]
    compares: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Half:
    """What of a message can be answered, best first, and the gap that the rest of it asks about."""

    matches: tuple[Match, ...]
    gap: str


@dataclass(frozen=True)
class Questions:
    """Reads and ranks for one knowledge."""

    knowledge: Knowledge
    reader: Reader
    ranker: Ranker
    moves: MoveReader
    policy: Policy

    @classmethod
    def build(cls, knowledge: Knowledge, reader: Reader, policy: Policy, ranker: Ranker | None = None) -> Questions:
        """Trains the ranking, unless there is one."""
        moves = MoveReader.build(knowledge.lexicon, reader)
        return cls(knowledge, reader, ranker or Ranker.build(knowledge, reader), moves, policy)

    def ask(self, text: str) -> Question:
        """The question in `text`. Small talk is told from the whole of it, the subject from what is left peeled."""
        whole = self.reader.read(text)
        reading = self.moves.peel(whole)
        ranking = self.ranker.rank(reading)
        if reading is not whole:
            talk = self.ranker.talk(whole)
            ranking = ranking.taken_for(talk)
        return Question(text, reading, ranking)

    def asked(self, text: str, core: Reading, whole: Reading) -> Question:
        """The question in the `core` of a message; small talk is told from the `whole` of it, unless the core asks."""
        ranking = self.ranker.rank(core)
        if core is not whole and not (core.content and self.moves.asks(core)):
            talk = self.ranker.talk(whole)
            if talk.score > ranking.talk_score:
                ranking = ranking.taken_for(talk)
        return Question(text, core, ranking)

    def is_talk(self, ranking: Ranking) -> bool:
        """Whether a ranking is clearly small talk."""
        return is_talk(ranking, ranking.evidence.score, self.policy)

    def rank(self, reading: Reading) -> Ranking:
        return self.ranker.rank(reading)

    def look_alikes(self, question: Question) -> tuple[Match, ...]:
        """The entries that one misspelled word fits equally well, where the knowledge declares them confusable."""
        best = question.ranking.matches[0]
        found = [best]
        for reading in question.reading.alternatives():
            other = self.rank(reading).matches[0]
            if other.entry not in {match.entry for match in found} and self._confusable(best.entry, other.entry):
                found.append(other)
        return tuple(found) if len(found) > 1 else ()

    def _confusable(self, one: str, other: str) -> bool:
        entries = self.knowledge.entries
        return other in entries[one].confusable or one in entries[other].confusable

    def clause(self, question: Question) -> Question | None:
        """The part of a message that asks, where the rest tells something beside it; None if that is not so clear.

        "makro itu apa? baru masuk kuliah nih": the more is told, the less sure is the ranking of the whole.
        """
        texts = _CLAUSE.findall(shortened(question.text))
        if not 1 < len(texts) <= CLAUSES or self._is_gap(question.ranking):
            return None
        read = {text: reading for text in texts if (reading := self.moves.peel(self.reader.read(text))).content}
        asking = [text for text, reading in read.items() if "?" in text or self.moves.asks(reading)]
        if len(asking) != 1:
            return None
        found = self.ask(asking[0])
        least = max(question.ranking.confidence, self.policy.clarify)
        if found.ranking.confidence < least and not self._is_gap(found.ranking):
            return None
        beside = [self.rank(reading) for text, reading in read.items() if text != found.text]
        entry = found.ranking.matches[0].entry
        return found if all(self._is_beside(ranking, entry) for ranking in beside) else None

    def _is_beside(self, ranking: Ranking, entry: str) -> bool:
        """Whether a part of a message that asks about `entry` is nothing to be answered itself."""
        best = ranking.matches[0]
        return not self._is_gap(ranking) and (best.entry == entry or best.confidence < PART_CONFIDENCE)

    def _is_gap(self, ranking: Ranking) -> bool:
        """Whether a ranking is nearest to something that the knowledge is known not to answer."""
        return ranking.gap_score >= max(self.policy.gap, ranking.evidence.score)

    def several(self, question: Question, shown: Sequence[str]) -> Several | None:
        """Two or three entries asked about at once, or None. A comparison may lean on what was just shown."""
        compares = self.moves.compares(question.reading)
        parts = self.parts(question)
        twice = self.moves.asks_twice(question.reading) and len(parts) > 1 and all(map(self.moves.asks, parts))
        if not compares and not twice and question.ranking.evidence.margin > ONE_QUESTION:
            return None
        if compares and self._is_one(question, parts):
            return None
        if compares and len(parts) == 1:
            return self._compared(parts[0], shown, self.moves.compares_back(question.reading))
        found = self._named(parts) if len(parts) > 1 else {}
        if len(found) < 2 or (not compares and self._related(tuple(found))):
            return None
        return Several(tuple(found), compares, min(found.values()))

    def _is_one(self, question: Question, parts: Sequence[Reading]) -> bool:
        """Whether an entry is about the comparison itself: it answers the whole clearly, and one of the sides is only
        the subject of the bot, of which every entry speaks."""
        best = question.ranking.matches[0]
        return best.confidence >= self.policy.answer and any(map(self._is_subject, parts))

    def _is_subject(self, part: Reading) -> bool:
        """Whether a part says nothing but what a third of the entries speak of."""
        weight = self.ranker.index.vocabulary.weight
        return bool(part.content) and all(weight(word.stem) < COMMON_WEIGHT for word in part.content)

    def half(self, question: Question) -> Half | None:
        """Of two or three whole questions at once those that can be answered, if the others are known gaps."""
        if not self.moves.asks_twice(question.reading):
            return None
        parts = self.parts(question)
        if not 1 < len(parts) <= SEVERAL or not all(map(self.moves.asks, parts)):
            return None
        rankings = [self.rank(part) for part in parts]
        gaps = [ranking.gap for ranking in rankings if self._is_gap(ranking)]
        known = [ranking.matches[0] for ranking in rankings if not self._is_gap(ranking)]
        if not gaps or not known or any(match.confidence < WORD_CONFIDENCE for match in known):
            return None
        return Half(tuple(known), gaps[0])

    def _compared(self, part: Reading, shown: Sequence[str], back: bool) -> Several | None:
        """A comparison that names one thing: with what was just shown, or each of its words ("mikro mezzo makro").
        `back`: it says itself that it is compared with something before."""
        one = self._named((part,), self.policy.clarify if back else PART_CONFIDENCE)
        with_shown = (
            Several((shown[-1], *one), True, min(one.values())) if one and shown and shown[-1] not in one else None
        )
        if back and with_shown:
            return with_shown
        words = self._named(tuple(Reading((word,)) for word in part.content), WORD_CONFIDENCE)
        if len(words) > 1 and not self._related(tuple(words)):
            return Several(tuple(words), True, min(words.values()))
        return with_shown

    def _named(self, parts: Sequence[Reading], least: float = PART_CONFIDENCE) -> dict[str, float]:
        """The entry each part is about; none as soon as one part is about nothing we know."""
        if not 1 <= len(parts) <= SEVERAL:
            return {}
        found: dict[str, float] = {}
        for part in parts:
            best = self._part(part)
            if best is None or best.confidence < least:
                return {}
            found.setdefault(best.entry, best.confidence)
        return found

    def parts(self, question: Question) -> tuple[Reading, ...]:
        """The pieces between punctuation and connectives, of as much of the message as is read of one question. What is
        told around a comparison of two things is left out."""
        sentences = [
            [self.moves.peel(self.reader.read(clause)) for clause in _PUNCTUATION.split(sentence)]
            for sentence in _SENTENCE.split(shortened(question.text))
        ]
        clauses = [clause for sentence in sentences for clause in sentence]
        beside = [clause for sentence in sentences if any(map(self.moves.compares, sentence)) for clause in sentence]
        for some in (filter(self.moves.compares, clauses), beside):
            found = self._cut(some)
            if len(found) > 1:
                return found
        return self._cut(clauses)

    def _cut(self, clauses: Iterable[Reading]) -> tuple[Reading, ...]:
        return tuple(part for clause in clauses for part in self.moves.parts(clause))

    def _part(self, part: Reading) -> Match | None:
        ranking = self.rank(part)
        return None if ranking.out_of_scope_score > ranking.evidence.score else ranking.matches[0]

    def _related(self, ids: Sequence[str]) -> bool:
        """Whether one of the entries is the parent of another: then the whole is one question."""
        entries = self.knowledge.entries
        return any(entries[entry].parent in ids for entry in ids)
