"""A text as numbers: the same whether it was learnt from or is asked, and whether it is stored whole or in parts."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest

from bot.core.language.terms import Concepts, terms
from bot.core.language.text import Reader
from bot.core.learning.factored import Factored
from bot.core.ranking import rows
from bot.core.ranking.rows import FEW, WEIGHTS, Counts, Vectoriser

TEXTS = ("apa itu teh hijau", "teh teh hijau teh", "menyeduh teh", "air panas", "teh hijau di air panas", "")
LABELS = ("hijau", "hijau", "seduh", "air", "air", "hijau")
READER = Reader({}, frozenset({"apa", "itu"}), frozenset({"teh", "hijau", "menyeduh", "air", "panas"}), {"seduh": 4.0})
CONCEPTS = Concepts.build({"panas": ["air panas", "panas"], "minuman": ["teh"]}, READER)


def build(texts: Sequence[str], labels: Sequence[str]) -> tuple[Vectoriser, Factored]:
    readings = [READER.read(text) for text in texts]
    return Vectoriser.build(Counts.of(readings, [CONCEPTS.find(one.forms) for one in readings]), labels)


def row(vectoriser: Vectoriser, text: str) -> dict[str, float]:
    """The terms of an asked text with their values."""
    reading = READER.read(text)
    columns, values = vectoriser.vector(reading, CONCEPTS.find(reading.forms))
    names = list(vectoriser.columns)
    return dict(zip([names[column] for column in columns.tolist()], values.tolist(), strict=True))


def plainly(texts: Sequence[str], labels: Sequence[str], text: str, least: int = 1) -> dict[str, float]:
    """The same as the definition has it, term by term."""
    counted = [terms(READER.read(one), CONCEPTS) for one in texts]
    owners: dict[str, set[str]] = {}
    for one, label in zip(counted, labels, strict=True):
        for term in one:
            owners.setdefault(term, set()).add(label)
    total = len(set(labels))
    size, found = 0.0, {}
    for term, times in terms(READER.read(text), CONCEPTS).items():
        if sum(term in one for one in counted) >= least:
            found[term] = (1 + math.log(times)) * WEIGHTS[term[0]]
            found[term] *= math.log((total + 1) / (len(owners[term]) + 0.5)) + 0.3
            size += found[term] ** 2
        else:
            size += (WEIGHTS[term[0]] * (math.log((total + 1) / 1.5) + 0.3)) ** 2
    return {term: value / math.sqrt(size) for term, value in found.items()}


@pytest.mark.parametrize("text", [*TEXTS, "teh merah", "seduh teh panas panas"])
def test_an_asked_text_weighs_what_its_terms_weigh_one_by_one(text: str) -> None:
    vectoriser, _ = build(TEXTS, LABELS)
    assert row(vectoriser, text) == pytest.approx(plainly(TEXTS, LABELS, text), rel=1e-5)


def test_a_learnt_text_has_the_row_it_would_have_as_a_question() -> None:
    vectoriser, made = build(TEXTS, LABELS)
    names = list(vectoriser.columns)
    for place, text in enumerate(TEXTS):
        learnt = made.whole[place]
        found = {names[column]: value for column, value in zip(learnt.indices, learnt.data, strict=True)}
        assert found == pytest.approx(row(vectoriser, text), rel=1e-5), text


def test_the_parts_of_the_rows_make_up_the_whole() -> None:
    _, made = build(TEXTS, LABELS)
    together = (made.left @ made.right + made.rest).toarray()
    assert np.allclose(together, made.whole.toarray(), atol=1e-6)


def test_rare_terms_weigh_more_than_terms_of_every_label() -> None:
    vectoriser, _ = build(("sama satu", "sama dua"), ("x", "y"))
    weights = vectoriser.weights
    assert weights[vectoriser.columns["wsatu"]] > weights[vectoriser.columns["wsama"]]


def test_a_text_of_known_terms_has_length_1() -> None:
    vectoriser, _ = build(TEXTS, LABELS)
    assert sum(value**2 for value in row(vectoriser, TEXTS[0]).values()) == pytest.approx(1.0)


def test_unknown_terms_take_their_share_of_the_length() -> None:
    vectoriser, _ = build(("satu",), ("x",))
    assert row(vectoriser, "satu asing")["wsatu"] < row(vectoriser, "satu")["wsatu"]


@pytest.mark.parametrize("text", ["qqqqq", ""])
def test_a_text_of_unknown_terms_is_empty(text: str) -> None:
    assert row(build(("satu",), ("x",))[0], text) == {}


def test_in_a_large_collection_only_terms_that_recur_are_kept() -> None:
    texts, labels = [f"sama {number}" for number in range(100, 101 + FEW)], ["x"] * (FEW + 1)
    vectoriser, made = build(texts, labels)
    assert {term for term in vectoriser.columns if term[0] == "w"} == {"wsama"}
    assert row(vectoriser, texts[0]) == pytest.approx(plainly(texts, labels, texts[0], 2), rel=1e-5)
    assert made.whole[0].toarray().ravel() == pytest.approx(
        [row(vectoriser, texts[0]).get(term, 0.0) for term in vectoriser.columns], rel=1e-5
    )
    assert np.allclose((made.left @ made.right + made.rest).toarray(), made.whole.toarray(), atol=1e-6)


def test_words_are_remembered_but_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    vectoriser, _ = build(TEXTS, LABELS)
    monkeypatch.setattr(rows, "CACHE_LIMIT", 2)
    before = row(vectoriser, "teh hijau di air panas")
    assert row(vectoriser, "teh hijau di air panas") == before
    assert len(vectoriser._brought) <= 2
