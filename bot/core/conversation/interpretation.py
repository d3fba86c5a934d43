"""What a message may mean, all on one scale.

Lives here: cutting a message into what opens it, what it says and what closes it; gathering its meanings; the likeliest
first.
Never here: the evidence for each meaning (standing, leaning), what is done about the likeliest (carrying_out), danger.

No meaning goes before another: each states its chance, 0 to 1, from what the ranking says of the words, how much of the
message it explains, and what the message is likely to do with the answers before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.conversation.acts import ActReader
from bot.core.conversation.leaning import leaning
from bot.core.conversation.meanings import GOING, ON_ANSWER, Meaning, Understood, Way, merged
from bot.core.conversation.names import Names
from bot.core.conversation.places import PlaceReader
from bot.core.conversation.questions import Questions
from bot.core.conversation.segments import Segmenter
from bot.core.conversation.situation import Situation, Tools
from bot.core.conversation.standing import standing
from bot.core.glossary.naming import Naming
from bot.core.language.text import Reading
from bot.core.model import Act
from bot.core.turns import Conversation

# Acts that may be all that a message is.
STEERING = (*ON_ANSWER, *GOING, Act.MENU, Act.NO)


@dataclass(frozen=True)
class Interpreter:
    """Finds the meanings of messages for one knowledge."""

    tools: Tools
    segmenter: Segmenter

    @classmethod
    def build(cls, questions: Questions) -> Interpreter:
        """Learns what messages do from the examples of steering."""
        knowledge, reader = questions.knowledge, questions.reader
        places = PlaceReader.build(knowledge.lexicon.steering, knowledge.lexicon.moves.join)
        acts, naming = ActReader.build(knowledge, reader), Naming.build(knowledge, reader)
        tools = Tools(questions, acts, places, Names.build(questions), naming)
        return cls(tools, Segmenter.build(knowledge, reader))

    def by_likeness(self, questions: Questions) -> Interpreter:
        """The same with other questions, but that it knows no title and no way of asking letter for letter."""
        names = replace(self.tools.names, titles={}, ways={}, called={})
        return replace(self, tools=replace(self.tools, questions=questions, names=names))

    def understand(self, text: str, conversation: Conversation) -> Understood:
        """The meanings of `text`, the likeliest first."""
        whole = self.tools.questions.reader.read(text)
        segments = self.segmenter.cut(whole)
        core = segments.core if segments.core.words else whole
        question = self.tools.questions.asked(text, core, whole)
        acts = self._acts(core, whole)
        at = Situation(self.tools, question, whole, conversation, acts, not segments.core.words)
        found = _weighed(merged([*standing(at), *leaning(at)], self.tools.policy.together), at)
        return Understood(question, found, acts, segments.peeled)

    def _acts(self, core: Reading, whole: Reading) -> Mapping[Act, float]:
        """What the core of a message does, or the whole of it where that says more: what opens a question may be all
        that is said."""
        acts = self.tools.acts.chances(core)
        if core is whole or self.tools.acts.left_over(core).words:
            return acts
        all_of_it = self.tools.acts.chances(whole)
        said, more = (max((found.get(act, 0.0) for act in STEERING), default=0.0) for found in (acts, all_of_it))
        return all_of_it if more > said else acts


def _weighed(found: Sequence[Meaning], at: Situation) -> tuple[Meaning, ...]:
    """The likeliest first. What the message takes back is less likely, from however many sides it is seen; and where
    two things are compared, neither is meant alone."""
    left = 1.0 - at.act(Act.CORRECT, Act.NO)
    comparisons = [one for one in found if one.way is Way.COMPARE and one.because == "parts"]
    compared = {entry: one.chance for one in comparisons for entry in one.entries}
    weighed = []
    for one in found:
        alone = one.way in (Way.ANSWER, Way.ASPECT)
        chance = one.chance * left if alone and one.entries == (at.here,) else one.chance
        if alone and one.entries[0] in compared:
            chance = min(chance, compared[one.entries[0]] - 0.01)
        weighed.append(replace(one, chance=chance))
    return tuple(sorted(weighed, key=lambda one: -one.chance))
