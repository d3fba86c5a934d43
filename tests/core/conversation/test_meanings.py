from __future__ import annotations

import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.core.conversation.meanings import (
    EXPLAINED,
    GOING,
    NAMING,
    ON_ANSWER,
    RANKING,
    SIDES,
    SLOT,
    Meaning,
    Understood,
    Way,
    merged,
)
from bot.core.model import Act


def green(chance: float, because: str = RANKING, way: Way = Way.ANSWER) -> Meaning:
    return Meaning(way, chance, ("hijau",), because=because)


def test_the_likeliest_meaning_comes_first() -> None:
    found = [Meaning(Way.MENU, 0.2), green(0.3), Meaning(Way.GAP, 0.5, name="harga")]
    assert [one.chance for one in merged(found, 0.6)] == [0.5, 0.3, 0.2]


def test_the_same_evidence_twice_counts_once() -> None:
    assert merged([green(0.4), green(0.5)], 0.6) == (green(0.5),)


def test_what_is_seen_from_two_sides_is_likelier_than_from_either() -> None:
    (one,) = merged([green(0.5), green(0.4, SLOT)], 0.6)
    assert one.chance == pytest.approx(1 - 0.5 * (1 - 0.6 * 0.4))
    assert (one.way, one.because) == (Way.ANSWER, RANKING)


def test_each_further_side_adds_and_a_side_adds_once() -> None:
    (one,) = merged([green(0.5), green(0.4, SLOT), green(0.3, SLOT), green(0.2, EXPLAINED, Way.ASPECT)], 0.6)
    assert one.chance == pytest.approx(1 - 0.5 * (1 - 0.6 * 0.4) * (1 - 0.6 * 0.2))


def test_an_aspect_of_an_answer_and_the_answer_show_the_same() -> None:
    (one,) = merged([green(0.5, Act.ASPECT, Way.ASPECT), green(0.4)], 0.0)
    assert (one.way, one.chance) == (Way.ASPECT, 0.5)


@pytest.mark.parametrize("other", ["title", "place", Act.NEXT])
def test_evidence_that_is_of_no_side_adds_nothing(other: str) -> None:
    assert other not in SIDES
    assert merged([green(0.5), green(0.4, other)], 0.6) == (green(0.5),)
    assert merged([green(0.4), green(0.5, other)], 0.6) == (green(0.5, other),)


@pytest.mark.parametrize("way", [Way.BRIEF, Way.COMPARE])
def test_another_way_is_another_meaning(way: Way) -> None:
    assert len(merged([green(0.5), green(0.4, SLOT, way)], 0.6)) == 2
    assert merged([green(0.5, way=way), green(0.4, SLOT, way)], 0.6)[0].chance == 0.5


@pytest.mark.parametrize("other", [
    Meaning(Way.ANSWER, 0.4, ("putih",)), Meaning(Way.ANSWER, 0.4, ("hijau",), name="harga"),
    Meaning(Way.ANSWER, 0.4, ("hijau",), data="m"),
])  # fmt: skip
def test_meanings_of_other_things_stay_apart(other: Meaning) -> None:
    assert merged([green(0.5), other], 0.6) == (green(0.5), other)


def test_the_best_meaning_is_the_first_and_may_be_missing(dialogue: Dialogue) -> None:
    question = dialogue.questions.ask("teh")
    assert Understood(question, (green(0.5), green(0.4)), {}, 0).best == green(0.5)
    assert Understood(question, (), {}, 0).best is None


def test_every_act_has_one_place() -> None:
    # Permission and agreement say nothing by themselves; a question and small talk lean on nothing.
    rest = {Act.NO, Act.YES, Act.MENU, Act.ASK, Act.TALK}
    kinds = (set(ON_ANSWER), GOING, NAMING, rest)
    assert set().union(*kinds) == set(Act)
    assert sum(map(len, kinds)) == len(Act)
