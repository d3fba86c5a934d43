"""One message in its conversation, with all that its meanings are judged by.

Lives here: what was spoken of, what the message does and says, how much of it an entry explains.
Never here: meanings (standing, leaning), what is done about them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.core.conversation.acts import ActReader
from bot.core.conversation.names import Names
from bot.core.conversation.places import LONGEST, PlaceReader
from bot.core.conversation.questions import Question, Questions
from bot.core.conversation.segments import Segments
from bot.core.glossary.naming import Naming
from bot.core.language.text import Reading
from bot.core.model import Act, Knowledge
from bot.core.policy import Policy
from bot.core.ranking.ranker import Ranking
from bot.core.turns import Conversation, Data, Match, Verb


@dataclass(frozen=True, slots=True)
class Tools:
    """What messages of one knowledge are understood with."""

    questions: Questions
    acts: ActReader
    places: PlaceReader
    names: Names
    naming: Naming

    @property
    def knowledge(self) -> Knowledge:
        return self.questions.knowledge

    @property
    def policy(self) -> Policy:
        return self.questions.policy


@dataclass(frozen=True)
class Situation:
    """A message: its `question` is the core of it, `whole` all of it; `acts` are the chances of what it does. `edges`:
    what it is peeled of, if it is nothing but opening and closing."""

    tools: Tools
    question: Question
    whole: Reading
    before: Conversation
    acts: Mapping[Act, float]
    edges: Segments | None

    @property
    def here(self) -> str:
        """The entry that was spoken of last; "" for none."""
        return self.before.shown[-1] if self.before.shown else ""

    @property
    def ranking(self) -> Ranking:
        return self.question.ranking

    @cached_property
    def content(self) -> Reading:
        """The words that say something beside the act."""
        return self.tools.acts.left_over(self.question.reading)

    def act(self, *acts: Act) -> float:
        """The chance that it is one of these acts."""
        return sum(self.acts.get(act, 0.0) for act in acts)

    @property
    def leans(self) -> float:
        """The chance that the message leans on something before."""
        return min(1.0, 1.0 - self.act(Act.ASK, Act.TALK))

    @cached_property
    def compares(self) -> bool:
        """Whether the message asks for a difference."""
        return self.tools.questions.moves.compares(self.whole) or self.act(Act.COMPARE, Act.COMPARE_WITH) > 0.5

    def explained(self, words: Reading, entries: Sequence[str]) -> float:
        """The share of the words that the best of the entries explains; 1 if there is none to explain."""
        if not words.words:
            return 1.0
        index = self.tools.questions.ranker.index
        found = index.vocabulary.explain(words, entries, index.concepts, index.concepts.find(words.forms))
        return max((one.share for one in found), default=0.0)

    @cached_property
    def foreign(self) -> float:
        """How much what it says is like what is out of scope, 0 to 1."""
        policy = self.tools.policy
        share = (self.ranking.out_of_scope_score - policy.foreign) / (policy.foreign_sure - policy.foreign)
        return min(1.0, max(0.0, share)) if self.content.words else 0.0

    @cached_property
    def strange(self) -> float:
        """How likely what it says beside the act names nothing, and is said in passing ("... for my notes")."""
        named = any(word.stem in self.tools.acts.names for word in self.content.words)
        return 0.0 if named else 1.0 - self.foreign

    def siblings(self, entry: str) -> tuple[str, ...]:
        """The list that an entry stands in."""
        return self.tools.knowledge.siblings(entry)

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """The entries that the bot asked to choose from, or offered for want of an answer, if it just did."""
        parsed = [Data.parse(button.data) for button in self.before.offered if button.data]
        asked = self.before.misses > 0 or any(data and data.verb is Verb.NONE for data in parsed)
        return tuple(data.target for data in parsed if data and data.verb is Verb.ENTRY) if asked else ()

    @cached_property
    def overview(self) -> tuple[str, ...]:
        """The parts of the overview that is named beside a place; none if there is no place, or no such name."""
        found = self.tools.places.read(self.question.reading, LONGEST)
        entry = self.tools.names.call(self.tools.acts.left_over(found.rest)) if found else ""
        return self.tools.knowledge.children.get(entry, ())

    @cached_property
    def slot(self) -> Mapping[str, float]:
        """Entries beside the last one, and earlier ones, that the words fit, each with its chance: the same question,
        said of another thing."""
        if not self.here:
            return {}
        names, policy = self.tools.names, self.tools.policy
        earlier = self.before.past if self.act(Act.BACK, Act.BACK_TO) >= 0.2 else ()
        found: dict[str, float] = {}
        for match in (*self._of_the_same(), *self.ranking.matches):
            found[match.entry] = max(found.get(match.entry, 0.0), match.confidence)
        fitting = {}
        for entry in dict.fromkeys((*self.siblings(self.here), *self.before.listed, *earlier)):
            named, likely = names.share(entry, self.content), found.get(entry, 0.0)
            if named >= 0.5 or (likely >= 0.1 and self.explained(self.content, (entry,)) >= 0.3):
                fitting[entry] = min(policy.sure, max(likely, policy.named * named))
        return fitting

    def _of_the_same(self) -> Sequence[Match]:
        """The words ranked as said of the overview that the last entry belongs to; of the overview itself its own
        title, which nobody said, would say too much."""
        parent = self.tools.knowledge.entries[self.here].parent
        if not parent:
            return ()
        return [match for match in self.of(parent, self.content).matches if match.entry != parent]

    def of(self, entry: str, words: Reading) -> Ranking:
        """Some words ranked as said of an entry."""
        title = self.tools.questions.reader.read(self.tools.knowledge.entries[entry].title)
        return self.tools.questions.rank(Reading((*title.words, *words.words)))
