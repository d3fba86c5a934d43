"""The quiz where there are no polls: numbered choices in the terminal, buttons in the batch command."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from rich.console import Console

from bot.assistant import Assistant
from bot.channels.batch import Batch
from bot.channels.terminal import Terminal
from bot.core.conversation.dialogue import Dialogue
from bot.core.rounds import QuizItem
from tests.channels.telegram.kopi import ENTRIES, make_dialogue
from tests.channels.test_terminal import Typing

# Enough of them that two rounds in the same order would be no chance.
QUIZ = tuple(
    QuizItem(f"Berapa {number}?", ("pahit", "manis", "asam", "asin"), 0, "Robusta pahit.") for number in range(20)
)


@pytest.fixture(scope="module")
def dialogue() -> Dialogue:
    return make_dialogue(tuple(replace(entry, quiz=QUIZ if entry.id == "robusta" else ()) for entry in ENTRIES))


def talk(dialogue: Dialogue, *lines: str) -> str:
    out = io.StringIO()
    Terminal(Assistant(dialogue), Console(file=out, width=80, color_system=None), Typing(*lines)).run()
    return out.getvalue()


def test_a_round_in_the_terminal_has_numbered_choices_and_says_at_once_what_was_right(dialogue: Dialogue) -> None:
    # A choice, then on, five times.
    said = talk(dialogue, "/kuis biji", *["1", "1"] * 5)
    assert "quiz_question 5 1 Berapa" in said
    for choice in ("pahit", "manis", "asam", "asin"):
        assert f"] {choice}\n" in said
    assert said.count("quiz_right") + said.count("quiz_wrong") == 5
    assert f"quiz_result {said.count('quiz_right')} 5" in said


def test_a_number_that_is_no_choice_is_said_and_the_round_goes_on(dialogue: Dialogue) -> None:
    said = talk(dialogue, "/kuis biji", "99", "1")
    assert "terminal_no_choice" in said
    assert "quiz_right" in said or "quiz_wrong" in said


def test_every_round_is_drawn_anew(dialogue: Dialogue) -> None:
    assert len({talk(dialogue, "/kuis biji") for _ in range(5)}) > 1


def test_a_program_gets_the_choices_as_buttons_and_presses_them(dialogue: Dialogue) -> None:
    line = json.dumps({"turns": [{"press": "qr:biji"}, {"press": "qp:0:0"}, {"press": "qe:0"}]})
    (answered,) = Batch(Assistant(dialogue)).answer([line])
    question, verdict, end = json.loads(answered)["replies"]
    assert [button["data"] for button in question["buttons"]][:4] == ["qp:0:0", "qp:0:1", "qp:0:2", "qp:0:3"]
    assert verdict["text"].startswith(("quiz_right", "quiz_wrong"))
    assert end["text"].startswith("quiz_result")
