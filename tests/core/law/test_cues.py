"""Words that ask for a wording are known with a slip, and words that are only like them are not."""

from __future__ import annotations

import pytest

from bot.core.law.cues import is_slip_of_cue
from tests.core.law.rules import LAW, law_talk

READER = law_talk(LAW).asking.finder.reader


@pytest.mark.parametrize(
    ("word", "slip"),
    [
        ("bunyiny", True),
        ("jelaskn", True),
        ("jelaskann", True),
        ("redaksy", True),
        ("bunyinya", False),
        ("isni", False),
        ("kedai", False),
        ("xyzxyz", False),
    ],
)
def test_a_slip_is_told_from_another_word(word: str, slip: bool) -> None:
    assert is_slip_of_cue(word, READER) is slip
