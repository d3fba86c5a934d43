"""The table of commands: each name stands for one command, and each list is what the table says."""

from __future__ import annotations

import pytest

from bot.core.commands import (
    ALL,
    ASKING,
    EVERYWHERE,
    IN_GROUPS,
    OF_ADMINISTRATORS,
    OF_PEOPLE,
    OF_PRIVACY,
    TABLE,
    known,
)


def test_no_name_stands_for_two_commands() -> None:
    names = [name for row in TABLE for name in (row.name, *row.synonyms)]
    assert len(names) == len(set(names))


def test_every_command_is_either_for_people_or_for_administrators() -> None:
    assert (*OF_PEOPLE, *OF_ADMINISTRATORS) == ALL


@pytest.mark.parametrize(
    ("typed", "name"),
    [("menu", "menu"), ("help", "bantuan"), ("privacy", "privasi"), ("hapus", "hapus"), ("celah", ""), ("robusta", "")],
)
def test_a_command_is_known_by_any_of_its_names_and_an_operators_by_none(typed: str, name: str) -> None:
    assert known(typed) == name


def test_a_group_is_shown_first_how_to_ask() -> None:
    assert IN_GROUPS == ("tanya", "menu", "bantuan", "bantuan_darurat", "privasi")


def test_where_nothing_is_kept_there_is_nothing_to_copy_or_forget() -> None:
    assert EVERYWHERE.isdisjoint({"data", "hapus", *OF_ADMINISTRATORS})
    assert {"start", "cari", "help", "privasi", "privacy"} < EVERYWHERE
    assert OF_PRIVACY == ("privasi", "data", "hapus")


def test_three_commands_carry_a_question() -> None:
    assert ASKING == ("cari", "tanya", "istilah")
