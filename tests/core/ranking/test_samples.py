from __future__ import annotations

import pytest

from bot.core.language.terms import Concepts
from bot.core.language.text import Reader, Reading
from bot.core.ranking.samples import GAP, INTENT, OUT_OF_SCOPE, TALK, Explanation, Vocabulary, roots, samples
from tests.core.conftest import FREQUENCY, LEXICON, make_knowledge


@pytest.fixture
def reader() -> Reader:
    return Reader({}, LEXICON.function_words, frozenset({"teh", "toples"}), FREQUENCY)


def vocabulary_of(texts: dict[str, str], concepts: Concepts, reader: Reader) -> Vocabulary:
    readings = {label: reader.read(text) for label, text in texts.items()}
    found = ((label, roots(reading, concepts.find(reading.forms))) for label, reading in readings.items())
    return Vocabulary.build(found, reader.frequency)


def explained(vocabulary: Vocabulary, reading: Reading, label: str, concepts: Concepts) -> Explanation:
    (found,) = vocabulary.explain(reading, (label,), concepts, concepts.find(reading.forms))
    return found


def test_every_kind_of_example_has_its_labels() -> None:
    found = {sample.text: sample.labels for sample in samples(make_knowledge(), 4)}
    assert found["apa itu teh hijau"] == ("hijau",)
    assert found["harga teh berapa"] == (OUT_OF_SCOPE, GAP + "harga")
    assert found["selamat pagi"] == (TALK, INTENT + "sapaan")
    assert found["skor bola"] == (OUT_OF_SCOPE,)


def test_passages_teach_too_but_are_no_questions() -> None:
    found = {sample.text: sample for sample in samples(make_knowledge(), 4)}
    assert not found["Teh hijau"].asked
    assert found["Rasanya segar dan agak pahit."].label == "hijau"


def test_neighbouring_ways_of_asking_share_a_block() -> None:
    found = [sample.block for sample in samples(make_knowledge(), 2) if sample.label == "hijau" and sample.asked]
    assert found == [0, 0, 1, 1]


def test_an_entry_explains_the_words_it_uses(reader: Reader) -> None:
    concepts = Concepts.build({}, reader)
    vocabulary = vocabulary_of({"a": "apa itu teh panas", "b": "cuaca"}, concepts, reader)
    full = explained(vocabulary, reader.read("teh panas"), "a", concepts)
    none = explained(vocabulary, reader.read("teh panas"), "b", concepts)
    assert full.share > 0.6 > none.share
    assert none.left_over > full.left_over


def test_a_synonym_explains_a_word_nearly_as_well(reader: Reader) -> None:
    concepts = Concepts.build({"wadah": ["wadah", "toples"]}, reader)
    vocabulary = vocabulary_of({"a": "wadah teh"}, concepts, reader)
    assert explained(vocabulary, reader.read("toples"), "a", concepts).share == pytest.approx(0.8)


def test_a_question_without_content_is_not_explained(reader: Reader) -> None:
    concepts = Concepts.build({}, reader)
    vocabulary = vocabulary_of({"a": "teh"}, concepts, reader)
    assert explained(vocabulary, reader.read("apa itu"), "a", concepts).share == 0.0


def test_an_unknown_common_word_weighs_less_than_an_unknown_rare_one(reader: Reader) -> None:
    concepts = Concepts.build({}, reader)
    vocabulary = vocabulary_of({"a": "teh"}, concepts, reader)
    assert vocabulary.weight("apa") < vocabulary.weight("qwzx")


def test_a_label_beside_the_others_explains_with_its_own_words_and_leaves_their_weights_alone(reader: Reader) -> None:
    concepts = Concepts.build({}, reader)
    alone = Vocabulary.build([("hijau", ("teh",)), ("hitam", ("teh", "pekat"))], reader.frequency)
    found = Vocabulary.build(
        [("hijau", ("teh",)), ("hitam", ("teh", "pekat")), (TALK, ("makasih", "teh"))], reader.frequency, beside=TALK
    )
    assert found.weights == alone.weights
    assert found.unknown == alone.unknown
    assert explained(found, reader.read("makasih"), TALK, concepts).share > 0.5
    assert explained(found, reader.read("makasih"), "hijau", concepts).share == 0.0
