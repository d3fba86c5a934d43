"""A dialogue that takes up what another one learnt says what that one says."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.core.learning.packing import Packed, UnreadableError
from bot.core.turns import Conversation, Turn, Utterance

from ..conftest import FREQUENCY, make_knowledge
from ..talking_in_danger import knowledge_of_danger

SAID = (
    "apa itu teh hijau", "teh hitm", "halo kak", "bedanya teh hijau sama teh hitam", "yang kedua", "lebih singkat dong",
    "harganya berapa", "skor bola", "saya ingin mati", "aku bercanda", "xyzzy", "caranya gimana", "menu",
)  # fmt: skip


@pytest.fixture(scope="module")
def learnt() -> Dialogue:
    return Dialogue(knowledge_of_danger(), FREQUENCY, contact="Bu Rina")


@pytest.fixture(scope="module")
def recalled(learnt: Dialogue) -> Dialogue:
    packed = learnt.learnt
    through_a_file = Packed(json.loads(json.dumps(packed.tree)), packed.numbers)
    return Dialogue.recalled(knowledge_of_danger(), FREQUENCY, through_a_file, "Bu Rina")


def talk(dialogue: Dialogue) -> list[Turn]:
    turns, conversation = [], Conversation()
    for at, text in enumerate(SAID):
        turns.append(dialogue.respond(Utterance(text, float(at)), conversation))
        conversation = turns[-1].conversation
    return turns


def test_whole_conversations_are_the_same(learnt: Dialogue, recalled: Dialogue) -> None:
    assert talk(recalled) == talk(learnt)


@pytest.mark.parametrize("text", SAID)
def test_rankings_confidences_and_verdicts_on_danger_are_the_same_to_the_last_bit(
    learnt: Dialogue, recalled: Dialogue, text: str
) -> None:
    assert recalled.questions.ask(text) == learnt.questions.ask(text)
    assert recalled.detector.alarmed(text) == learnt.detector.alarmed(text)
    features = learnt.companion.features(text)
    assert recalled.companion.features(text) == features
    assert recalled.companion.kinds.chances(features) == learnt.companion.kinds.chances(features)
    assert recalled.companion.moves.chances(features) == learnt.companion.moves.chances(features)
    piece = learnt.detector.piece(learnt.detector.reader.words(text))
    assert recalled.detector.score(piece) == learnt.detector.score(piece)


def test_it_knows_whom_to_send_people_to(recalled: Dialogue) -> None:
    assert recalled.composer.contact == "Bu Rina"


def test_what_is_no_such_thing_is_refused(learnt: Dialogue) -> None:
    with pytest.raises(UnreadableError):
        Dialogue.recalled(make_knowledge(), FREQUENCY, replace(learnt.learnt, tree=["bukan", "ini"]))


def test_nothing_is_learnt_again(learnt: Dialogue, recalled: Dialogue, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise AssertionError("learnt anew")

    for place in ("ranking.index.squared_hinge", "learning.classes.sparse_logistic", "safety.lessons.sparse_logistic"):
        monkeypatch.setattr(f"bot.core.{place}", fail)
    assert Dialogue.recalled(knowledge_of_danger(), FREQUENCY, learnt.learnt).questions.ask(SAID[0]).ranking.matches
