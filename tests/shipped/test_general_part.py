"""What is copied into every new bot speaks of no subject."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.core.model import Knowledge
from tests.shipped_knowledge import FOLDER

SUBJECT = re.compile(r"peksos|peker(?:ja|jaan) sosial|social work|kesos|kesejahteraan sosial", re.IGNORECASE)


@pytest.mark.parametrize("file", sorted((FOLDER / "umum").rglob("*.yaml")), ids=lambda file: file.stem)
def test_the_general_part_names_no_subject(file: Path) -> None:
    said = [line.partition(" #")[0] for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert [line for line in said if SUBJECT.search(line)] == []


def test_what_the_subject_adds_about_danger_is_part_of_the_knowledge(knowledge: Knowledge) -> None:
    safety, support = knowledge.safety, knowledge.safety.support
    assert support is not None
    for texts in (safety.harmless, safety.signs.groups["layanan"], support.line_requests, support.other_requests):
        assert any(map(SUBJECT.search, texts))
