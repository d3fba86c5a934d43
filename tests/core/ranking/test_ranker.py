from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bot.core.language.fitted import make_reader
from bot.core.language.text import Reader
from bot.core.ranking.index import NOTHING, Candidate, Corpus, Index
from bot.core.ranking.ranker import Ranker, Ranking
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


def test_the_labels_that_evidence_rests_on_are_the_entries_and_what_is_no_question_for_them(reader: Reader) -> None:
    corpus = Corpus.build(make_knowledge(), reader)
    assert set(corpus.labels) - set(corpus.evidence_labels) == {
        "gap:harga", "intent:sapaan", "intent:orang", "intent:menu", "intent:bantuan"
    }  # fmt: skip
    index = Index.build(corpus, np.arange(len(corpus.samples)), corpus.evidence_labels)
    assert (index.labels, index.weights.shape[1]) == (corpus.evidence_labels, len(ENTRIES) + 2)


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


def test_how_much_words_of_small_talk_explain_is_told_of_the_message_that_small_talk_is_told_from(
    ranker: Ranker, reader: Reader
) -> None:
    assert ranker.talk(reader.read("selamat pagi")).explained > 0.5
    told = ranker.rank(reader.read("teh hijau")).taken_for(ranker.talk(reader.read("selamat pagi")))
    assert (told.intent, told.matches[0].entry) == ("sapaan", "hijau")
    assert told.talk_explained == ranker.talk(reader.read("selamat pagi")).explained
