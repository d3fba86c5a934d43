"""What a right reply is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.model import Knowledge
from bot.core.turns import Conversation, Outcome, Passage, Reply, Turn, Utterance
from bot.operators.evaluation.cases import Expectation, Ids, answering, ending


def turn(outcome: Outcome, *entries: str) -> Turn:
    passages = tuple(Passage(name, name, "", "") for name in entries)
    return Turn(Utterance("x"), outcome, Reply(passages=passages), Conversation())


def expecting(*ids: str, every: bool = False) -> Expectation:
    return answering({name: frozenset({name}) for name in ids}, every)


@pytest.mark.parametrize(
    ("shown", "right"),
    [(("a",), True), (("b", "a"), True), (("c",), False), ((), False), (("a", "c", "d"), False)],
)
def test_one_of_the_expected_passages_is_shown_beside_one_other_at_most(shown: tuple[str, ...], right: bool) -> None:
    assert expecting("a", "b").met_by(turn(Outcome.ANSWER, *shown)) is right


@pytest.mark.parametrize(
    ("shown", "right"), [(("a", "b"), True), (("a", "b", "c"), True), (("a",), False), (("a", "b", "c", "d"), False)]
)
def test_every_passage_is_shown_where_all_are_wanted(shown: tuple[str, ...], right: bool) -> None:
    assert expecting("a", "b", every=True).met_by(turn(Outcome.ANSWER, *shown)) is right


def test_another_outcome_is_not_right_whatever_it_shows() -> None:
    assert not expecting("a").met_by(turn(Outcome.CLARIFY, "a"))


def test_where_no_passage_is_wanted_the_outcome_decides() -> None:
    expected = ending("menu", Outcome.MENU)
    assert expected.met_by(turn(Outcome.MENU))
    assert not expected.met_by(turn(Outcome.FALLBACK))


def test_reports_tell_one_of_from_all_of() -> None:
    assert (expecting("a", "b").wanted, expecting("a", "b", every=True).wanted) == ("a/b", "a+b")


@pytest.fixture
def family(knowledge: Knowledge) -> Knowledge:
    """tubruk above saring, saring above giling."""
    entries = dict(knowledge.entries)
    entries["saring"] = replace(entries["saring"], parent="tubruk")
    entries["giling"] = replace(entries["giling"], parent="saring")
    return replace(knowledge, entries=entries)


def test_an_entry_below_the_expected_one_satisfies_it(family: Knowledge) -> None:
    ids = Ids(family)
    assert ids.satisfying("tubruk") == {"tubruk", "saring", "giling"}
    assert ids.satisfying("giling") == {"giling"}


def test_aliases_name_ids_of_another_naming(family: Knowledge) -> None:
    ids = Ids(family, {"p1": ("simpan", "giling"), "p2": ("tiada",)})
    assert ids.satisfying("p1") == {"simpan", "giling"}
    assert ids.satisfying("p2") == ids.satisfying("p3") == frozenset()
