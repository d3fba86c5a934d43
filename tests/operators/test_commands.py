"""The commands of this room, as they are typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

from .conftest import SHEET

Write = Callable[[str, str | bytes], Path]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def base(general: Path) -> Path:
    """A knowledge folder that lends its general part."""
    return general.parent


def test_a_sheet_becomes_a_folder_and_a_sheet_again(written: Write, base: Path, tmp_path: Path) -> None:
    made = run("import", written("kopi.csv", SHEET), "--to", tmp_path / "kopi", "--knowledge", base)
    assert made.exit_code == 0, made.output
    assert "4 entri, 2 topik, 16 pertanyaan" in made.output
    back = run("export", "--to", tmp_path / "lagi.csv", "--knowledge", tmp_path / "kopi")
    assert back.exit_code == 0
    assert (
        (tmp_path / "lagi.csv").read_text(encoding="utf-8-sig").startswith("id,judul,pertanyaan,jawaban,topik,sumber")
    )


def test_entries_without_a_way_of_asking_are_counted_with_what_to_do(
    written: Write, base: Path, tmp_path: Path
) -> None:
    sheet = written("kopi.csv", "judul,jawaban,pertanyaan\nSatu,isi,\nDua,isi dua,apa itu dua\n")
    shown = run("import", sheet, "--to", tmp_path / "kopi", "--knowledge", base).output
    assert "1 entri baru bisa ditanyakan dengan judulnya" in shown
    assert f'suggest --apply --knowledge "{tmp_path / "kopi"}"' in shown


def test_what_was_made_up_is_told(written: Write, base: Path, tmp_path: Path) -> None:
    made = run("import", written("a.csv", "judul,jawaban\nKopi,Hitam.\n"), "--to", tmp_path / "a", "--knowledge", base)
    assert "1 id dibuat dari judul." in made.output


def test_problems_of_a_sheet_end_the_command_with_their_rows(written: Write, base: Path, tmp_path: Path) -> None:
    failed = run("import", written("a.csv", "judul,jawaban\nKopi,\n"), "--to", tmp_path / "a", "--knowledge", base)
    assert failed.exit_code == 3
    assert "baris 2, kolom jawaban: masih kosong; isi." in failed.output
    assert not (tmp_path / "a").exists()


def test_test_questions_are_evaluated(written: Write, coffee: Path) -> None:
    result = run("evaluate", written("uji.csv", "apa itu kopi tubruk,tubruk\n"), "--knowledge", coffee, "--misses", 3)
    assert result.exit_code == 0, result.output
    assert "benar langsung" in result.output


def test_without_questions_the_command_says_what_to_give(coffee: Path) -> None:
    result = run("evaluate", "--knowledge", coffee)
    assert result.exit_code == 2
    assert "--cross-validate" in result.output
