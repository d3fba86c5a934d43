"""What a message may mean, all on one scale.

Lives here: cutting a message into what opens it, what it says and what closes it; gathering its meanings; the likeliest
first.
Never here: the evidence for each meaning (standing, leaning), what is done about the likeliest (carrying_out), danger.

No meaning goes before another: each states its chance, 0 to 1, from what the ranking says of the words, how much of the
message it explains, and what the message is likely to do with the answers before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.conversation.acts import ActReader
from bot.core.conversation.leaning import leaning
from bot.core.conversation.meanings import GOING, ON_ANSWER, Meaning, Understood, Way, merged
from bot.core.conversation.names import Names
from bot.core.conversation.places import PlaceReader
from bot.core.conversation.questions import Questions
from bot.core.conversation.segments import Segmenter, Segments
from bot.core.conversation.situation import Situation, Tools
from bot.core.conversation.standing import standing
from bot.core.glossary.naming import Naming
from bot.core.language.text import Reading
from bot.core.model import Act
from bot.core.ranking.ranker import MAYBE_TALK, Ranking
from bot.core.turns import Conversation

# An act that is likelier than all others together.
CLEAR = 0.5
# What a message of several questions rests on.
SEVERAL_NAMED = ("parts", "names", "lines")
# How much of a message is the name of an entry, if it says nothing else of it.
NAMED = 0.5
# How much is left of the chance that a message is small talk, where it is like no example of it.
NO_TALK = 0.3
# Acts that may be all that a message is.
STEERING = (*ON_ANSWER, *GOING, Act.MENU, Act.NO)


@dataclass(frozen=True)
class Interpreter:
    """Finds the meanings of messages for one knowledge."""

    tools: Tools
    segmenter: Segmenter

    @classmethod
    def build(cls, questions: Questions, acts: ActReader | None = None, names: Names | None = None) -> Interpreter:
        """Learns what messages do from the examples of steering, and what entries are called, unless that is done."""
        knowledge, reader = questions.knowledge, questions.reader
        places = PlaceReader.build(knowledge.lexicon.steering, knowledge.lexicon.moves.join)
        acts, names = acts or ActReader.build(knowledge, reader), names or Names.build(questions)
        naming = Naming.build(knowledge, reader, names.titles, names.ways)
        tools = Tools(questions, acts, places, names, naming)
        return cls(tools, Segmenter.build(knowledge, reader))

    def by_likeness(self, questions: Questions) -> Interpreter:
        """The same with other questions, but that it knows no title and no way of asking letter for letter."""
        names = replace(self.tools.names, titles={}, ways={}, called={})
        made = self.asking(questions)
        return replace(made, tools=replace(made.tools, names=names))

    def asking(self, questions: Questions) -> Interpreter:
        """The same with other questions."""
        return replace(self, tools=replace(self.tools, questions=questions))

    def understand(self, text: str, conversation: Conversation) -> Understood:
        """The meanings of `text`, the likeliest first."""
        whole = self.tools.questions.reader.read(text)
        segments = self.segmenter.cut(whole)
        core = segments.core if segments.core.words else whole
        question = self.tools.questions.asked(text, core, whole)
        acts = sobered(self._acts(core, whole, segments), question.ranking)
        at = Situation(self.tools, question, whole, conversation, acts, None if segments.core.words else segments)
        found = _weighed(merged([*standing(at), *leaning(at)], self.tools.policy.together), at)
        return Understood(question, found, acts, segments.peeled)

    def _acts(self, core: Reading, whole: Reading, segments: Segments) -> Mapping[Act, float]:
        """What the core of a message does. Where the core says nothing but that, what was peeled off has a say: what
        opens a question may be all that is said, and "complete" with thanks is praise."""
        acts = self.tools.acts.chances(core)
        if core is whole or self.tools.acts.left_over(core).words:
            return acts
        all_of_it = self.tools.acts.chances(whole)
        said, more = (max((found.get(act, 0.0) for act in STEERING), default=0.0) for found in (acts, all_of_it))
        if more > said:
            return all_of_it
        praise = segments.intent and not self.tools.questions.moves.asks(core)
        return acts if not praise else {act: (acts[act] + all_of_it[act]) / 2 for act in acts}


def sobered(acts: Mapping[Act, float], ranking: Ranking) -> Mapping[Act, float]:
    """The acts, where what the ranking says is no small talk at all is less likely to be any."""
    if Act.TALK not in acts or ranking.talk_score >= MAYBE_TALK:
        return acts
    talk = acts[Act.TALK] * NO_TALK
    rest = (1.0 - talk) / max(1e-9, 1.0 - acts[Act.TALK])
    return {act: talk if act is Act.TALK else chance * rest for act, chance in acts.items()}


def _weighed(found: Sequence[Meaning], at: Situation) -> tuple[Meaning, ...]:
    """The likeliest first. What the message takes back is less likely, from however many sides it is seen; and where
    two things are compared, neither is meant alone."""
    left = 1.0 - at.act(Act.CORRECT, Act.NO)
    sure = at.tools.policy.answer
    comparisons = [
        one
        for one in found
        if one.way is Way.COMPARE
        and (one.because == "parts" or (one.because == Act.COMPARE_WITH and one.chance >= sure and at.compares))
    ]
    compared = {entry: one.chance for one in comparisons for entry in one.entries}
    weighed = []
    for one in found:
        alone = one.way in (Way.ANSWER, Way.ASPECT)
        chance = one.chance * left if alone and one.entries == (at.here,) else one.chance
        if alone and one.entries[0] in compared:
            chance = min(chance, compared[one.entries[0]] - 0.01)
        weighed.append(replace(one, chance=chance))
    return done(tuple(sorted(_together(weighed, at), key=lambda one: -one.chance)), at)


def _together(found: Sequence[Meaning], at: Situation) -> Iterator[Meaning]:
    """The same, but where the likeliest single answer is one of several that are asked for, all of them are meant."""
    alone = max((one for one in found if one.way is Way.ANSWER), key=lambda one: one.chance, default=None)
    for one in found:
        named = one.because in SEVERAL_NAMED and one.chance >= at.tools.policy.answer
        if alone and named and alone.entries[0] in one.entries:
            most = at.tools.policy.sure if one.because == "parts" else 1.0
            yield replace(one, chance=max(one.chance, min(most, alone.chance + 0.01)))
        else:
            yield one


def done(found: tuple[Meaning, ...], at: Situation) -> tuple[Meaning, ...]:
    """The same, but where the likeliest is an entry and the message clearly says what to do with it, that is done:
    whatever speaks for the entry speaks for doing it."""
    acts = [act for act, way in ON_ANSWER.items() if way is not Way.ASPECT and at.act(act) >= CLEAR]
    if not found or not acts or found[0].way not in (Way.ANSWER, Way.ASPECT):
        return found
    entry = found[0].entries[0]
    if entry != at.here and at.tools.names.share(entry, at.content) < NAMED:
        return found
    for one in found:
        if one.way is ON_ANSWER[acts[0]] and one.entries == found[0].entries:
            rest = [other for other in found if other is not one]
            return (replace(one, chance=found[0].chance), *rest)
    return found
