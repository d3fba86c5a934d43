"""From /kuis or a pressed button to a turn of a quiz.

Lives here: beginning a round, going through it, stopping it and taking it up again.
Never here: screens (screens.py), danger (bot.core.conversation), what a channel keeps of a round.
"""

from __future__ import annotations

from dataclasses import replace

from bot.core.model import Knowledge
from bot.core.quiz.drawing import asked_about, draw, found
from bot.core.quiz.screens import QuizScreens
from bot.core.rounds import Round
from bot.core.turns import Callback, Command, Conversation, Data, Event, Outcome, Reply, Turn, Verb

VERBS = frozenset({Verb.QUIZ, Verb.ROUND, Verb.PICK, Verb.ONWARD, Verb.FINISH, Verb.RESUME})


class QuizTalk:
    """Leads through the questions of one knowledge; `ready`: whether it has any."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.screens = QuizScreens(knowledge)
        self.ready = bool(asked_about(knowledge))

    def command(self, event: Command, conversation: Conversation) -> Turn:
        """/kuis: the topics, or a round about the one that stands behind it."""
        wanted = event.argument.strip().casefold()
        for topic in self.knowledge.topics.values():
            if wanted in (topic.id, topic.title.casefold()):
                return self._begin(event, conversation, topic.id)
        return self._topics(event, conversation)

    def pressed(self, event: Callback, data: Data, conversation: Conversation, group: bool) -> Turn | None:
        """The turn of a button that belongs to the quiz; None for any other, and where there are no questions."""
        if data.verb not in VERBS or not self.ready:
            return None
        if data.verb is Verb.QUIZ:
            return self._topics(event, conversation)
        if data.verb is Verb.ROUND:
            return self._begin(event, conversation, data.target)
        if data.verb is Verb.RESUME:
            return self._resumed(event, conversation, group)
        round_ = conversation.quiz
        if round_ is None or data.target != str(round_.step):
            return self._gone(event, conversation)
        if data.verb is Verb.PICK:
            return self._picked(event, conversation, round_, data.extra)
        if data.verb is Verb.ONWARD:
            return self._ask(event, conversation, replace(round_, step=round_.step + 1), group)
        return self._end(event, conversation, round_, group)

    def typed(self, event: Event, text: str, conversation: Conversation) -> Turn | None:
        """The turn of somebody who types one of the choices that were just offered instead of tapping it."""
        said = _key(text)
        for button in conversation.offered:
            data = Data.parse(button.data)
            if data is not None and data.verb is Verb.PICK and _key(button.label) == said:
                return self.pressed(Callback(button.data, event.at), data, conversation, group=False)
        return None

    def _topics(self, event: Event, conversation: Conversation) -> Turn:
        return _turn(event, conversation, self.screens.topics("quiz_topics", conversation.quiz), conversation.quiz)

    def _gone(self, event: Event, conversation: Conversation) -> Turn:
        """The button is of a round that is over, or further on."""
        return _turn(event, conversation, self.screens.topics("quiz_gone", conversation.quiz), conversation.quiz)

    def _begin(self, event: Callback | Command, conversation: Conversation, topic: str) -> Turn:
        round_ = draw(self.knowledge, topic, event.seed)
        if not round_.drawn:
            return self._gone(event, conversation)
        return _turn(event, conversation, self.screens.question(round_), round_)

    def _resumed(self, event: Event, conversation: Conversation, group: bool) -> Turn:
        """Where the round was left: at its open question, or after it if that was answered."""
        round_ = conversation.quiz
        if round_ is None:
            return self._gone(event, conversation)
        further = bool(round_.tally(round_.step).given)
        return self._ask(event, conversation, replace(round_, step=round_.step + further), group)

    def _ask(self, event: Event, conversation: Conversation, round_: Round, group: bool) -> Turn:
        """The open question, or the next one that is still there, or the end."""
        for step in range(round_.step, len(round_.drawn)):
            if found(self.knowledge, round_.drawn[step]):
                there = replace(round_, step=step)
                return _turn(event, conversation, self.screens.question(there), there)
        return self._end(event, conversation, round_, group)

    def _picked(self, event: Event, conversation: Conversation, round_: Round, choice: str) -> Turn:
        """The first answer to a question counts; a second one is told, and counts no more."""
        drawn = round_.drawn[round_.step]
        if not found(self.knowledge, drawn) or choice not in map(str, range(len(drawn.order))):
            return self._gone(event, conversation)
        place = int(choice)
        after = round_ if round_.tally(round_.step).given else round_.answered(place)
        return _turn(event, conversation, self.screens.verdict(after, place), after)

    def _end(self, event: Event, conversation: Conversation, round_: Round, group: bool) -> Turn:
        return _turn(event, conversation, self.screens.results(round_, group), None)


def _key(text: str) -> str:
    """What writing a choice once more may leave out."""
    return " ".join(text.casefold().split()).rstrip(".")


def _turn(event: Event, conversation: Conversation, reply: Reply, round_: Round | None) -> Turn:
    state = conversation.advance(event.at, offered=reply.flat_buttons, misses=0, quiz=round_)
    return Turn(event, Outcome.MENU, reply, state, confidence=1.0)
