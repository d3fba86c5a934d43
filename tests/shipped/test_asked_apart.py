"""What the shipped knowledge is measured with was not learnt: a question that it holds says nothing about it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.core.model import Knowledge

SUBJECTS = Path(__file__).parents[2] / "benchmarks" / "subjects"
# Questions about a sheet of their own are asked of what is imported from it.
SHEETS = {sheet.stem for sheet in SUBJECTS.glob("*.csv")}
FILES = [file for file in sorted(SUBJECTS.glob("*-uji.jsonl")) if file.name.removesuffix("-uji.jsonl") not in SHEETS]


def asked(file: Path) -> Iterator[str]:
    """The questions that stand alone: within a talk, everybody says "iya" and "..."."""
    cases = map(json.loads, file.read_text("utf-8").splitlines())
    return (case["q"] for case in cases if "turns" not in case)


def squashed(text: str) -> str:
    """`text` in small letters, its words one blank apart."""
    return " ".join(re.findall(r"\w+", text.lower()))


@pytest.fixture(scope="module")
def learnt(knowledge: Knowledge) -> frozenset[str]:
    """Every example in the knowledge."""
    owners = (*knowledge.entries.values(), *knowledge.gaps.values(), *knowledge.intents.values())
    safety = knowledge.safety
    texts = [text for owner in owners for text in owner.questions]
    return frozenset(map(squashed, (*texts, *knowledge.out_of_scope, *safety.danger, *safety.harmless)))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_question_that_measures_the_knowledge_stands_in_it(file: Path, learnt: frozenset[str]) -> None:
    assert [text for text in asked(file) if squashed(text) in learnt] == []


def test_the_questions_of_the_shipped_subject_are_among_those_looked_at() -> None:
    assert {"peksos-uji.jsonl", "bahaya-1-uji.jsonl"} <= {file.name for file in FILES}
