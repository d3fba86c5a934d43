"""Messages that lean on what was said before.

Lives here: choices typed instead of tapped, next and previous, ordinals, examples, ellipsis, correction.
Never here: replies; what is remembered (bot.core.conversation.dialogue).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.core.conversation.moves import Move
from bot.core.conversation.questions import Question, Questions
from bot.core.language.text import Reading
from bot.core.ranking.ranker import Ranking
from bot.core.turns import MISSES, Conversation, Data, Verb

# A typed label may differ from the button's by a slip or two.
LABEL_LIKENESS = 88
# The answer before explains the message if it knows this share of its words.
EXPLAINED = 0.6


@dataclass(frozen=True, slots=True)
class Leaning:
    """The entries a leaning message is about, and the sentence to lead with. No entries: only the sentence."""

    entries: tuple[str, ...]
    lead: str = ""
    confidence: float = 0.9


class Followups:
    """Understands leaning messages with the same reader and ranking as the rest."""

    def __init__(self, questions: Questions) -> None:
        self.questions = questions
        self.moves = questions.moves
        self.knowledge = questions.knowledge

    # -- choices -----------------------------------------------------------------------------------------------

    def choice(self, question: Question, conversation: Conversation) -> str | None:
        """The data of the offered button whose label was typed, or None."""
        typed = question.reading
        labels = [(self.questions.reader.read(button.label), button.data) for button in conversation.offered]
        # A label with one more word of content is another question ("apa itu teh" and "apa itu teh hijau").
        alike = [(label, data) for label, data in labels if len(label.content) == len(typed.content)]
        likeness = [(fuzz.ratio(typed.text, label.text), data) for label, data in alike if label.words]
        best = max(likeness, default=(0.0, ""))
        return best[1] if best[0] >= LABEL_LIKENESS and not self._is_question(best[1], question) else None

    def _is_question(self, data: str, question: Question) -> bool:
        """Whether a topic's label is better taken as the question it also is: a topic may be called "Apa itu teh", and
        whoever types that wants to know. Its menu is a tap away."""
        parsed, reading = Data.parse(data), question.reading
        asks = len(reading.content) < len(reading.words)
        confident = question.ranking.confidence >= self.questions.thresholds.answer
        return parsed is not None and parsed.verb is Verb.TOPIC and asks and confident

    # -- leaning -----------------------------------------------------------------------------------------------

    def lean(self, question: Question, conversation: Conversation) -> Leaning | None:
        """What a leaning message is about, or None if it stands on its own."""
        reading = question.reading
        move = self.moves.simple(reading)
        if move is not None:
            return self._moved(move, conversation)
        ordinal = self.moves.ordinal(reading)
        if ordinal is not None and conversation.listed:
            return self._ordinal(ordinal.place, ordinal.rest, conversation.listed)
        corrected = self.moves.corrected(reading)
        if corrected is not None and conversation.shown and corrected.content:
            return self._corrected(corrected, conversation.shown)
        if self.moves.compares(reading):
            return None
        # Who was not understood twice has gone on to something else.
        return self._ellipsis(question, conversation.shown) if conversation.misses < MISSES else None

    def _moved(self, move: Move, conversation: Conversation) -> Leaning:
        if not conversation.shown:
            return Leaning((), "no_context")
        here = conversation.shown[-1]
        if move is Move.REPEAT:
            return Leaning(conversation.shown[-1:], "repeat")
        if move is Move.EXAMPLE:
            return Leaning((here,), "example")
        row = self._row(here, conversation.listed)
        place = row.index(here) + (-1 if move is Move.PREVIOUS else 1)
        if not 0 <= place < len(row):
            return Leaning((), "end_of_list")
        return Leaning((row[place],))

    def _row(self, here: str, listed: Sequence[str]) -> Sequence[str]:
        """The list that "next" walks along: an overview's children, the last list, or the entry's own siblings."""
        children = self.knowledge.children.get(here, ())
        if children:
            return (here, *children)
        return listed if here in listed else self.knowledge.siblings(here)

    def _ordinal(self, place: int, rest: Reading, listed: Sequence[str]) -> Leaning | None:
        if place >= len(listed):
            return None
        entry = listed[place]
        if not rest.content or self._about(entry, rest):
            return Leaning((entry,))
        return None

    def _corrected(self, meant: Reading, shown: Sequence[str]) -> Leaning | None:
        ranking = self.questions.rank(meant)
        for match in ranking.matches[:2]:
            if match.entry not in shown and match.confidence >= self.questions.thresholds.clarify:
                return Leaning((match.entry,), confidence=match.confidence)
        return None

    def _ellipsis(self, question: Question, shown: Sequence[str]) -> Leaning | None:
        """ "pencegahannya gimana?" after an answer that speaks of prevention."""
        reading = question.reading
        if not shown or not reading.content or not self.moves.is_short(reading):
            return None
        if len(shown) > 1 and self.moves.asks_which(reading):
            return self._which(reading, shown)
        here = shown[-1]
        if not self.moves.opens(reading) or not self._about(here, reading):
            return None
        return None if self._is_new(question, shown) else Leaning((here,))

    def _is_new(self, question: Question, shown: Sequence[str]) -> bool:
        """Whether the message needs no context: it asks about something out of scope, or names an entry by its title.

        Any entry uses most everyday words somewhere, so that it explains a message does not make it the subject. But
        "its prevention" is of what was spoken of, if what was spoken of has one.
        """
        ranking = question.ranking
        if ranking.out_of_scope_score >= ranking.evidence.score:
            return True
        best = ranking.matches[0]
        title = self.questions.reader.read(self.knowledge.entries[best.entry].title)
        words = {word.stem for word in title.content}
        named = words & self._named_by(ranking)
        if best.entry in shown or best.confidence < self.questions.thresholds.answer or not named:
            return False
        here = shown[-1]
        leans = self.moves.points_back(question.reading) and self._with(here, question.reading).matches[0].entry == here
        return not leans or self.knowledge.entries[best.entry].parent == here

    def _with(self, entry: str, reading: Reading) -> Ranking:
        """`reading` ranked as said of `entry`."""
        title = self.questions.reader.read(self.knowledge.entries[entry].title)
        return self.questions.rank(Reading((*title.words, *reading.words)))

    def _named_by(self, ranking: Ranking) -> set[str]:
        return {word.stem for word in self.questions.reader.read(ranking.closest).content}

    def _which(self, reading: Reading, shown: Sequence[str]) -> Leaning | None:
        """The one of several shown entries that explains the message best."""
        index = self.questions.ranker.index
        explained = index.vocabulary.explain(reading, shown, index.concepts, index.concepts.find(reading.forms))
        share, entry = max((one.share, entry) for one, entry in zip(explained, shown, strict=True))
        scores = {match.entry: match.confidence for match in self.questions.rank(reading).matches}
        best = max(shown, key=lambda one: scores.get(one, 0.0))
        if scores.get(best, 0.0) > 0.1:
            return Leaning((best,))
        return Leaning((entry,)) if share >= EXPLAINED else None

    def _about(self, entry: str, reading: Reading) -> bool:
        """Whether `reading`, said of `entry`, is something the entry answers."""
        index = self.questions.ranker.index
        named = index.concepts.find(reading.forms)
        (explained,) = index.vocabulary.explain(reading, (entry,), index.concepts, named)
        ranking = self._with(entry, reading)
        known = explained.share >= EXPLAINED and ranking.out_of_scope_score < ranking.evidence.score
        return known and entry in {match.entry for match in ranking.matches[:3]}
