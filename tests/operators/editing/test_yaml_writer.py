"""YAML that people would have typed, and that reads back as what was meant."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.operators.editing.yaml_writer import LINE_LIMIT, field, items, names, scalar

# What a knowledge file may hold: no control characters but line breaks and tabs, no surrogates.
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Cn"), include_characters="\n\t"), max_size=200
)


def read(lines: object) -> object:
    return yaml.safe_load("\n".join(lines) + "\n")  # type: ignore[call-overload]


@pytest.mark.parametrize("text", ["Apa itu kopi?", "bikin kopi, dong", "50% robusta", "it's", "a - b", "nilai [A]"])
def test_ordinary_texts_stay_plain(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "tanya: jawab",
        "# bukan komentar",
        "no",
        "10:30",
        "2026-11-24",
        "1_000",
        "- butir",
        "'kutip'",
        "~",
        "*",
        "a #b",
        "",
    ],
)
def test_texts_that_yaml_would_take_for_something_else_are_quoted(text: str) -> None:
    assert scalar(text).startswith('"')
    assert yaml.safe_load(scalar(text)) == text


@given(TEXT)
def test_every_text_of_a_field_is_read_back(text: str) -> None:
    text = text.strip()
    if text:
        assert read(["a:", *field("b", text, 2), "  c: d"])["a"] == {
            "b": text + ("\n" if is_block(text) else ""),
            "c": "d",
        }


def is_block(text: str) -> bool:
    return next(iter(field("b", text))) == "b: |"


@given(st.lists(TEXT.map(str.strip).filter(bool), min_size=1, max_size=4))
def test_every_text_of_a_list_is_read_back(texts: list[str]) -> None:
    assert read(items("a", texts, 0)) == {"a": texts}


def test_long_and_broken_texts_stand_in_a_block() -> None:
    assert list(field("a", "satu\n\ndua", 2)) == ["  a: |", "    satu", "", "    dua"]
    assert next(iter(field("a", "x" * (LINE_LIMIT + 1)))) == "a: |"


def test_empty_fields_and_lists_are_left_out() -> None:
    assert [*field("a", ""), *items("a", ()), *names("a", ())] == []


def test_ids_stand_on_one_line() -> None:
    assert list(names("terkait", ("a", "no"), 2)) == ['  terkait: [a, "no"]']
