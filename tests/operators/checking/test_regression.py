"""Questions that new knowledge has to pass: what counts as passed, and how a failure is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.operators.checking.regression import failures
from bot.storage.problems import Place
from bot.storage.trials import DANGER, UNKNOWN, Trial

PLACE = Place(Path("kopi/uji.yaml"), 7)


def told(dialogue: Dialogue, question: str, expected: str) -> list[str]:
    return [str(problem) for problem in failures(dialogue, [Trial(question, expected, PLACE)])]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("kopi tubruk itu apa ya", "tubruk"), ("skor bola tadi malam", UNKNOWN), ("aku ingin mati saja", DANGER),
        ("halo", UNKNOWN),
    ],
)  # fmt: skip
def test_what_comes_out_as_expected_passes(trained: Dialogue, question: str, expected: str) -> None:
    assert told(trained, question, expected) == []


def test_a_failure_names_the_line_what_was_expected_and_what_came(trained: Dialogue) -> None:
    (said,) = told(trained, "apa itu kopi saring", "tubruk")
    assert said == 'kopi/uji.yaml:7: Uji "apa itu kopi saring" seharusnya "tubruk", tetapi hasilnya "saring".'


@pytest.mark.parametrize(
    ("question", "expected", "came"),
    [
        ("skor bola semalam", "tubruk", "fallback"), ("apa itu kopi saring", UNKNOWN, "saring"),
        ("halo", DANGER, "smalltalk"),
    ],
)  # fmt: skip
def test_what_comes_out_otherwise_fails(trained: Dialogue, question: str, expected: str, came: str) -> None:
    (said,) = told(trained, question, expected)
    assert said.endswith(f'hasilnya "{came}".')
