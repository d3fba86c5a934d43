"""What cross-validation leaves out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.model import Gap, Knowledge
from bot.operators.evaluation.cases import Kind
from bot.operators.evaluation.folds import By, Fold, folds


@pytest.fixture
def family(knowledge: Knowledge) -> Knowledge:
    """saring below tubruk, simpan pointing to it, and a gap next to it."""
    entries = dict(knowledge.entries)
    entries["saring"] = replace(entries["saring"], parent="tubruk")
    entries["simpan"] = replace(entries["simpan"], related=("tubruk", "giling"), confusable=("saring",))
    gap = Gap("harga", "Harga", ("harga kopi", "kopi mahal", "tarif kopi"), "Belum tahu.", "Tanya kedai.", "tubruk")
    return replace(knowledge, entries=entries, gaps={"harga": gap})


def texts(fold: Fold, kind: Kind) -> list[str]:
    return [case.text for (case,) in fold.sessions if case.kind is kind]


def test_every_way_of_asking_is_left_out_once(family: Knowledge) -> None:
    parts = list(folds(family, By.WAY, 4))
    left_out = [text for part in parts for text in texts(part, Kind.IN_SCOPE)]
    assert sorted(left_out) == sorted(text for entry in family.entries.values() for text in entry.questions)
    out_of_scope = [text for part in parts for text in texts(part, Kind.OUT_OF_SCOPE)]
    assert sorted(out_of_scope) == sorted((*family.out_of_scope, *family.gaps["harga"].questions))
    talk = [text for part in parts for text in texts(part, Kind.TALK)]
    assert sorted(talk) == sorted(text for intent in family.intents.values() for text in intent.questions)


def test_what_is_asked_was_not_taught(family: Knowledge) -> None:
    for part in folds(family, By.WAY, 3):
        taught = {text for entry in part.knowledge.entries.values() for text in entry.questions} | set(
            part.knowledge.out_of_scope
        )
        taught |= {text for gap in part.knowledge.gaps.values() for text in gap.questions}
        assert not taught & {case.text for (case,) in part.sessions}


def test_neighbouring_ways_are_left_out_together(family: Knowledge) -> None:
    first = next(folds(family, By.WAY, 2))
    assert first.knowledge.entries["giling"].questions == family.entries["giling"].questions[2:]


def test_an_entry_goes_with_its_family_and_all_that_points_to_it(family: Knowledge) -> None:
    first = next(folds(family, By.ENTRY, 3))
    assert list(first.knowledge.entries) == ["giling", "simpan"]
    assert first.knowledge.entries["simpan"].related == ("giling",)
    assert first.knowledge.entries["simpan"].confusable == ()
    assert first.knowledge.gaps["harga"].nearest == ""
    assert first.knowledge.topics["seduh"].entries == ()
    assert {case.tags for (case,) in first.sessions} == {("tubruk",), ("saring",)}
    assert all(case.kind is Kind.OUT_OF_SCOPE for (case,) in first.sessions)


def test_every_entry_is_left_out_once(family: Knowledge) -> None:
    gone = [set(family.entries) - set(part.knowledge.entries) for part in folds(family, By.ENTRY, 3)]
    assert sorted(name for part in gone for name in part) == sorted(family.entries)


def test_a_sample_is_spread_evenly(family: Knowledge) -> None:
    full, few = next(folds(family, By.WAY, 2)), next(folds(family, By.WAY, 2, most=3))
    assert len(few.sessions) == 3
    assert few.sessions[0] == full.sessions[0]
    assert few.knowledge == full.knowledge
