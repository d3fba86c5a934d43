"""The whole source text is reachable, and nothing in the answers is left without its context."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.core.model import Knowledge

SOURCE = (Path(__file__).parent / "sumber.txt").read_text(encoding="utf-8")
# Headings of the source name a topic; they say nothing of their own.
HEADINGS = ("Jenis Pekerjaan Sosial", "Apa Peran Pekerja Sosial")
AMERICAN = ("Medicaid", "Medicare", "Workers’ Compensation", "Unemployment Insurance", "Disability Pay")


def squashed(text: str) -> str:
    """The letters and digits only: the answers mend punctuation, never words."""
    return re.sub(r"[^0-9a-z]+", " ", text.lower()).strip()


def sentences() -> list[str]:
    found = []
    for line in SOURCE.splitlines():
        text = line.strip().removeprefix("- ")
        if text and text not in HEADINGS:
            found += [part for part in re.split(r"(?<=[.?])\s+", text) if squashed(part)]
    return found


@pytest.mark.parametrize("sentence", sentences())
def test_every_sentence_of_the_source_is_in_some_answer(sentence: str, knowledge: Knowledge) -> None:
    texts = [squashed(f"{entry.title} {entry.answer} {entry.source}") for entry in knowledge.entries.values()]
    wanted = squashed(sentence)
    if wanted.startswith("undang undang republik indonesia"):
        wanted = wanted.removesuffix(" tentang pekerja sosial")
    assert any(wanted in text for text in texts), sentence


def test_the_definition_names_the_act_as_its_source(knowledge: Knowledge) -> None:
    definition = knowledge.entries["definisi"]
    assert definition.source.startswith("Bahan")
    assert "Nomor 14 Tahun 2019" in definition.source
    assert "Pasal 1" in definition.context


def test_an_answer_that_speaks_of_the_united_states_says_so(knowledge: Knowledge) -> None:
    for entry in knowledge.entries.values():
        if any(word in entry.answer for word in AMERICAN):
            assert "Amerika Serikat" in entry.context, entry.id


def test_every_entry_has_a_summary_of_at_most_four_lines_of_a_phone(knowledge: Knowledge) -> None:
    for entry in knowledge.entries.values():
        assert 0 < len(entry.summary) <= 180, entry.id


def test_every_entry_has_at_least_fifty_ways_of_asking(knowledge: Knowledge) -> None:
    assert {entry.id: len(entry.questions) for entry in knowledge.entries.values() if len(entry.questions) < 50} == {}


def test_the_bot_says_kamu_and_never_anda_outside_the_source(knowledge: Knowledge) -> None:
    said = [text for variants in knowledge.phrases.values() for text in variants]
    said += [text for intent in knowledge.intents.values() for text in intent.replies]
    said += [text for gap in knowledge.gaps.values() for text in (gap.reply, gap.ask)]
    assert [text for text in said if re.search(r"\b[Aa]nda\b", text)] == []
