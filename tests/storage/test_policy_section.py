"""A folder may carry numbers of its own; each slip is named with its line, and what is written is read again."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from bot.core.policy import Policy
from bot.storage.policy_section import POLICY_FILE, policy_text
from tests.storage.conftest import Folder


def test_a_folder_without_numbers_has_the_usual_ones(folder: Folder) -> None:
    assert folder.load().policy == Policy()


def test_a_folder_says_only_the_numbers_that_are_its_own(folder: Folder) -> None:
    folder.write("kebijakan.yaml", "kebijakan: {answer: 0.8, label: 95}\n")
    assert folder.load().policy == Policy(answer=0.8, label=95.0)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("answer: 1.01", '"answer" butuh angka dari 0 sampai 1, bukan "1.01".'),
        ("answer: -0.1", '"answer" butuh angka dari 0 sampai 1, bukan "-0.1".'),
        ("answer: tinggi", '"answer" butuh angka dari 0 sampai 1, bukan "tinggi".'),
        ("answer: nan", '"answer" butuh angka dari 0 sampai 1, bukan "nan".'),
        ("label: 101", '"label" butuh angka dari 0 sampai 100, bukan "101".'),
        ("answer: ''", '"answer" pada kebijakan masih kosong; isi teksnya.'),
        ("jawab: 0.5", 'Kunci "jawab" pada kebijakan tidak dikenal;'),
    ],
)
def test_a_wrong_number_is_told_with_its_line(folder: Folder, line: str, wrong: str) -> None:
    folder.write("kebijakan.yaml", f"kebijakan:\n  lead: 0.1\n  {line}\n")
    assert [one.partition("kebijakan.yaml:3: ")[2][: len(wrong)] for one in folder.complaints()] == [wrong]


def test_numbers_stand_in_one_file(folder: Folder) -> None:
    folder.write("a.yaml", "kebijakan: {answer: 0.8}\n")
    folder.write("b.yaml", "kebijakan: {answer: 0.7}\n")
    assert [one.partition(":1: ")[2] for one in folder.complaints()] == [
        'Bagian "kebijakan:" sudah ada di kopi/a.yaml:1; hapus salah satu.'
    ]


@pytest.mark.parametrize("name", [field.name for field in fields(Policy)])
def test_what_is_written_is_read_again(folder: Folder, name: str) -> None:
    policy = replace(Policy(), **{name: 0.123})
    folder.write(POLICY_FILE, policy_text(policy))
    assert folder.load().policy == policy


def test_the_usual_numbers_are_written_as_nothing_of_its_own(folder: Folder) -> None:
    folder.write(POLICY_FILE, policy_text(Policy()))
    assert folder.load().policy == Policy()
