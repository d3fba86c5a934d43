from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from bot.core.terms import Concepts, Vectoriser, terms
from bot.core.text import Reader


@pytest.fixture
def reader() -> Reader:
    return Reader({}, frozenset(), frozenset({"rumah", "sakit", "dokter", "obat"}), {})


def test_a_concept_is_named_by_each_of_its_expressions(reader: Reader) -> None:
    concepts = Concepts.build({"klinik": ["rumah sakit", "dokter"], "sakit": ["sakit"]}, reader)
    assert concepts.find(("di", "rumah", "sakit")) == {"klinik", "sakit"}
    assert concepts.find(("dokter",)) == {"klinik"}
    assert concepts.words["klinik"] == {"rumah", "sakit", "dokter"}


def test_an_expression_may_name_two_concepts_but_each_once(reader: Reader) -> None:
    concepts = Concepts.build({"a": ["obat", "obat"], "b": ["obat"]}, reader)
    assert concepts.names[("obat",)] == ("a", "b")


def test_empty_and_overlong_expressions_are_passed_over(reader: Reader) -> None:
    concepts = Concepts.build({"a": ["!", "satu dua tiga empat lima"]}, reader)
    assert (concepts.names, concepts.longest) == ({}, 0)


def test_terms_hold_words_pairs_pieces_and_concepts(reader: Reader) -> None:
    concepts = Concepts.build({"klinik": ["rumah sakit"]}, reader)
    found = terms(reader.read("rumah sakit"), concepts)
    assert {"wrumah", "wsakit", "prumah sakit", "c ru", "cmah ", "kklinik"} <= set(found)


def test_a_root_is_a_term_beside_its_word() -> None:
    reader = Reader({}, frozenset(), frozenset({"kesabaran"}), {"sabar": 4.0})
    found = terms(reader.read("kesabaran"), Concepts.build({}, reader))
    assert {"wkesabaran", "wsabar"} <= set(found)


def test_rare_terms_weigh_more_than_terms_of_every_label() -> None:
    documents = [Counter({"wsama": 1, "wsatu": 1}), Counter({"wsama": 2, "wdua": 1})]
    vectoriser = Vectoriser.build(documents, ["x", "y"])
    columns, values = vectoriser.vector(documents[0])
    weight = dict(zip(columns.tolist(), values.tolist(), strict=True))
    assert weight[vectoriser.columns["wsatu"]] > weight[vectoriser.columns["wsama"]]
    assert float(values @ values) == pytest.approx(1.0)


def test_unknown_terms_take_their_share_of_the_length() -> None:
    vectoriser = Vectoriser.build([Counter({"wsatu": 1})], ["x"])
    _, alone = vectoriser.vector(Counter({"wsatu": 1}))
    _, beside = vectoriser.vector(Counter({"wsatu": 1, "wasing": 1}))
    assert beside[0] < alone[0]


def test_a_document_of_unknown_terms_is_empty() -> None:
    columns, values = Vectoriser.build([Counter({"wsatu": 1})], ["x"]).vector(Counter({"wasing": 1}))
    assert (len(columns), len(values)) == (0, 0)


def test_a_large_collection_keeps_only_terms_that_recur() -> None:
    documents = [Counter({"wsama": 1, f"w{number}": 1}) for number in range(401)]
    assert set(Vectoriser.build(documents, ["x"] * 401).columns) == {"wsama"}


def test_the_matrix_has_one_row_a_document() -> None:
    documents = [Counter({"wsatu": 1}), Counter({"wasing": 1}), Counter({"wdua": 3})]
    vectoriser = Vectoriser.build([documents[0], documents[2]], ["x", "y"])
    matrix = vectoriser.matrix(documents)
    assert matrix.shape == (3, 2)
    assert np.diff(matrix.indptr).tolist() == [1, 0, 1]
    assert vectoriser.matrix([]).shape == (0, 2)
