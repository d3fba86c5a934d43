"""From what a message means to the turn it leads to: the same ladder for every meaning.

Lives here: answer, answer with a hedge, ask, decline; and what each way of answering shows.
Never here: what a message means (bot.core.conversation.interpretation), making turns (turn_making), sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.conversation.interpretation import Interpreter
from bot.core.conversation.meanings import RANKING, Meaning, Understood, Way
from bot.core.conversation.questions import Questions
from bot.core.conversation.turn_making import TurnMaker, said
from bot.core.glossary.talk import TermTalk
from bot.core.policy import Policy
from bot.core.turns import MISSES, Conversation, Event, Match, Outcome, Reply, Turn

CHOICES = 4
# Ways that show an entry, and so have to be as sure as an answer.
ANSWERING = frozenset(
    {Way.ANSWER, Way.BRIEF, Way.SIMPLE, Way.FULL, Way.EXAMPLE, Way.AGAIN, Way.SOURCE, Way.ASPECT, Way.COMPARE, Way.ALL}
)
# What is done with an answer that is there already: whoever does not want it has lost nothing.
OPERATIONS = frozenset({Way.BRIEF, Way.SIMPLE, Way.FULL, Way.EXAMPLE, Way.AGAIN, Way.SOURCE})


class CarryingOut:
    """Carries meanings out for one knowledge."""

    def __init__(self, questions: Questions, interpreter: Interpreter, maker: TurnMaker) -> None:
        self._questions = questions
        self._interpreter = interpreter
        self._make = maker
        self._say = maker.composer.say
        self._terms = TermTalk(maker.knowledge)
        self.policy: Policy = questions.policy

    def turn(self, event: Event, understood: Understood, conversation: Conversation) -> Turn:
        """The turn of a message that is no choice of a button."""
        best = understood.best
        if best is None:
            return self._unknown(event, understood, conversation)
        if best.way not in ANSWERING:
            return self._other(event, best, understood, conversation)
        if best.chance >= self.policy.answer:
            return self._answered(event, best, understood, conversation)
        return self._unsure(event, understood, conversation)

    # -- the ladder --------------------------------------------------------------------------------------------

    def _unsure(self, event: Event, understood: Understood, conversation: Conversation) -> Turn:
        """A hedged answer where one meaning leads clearly; else a question with at least two choices; else a no."""
        best = understood.meanings[0]
        choices = self._choices(understood)
        second = choices[1].confidence if len(choices) > 1 else 0.0
        stands = best.because == RANKING and best.entries[0] not in conversation.listed
        least = self.policy.hedge_alone if stands else self.policy.hedge
        if best.chance >= least and best.way in OPERATIONS:
            return self._answered(event, best, understood, conversation)
        if best.chance >= least and best.chance - second >= self.policy.lead:
            return self._hedged(event, best, choices, conversation)
        if best.chance >= self.policy.clarify and len(choices) > 1:
            return self._make.clarify(event, conversation, choices, self._say("clarify", conversation.turns))
        return self._unknown(event, understood, conversation)

    def _choices(self, understood: Understood) -> tuple[Match, ...]:
        """The entries to choose from, best first."""
        found: dict[str, float] = {}
        for meaning in understood.meanings:
            for entry in meaning.entries if meaning.way in ANSWERING else ():
                found.setdefault(entry, meaning.chance)
        ranked = sorted(found.items(), key=lambda pair: -pair[1])
        return tuple(Match(entry, chance) for entry, chance in ranked if chance >= self.policy.choice)[:CHOICES]

    def _hedged(self, event: Event, best: Meaning, choices: Sequence[Match], conversation: Conversation) -> Turn:
        """The likeliest answer, said to be only that, with the others as buttons."""
        matches = [Match(best.entries[0], best.chance), *(one for one in choices if one.entry != best.entries[0])]
        others = [one.entry for one in matches[1:]]
        reply = self._make.composer.hedged(best.entries[0], others, self._say("hedge", conversation.turns))
        return self._make.shown(event, conversation, matches, reply)

    def _unknown(self, event: Event, understood: Understood, conversation: Conversation) -> Turn:
        ranking = understood.question.ranking
        if conversation.misses + 1 >= MISSES:
            return self._make.miss(event, conversation, self._make.composer.lost(), ranking.matches)
        near = [match.entry for match in ranking.matches[:CHOICES] if match.confidence >= self.policy.choice]
        if ranking.confidence < self.policy.near:
            near = []
        ours = bool(self._interpreter.tools.acts.names & {word.stem for word in understood.question.reading.content})
        lead = self._say("fallback_subject" if ours else "fallback", conversation.turns)
        return self._make.miss(event, conversation, self._make.composer.unknown(lead, near), ranking.matches)

    # -- ways of answering -------------------------------------------------------------------------------------

    def _answered(self, event: Event, best: Meaning, understood: Understood, conversation: Conversation) -> Turn:
        twins = self._questions.look_alikes(understood.question) if best.because == RANKING else ()
        if twins:
            word = next(word.typed for word in understood.question.reading.words if word.others)
            return self._make.clarify(event, conversation, twins, self._say("look_alike", kata=word))
        found = [Match(entry, best.chance) for entry in best.entries]
        if len(found) > 1 or best.name:
            return self._closed(self._beside(event, best, found, conversation), best)
        if best.way is Way.COMPARE:
            return self._compared_with_what(event, best, conversation)
        rest = [one for one in understood.question.ranking.matches if one.entry != best.entries[0]]
        return self._make.shown(event, conversation, [*found, *rest], self._reply(best, conversation.turns))

    def _reply(self, best: Meaning, turn: int) -> Reply:
        """What is said of one entry."""
        composer, entry = self._make.composer, best.entries[0]
        match best.way:
            case Way.BRIEF:
                return composer.brief(best.entries)
            case Way.SIMPLE:
                return composer.simple(entry, turn)
            case Way.EXAMPLE:
                return composer.example(entry, turn)
            case Way.SOURCE:
                return composer.source(entry)
            case Way.AGAIN:
                return composer.answer(best.entries, self._say("repeat", turn))
            case _:
                return composer.answer(best.entries)

    def _beside(self, event: Event, best: Meaning, found: Sequence[Match], conversation: Conversation) -> Turn:
        """Several entries, one below the other."""
        if best.way is Way.COMPARE:
            return self._make.compared(event, conversation, found)
        lead = self._say("both", conversation.turns)
        if best.way is Way.BRIEF:
            return self._make.shown(event, conversation, found, self._make.composer.brief(best.entries, lead))
        return self._make.answer(event, conversation, found, lead)

    def _compared_with_what(self, event: Event, best: Meaning, conversation: Conversation) -> Turn:
        """A question with what an answer is to be compared; the neighbours are choices."""
        make, here = self._make, self._make.knowledge.entries[best.entries[0]]
        row = [entry for entry in (*make.knowledge.siblings(here.id), *here.related) if entry != here.id]
        if len(row) < 2:
            return make.screen(event, conversation, make.composer.menu("compare_what", judul=here.title))
        choices = [Match(entry, best.chance) for entry in dict.fromkeys(row)][:CHOICES]
        return make.clarify(event, conversation, choices, self._say("compare_what", judul=here.title), beside=True)

    def _closed(self, turn: Turn, best: Meaning) -> Turn:
        """The turn with why the rest of the message cannot be answered, where it asks about a known gap."""
        if not best.name:
            return turn
        gap = self._make.knowledge.gaps[best.name]
        closing = "\n\n".join(part for part in (turn.reply.closing, gap.reply, gap.ask) if part)
        return replace(turn, reply=replace(turn.reply, closing=closing), gap=gap.id)

    # -- what shows no entry -----------------------------------------------------------------------------------

    def _other(self, event: Event, best: Meaning, understood: Understood, conversation: Conversation) -> Turn:
        make, turn = self._make, conversation.turns
        if best.chance < self.policy.clarify:
            return self._unknown(event, understood, conversation)
        match best.way:
            case Way.GAP:
                return make.gap(event, conversation, best.name, understood.question.ranking.matches)
            case Way.TALK:
                return self._talk(event, best.name, conversation)
            case Way.OTHERS:
                return self._others(event, best, conversation)
            case Way.TERM:
                return self._terms.typed(event, best.name, replace(conversation, asked=said(event)))
            case Way.NOT_THAT:
                return self._not_that(event, best, conversation)
            case Way.END:
                return make.screen(event, conversation, make.composer.menu("end_of_list"))
            case Way.NOTHING:
                return make.screen(event, conversation, make.composer.menu("no_context"))
            case _:  # the menu; a choice is typed for a tap (dialogue)
                return make.screen(event, conversation, replace(make.composer.menu(turn=turn), in_place=False))

    def _talk(self, event: Event, intent: str, conversation: Conversation) -> Turn:
        make, turn = self._make, conversation.turns
        found = make.knowledge.intents[intent]
        outcome = Outcome(found.outcome)
        if outcome is Outcome.MENU:
            menu = make.composer.screen(found.screen) if found.screen else make.composer.menu()
            return make.screen(event, conversation, replace(menu, in_place=False))
        reply = make.composer.handoff(intent, turn) if outcome is Outcome.HANDOFF else make.composer.talk(intent, turn)
        return make.plain(event, conversation, outcome, reply)

    def _others(self, event: Event, best: Meaning, conversation: Conversation) -> Turn:
        """What else there is beside the entry: the overview that it belongs to, or its topic's menu."""
        make, here = self._make, self._make.knowledge.entries[best.entries[0]]
        if make.knowledge.children.get(here.id):
            return make.answer(event, conversation, [Match(here.id, best.chance)])
        rest = [entry for entry in make.knowledge.siblings(here.id) if entry not in conversation.past]
        if here.parent:
            titles = ", ".join(make.knowledge.entries[entry].title for entry in rest)
            lead = self._say("others", conversation.turns, daftar=titles) if rest else ""
            reply = make.composer.answer((here.parent,), lead)
            return make.shown(event, conversation, [Match(here.parent, best.chance)], reply)
        return make.screen(event, conversation, replace(make.composer.topic(here.topic), in_place=False))

    def _not_that(self, event: Event, best: Meaning, conversation: Conversation) -> Turn:
        """What else may have been meant: the neighbours of what was shown."""
        shown = conversation.shown
        if not shown:
            return self._make.rejected(event, conversation)
        row = [entry for entry in self._make.knowledge.siblings(shown[-1]) if entry not in shown]
        if len(row) < 2:
            return self._make.rejected(event, conversation)
        choices = [Match(entry, best.chance) for entry in row[:CHOICES]]
        return self._make.clarify(event, conversation, choices, self._say("not_that", conversation.turns))
