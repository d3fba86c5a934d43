from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.conversation.segments import Segmenter
from bot.core.language.fitted import make_reader
from bot.core.language.text import Reader
from bot.core.model import Steering
from tests.core.conftest import FREQUENCY, LEXICON, make_knowledge

KNOWLEDGE = make_knowledge()


@pytest.fixture(scope="module")
def reader() -> Reader:
    return make_reader(KNOWLEDGE, FREQUENCY)


@pytest.fixture(scope="module")
def segmenter(reader: Reader) -> Segmenter:
    return Segmenter.build(KNOWLEDGE, reader)


@pytest.mark.parametrize(
    ("said", "core", "peeled"),
    [
        ("teh hijau", "teh hijau", 0),
        ("misi teh hijau", "teh hijau", 1),
        ("teh hijau makasih", "teh hijau", 1),
        ("mau tanya teh hijau", "teh hijau", 2),  # a phrase of two words
        ("halo kak, misi min, mau tanya teh hijau wkwk makasih", "teh hijau", 8),  # again and again
        ("wkwk teh hijau kak", "teh hijau", 2),  # chatter and calls stand at either end
        ("selamat pagi teh hijau", "teh hijau", 2),  # small talk that is courtesy
        ("terima kasih teh hijau", "teh hijau", 2),
        ("makasih teh hijau", "makasih teh hijau", 0),  # what closes does not open
        ("teh hijau misi", "teh hijau misi", 0),  # and the other way round
        ("teh kak hijau", "teh kak hijau", 0),  # in the middle it is part of what is said
        ("mau teh hijau", "mau teh hijau", 0),  # half a phrase is none
        ("teh hijau ya", "teh hijau ya", 0),
        ("buka menu teh hijau", "buka menu teh hijau", 0),  # small talk that is meant
        ("halo kak", "", 2),
        ("", "", 0),
    ],
)
def test_what_opens_and_closes_a_message_is_cut_off(
    said: str, core: str, peeled: int, segmenter: Segmenter, reader: Reader
) -> None:
    found = segmenter.cut(reader.read(said))
    assert (found.core.text, found.peeled) == (core, peeled)


def test_a_message_with_nothing_to_cut_stays_the_same_reading(segmenter: Segmenter, reader: Reader) -> None:
    reading = reader.read("teh hijau")
    assert segmenter.cut(reading).core is reading


def test_the_longest_phrase_is_cut_first(reader: Reader) -> None:
    steering = Steering(openings=("mau", "mau tanya"), closings=("ya", "dong ya"))
    knowledge = make_knowledge(lexicon=replace(LEXICON, steering=steering))
    found = Segmenter.build(knowledge, reader).cut(reader.read("mau tanya teh dong ya"))
    assert (found.core.text, found.peeled) == ("teh", 4)


def test_a_phrase_that_reads_as_nothing_cuts_nothing(reader: Reader) -> None:
    knowledge = make_knowledge(lexicon=replace(LEXICON, steering=Steering(openings=("tlg",), closings=("tlg",))))
    assert Segmenter.build(knowledge, reader).cut(reader.read("tlg teh")).core.text == "teh"


def test_what_is_mended_to_a_word_of_a_title_is_not_cut_off(reader: Reader) -> None:
    slip = "hijaau"
    assert reader.read(slip).forms == ("hijau",)
    steering = Steering(openings=(slip, "misi"))
    knowledge = make_knowledge(lexicon=replace(LEXICON, steering=steering))
    cut = Segmenter.build(knowledge, reader).cut(reader.read("misi hijau itu apa"))
    assert cut.core.forms[0] == "hijau"


def test_the_longest_small_talk_that_was_peeled_gives_its_kind(segmenter: Segmenter, reader: Reader) -> None:
    assert segmenter.cut(reader.read("misi, selamat pagi kak")).intent == "sapaan"
    assert segmenter.cut(reader.read("misi teh hijau")).intent == ""
