from __future__ import annotations

import pytest

from bot.core.language.terms import Concepts, beside, of_word, terms
from bot.core.language.text import Reader


@pytest.fixture
def reader() -> Reader:
    return Reader({}, frozenset(), frozenset({"rumah", "sakit", "dokter", "obat"}), {})


def test_a_concept_is_named_by_each_of_its_expressions(reader: Reader) -> None:
    concepts = Concepts.build({"klinik": ["rumah sakit", "dokter"], "sakit": ["sakit"]}, reader)
    assert concepts.find(("di", "rumah", "sakit")) == ("klinik", "sakit")
    assert concepts.find(("dokter",)) == ("klinik",)
    assert concepts.words["klinik"] == {"rumah", "sakit", "dokter"}


def test_concepts_are_named_once_and_in_the_order_of_the_text(reader: Reader) -> None:
    concepts = Concepts.build({"a": ["dokter", "obat"], "b": ["sakit"]}, reader)
    assert concepts.find(("sakit", "obat", "dokter", "sakit")) == ("b", "a")


def test_an_expression_may_name_two_concepts_but_each_once(reader: Reader) -> None:
    concepts = Concepts.build({"a": ["obat", "obat"], "b": ["obat"]}, reader)
    assert concepts.names[("obat",)] == ("a", "b")


def test_empty_and_overlong_expressions_are_passed_over(reader: Reader) -> None:
    concepts = Concepts.build({"a": ["!", "satu dua tiga empat lima"]}, reader)
    assert (concepts.names, concepts.longest) == ({}, {})


def test_the_longest_expression_of_each_first_word_is_known(reader: Reader) -> None:
    concepts = Concepts.build({"a": ["rumah sakit", "rumah"], "b": ["obat"]}, reader)
    assert concepts.longest == {"rumah": 2, "obat": 1}


def test_terms_hold_words_pairs_ngrams_and_concepts(reader: Reader) -> None:
    concepts = Concepts.build({"klinik": ["rumah sakit"]}, reader)
    found = terms(reader.read("rumah sakit"), concepts)
    assert {"wrumah", "wsakit", "prumah sakit", "c ru", "cmah ", "kklinik"} <= set(found)


def test_terms_are_counted(reader: Reader) -> None:
    found = terms(reader.read("rumah sakit rumah"), Concepts.build({}, reader))
    assert (found["wrumah"], found["wsakit"], found["c ru"]) == (2, 1, 2)


def test_a_root_is_a_term_beside_its_word() -> None:
    reader = Reader({}, frozenset(), frozenset({"kesabaran"}), {"sabar": 4.0})
    found = terms(reader.read("kesabaran"), Concepts.build({}, reader))
    assert {"wkesabaran", "wsabar"} <= set(found)


def test_a_short_word_has_the_ngrams_that_fit_in_it() -> None:
    assert of_word("di", "di") == ("wdi", "c di", "cdi ", "c di ")


def test_neighbours_are_paired_by_their_roots() -> None:
    reader = Reader({}, frozenset(), frozenset({"kesabaran", "dokter"}), {"sabar": 4.0})
    assert beside(reader.read("kesabaran dokter").words, ("x",)) == ["psabar dokter", "kx"]
