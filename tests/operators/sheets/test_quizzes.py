"""Quiz questions in a cell of a sheet: out and back, and what is wrong with one."""

from __future__ import annotations

import pytest

from bot.core.rounds import QuizItem
from bot.operators.sheets.quizzes import quiz_cell, read_quiz_cell

ITEMS = (
    QuizItem("Berapa lama?", ("tiga jam", "tiga menit", "- dua"), 1, "Tiga menit.\nTidak lebih."),
    QuizItem("Apa lagi?", ("ya", "tidak"), 0, "Ya."),
)


def test_questions_come_back_as_they_were() -> None:
    assert read_quiz_cell(quiz_cell(ITEMS)) == (ITEMS, ())


def test_an_empty_cell_has_no_questions() -> None:
    assert read_quiz_cell(" \n") == ((), ())


def test_a_question_may_take_two_lines_and_need_no_empty_line_before_the_next() -> None:
    cell = "Berapa\nlama?\n* tiga\n- dua\n= Tiga.\nApa?\n* ya\n- tidak\n= Ya."
    items, wrong = read_quiz_cell(cell)
    assert [item.question for item in items] == ["Berapa lama?", "Apa?"]
    assert wrong == ()


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Apa?\n* ya\n- tidak", "belum lengkap"),
        ("* ya\n- tidak\n= Ya.", "belum lengkap"),
        ("Apa?\n*  \n- tidak\n= Ya.", "punya 0 jawaban benar"),
        ("Apa?\n* ya\n* tidak\n= Ya.", "punya 2 jawaban benar"),
        ("Apa?\n- ya\n- tidak\n= Ya.", "punya 0 jawaban benar"),
        ("Apa?\n* ya\n= Ya.", "punya 1 pilihan"),
        ("Apa?\n* ya\n- YA\n= Ya.", "dua pilihan yang sama"),
        (f"Apa?\n* {'y' * 101}\n- tidak\n= Ya.", "lebih dari 100 karakter"),
        (f"{'A' * 281}?\n* ya\n- tidak\n= Ya.", "lebih dari 280 karakter"),
        (f"Apa?\n* ya\n- tidak\n= {'Y' * 201}", "lebih dari 200 karakter"),
    ],
)
def test_what_cannot_be_asked_is_complained_about(cell: str, said: str) -> None:
    items, wrong = read_quiz_cell(f"{cell}\n\nApa lagi?\n* a\n- b\n= A.")
    assert said in wrong[0]
    assert [item.question for item in items] == ["Apa lagi?"]
