"""One turn: an event and the conversation so far go in, a turn comes out.

Lives here: the order in which a message is understood, and what is remembered of it.
Never here: I/O, the clock (events bring their time), ranking, texts.

A typed message is tried in this order: danger; a choice from what was offered; moves that lean on the answer
before (next, the second one, an example); a comparison or two questions at once; and the ranking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.core.commands import ASKING, HELP, HELP_LINES, PRIVACY, START, known
from bot.core.conversation.composing import Composer
from bot.core.conversation.deciding import Decision, Thresholds, choices, decide
from bot.core.conversation.followups import Followups
from bot.core.conversation.in_danger import InDanger
from bot.core.conversation.questions import Half, Question, Questions
from bot.core.conversation.support import SupportComposer
from bot.core.language.fitted import make_reader
from bot.core.language.text import shortened
from bot.core.model import Knowledge
from bot.core.safety.companion import Companion
from bot.core.safety.detector import Detector
from bot.core.turns import (
    MISSES,
    Callback,
    Command,
    Conversation,
    Data,
    Event,
    Match,
    Outcome,
    QuickReply,
    Reply,
    Turn,
    Utterance,
    Verb,
)

# What was said half an hour ago is no longer leaned on.
STATE_SECONDS = 30 * 60
# Below this, the best entry has nothing to do with the question, and naming it as the nearest would puzzle.
NEAR = 0.04
_SENTENCE = re.compile(r"[.!?;\n]+")


class Dialogue:
    """Understands and answers for one knowledge. Immutable once built; building trains the ranking."""

    def __init__(
        self,
        knowledge: Knowledge,
        frequency: Mapping[str, float],
        thresholds: Thresholds | None = None,
        contact: str = "",
    ) -> None:
        reader = make_reader(knowledge, frequency)
        self.knowledge = knowledge
        self.composer = Composer(knowledge, contact)
        self.detector = Detector.build(knowledge, reader)
        self.companion = Companion.build(knowledge, self.detector)
        self.in_danger = InDanger(self.companion, SupportComposer(self.composer))
        self.questions = Questions.build(knowledge, reader, thresholds or Thresholds())
        self.followups = Followups(self.questions)

    def respond(self, event: Event, conversation: Conversation, group: bool = False) -> Turn:
        """The turn that `event` leads to. In a `group` others read along, so replies to danger are short."""
        if event.at - conversation.seen_at > STATE_SECONDS:
            conversation = Conversation(turns=conversation.turns, seen_at=conversation.seen_at)
        turn = self._turn(event, conversation, group)
        # What was asked for by a tap, a command or a question is given, and ends a talk about danger.
        ends = conversation.danger is not None and turn.outcome is Outcome.ANSWER
        return self.in_danger.end(turn, conversation) if ends else turn

    def _turn(self, event: Event, conversation: Conversation, group: bool) -> Turn:
        if isinstance(event, Callback):
            return self._callback(event, conversation)
        if isinstance(event, Command):
            return self._command(event, conversation, group)
        return self._utterance(event, event.text, conversation, group)

    def search(self, text: str, limit: int) -> tuple[Match, ...]:
        """The entries that fit `text`, best first, without a conversation."""
        ranking = self.questions.ask(text).ranking
        return tuple(match for match in ranking.matches if match.confidence >= 0.02)[:limit]

    # -- events ------------------------------------------------------------------------------------------------

    def _command(self, event: Command, conversation: Conversation, group: bool) -> Turn:
        name, argument = event.name, event.argument.strip()
        if argument and self.detector.alarmed(argument):
            return self._utterance(event, argument, conversation, group)
        if name == HELP_LINES:
            return self._help_lines(event, conversation)
        if name == START and argument in self.knowledge.entries:
            return self._answer(event, conversation, (Match(argument, 1.0),))
        if name in ASKING:
            if argument:
                return self._utterance(event, argument, conversation, group)
            return self._screen(event, conversation, self.composer.screen("search_empty"))
        if known(name) == HELP:
            return self._screen(event, conversation, self.composer.screen("help"))
        if known(name) == PRIVACY:
            return self._screen(event, conversation, self.composer.screen("privacy"))
        return self._screen(event, conversation, self.composer.menu("start" if name == START else "menu"))

    def _callback(self, event: Callback, conversation: Conversation) -> Turn:
        data = Data.parse(event.data)
        if data is None or not self._exists(data):
            return self._screen(event, conversation, self.composer.menu("old_button"))
        if data.verb is Verb.ENTRY:
            return self._answer(event, conversation, (Match(data.target, 1.0),))
        if data.verb is Verb.NONE:
            return self._rejected(event, conversation)
        if data.verb is Verb.LINES:
            return self._help_lines(event, conversation)
        if data.verb is Verb.SAFE:
            safe = replace(conversation, danger=None, checking=False)
            return self._screen(event, safe, self.composer.menu("not_meant"))
        if data.verb is Verb.TOPIC:
            page = int(data.extra) if data.extra.isdigit() and len(data.extra) < 4 else 0
            return self._screen(event, conversation, self.composer.topic(data.target, page))
        if data.verb is Verb.REFLECT:
            return self._reflect(event, conversation, data)
        if data.verb is Verb.HELP:
            return self._screen(event, conversation, self.composer.screen("help"))
        return self._screen(event, conversation, self.composer.menu())

    def _exists(self, data: Data) -> bool:
        if data.verb is Verb.ENTRY:
            return data.target in self.knowledge.entries
        if data.verb is Verb.TOPIC:
            return data.target in self.knowledge.topics
        if data.verb is Verb.REFLECT:
            entry = self.knowledge.entries.get(data.target)
            return entry is not None and bool(entry.reflection) and _step(data) in range(1, len(entry.reflection) + 2)
        return data.verb in (Verb.MENU, Verb.NONE, Verb.HELP, Verb.SAFE, Verb.LINES)

    # -- what a person typed -----------------------------------------------------------------------------------

    def _utterance(self, event: Event, text: str, conversation: Conversation, group: bool) -> Turn:
        alarmed = self.detector.alarmed(text)
        if conversation.danger is not None:
            asked = None if alarmed else self._question_in_danger(event, text, conversation)
            return asked or self.in_danger.follow(event, text, conversation, group, alarmed)
        if alarmed:
            return self.in_danger.begin(event, text, conversation, group)
        if self.companion.asks_for_lines(text):
            return self._help_lines(event, conversation, text)
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
        question = self.questions.ask(text)
        if not question.reading.words:
            reply = self.composer.unknown(self.composer.say("unreadable"))
            return self._miss(event, conversation, reply)
        chosen = self.followups.choice(question, conversation)
        if chosen is not None:
            return self._callback_as_typed(event, chosen, conversation)
        leaning = self.followups.lean(question, conversation)
        if leaning is not None:
            if not leaning.entries:
                return self._screen(event, conversation, self.composer.menu(leaning.lead))
            found = tuple(Match(entry, leaning.confidence) for entry in leaning.entries)
            lead = self._lead(leaning.lead, leaning.entries, conversation) if leaning.lead else ""
            return self._answer(event, conversation, found, lead)
        several = self.questions.several(question, conversation.shown)
        if several is not None:
            lead = self._lead("compare" if several.compares else "both", several.entries, conversation)
            found = tuple(Match(entry, several.confidence) for entry in several.entries)
            return self._answer(event, conversation, found, lead)
        return self._decided(event, question, conversation)

    def _callback_as_typed(self, event: Event, data: str, conversation: Conversation) -> Turn:
        """Typing a choice does what tapping it does."""
        return replace(self._callback(Callback(data, event.at), conversation), event=event)

    def _decided(self, event: Event, question: Question, conversation: Conversation) -> Turn:
        ranking, thresholds = question.ranking, self.questions.thresholds
        turn = conversation.turns
        twins = self.questions.look_alikes(question)
        if twins:
            word = next(word.typed for word in question.reading.words if word.others)
            lead = self.composer.say("look_alike", kata=word)
            return self._clarify(event, conversation, twins, lead)
        if half := self.questions.half(question):
            return self._half(event, half, conversation)
        decision = decide(ranking, self.knowledge, thresholds)
        if decision.outcome is not Outcome.ANSWER and (clause := self.questions.clause(question)):
            decision = decide(clause.ranking, self.knowledge, thresholds)
        match decision.outcome:
            case Outcome.ANSWER:
                return self._answer(event, conversation, decision.matches)
            case Outcome.CLARIFY:
                lead = self.composer.say("clarify", turn)
                return self._clarify(event, conversation, decision.matches, lead)
            case Outcome.FALLBACK:
                return self._unknown(event, question, decision, conversation)
            case Outcome.MENU:
                menu = self.composer.screen("help") if decision.intent == "bantuan" else self.composer.menu()
                return self._screen(event, conversation, replace(menu, in_place=False))
            case Outcome.HANDOFF:
                return self._plain(event, conversation, Outcome.HANDOFF, self.composer.handoff(decision.intent, turn))
            case _:
                return self._plain(event, conversation, Outcome.SMALLTALK, self.composer.talk(decision.intent, turn))

    def _unknown(self, event: Event, question: Question, decision: Decision, conversation: Conversation) -> Turn:
        if decision.gap:
            gap = self.knowledge.gaps[decision.gap]
            nearest = (gap.nearest,) if gap.nearest else ()
            reply = self.composer.unknown(f"{gap.reply}\n\n{gap.ask}", nearest)
            turn = self._miss(event, conversation, reply, decision.matches)
            # A gap was understood, so it does not count towards offering the menu.
            understood = replace(turn.conversation, misses=0)
            return replace(turn, gap=gap.id, conversation=understood)
        if conversation.misses + 1 >= MISSES:
            return self._miss(event, conversation, self.composer.lost(), decision.matches)
        near = [match.entry for match in choices(question.ranking, self.questions.thresholds)]
        if question.ranking.confidence < NEAR:
            near = []
        lead = self.composer.say("fallback", conversation.turns)
        return self._miss(event, conversation, self.composer.unknown(lead, near), decision.matches)

    def _half(self, event: Event, half: Half, conversation: Conversation) -> Turn:
        """What can be answered, and below it why the rest cannot."""
        gap = self.knowledge.gaps[half.gap]
        turn = self._answer(event, conversation, half.matches, self.composer.say("both", conversation.turns))
        return replace(turn, reply=replace(turn.reply, closing=f"{gap.reply}\n\n{gap.ask}"), gap=gap.id)

    # -- turns -------------------------------------------------------------------------------------------------

    def _answer(self, event: Event, conversation: Conversation, matches: Sequence[Match], lead: str = "") -> Turn:
        """Shows the best match, or all of them where a lead says that there are several."""
        several = bool(lead) and len(matches) > 1
        ids = tuple(match.entry for match in matches) if several else (matches[0].entry,)
        reply = self.composer.answer(ids, lead)
        state = conversation.advance(
            event.at, shown=ids, listed=self._listed(ids, conversation), offered=reply.flat_buttons,
            asked=_said(event) or conversation.asked, misses=0,
        )  # fmt: skip
        return Turn(event, Outcome.ANSWER, reply, state, tuple(matches), matches[0].confidence)

    def _listed(self, ids: Sequence[str], conversation: Conversation) -> tuple[str, ...]:
        """The list that "the third one" counts in from now on."""
        if len(ids) > 1:
            return tuple(ids)
        children = self.knowledge.children.get(ids[0], ())
        if children:
            return children
        return conversation.listed if ids[0] in conversation.listed else self.knowledge.siblings(ids[0])

    def _lead(self, key: str, ids: Sequence[str], conversation: Conversation) -> str:
        titles = [self.knowledge.entries[entry].title for entry in ids]
        values = {"compare": {"daftar": ", ".join(titles)}, "example": {"judul": titles[0]}}
        return self.composer.say(key, conversation.turns, **values.get(key, {}))

    def _clarify(self, event: Event, conversation: Conversation, matches: Sequence[Match], lead: str) -> Turn:
        ids = tuple(match.entry for match in matches)
        reply = self.composer.choices(ids, lead)
        state = conversation.advance(
            event.at, listed=ids, offered=reply.flat_buttons, asked=_said(event), misses=0, shown=conversation.shown
        )
        return Turn(event, Outcome.CLARIFY, reply, state, tuple(matches), matches[0].confidence)

    def _miss(self, event: Event, conversation: Conversation, reply: Reply, matches: Sequence[Match] = ()) -> Turn:
        misses, asked = conversation.misses + 1, _said(event) or conversation.asked
        state = conversation.advance(event.at, offered=reply.flat_buttons, asked=asked, misses=misses)
        confidence = 1.0 - (matches[0].confidence if matches else 0.0)
        return Turn(event, Outcome.FALLBACK, reply, state, tuple(matches), confidence)

    def _rejected(self, event: Event, conversation: Conversation) -> Turn:
        """ "None of these" under a list of choices."""
        if conversation.misses + 1 >= MISSES:
            return self._miss(event, conversation, self.composer.lost())
        reply = replace(self.composer.menu("none_of_these"), in_place=False)
        return self._miss(event, conversation, reply)

    def _reflect(self, event: Event, conversation: Conversation, data: Data) -> Turn:
        """A step of a reflection. Private: what is typed instead of tapped is nobody's business."""
        reply = self.composer.reflection(data.target, _step(data))
        state = conversation.advance(event.at, shown=(data.target,), offered=reply.flat_buttons, misses=0)
        return Turn(event, Outcome.MENU, reply, state, confidence=1.0, private=True)

    def _screen(self, event: Event, conversation: Conversation, reply: Reply) -> Turn:
        return self._plain(event, conversation, Outcome.MENU, reply)

    def _plain(self, event: Event, conversation: Conversation, outcome: Outcome, reply: Reply) -> Turn:
        offered: tuple[QuickReply, ...] = reply.flat_buttons
        targets = [data for button in offered if (data := Data.parse(button.data)) and data.verb is Verb.ENTRY]
        listed = tuple(data.target for data in targets) or conversation.listed
        state = conversation.advance(event.at, offered=offered, listed=listed, misses=0)
        return Turn(event, outcome, reply, state, confidence=1.0)


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a message, the last one first, and the whole: who tells something before asks at the end."""
    parts = [part for part in _SENTENCE.split(shortened(text)) if part.strip()]
    yield from reversed(parts if len(parts) > 1 else ())
    yield text


def _step(data: Data) -> int:
    """The step of a reflection; 0 for what is none."""
    return int(data.extra) if data.extra.isdigit() else 0


def _said(event: Event) -> str:
    """What a person asked in their own words; nothing for a pressed button and for most commands."""
    if isinstance(event, Command):
        return event.argument.strip() if event.name in ASKING else ""
    return event.text if isinstance(event, Utterance) else ""
