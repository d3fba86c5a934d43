"""What is shown of a quiz: its topics, a question, whether an answer was right, and what came of a round.

Lives here: these screens with their buttons. Every one has a way on and a way back.
Never here: when each is shown (talk.py), the draw (drawing.py), sentences (knowledge/).
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.button_rows import in_rows
from bot.core.model import Knowledge
from bot.core.quiz.drawing import asked_about, found
from bot.core.rounds import Round
from bot.core.turns import Data, Poll, QuickReply, Reply, Verb

Row = tuple[QuickReply, ...]


class QuizScreens:
    """Screens for the questions of one knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def say(self, key: str, **values: str) -> str:
        return self._turned(key, 0, values)

    def _turned(self, key: str, turn: int, values: Mapping[str, str]) -> str:
        return self.knowledge.phrase(key, turn, **values).strip()

    # -- before a round ----------------------------------------------------------------------------------------

    def topics(self, key: str, under_way: Round | None = None) -> Reply:
        """What a round can be about. `key` names the sentence above; a round that is under way can be gone on with."""
        rows: list[Row] = []
        if under_way is not None:
            numbers = {"nomor": str(under_way.step + 1), "jumlah": str(len(under_way.drawn))}
            rows.append((QuickReply(self.say("quiz_button_continue", **numbers), str(Data(Verb.RESUME))),))
        rows.append((QuickReply(self.say("quiz_button_mixed"), str(Data(Verb.ROUND))),))
        topics = (topic for topic in self.knowledge.topics.values() if asked_about(self.knowledge, topic.id))
        rows += in_rows(QuickReply(topic.title, str(Data(Verb.ROUND, topic.id))) for topic in topics)
        return Reply(self.say(key), buttons=(*rows, (self._menu,)), in_place=key == "quiz_topics")

    # -- within a round ----------------------------------------------------------------------------------------

    def question(self, round_: Round) -> Reply:
        """The open question, as a poll and, for channels without such, as buttons."""
        drawn = round_.drawn[round_.step]
        item = found(self.knowledge, drawn)
        assert item is not None, "only questions that are there are shown"
        numbers = {"nomor": str(round_.step + 1), "jumlah": str(len(round_.drawn))}
        asked = self.say("quiz_question", tanya=item.question, **numbers)
        choices = tuple(item.choices[place] for place in drawn.order)
        rows = [
            (QuickReply(choice, str(Data(Verb.PICK, str(round_.step), str(place)))),)
            for place, choice in enumerate(choices)
        ]
        return Reply(
            asked, buttons=(*rows, *self._onward(round_)), poll=Poll(asked, choices, drawn.right, item.why)
        )  # fmt: skip

    def verdict(self, round_: Round, choice: int) -> Reply:
        """Whether an answer was right, and why, for channels whose polls do not say so themselves."""
        drawn = round_.drawn[round_.step]
        item = found(self.knowledge, drawn)
        assert item is not None, "only questions that are there can be answered"
        key = "quiz_right" if choice == drawn.right else "quiz_wrong"
        text = self._turned(key, round_.step, {"benar": item.choices[item.right], "alasan": item.why})
        return Reply(text, buttons=tuple(self._onward(round_)))

    def _onward(self, round_: Round) -> list[Row]:
        """On to the next question, to the answer that this one is about, or to the end."""
        step = str(round_.step)
        last = round_.step + 1 >= len(round_.drawn)
        onward = QuickReply(self.say("quiz_button_result" if last else "quiz_button_onward"), _data(Verb.ONWARD, step))
        read = QuickReply(self.say("quiz_button_read"), _data(Verb.ENTRY, round_.drawn[round_.step].entry))
        stop = QuickReply(self.say("quiz_button_stop"), _data(Verb.FINISH, step))
        return [(onward,), (read, self._menu) if last else (read, stop), *([] if last else [(self._menu,)])]

    # -- after a round -----------------------------------------------------------------------------------------

    def results(self, round_: Round, group: bool) -> Reply:
        """What was right, question by question, and the way to the answers that were missed."""
        there = [place for place, drawn in enumerate(round_.drawn) if found(self.knowledge, drawn)]
        tallies = [round_.tally(place) for place in there]
        right = sum(tally.right > 0 for tally in tallies)
        head = self.say("quiz_result_group" if group else "quiz_result", benar=str(right), jumlah=str(len(there)))
        lines = [self._line(round_, place, group) for place in there]
        missed = dict.fromkeys(
            round_.drawn[place].entry
            for place, tally in zip(there, tallies, strict=True)
            if not tally.given or tally.right < tally.given
        )
        titles = self.knowledge.entries
        rows = [(QuickReply(titles[entry].title, _data(Verb.ENTRY, entry)),) for entry in missed]
        again = QuickReply(self.say("quiz_button_again"), str(Data(Verb.ROUND, round_.topic)))
        return Reply(
            "\n\n".join((head, "\n".join(lines))),
            closing=self.say("quiz_missed") if missed else "",
            buttons=(*rows, (again, QuickReply(self.say("quiz_button_topics"), str(Data(Verb.QUIZ)))), (self._menu,)),
        )

    def _line(self, round_: Round, place: int, group: bool) -> str:
        item, tally = found(self.knowledge, round_.drawn[place]), round_.tally(place)
        assert item is not None, "only questions that are there are listed"
        values = {"nomor": str(place + 1), "tanya": item.question, "jawaban": item.choices[item.right]}
        if group:
            return self.say("quiz_line_group", benar=str(tally.right), jumlah=str(tally.given), **values)
        if not tally.given:
            return self.say("quiz_line_open", **values)
        return self.say("quiz_line_right" if tally.right else "quiz_line_wrong", **values)

    @property
    def _menu(self) -> QuickReply:
        return QuickReply(self.say("button_menu"), str(Data(Verb.MENU)))


def _data(verb: Verb, target: str) -> str:
    return str(Data(verb, target))
