"""Danger is noticed by signs and by what the examples teach, in every part of a message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.core.language.text import Reader
from bot.core.model import Knowledge, Safety, Signs
from bot.core.safety import detector as safety
from bot.core.safety.detector import Detector
from bot.core.safety.lessons import FEW
from tests.core.conftest import make_knowledge

COMMON = """
    apa itu saya ingin mau suami lampu kucing teh seduh skripsi tentang kamu tadi pagi minum nanti
"""
FREQUENCY = {word: 5.0 for word in COMMON.split()}
SIGNS = Signs(
    groups={
        "passive": ("di-",),
        "self": ("saya", "-ku"),
        "wish": ("ingin", "mau"),
        "death": ("mati",),
        "hit": ("pukul+",),
        "family": ("suami",),
        "study": ("skripsi", "apa itu"),
    },
    background=("passive", "self", "wish", "family"),
    calming=("study",),
    patterns=("! wish > death", "hit & family"),
    idioms=("mati lampu",),
)
SAFETY = Safety(
    danger=(
        "saya ingin mati", "mau mati saja", "ingin sekali mati", "dipukul suami", "suamiku pukul saya tadi",
        "suami saya suka pukul", "tadi saya dipukul suami",
    ),
    harmless=(
        "skripsi tentang mati", "apa itu mati", "skripsi tentang suami pukul", "mati lampu", "lampu saya mati",
        "pukul berapa", "nanti pukul lima", "mau minum teh", "saya ingin teh", "suami saya minum teh",
    ),
    signs=SIGNS,
)  # fmt: skip

Build = Callable[[Safety], Detector]


@pytest.fixture(scope="module")
def build() -> Build:
    def _build(safety: Safety) -> Detector:
        knowledge: Knowledge = make_knowledge(safety=safety)
        return Detector.build(knowledge, Reader({}, frozenset(), frozenset(), FREQUENCY))

    return _build


@pytest.fixture(scope="module")
def detector(build: Build) -> Detector:
    return build(SAFETY)


@pytest.mark.parametrize("text", ["saya mau mati", "INGIN MATI", "ingin m4t1", "i n g i n mati", "suami pukul lagi"])
def test_danger_is_noticed(detector: Detector, text: str) -> None:
    assert detector.alarmed(text)


@pytest.mark.parametrize(
    "text", ["", "???", "mati lampu", "skripsi saya tentang mati", "apa itu teh hijau", "saya mau teh", "halo kak"]
)
def test_the_rest_is_left_alone(detector: Detector, text: str) -> None:
    assert not detector.alarmed(text)


def test_ordinary_questions_count_as_harmless(detector: Detector) -> None:
    knowledge = make_knowledge()
    asked = [text for entry in knowledge.entries.values() for text in entry.questions]
    assert [text for text in asked if detector.alarmed(text)] == []


def test_a_pattern_raises_a_score_and_a_calming_word_takes_it_back(detector: Detector) -> None:
    pieces = [detector.piece(text.split()) for text in ("suami pukul", "skripsi suami pukul", "suami teh", "")]
    assert [piece.start for piece in pieces] == [1.0, 0.0, -2.0, -2.0]
    assert [piece.calm for piece in pieces] == [False, True, False, False]


def test_only_some_patterns_are_urgent(detector: Detector) -> None:
    assert detector.piece(["ingin", "mati"]).urgent
    assert not detector.piece(["suami", "pukul"]).urgent


def test_one_sentence_of_a_message_is_enough(detector: Detector) -> None:
    assert detector.alarmed("kamu minum teh apa pagi ini nanti. saya ingin mati. nanti minum teh lagi pagi pagi")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("saya ingin teh. mati lampu! saya minum teh", [["saya", "ingin", "teh"], ["saya", "minum", "teh"]]),
        ("saya ingin teh", []),
        ("saya ingin teh. -", []),  # the whole again
    ],
)
def test_sentences_are_looked_at_where_there_are_several_and_they_say_enough(
    text: str, sentences: list[list[str]], detector: Detector
) -> None:
    assert list(detector._sentences(text, detector.reader.words(text))) == sentences


def test_beside_a_question_a_case_is_no_danger_unless_it_is_urgent(detector: Detector) -> None:
    asked = "apa itu teh hijau skripsi tentang teh. "
    assert detector.alarmed(asked + "saya ingin mati saja")
    assert not detector.alarmed(asked + "suami siapa pukul berapa")


def test_a_long_message_is_read_window_by_window(detector: Detector) -> None:
    chatter = "minum teh " * 60
    assert detector.alarmed(f"{chatter} saya ingin mati saja {chatter}")
    assert not detector.alarmed(chatter)


def test_an_example_of_the_operator_generalises(build: Build) -> None:
    said = "nyebrang ke pulau kapuk"
    assert not build(SAFETY).alarmed(said)
    more = replace(SAFETY, danger=(*SAFETY.danger, "mau nyebrang ke pulau kapuk", "nyebrang pulau kapuk malam ini"))
    assert build(more).alarmed(said)


def test_examples_are_enough_without_any_signs(build: Build) -> None:
    examples = replace(SAFETY, signs=Signs())
    assert build(examples).alarmed("saya ingin mati")
    assert not build(examples).alarmed("saya ingin teh")


def test_among_many_lessons_what_occurs_once_is_left_out(build: Build) -> None:
    many = replace(SAFETY, harmless=(*SAFETY.harmless, *(f"minum teh {number}" for number in range(FEW))))
    assert "wminum" in build(many).learnt.weights
    assert "w17" not in build(many).learnt.weights
    assert "wkamu" not in build(many).learnt.weights


def test_of_too_many_ordinary_questions_some_of_every_kind_are_learnt() -> None:
    assert safety.spread(["a", "b", "c", "d", "e"], 2) == ["a", "c"]
    assert safety.spread(["a", "b"], 2) == ["a", "b"]


def test_a_message_is_looked_at_once_where_nothing_is_hidden_in_it(
    detector: Detector, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(Detector, "_is_danger", lambda self, text, words: bool(looked.append(text)))
    detector.alarmed("minum teh-teh")
    detector.alarmed("minum t-e-h")
    assert looked == ["minum teh-teh", "minum t-e-h", "minum teh"]


def test_of_a_message_of_danger_the_whole_is_learnt_and_of_a_harmless_one_its_sentences_too(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    taught: list[tuple[str, float]] = []

    def learn(lessons: list[safety.Lesson]) -> safety.Learnt:
        taught.extend((" ".join(piece.words), truth) for piece, truth in lessons)
        return safety.Learnt()

    monkeypatch.setattr(safety, "learn", learn)
    build(replace(SAFETY, danger=("saya ingin mati. suami saya minum",), harmless=("saya mau teh. nanti saya minum",)))
    assert [truth for words, truth in taught if "ingin" in words or "suami" in words] == [1.0]
    assert dict(taught)["nanti saya minum"] == -safety.SENTENCE
