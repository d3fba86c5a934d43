from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bot.core.language.fitted import make_reader
from bot.core.language.text import Reader
from bot.core.ranking import calibration
from bot.core.ranking.calibration import Calibration, cross_fit, worth
from bot.core.ranking.experience import MEAN, SPREAD, WEIGHTS
from bot.core.ranking.index import SIDES, Corpus, Evidence
from tests.core.conftest import FREQUENCY, make_knowledge

SOME = Evidence(0.3, 0.2, 0.1, 0.1, 0.4, 0.6, 0.3, 1.0, 0.2)
KINDS = [
    ("score", 1), ("margin", 1), ("over_out_of_scope", 1), ("over_talk", 1), ("explained", 1), ("nearest", 1),
    ("left_over", -1), ("mended", -1),
]  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Reader:
    return make_reader(make_knowledge(), FREQUENCY)


def sure(name: str, right: list[bool]) -> list[float]:
    """How sure a ranking is the more there is of one kind of evidence, learnt where only it differs and the last of
    two is `right` or not."""
    little, much = replace(SOME, **{name: 0.0}), replace(SOME, **{name: 1.0})
    learnt = Calibration.fit([little, much] * 200, right * 200)
    return [learnt.confidence(replace(SOME, **{name: step / 10})) for step in range(11)]


@pytest.mark.parametrize(("name", "side"), KINDS)
def test_the_more_speaks_for_an_entry_the_surer_it_is(name: str, side: int) -> None:
    chances = sure(name, [side < 0, side > 0])
    assert chances == sorted(chances, reverse=side < 0)
    assert abs(chances[0] - chances[-1]) > 0.4


@pytest.mark.parametrize(("name", "side"), KINDS)
def test_what_seems_to_speak_the_other_way_is_not_believed(name: str, side: int) -> None:
    chances = sure(name, [side > 0, side < 0])
    assert chances == pytest.approx([chances[0]] * 11)


def test_a_right_answer_counts_more_the_fewer_ways_of_asking_there_are() -> None:
    assert [worth(ways) for ways in (0.5, 1, 2, 4)] == [2.0, 2.0, 1.5, 1.25]
    evidence, right = [SOME] * 40, [True, False] * 20
    assert Calibration.fit(evidence, right, 2.0).confidence(SOME) > Calibration.fit(evidence, right).confidence(SOME)


def test_without_questions_of_its_own_a_folder_has_what_others_taught() -> None:
    learnt = Calibration.fit([SOME], [True], worth=0.0)
    assert np.array(learnt.weights) * SPREAD == pytest.approx(np.array(WEIGHTS[:-1]))
    assert learnt.bias + np.dot(learnt.weights, MEAN) == pytest.approx(WEIGHTS[-1])


def test_there_is_a_number_for_each_kind_of_evidence_and_none_speaks_the_wrong_way() -> None:
    assert len(SOME.values) == len(MEAN) == len(SPREAD) == len(SIDES) == len(WEIGHTS) - 1
    assert (np.array(WEIGHTS[:-1]) * np.array(SIDES) >= 0)[np.array(SIDES) != 0].all()


def test_where_gaps_are_named_no_entry_is_left_out(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibration, "CURATED", 1)
    assert calibration._absent(Corpus.build(make_knowledge(), reader), 0) == frozenset()


def test_without_named_gaps_entries_are_left_out_in_turn(reader: Reader) -> None:
    corpus = Corpus.build(make_knowledge(gaps={}, out_of_scope=()), reader)
    gone = [calibration._absent(corpus, fold) for fold in range(4)]
    assert frozenset.union(*gone) == corpus.entries
    assert not gone[0] & gone[1]


def test_questions_of_absent_entries_are_asked_as_out_of_scope_ones(reader: Reader) -> None:
    corpus = Corpus.build(make_knowledge(gaps={}, out_of_scope=()), reader)
    absent = calibration._absent(corpus, 0)
    labels = [corpus.samples[row].label for row in calibration._asked(corpus, 0, absent)]
    assert 0 < sum(label in absent for label in labels) < sum(label in corpus.entries for label in labels)


def test_what_is_learnt_for_the_calibration_does_not_rest_on_an_order_of_labels(reader: Reader) -> None:
    corpus = Corpus.build(make_knowledge(), reader)
    turned = replace(corpus, labels=corpus.labels[::-1], targets=corpus.targets[:, ::-1])
    assert cross_fit(turned).weights == pytest.approx(cross_fit(corpus).weights, rel=1e-3)


def test_confidence_follows_the_evidence() -> None:
    weak = Evidence(0.1, 0.0, 0.0, 0.0, 0.1, 1.0, 0.1, 1.0, 0.0)
    strong = replace(weak, score=1.0, margin=0.9, over_out_of_scope=0.9, explained=1.0, nearest=1.0)
    learnt = Calibration.fit([weak, strong] * 10, [False, True] * 10)
    assert learnt.confidence(strong) > 0.8 > 0.2 > learnt.confidence(weak)


def test_more_rows_than_the_limit_are_spread_evenly() -> None:
    assert calibration.limited(np.arange(10), 3).tolist() == [0, 4, 9]
    assert calibration.limited(np.arange(3), 3).tolist() == [0, 1, 2]
