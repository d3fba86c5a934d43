"""A sheet that takes the place of the entries of a folder, and of nothing else."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.core.term import Term
from bot.operators.sheets.importing import Import, import_sheet
from bot.storage.loader import load_knowledge, load_placed

SHEET = "id,judul,jawaban,pertanyaan\ntubruk,Kopi tubruk,Jawaban baru.,apa itu tubruk\n"
GAP = """\
# Komentar yang tetap.
celah:
  - {id: harga, judul: Harga, jawaban: Tidak tahu., tanya: Ke kedai., pertanyaan: [harga kopi]}
"""


@pytest.fixture
def folder(coffee: Path, tmp_path: Path) -> Path:
    home = Path(copytree(coffee, tmp_path / "kopi"))
    (home / "celah.yaml").write_text(GAP, "utf-8")
    (home / "catatan.txt").write_text("punyaku", "utf-8")
    (tmp_path / "a.csv").write_text(SHEET, "utf-8")
    return home


def run(folder: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["import", str(folder.parent / "a.csv"), "--to", str(folder), *more])


def test_only_the_entries_change_and_the_old_folder_is_kept(folder: Path) -> None:
    before = load_knowledge(folder)
    result = run(folder, "--replace")
    assert result.exit_code == 0, result.output
    after = load_knowledge(folder)
    assert [(entry.id, entry.answer) for entry in after.entries.values()] == [("tubruk", "Jawaban baru.")]
    assert (after.about, after.gaps, after.phrases) == (before.about, before.gaps, before.phrases)
    assert (folder / "celah.yaml").read_text("utf-8") == GAP
    assert (folder / "catatan.txt").read_text("utf-8") == "punyaku"
    assert "di kopi.lama" in result.output
    assert load_knowledge(folder.with_name("kopi.lama")).version == before.version


def test_a_second_time_the_older_folder_is_kept_as_well(folder: Path) -> None:
    run(folder, "--replace")
    assert "di kopi.lama-2" in run(folder, "--replace").output
    assert sorted(path.name for path in folder.parent.iterdir()) == ["a.csv", "kopi", "kopi.lama", "kopi.lama-2"]


def test_what_still_points_to_an_entry_that_is_gone_is_named_and_nothing_changes(folder: Path) -> None:
    before = load_knowledge(folder).version
    (folder / "uji.yaml").write_text("uji:\n  simpan: [biji ditaruh di mana]\n", "utf-8")
    result = run(folder, "--replace")
    assert (result.exit_code, 'kopi/uji.yaml:2: "simpan" di "uji"' in result.output) == (3, True)
    (folder / "uji.yaml").unlink()
    assert load_knowledge(folder).version == before
    assert sorted(path.name for path in folder.parent.iterdir()) == ["a.csv", "kopi"]


def test_entries_in_a_file_with_other_things_are_not_taken_out(folder: Path) -> None:
    path = next((folder / "entri").iterdir())
    path.write_text(path.read_text("utf-8") + "konsep:\n  kopi: [kopi, ngopi]\n", "utf-8")
    result = run(folder, "--replace")
    assert result.exit_code == 2
    assert f'{path.name} memuat entri bersama "konsep"; pindahkan' in result.output


def test_without_the_option_a_folder_is_left_alone_and_the_option_named(folder: Path) -> None:
    result = run(folder)
    assert (result.exit_code, "--replace" in result.output) == (2, True)
    assert len(load_knowledge(folder).entries) == 4


def test_there_must_be_a_knowledge_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "lain").mkdir()
    assert "bukan folder pengetahuan" in run(tmp_path / "lain", "--replace").output
    assert "belum ada" in run(tmp_path / "tiada", "--replace").output


def test_export_and_import_with_the_option_change_nothing(folder: Path) -> None:
    before = load_placed(folder).knowledge
    sheet = folder.parent / "b.xlsx"
    CliRunner().invoke(main, ["export", "--to", str(sheet), "--knowledge", str(folder)])
    import_sheet(Import(sheet, folder, folder / "umum", replace=True))
    assert load_placed(folder).knowledge.entries == before.entries


def test_the_terms_of_a_folder_stay_when_its_entries_are_replaced(folder: Path) -> None:
    first = next(iter(load_placed(folder).knowledge.entries))
    words = f"istilah:\n  - {{id: crema, istilah: Crema, arti: Busa di atas espreso., entri: {first}}}\n"
    (folder / "istilah.yaml").write_text(words, "utf-8")
    before = load_placed(folder).knowledge.terms
    sheet = folder.parent / "b.xlsx"
    CliRunner().invoke(main, ["export", "--to", str(sheet), "--knowledge", str(folder)])
    import_sheet(Import(sheet, folder, folder / "umum", replace=True))
    crema = Term("crema", "Crema", "Busa di atas espreso.", "", first)
    assert load_placed(folder).knowledge.terms == before == {"crema": crema}
