"""An article is taken apart line by line, and the part that was asked for keeps what introduces it."""

from __future__ import annotations

import pytest

from bot.core.law.references import Unit
from bot.core.law.wording import marks, meant, parse, pick, text_of

P, L, N = Unit.PARAGRAPH, Unit.LETTER, Unit.NUMBER
LISTS = """\
(1) Tamu wajib:
a. duduk; dan
b. memesan:
1. kopi; atau
2. teh,
di meja.
(2) Tamu berhak:
a. pulang.
"""
NUMBERED = """\
Di kedai ini:
1. Kopi adalah minuman.
2. Tamu adalah yang minum.
"""
LETTERED = "Kedai menjual:\na. kopi;\nb. teh;\nc. roti."


def picked(text: str, parts: dict[Unit, tuple[str, ...]]) -> str:
    return text_of(meant(parse(text), parts))


@pytest.mark.parametrize("text", [LISTS, NUMBERED, LETTERED, "Kedai buka tiap pagi.", "Satu.\nDua.\n\n(1) Tiga."])
def test_nothing_is_lost_or_moved(text: str) -> None:
    assert text_of(parse(text)).split() == text.split()


@pytest.mark.parametrize(
    ("text", "parts", "shown"),
    [
        (LISTS, {P: ("2",)}, "(2) Tamu berhak:\na. pulang."),
        (LISTS, {P: ("1",), L: ("a",)}, "(1) Tamu wajib:\na. duduk; dan"),
        (LISTS, {L: ("a",)}, "(1) Tamu wajib:\na. duduk; dan\n\n(2) Tamu berhak:\na. pulang."),
        (LISTS, {L: ("b",), N: ("2",)}, "(1) Tamu wajib:\nb. memesan:\n\n2. teh,"),
        (LISTS, {N: ("1",)}, "(1) Tamu wajib:\nb. memesan:\n\n1. kopi; atau"),
        (LISTS, {P: ("1", "2"), L: ("a",)}, "(1) Tamu wajib:\na. duduk; dan\n\n(2) Tamu berhak:\na. pulang."),
        (LISTS, {P: ("3",)}, ""),
        (LISTS, {P: ("2",), L: ("z",)}, ""),
        (NUMBERED, {N: ("2",)}, "Di kedai ini:\n\n2. Tamu adalah yang minum."),
        (NUMBERED, {P: ("2",)}, "Di kedai ini:\n\n2. Tamu adalah yang minum."),
        (NUMBERED, {Unit.POINT: ("1",)}, "Di kedai ini:\n\n1. Kopi adalah minuman."),
        (LETTERED, {Unit.POINT: ("2",)}, "Kedai menjual:\nb. teh;"),
        (LETTERED, {Unit.POINT: ("c",)}, "Kedai menjual:\nc. roti."),
        (LETTERED, {Unit.POINT: ("40",)}, ""),
        (LETTERED, {N: ("3",)}, "Kedai menjual:\nc. roti."),
        ("Kedai buka tiap pagi.", {P: ("1",)}, ""),
    ],
)
def test_the_part_that_is_meant_is_shown_with_what_introduces_it(
    text: str, parts: dict[Unit, tuple[str, ...]], shown: str
) -> None:
    assert picked(text, parts) == shown


def test_a_line_that_closes_a_list_belongs_to_the_paragraph_around_it() -> None:
    assert "di meja." in picked(LISTS, {P: ("1",)})
    assert "di meja." not in picked(LISTS, {L: ("b",)})


def test_a_line_that_closes_a_list_without_paragraphs_stands_by_itself() -> None:
    assert text_of(parse("Kedai menjual:\na. kopi,\nsetiap hari.")) == "Kedai menjual:\na. kopi,\n\nsetiap hari."


def test_paragraphs_and_definitions_stand_apart_and_short_lists_do_not() -> None:
    assert text_of(parse(NUMBERED)) == "Di kedai ini:\n\n1. Kopi adalah minuman.\n\n2. Tamu adalah yang minum."
    assert text_of(parse(LETTERED)) == LETTERED


def test_a_long_article_has_room_between_all_its_lines() -> None:
    long = "Kedai menjual:\n" + "\n".join(f"{letter}. {'kopi ' * 100}enak;" for letter in "abcde")
    assert text_of(parse(long)).count("\n\n") == 5
    assert "\n\n\n" not in text_of(parse(long))


def test_the_marks_on_the_way_to_one_line_are_told() -> None:
    lines = parse(LISTS)
    assert marks(pick(lines, {P: ("1",), L: ("b",)})) == ()
    assert marks(pick(lines, {P: ("2",), L: ("a",)})) == ((P, "2"), (L, "a"))
    assert marks(pick(lines, {L: ("a",)})) == ()
    assert marks(pick(parse(NUMBERED), {N: ("2",)})) == ((N, "2"),)
