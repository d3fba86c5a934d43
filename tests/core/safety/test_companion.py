"""What somebody in danger writes is understood by what the examples teach."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.language.text import Reader
from bot.core.learning.classes import learn
from bot.core.model import Danger, Move, Safety, Signs
from bot.core.policy import Policy
from bot.core.safety import companion as module
from bot.core.safety.companion import FAMILIES, Companion, Other
from bot.core.safety.detector import Detector
from tests.core.conftest import FREQUENCY, make_knowledge
from tests.core.talking_in_danger import SAFETY, knowledge_of_danger

SIGNS = Signs(groups={"self": ("saya",), "lived": ("saya korban", "anak saya dipukul")}, personal=("lived",))


def build(safety: Safety) -> Companion:
    knowledge = make_knowledge(safety=safety)
    reader = Reader({"gak": "tidak"}, frozenset(), frozenset(), FREQUENCY)
    return Companion.build(knowledge, Detector.build(knowledge, reader))


@pytest.fixture(scope="module")
def companion() -> Companion:
    return build(replace(SAFETY, signs=SIGNS))


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("serius kok", Move.SERIOUS), ("aku malu menelpon", Move.AFRAID), ("harus bagaimana dong", Move.WHAT_NOW),
        ("makasih banyak", Move.THANKS), ("becanda doang", Move.JOKE), ("nomor polisi", Other.LINES),
        ("apa itu teh hijau", Other.SUBJECT), ("darahnya keluar", Move.WORSE), ("aku sudah tenang", Move.SAFE),
    ],
)  # fmt: skip
def test_a_message_is_taken_for_the_move_it_is_like(companion: Companion, text: str, move: Move) -> None:
    assert companion.move(text) is move


@pytest.mark.parametrize("text", ["...", ".", "😭", "", "?!"])
def test_a_message_without_a_word_is_silence(companion: Companion, text: str) -> None:
    assert companion.move(text) is Move.SILENCE


def test_what_is_like_nothing_is_not_guessed_at(companion: Companion) -> None:
    assert companion.move("zzz qqq") not in set(Move) - {Move.UNKNOWN}
    assert companion.move("zzz qqq", alarmed=True) is Move.STORY


@pytest.mark.parametrize("text", ["becanda kok", "sudah aman", "makasih", "nomor polisi", "apa itu teh hijau"])
def test_a_message_that_alarms_is_no_joke_no_thanks_and_no_question(companion: Companion, text: str) -> None:
    assert companion.move(text, alarmed=True) not in {Move.JOKE, Move.SAFE, Move.THANKS, *Other}


def test_the_threshold_of_a_move_holds_just_above_and_not_just_below(
    companion: Companion, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = companion.moves.chances(companion.features("serius kok"))[Move.SERIOUS]
    monkeypatch.setattr(module, "MOVE", chance - 0.001)
    assert companion.move("serius kok") is Move.SERIOUS
    monkeypatch.setattr(module, "MOVE", chance + 0.001)
    assert companion.move("serius kok") is Move.UNKNOWN


def test_the_kind_of_danger_is_told(companion: Companion) -> None:
    assert companion.kind("aku ingin mati") is Danger.SUICIDE
    assert companion.kind("suami memukul") is Danger.FAMILY


def test_within_a_talk_the_kind_changes_only_if_it_is_clearly_another(
    companion: Companion, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = companion.kinds.chances(companion.features("racun sudah kuminum"))[Danger.DONE]
    monkeypatch.setattr(module, "KIND", chance - 0.001)
    assert companion.kind("racun sudah kuminum", Danger.SUICIDE) is Danger.DONE
    monkeypatch.setattr(module, "KIND", chance + 0.001)
    assert companion.kind("racun sudah kuminum", Danger.SUICIDE) is Danger.SUICIDE


def test_what_is_not_clear_says_nothing_new_within_a_talk(companion: Companion) -> None:
    vague = replace(companion, kinds=learn([(companion.features("aku ingin mati"), Danger.UNCLEAR)], FAMILIES))
    assert vague.kind("aku ingin mati") is Danger.UNCLEAR
    assert vague.kind("aku ingin mati", Danger.FAMILY) is Danger.FAMILY


def test_without_examples_all_is_unclear_and_nothing_is_asked_for() -> None:
    plain = build(replace(SAFETY, kinds={}, support=None))
    assert plain.kind("aku ingin mati") is Danger.UNCLEAR
    assert plain.kind("aku ingin mati", Danger.CHILD) is Danger.CHILD
    assert plain.move("serius") is Move.UNKNOWN
    assert plain.asks_for_lines("nomor polisi") == 0.0


@pytest.mark.parametrize(("text", "asks"), [("nomor polisi berapa", True), ("nomor toko teh", False), ("halo", False)])
def test_who_asks_for_a_help_line_is_told_from_who_asks_for_another_number(
    companion: Companion, text: str, asks: bool
) -> None:
    assert (companion.asks_for_lines(text) >= Policy().answer) is asks


def test_who_asks_about_what_they_live_through_is_noticed(companion: Companion) -> None:
    assert companion.is_personal("saya korban kekerasan, apa bisa didampingi")
    assert not companion.is_personal("apa itu korban kekerasan")


def test_a_long_list_of_ordinary_questions_is_learnt_from_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ORDINARY_LIMIT", 5)
    texts = [text for text, move in module._moves(knowledge_of_danger()) if move is Other.SUBJECT]
    assert len(texts) == 5 + len(SAFETY.support.other_requests if SAFETY.support else ())


def test_who_hides_what_they_live_through_is_noticed_too(companion: Companion) -> None:
    assert companion.is_personal("saya k o r b a n kekerasan, apa bisa didampingi")
