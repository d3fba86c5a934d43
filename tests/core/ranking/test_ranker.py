from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bot.core.language.fitted import make_reader
from bot.core.language.text import Reader
from bot.core.ranking import ranker as ranking
from bot.core.ranking.index import NOTHING, Candidate, Corpus, Evidence, Index
from bot.core.ranking.ranker import Calibration, Ranker, Ranking, cross_fit
from tests.core.conftest import ENTRIES, FREQUENCY, make_knowledge


@pytest.fixture(scope="module")
def reader() -> Reader:
    return make_reader(make_knowledge(), FREQUENCY)


@pytest.fixture(scope="module")
def ranker(reader: Reader) -> Ranker:
    return Ranker.build(make_knowledge(), reader)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_way_of_asking_reaches_its_entry(entry, ranker: Ranker, reader: Reader) -> None:  # type: ignore[no-untyped-def]
    for question in entry.questions:
        assert ranker.rank(reader.read(question)).matches[0].entry == entry.id, question


def test_matches_are_best_first_and_between_0_and_1(ranker: Ranker, reader: Reader) -> None:
    confidences = [match.confidence for match in ranker.rank(reader.read("teh hitam")).matches]
    assert confidences == sorted(confidences, reverse=True)
    assert all(0.0 <= confidence <= 1.0 for confidence in confidences)


def test_a_known_question_is_surer_than_an_out_of_scope_one(ranker: Ranker, reader: Reader) -> None:
    assert ranker.rank(reader.read("teh hitam")).confidence > ranker.rank(reader.read("skor bola")).confidence


def test_the_closest_way_of_asking_is_named(ranker: Ranker, reader: Reader) -> None:
    assert ranker.rank(reader.read("wadah teh")).closest == "wadah untuk teh"


def test_a_gap_and_small_talk_are_named(ranker: Ranker, reader: Reader) -> None:
    assert ranker.rank(reader.read("harga teh berapa")).gap == "harga"
    assert ranker.rank(reader.read("selamat pagi")).intent == "sapaan"


def test_a_message_of_nothing_known_still_gets_a_ranking(ranker: Ranker, reader: Reader) -> None:
    found = ranker.rank(reader.read("日本"))
    assert found.confidence < 0.5
    assert found.closest == ""


def test_what_was_only_needed_for_learning_is_let_go(ranker: Ranker) -> None:
    assert (ranker.corpus.readings, ranker.corpus.rows.whole.nnz) == ((), 0)
    assert ranker.corpus.samples


def test_a_ranking_without_matches_has_no_confidence(ranker: Ranker, reader: Reader) -> None:
    assert replace(ranker.rank(reader.read("teh")), matches=()).confidence == 0.0


def test_a_knowledge_without_gaps_and_small_talk_names_none(reader: Reader) -> None:
    bare = Ranker.build(make_knowledge(gaps={}, intents={}, out_of_scope=()), reader)
    found = bare.rank(reader.read("teh hijau"))
    assert (found.gap, found.intent, found.matches[0].entry) == ("", "", "hijau")


def test_one_entry_alone_can_be_ranked(reader: Reader) -> None:
    only = {"hijau": replace(ENTRIES[1], parent="")}
    assert Ranker.build(make_knowledge(entries=only), reader).rank(reader.read("teh hijau")).matches[0].entry == "hijau"


def test_where_gaps_are_named_no_entry_is_left_out(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "CURATED", 1)
    assert ranking._absent(Corpus.build(make_knowledge(), reader), 0) == frozenset()


def test_without_named_gaps_entries_are_left_out_in_turn(reader: Reader) -> None:
    corpus = Corpus.build(make_knowledge(gaps={}, out_of_scope=()), reader)
    gone = [ranking._absent(corpus, fold) for fold in range(4)]
    assert frozenset.union(*gone) == corpus.entries
    assert not gone[0] & gone[1]


def test_questions_of_absent_entries_are_asked_as_out_of_scope_ones(reader: Reader) -> None:
    corpus = Corpus.build(make_knowledge(gaps={}, out_of_scope=()), reader)
    absent = ranking._absent(corpus, 0)
    labels = [corpus.samples[row].label for row in ranking._asked(corpus, 0, absent)]
    assert 0 < sum(label in absent for label in labels) < sum(label in corpus.entries for label in labels)


@pytest.mark.parametrize(
    ("name", "for_it"),
    [
        ("score", True), ("margin", True), ("over_out_of_scope", True), ("over_talk", True), ("explained", True),
        ("nearest", True), ("left_over", False), ("mended", False),
    ],
)  # fmt: skip
def test_the_more_speaks_for_an_entry_the_surer_it_is(name: str, for_it: bool, ranker: Ranker, reader: Reader) -> None:
    evidence = ranker.rank(reader.read("wadah teh")).evidence
    sure = [ranker.calibration.confidence(replace(evidence, **{name: step / 10})) for step in range(11)]
    assert sure == sorted(sure, reverse=not for_it)
    assert sure[0] != sure[-1]


def test_what_is_learnt_for_the_calibration_does_not_rest_on_an_order_of_labels(reader: Reader) -> None:
    corpus = Corpus.build(make_knowledge(), reader)
    turned = replace(corpus, labels=corpus.labels[::-1], targets=corpus.targets[:, ::-1])
    assert cross_fit(turned).weights == pytest.approx(cross_fit(corpus).weights, rel=1e-3)


def test_the_labels_that_evidence_rests_on_are_the_entries_and_what_is_no_question_for_them(reader: Reader) -> None:
    corpus = Corpus.build(make_knowledge(), reader)
    assert set(corpus.labels) - set(corpus.evidence_labels) == {
        "gap:harga", "intent:sapaan", "intent:orang", "intent:menu", "intent:bantuan"
    }  # fmt: skip
    index = Index.build(corpus, np.arange(len(corpus.samples)), corpus.evidence_labels)
    assert (index.labels, index.weights.shape[1]) == (corpus.evidence_labels, len(ENTRIES) + 2)


def test_confidence_follows_the_evidence() -> None:
    weak = Evidence(0.1, 0.0, 0.0, 0.0, 0.1, 1.0, 0.1, 1.0, 0.0)
    strong = replace(weak, score=1.0, margin=0.9, over_out_of_scope=0.9, explained=1.0, nearest=1.0)
    calibration = Calibration.fit([weak, strong] * 10, [False, True] * 10)
    assert calibration.confidence(strong) > 0.8 > 0.2 > calibration.confidence(weak)


def test_more_rows_than_the_limit_are_spread_evenly() -> None:
    assert ranking._limited(np.arange(10), 3).tolist() == [0, 4, 9]
    assert ranking._limited(np.arange(3), 3).tolist() == [0, 1, 2]


def test_a_part_goes_before_its_overview_where_it_scores_nearly_as_well(ranker: Ranker) -> None:
    index: Index = ranker.index
    whole = Candidate("warna", 1.0, 1.0, NOTHING)
    near, far = Candidate("hijau", 0.9, 0.9, NOTHING), Candidate("hijau", 0.3, 0.3, NOTHING)
    assert index._specific([whole, near])[0] == near
    assert index._specific([whole, far])[0] == whole


def test_a_label_without_rows_has_no_nearest_row(ranker: Ranker, reader: Reader) -> None:
    assert ranker.index.nearest("tidak-ada", np.empty(0, np.int32), np.empty(0, np.float32)) == (-1, 0.0)


def test_the_ranking_of_a_question_does_not_change_between_builds(reader: Reader) -> None:
    one, two = (Ranker.build(make_knowledge(), reader).rank(reader.read("teh hitam")) for _ in range(2))
    assert isinstance(one, Ranking)
    assert one == two
