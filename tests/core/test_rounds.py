"""Rounds of the quiz as data: what is noted of them, and what a question is called."""

from __future__ import annotations

from bot.core.rounds import Drawn, QuizItem, Round, Tally

ROUND = Round("", tuple(Drawn("hijau", name, (1, 0), 1) for name in "abc"))


def test_answers_are_added_up_at_their_question() -> None:
    later = Round("", ROUND.drawn, step=2).answered(1).answered(0)
    assert [later.tally(step) for step in range(4)] == [Tally(), Tally(), Tally(1, 2), Tally()]


def test_a_question_that_is_asked_again_goes_by_its_newest_message() -> None:
    asked = Round("", ROUND.drawn, step=1).asked_as("p1").asked_as("p2")
    assert asked.polls == ("", "p2")


def test_a_question_is_called_by_all_that_it_asks() -> None:
    item = QuizItem("Apa?", ("a", "b"), 0, "A.")
    assert item.name == QuizItem("Apa?", ("a", "b"), 0, "Sebab a.").name
    others = (("Apa itu?", ("a", "b"), 0), ("Apa?", ("b", "a"), 0), ("Apa?", ("a", "b"), 1))
    assert len({QuizItem(*other, "A.").name for other in others} | {item.name}) == 4
