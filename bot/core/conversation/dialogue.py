"""One turn: an event and the conversation so far go in, a turn comes out.

Lives here: what each kind of event leads to. Danger goes before everything; all else that a message may mean is judged
on one scale (bot.core.conversation.interpretation).
Never here: I/O, the clock (events bring their time), ranking, texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace

from bot.core.commands import ASKING, GLOSSARY, HELP, HELP_LINES, PRIVACY, QUIZ, START, known
from bot.core.conversation.carrying_out import CarryingOut
from bot.core.conversation.composing import Composer
from bot.core.conversation.in_danger import InDanger
from bot.core.conversation.interpretation import Interpreter
from bot.core.conversation.learnt import Learnt
from bot.core.conversation.meanings import Understood, Way
from bot.core.conversation.questions import Questions
from bot.core.conversation.support import SupportComposer
from bot.core.conversation.turn_making import TurnMaker, step
from bot.core.glossary.talk import TermTalk
from bot.core.language.fitted import make_reader
from bot.core.language.text import Reader, shortened
from bot.core.law.talk import LawTalk, Typed
from bot.core.learning.linear import LOOSE
from bot.core.learning.packing import Packed
from bot.core.model import Knowledge
from bot.core.policy import Policy
from bot.core.quiz.talk import QuizTalk
from bot.core.ranking.ranker import Ranker
from bot.core.safety.companion import Companion
from bot.core.safety.detector import Detector
from bot.core.turns import (
    Callback,
    Command,
    Conversation,
    Data,
    Event,
    Match,
    Outcome,
    Turn,
    Verb,
)

# What was said half an hour ago is no longer leaned on.
STATE_SECONDS = 30 * 60
_SENTENCE = re.compile(r"[.!?;\n]+")


@dataclass(frozen=True, slots=True)
class Basis:
    """What a dialogue is built on."""

    knowledge: Knowledge
    reader: Reader
    policy: Policy
    contact: str


class Dialogue:
    """Understands and answers for one knowledge. Immutable once built; building trains the ranking."""

    def __init__(
        self,
        knowledge: Knowledge,
        frequency: Mapping[str, float],
        policy: Policy | None = None,
        contact: str = "",
    ) -> None:
        reader = make_reader(knowledge, frequency)
        self._put_together(Basis(knowledge, reader, policy or knowledge.policy, contact), Learnt())

    @classmethod
    def recalled(
        cls, knowledge: Knowledge, frequency: Mapping[str, float], packed: Packed, contact: str = ""
    ) -> Dialogue:
        """The same as one built from the same, in a tenth of the time: `packed` is what that one had `learnt`. Raises
        UnreadableError if it is not."""
        reader, made = make_reader(knowledge, frequency), cls.__new__(cls)
        learnt = Learnt.unpacked(packed, reader)
        made._put_together(Basis(knowledge, reader, knowledge.policy, contact), learnt)
        return made

    def about(self, knowledge: Knowledge) -> Dialogue:
        """A dialogue for other entries, gaps and small talk of the same folder, in a tenth of the time: what this one
        learnt of danger and of what messages do stays, only the ranking is learnt anew."""
        tools, old = self.interpreter.tools, self.questions
        learnt = Learnt(self.detector.learnt, self.companion.kinds, self.companion.moves, acts=tools.acts)
        made = copy(self)
        reader = make_reader(knowledge, old.reader.frequency)
        made._put_together(Basis(knowledge, reader, old.policy, self.composer.contact), learnt)
        return made

    def _put_together(self, basis: Basis, learnt: Learnt) -> None:
        self.knowledge = knowledge = basis.knowledge
        reader = basis.reader
        self.composer = Composer(knowledge, basis.contact)
        self.detector = Detector.build(knowledge, reader, learnt.signals)
        self.companion = Companion.build(knowledge, self.detector, learnt.kinds, learnt.moves)
        self.in_danger = InDanger(self.companion, SupportComposer(self.composer))
        self.questions = Questions.build(knowledge, reader, basis.policy, learnt.ranker)
        self.interpreter = Interpreter.build(self.questions, learnt.acts, learnt.names)
        self.make = TurnMaker(self.composer)
        self.carrying_out = CarryingOut(self.questions, self.interpreter, self.make)
        self.law = LawTalk(knowledge, reader)
        self.quiz = QuizTalk(knowledge)
        self.terms = TermTalk(knowledge)

    @property
    def learnt(self) -> Packed:
        """What building it learnt, as plain data for `recalled`."""
        tools = self.interpreter.tools
        kinds, moves = self.companion.kinds, self.companion.moves
        learnt = Learnt(self.detector.learnt, kinds, moves, self.questions.ranker, tools.acts, tools.names)
        return learnt.packed(self.questions.reader)

    def by_likeness(self, loosely: bool = False) -> Dialogue:
        """The same dialogue that knows no title and no way of asking letter for letter. Learnt anew `loosely`, a way
        that stands alone among those of another entry gives way to them."""
        questions = self.questions
        if loosely:
            questions = replace(questions, ranker=Ranker.build(self.knowledge, questions.reader, LOOSE))
        return self._asking(questions, self.interpreter.by_likeness(questions))

    def under(self, policy: Policy) -> Dialogue:
        """The same dialogue that decides by another policy: nothing is learnt anew."""
        questions = replace(self.questions, policy=policy)
        return self._asking(questions, self.interpreter.asking(questions))

    def _asking(self, questions: Questions, interpreter: Interpreter) -> Dialogue:
        made = copy(self)
        made.questions, made.interpreter = questions, interpreter
        made.carrying_out = CarryingOut(questions, interpreter, self.make)
        return made

    def respond(self, event: Event, conversation: Conversation, group: bool = False) -> Turn:
        """The turn that `event` leads to. In a `group` others read along, so replies to danger are short."""
        if event.at - conversation.seen_at > STATE_SECONDS:
            # A round of the quiz can be left, and taken up again later.
            kept = {"turns": conversation.turns, "seen_at": conversation.seen_at, "quiz": conversation.quiz}
            conversation = Conversation(**kept)  # type: ignore[arg-type]
        conversation = conversation.within(self.knowledge.entries)
        turn = self._turn(event, conversation, group)
        # What was asked for by a tap, a command or a question is given, and ends a talk about danger.
        ends = conversation.danger is not None and turn.outcome is Outcome.ANSWER
        return self.in_danger.end(turn, conversation) if ends else turn

    def _turn(self, event: Event, conversation: Conversation, group: bool) -> Turn:
        if isinstance(event, Callback):
            return self._callback(event, conversation, group)
        if isinstance(event, Command):
            return self._command(event, conversation, group)
        return self._utterance(event, event.text, conversation, group)

    def understood(self, text: str, conversation: Conversation) -> Understood:
        """What `text` may mean in a conversation, the likeliest first, for whoever looks on."""
        return self.interpreter.understand(text, conversation.within(self.knowledge.entries))

    def titled(self, text: str) -> str:
        """The entry whose title `text` is, letter for letter; "" if there is none."""
        return self.interpreter.tools.names.titles.get(self.questions.reader.read(text).forms, "")

    def search(self, text: str, limit: int) -> tuple[Match, ...]:
        """The entries that fit `text`, best first, without a conversation."""
        ranking = self.questions.ask(text).ranking
        return tuple(match for match in ranking.matches if match.confidence >= 0.02)[:limit]

    def term(self, text: str) -> str:
        """The term that `text` names and says nothing else of; "" if it does not."""
        return self.interpreter.tools.naming.find(self.questions.reader.read(text))

    # -- events ------------------------------------------------------------------------------------------------

    def _command(self, event: Command, conversation: Conversation, group: bool) -> Turn:
        name, argument = event.name, event.argument.strip()
        if argument and self.detector.alarmed(argument):
            return self._utterance(event, argument, conversation, group)
        if name == HELP_LINES:
            return self._help_lines(event, conversation)
        if name == START and (turn := self._linked(event, argument, conversation)):
            return turn
        if known(name) == GLOSSARY and (turn := self._looked_up(event, argument, conversation)):
            return turn
        if name in ASKING:
            if argument:
                return self._utterance(event, argument, conversation, group)
            return self.make.screen(event, conversation, self.composer.screen("search_empty"))
        if known(name) == QUIZ and self.quiz.ready:
            return self.quiz.command(event, conversation)
        if known(name) == HELP:
            return self.make.screen(event, conversation, self.composer.screen("help"))
        if known(name) == PRIVACY:
            return self.make.screen(event, conversation, self.composer.screen("privacy"))
        return self.make.screen(event, conversation, self.composer.menu("start" if name == START else "menu"))

    def _linked(self, event: Command, argument: str, conversation: Conversation) -> Turn | None:
        """What a link opens: an entry, a rulebook, an article or a term."""
        if argument in self.knowledge.entries:
            return self.make.answer(event, conversation, (Match(argument, 1.0),))
        opened = self.law.started(event, argument, conversation)
        return opened or self.terms.opened(event, argument, conversation)

    def _looked_up(self, event: Command, argument: str, conversation: Conversation) -> Turn | None:
        """A term that is looked up by its name, or all of them; None for what is no term."""
        if not argument:
            return self.make.screen(event, conversation, self.composer.glossary())
        term = self.term(argument)
        return self.terms.shown(event, term, conversation) if term else None

    def _callback(self, event: Callback, conversation: Conversation, group: bool = False) -> Turn:
        data = Data.parse(event.data)
        if data is not None and (turn := self._elsewhere(event, data, conversation, group)):
            return turn
        if data is None or not self._exists(data):
            return self.make.screen(event, conversation, self.composer.menu("old_button"))
        if data.verb is Verb.ENTRY:
            return self.make.entry(event, conversation, data)
        if data.verb is Verb.NONE:
            return self.make.rejected(event, conversation)
        if data.verb is Verb.LINES:
            return self._help_lines(event, conversation)
        if data.verb is Verb.SAFE:
            safe = replace(conversation, danger=None, checking=False)
            return self.make.screen(event, safe, self.composer.menu("not_meant"))
        if data.verb is Verb.TOPIC:
            page = int(data.extra) if data.extra.isdigit() and len(data.extra) < 4 else 0
            return self.make.screen(event, conversation, self.composer.topic(data.target, page))
        if data.verb is Verb.REFLECT:
            return self.make.reflect(event, conversation, data)
        if data.verb is Verb.HELP:
            return self.make.screen(event, conversation, self.composer.screen("help"))
        return self.make.screen(event, conversation, self.composer.menu())

    def _elsewhere(self, event: Callback, data: Data, conversation: Conversation, group: bool) -> Turn | None:
        """What a button leads to among the rulebooks, the terms and the quiz."""
        turn = self.law.pressed(event, data, conversation) or self.terms.pressed(event, data, conversation)
        return turn or self.quiz.pressed(event, data, conversation, group)

    def _exists(self, data: Data) -> bool:
        if data.verb is Verb.ENTRY:
            return data.target in self.knowledge.entries
        if data.verb is Verb.TOPIC:
            return data.target in self.knowledge.topics
        if data.verb is Verb.REFLECT:
            entry = self.knowledge.entries.get(data.target)
            return entry is not None and bool(entry.reflection) and step(data) in range(1, len(entry.reflection) + 2)
        return data.verb in (Verb.MENU, Verb.NONE, Verb.HELP, Verb.SAFE, Verb.LINES)

    # -- what a person typed -----------------------------------------------------------------------------------

    def _utterance(self, event: Event, text: str, conversation: Conversation, group: bool) -> Turn:
        alarmed = self.detector.alarmed(text)
        if conversation.danger is not None:
            asked = None if alarmed else self._question_in_danger(event, text, conversation)
            return asked or self.in_danger.follow(event, text, conversation, group, alarmed)
        if alarmed:
            return self.in_danger.begin(event, text, conversation, group)
        return self._with_help(self._ordinary(event, text, conversation), text, conversation)

    def _question_in_danger(self, event: Event, text: str, conversation: Conversation) -> Turn | None:
        """The answer to a clear question about the subject within a talk about danger. It leans on nothing before."""
        fresh = replace(conversation, shown=(), listed=(), offered=(), asked="")
        for part in _sentences(text):
            if self.in_danger.is_about_something_else(part):
                turn = self._ordinary(event, part, fresh)
                if turn.outcome is Outcome.ANSWER:
                    return turn
        return None

    def _help_lines(self, event: Event, conversation: Conversation, asked: str = "") -> Turn:
        """The help lines, those that fit best first. Whoever asks for them may be in danger: nothing of it is kept."""
        danger = conversation.danger or (self.companion.kind(asked) if asked else None)
        reply = self.in_danger.composer.lines(danger, conversation.turns, asked=bool(asked))
        outcome = Outcome.ANSWER if asked else Outcome.CRISIS
        state = conversation.advance(event.at, offered=(), misses=0)
        return Turn(event, outcome, reply, state, confidence=1.0, private=True, follows=True)

    def _with_help(self, turn: Turn, text: str, conversation: Conversation) -> Turn:
        """The turn with the fitting help line below, if its question is about what somebody lives through."""
        gap = self.knowledge.gaps.get(turn.gap)
        danger = gap.danger if gap else None
        if danger is None and turn.outcome is not Outcome.SMALLTALK and self.companion.is_personal(text):
            danger = self.companion.kind(text)
        line = self.in_danger.composer.beside(danger, conversation.turns) if danger else ""
        if not line:
            return turn
        closing = "\n\n".join(part for part in (turn.reply.closing, line) if part)
        buttons = (*turn.reply.buttons, (self.in_danger.composer.lines_button,))
        return replace(turn, reply=replace(turn.reply, closing=closing, buttons=buttons))

    def _ordinary(self, event: Event, text: str, conversation: Conversation) -> Turn:
        """A message without danger."""
        if turn := self.quiz.typed(event, text, conversation):
            return replace(turn, event=event)
        understood = self.interpreter.understand(text, conversation)
        if not understood.question.reading.words:
            return self.make.unreadable(event, conversation)
        best = understood.best
        clear = best is not None and best.way is Way.ANSWER and best.chance >= self.questions.policy.answer
        sure = best.entries[0] if best is not None and clear else ""
        if turn := self.law.typed(Typed(event, text, sure, understood.acts), conversation):
            return turn
        # "Number 5" of a list is no number to call.
        lines = 0.0 if best is not None and best.because == "place" else self.companion.asks_for_lines(text)
        if lines >= max(self.questions.policy.answer, best.chance if best else 0.0):
            return self._help_lines(event, conversation, text)
        if best is not None and best.way is Way.CHOICE:
            return self._callback_as_typed(event, best.data, conversation)
        return self.carrying_out.turn(event, understood, conversation)

    def _callback_as_typed(self, event: Event, data: str, conversation: Conversation) -> Turn:
        """Typing a choice does what tapping it does."""
        return replace(self._callback(Callback(data, event.at, event.seed), conversation), event=event)


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a message, the last one first, and the whole: who tells something before asks at the end."""
    parts = [part for part in _SENTENCE.split(shortened(text)) if part.strip()]
    yield from reversed(parts if len(parts) > 1 else ())
    yield text
