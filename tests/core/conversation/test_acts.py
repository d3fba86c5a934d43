from __future__ import annotations

import pytest

from bot.core.conversation import acts as module
from bot.core.conversation.acts import NAME, OTHER, ActReader
from bot.core.conversation.dialogue import Dialogue
from bot.core.language.text import Reader
from bot.core.model import Act, Lexicon, Steering
from tests.core.conftest import make_knowledge


@pytest.fixture
def acts(dialogue: Dialogue) -> ActReader:
    return dialogue.interpreter.tools.acts


@pytest.fixture
def reader(dialogue: Dialogue) -> Reader:
    return dialogue.questions.reader


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("intinya apa", Act.SHORTER), ("bahasa mudahnya", Act.SIMPLER), ("lengkapnya mana", Act.LONGER),
        ("misalnya apa", Act.EXAMPLE), ("ulangi", Act.AGAIN), ("dari buku apa", Act.SOURCE), ("lanjut", Act.NEXT),
        ("mundur dong", Act.PREVIOUS), ("selain itu apa", Act.OTHERS), ("apa bedanya", Act.COMPARE),
        ("keduanya dong", Act.BOTH), ("satunya lagi", Act.OTHER_ONE), ("balik ke tadi", Act.BACK), ("bukan", Act.NO),
        ("balik ke menu", Act.MENU), ("kalau putih", Act.SAME_OF), ("maksudku teh putih", Act.CORRECT),
        ("apa bedanya dengan hijaz", Act.COMPARE_WITH), ("apa itu teh hijau", Act.ASK), ("halo", Act.TALK),
    ],
)  # fmt: skip
def test_a_message_does_what_the_examples_like_it_do(said: str, act: Act, acts: ActReader, reader: Reader) -> None:
    chances = acts.chances(reader.read(said))
    assert max(chances, key=lambda one: chances[one]) is act
    assert sum(chances.values()) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("kalau hijau", ["kalau", NAME]),
        ("hijau putih", [NAME]),  # names in a row are one
        ("kucing bola lanjut", [OTHER, "lanjut"]),
        ("tempatnya", [OTHER]),  # said in one example of an aspect: it may be what is spoken of
        ("ulangi", ["ulangi"]),  # of what only steers, one example is enough
        ("min", ["min"]),  # who is called says nothing of the subject
        ("berapa itu", ["berapa", "itu"]),
        ("teh", [OTHER]),  # the subject itself is nobody's name
    ],
)
def test_names_and_words_of_the_subject_are_blanked_out(
    said: str, seen: list[str], acts: ActReader, reader: Reader
) -> None:
    assert acts.words(reader.read(said)) == seen


def test_what_was_learnt_of_one_name_holds_for_any(acts: ActReader, reader: Reader) -> None:
    one, other = (acts.chances(reader.read(f"kalau {name}")) for name in ("hijau", "putih"))
    assert one == other


def test_what_recurs_in_examples_says_what_is_done_even_where_a_title_uses_it(acts: ActReader, reader: Reader) -> None:
    many = make_knowledge(lexicon=Lexicon(steering=steering(*(f"warna {word}" for word in "abcde"))))
    few = make_knowledge(lexicon=Lexicon(steering=steering(*(f"warna {word}" for word in "abcd"))))
    said = reader.read("warna")
    assert acts.words(said) == [NAME]
    assert ActReader.build(many, reader).words(said) == ["warna"]
    assert ActReader.build(few, reader).words(said) == [NAME]


def steering(*aspects: str) -> Steering:
    return Steering(acts={Act.ASPECT: aspects})


@pytest.mark.parametrize(
    ("said", "left"), [("ulangi kucing", "kucing"), ("kalau hijau", "hijau"), ("lanjut", ""), ("apa itu", "")]
)
def test_what_says_more_than_the_act_is_left_over(said: str, left: str, acts: ActReader, reader: Reader) -> None:
    assert acts.left_over(reader.read(said)).text == left


def test_chances_are_the_same_however_many_messages_came_between(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CACHE_LIMIT", 1)
    acts = ActReader.build(make_knowledge(), reader)
    before = dict(acts.chances(reader.read("lanjut")))
    acts.chances(reader.read("ulangi"))
    assert acts.chances(reader.read("lanjut")) == before
    assert len(acts._cache) == 1


def test_where_nothing_is_learnt_no_act_has_a_chance(reader: Reader) -> None:
    bare = make_knowledge(entries={}, gaps={}, intents={}, lexicon=Lexicon())
    assert ActReader.build(bare, reader).chances(reader.read("lanjut")) == {}


def test_of_many_ways_of_asking_some_are_learnt_from_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ASKED_LIMIT", 4)
    asked = [text for text, act in module._ordinary(make_knowledge()) if act is Act.ASK]
    assert asked == ["teh ada berapa warna", "teh yang tidak dilayukan", "teh dari pucuk muda", "gimana nyeduh teh"]
