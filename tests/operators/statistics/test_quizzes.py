"""How the quiz goes: what is too easy, what looks wrong, and what nobody can judge yet."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from bot.core.model import Knowledge
from bot.core.rounds import QuizItem
from bot.operators.statistics.counting import as_json, statistics
from bot.operators.statistics.html import page
from bot.operators.statistics.page import print_statistics
from bot.operators.statistics.quizzes import LEAST, asked_questions

from ..logged import TODAY, count

ITEM = QuizItem("Ampasnya bagaimana?", ("ditunggu turun", "disaring", "diminum"), 0, "Ditunggu turun.")


@pytest.fixture
def quizzed(knowledge: Knowledge) -> Knowledge:
    entries = dict(knowledge.entries)
    first = next(iter(entries))
    entries[first] = replace(entries[first], quiz=(ITEM,))
    return replace(knowledge, entries=entries)


def name(knowledge: Knowledge, choice: int, item: QuizItem = ITEM) -> str:
    return f"kuis|{next(iter(knowledge.entries))}|{item.name}|{choice}"


def remark(knowledge: Knowledge, *chosen: int) -> str:
    counted = {name(knowledge, place): times for place, times in enumerate(chosen)}
    return asked_questions(counted, knowledge)[0].remark


def test_a_question_that_everybody_knows_is_too_easy(quizzed: Knowledge) -> None:
    assert remark(quizzed, 19, 1, 0) == "terlalu mudah"
    assert remark(quizzed, 18, 2, 0) == ""


def test_a_question_whose_wrong_choice_is_chosen_more_often_looks_wrong(quizzed: Knowledge) -> None:
    assert remark(quizzed, 5, 1, 6) == 'tampak keliru: lebih banyak yang memilih "diminum"'
    assert remark(quizzed, 6, 1, 6) == ""


def test_few_answers_say_nothing_of_a_question(quizzed: Knowledge) -> None:
    assert remark(quizzed, 0, LEAST - 1, 0) == ""
    assert remark(quizzed, 0, LEAST, 0) != ""


def test_a_question_that_was_changed_begins_anew(quizzed: Knowledge) -> None:
    old = replace(ITEM, right=1)
    assert asked_questions({name(quizzed, 0, old): 30}, quizzed) == ()


def test_the_terminal_the_page_and_programs_are_told(quizzed: Knowledge) -> None:
    counts = [count(name(quizzed, 0), 12), count(name(quizzed, 0), 8, 1), count(name(quizzed, 2), 400, 90)]
    found = statistics((), counts, 30, TODAY)
    console = Console(file=io.StringIO(), width=80)
    print_statistics(console, found, quizzed)
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    for said in ("20 jawaban kuis, 100 % benar", "Ampasnya bagaimana?", "100 % benar dari 20, terlalu mudah"):
        assert said in printed
        assert said in page(found, quizzed)
    assert as_json(found)["quiz"] == {name(quizzed, 0): 20}


def test_without_a_quiz_nothing_is_said_of_one(knowledge: Knowledge) -> None:
    found = statistics((), [count("outcome-answer", 3)], 30, TODAY)
    console = Console(file=io.StringIO(), width=80)
    print_statistics(console, found, knowledge)
    assert "Kuis" not in console.file.getvalue()  # type: ignore[attr-defined]
    assert "Kuis" not in page(found, knowledge)
