"""Out to a sheet and back: nothing that a sheet can hold is lost, and what it cannot hold is said."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from bot.core.model import Knowledge
from bot.operators.sheets.exporting import export_sheet
from bot.operators.sheets.importing import Import, import_sheet
from bot.storage.loader import load_knowledge

# Texts that spreadsheets and YAML like to take for something else.
AWKWARD = """\
# Komentar ini tidak ikut ke lembar.
topik: seduh
judul: "Menyeduh: cara & alat"
entri:
  - id: "007"
    judul: "=1+1 itu apa?"
    ringkas: "+62811, -5, @nama"
    jawaban: |
      =SUM(A1:A9) bukan rumus; "kutip", titik koma; koma, dan tab.

      - butir satu
      - butir dua | dengan garis
      👩\u200d🏫 selesai — é
    sumber: "0811; '08"
    konteks: "TRUE"
    terkait: ["1e5", saring]
    mudah_tertukar: [saring]
    renungan: ["Sudah, belum?", "- yakin?"]
    kutipan: [{hukum: uu-1-2000, teks: "(1) Tiap orang: siapa saja."}]
    kuis:
      - tanya: "=A1 itu apa?"
        pilihan: ["- rumus", "=SUM", "* bintang"]
        benar: "=SUM"
        alasan: "=SUM(A1:A9) bukan rumus"
      - {tanya: "Lagi?", pilihan: ["ya", "no"], benar: "no", alasan: 'Tidak, kata "no".'}
    pertanyaan:
      - "satu, dua | tiga; empat"
      - "=apa"
      - "- strip di depan"
      - "@bot halo kopi"
      - '"dikutip" semua'
      - "1e5"
      - "TRUE"
      - "2026-11-24"
      - "00123"
      - "#N-A kopi"
      - "'petik di depan"
      - "'=petik dan rumus"
      - "_x0041_ kopi"
  - id: "1e5"
    judul: "1e5"
    induk: "007"
    jawaban: "0,50%"
    pertanyaan: [seratus ribu, "no"]
  - id: saring
    judul: Saring
    jawaban: "null"
    pertanyaan: ["~ itu apa"]
"""
LATER = """\
topik: biji
judul: biji
entri:
  - id: "true"
    judul: "yes"
    jawaban: "2026-11-24"
    sumber: "24/11/2026"
    pertanyaan: ["off"]
"""


@pytest.fixture
def awkward(coffee: Path, tmp_path: Path) -> Path:
    folder = Path(copytree(coffee, tmp_path / "mula"))
    for path in (folder / "entri").iterdir():
        path.unlink()
    (folder / "entri" / "1.yaml").write_text(AWKWARD, "utf-8")
    (folder / "entri" / "2.yaml").write_text(LATER, "utf-8")
    return folder


def again(knowledge: Knowledge, home: Path, suffix: str) -> Knowledge:
    """The knowledge after one way out and back."""
    export_sheet(knowledge, home / f"a{suffix}")
    umum = home / "umum-pinjam"
    if not umum.exists():
        copytree(home / "mula" / "umum", umum)
    import_sheet(Import(home / f"a{suffix}", home / f"lagi{suffix}", umum))
    return load_knowledge(home / f"lagi{suffix}")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_awkward_texts_come_back_the_same(awkward: Path, tmp_path: Path, suffix: str) -> None:
    first = load_knowledge(awkward)
    second = again(first, tmp_path, suffix)
    assert list(second.entries.values()) == list(first.entries.values())
    assert list(second.topics.values()) == list(first.topics.values())


def test_the_second_sheet_is_the_first_to_the_byte(awkward: Path, tmp_path: Path) -> None:
    second = again(load_knowledge(awkward), tmp_path, ".csv")
    export_sheet(second, tmp_path / "b.csv")
    assert (tmp_path / "b.csv").read_bytes() == (tmp_path / "a.csv").read_bytes()


def test_what_stays_in_the_folder_is_said(awkward: Path, tmp_path: Path) -> None:
    (awkward / "celah.yaml").write_text(
        "celah:\n  - {id: harga, judul: Harga, jawaban: Tidak tahu., tanya: Ke kedai., pertanyaan: [harga kopi]}\n"
    )
    made = export_sheet(load_knowledge(awkward), tmp_path / "a.xlsx")
    (said,) = made.notes
    assert made.entries == 4
    assert said.startswith("Lembar hanya memuat entri. Tetap di folder: celah (1), asing (5), obrolan, ")
    assert said.endswith("uji, komentar di berkas.")


def test_csv_comes_with_a_warning_about_excel(knowledge: Knowledge, tmp_path: Path) -> None:
    assert "pilih nama .xlsx" in export_sheet(knowledge, tmp_path / "a.csv").notes[-1]


def test_a_way_of_several_lines_becomes_one_line_and_that_is_said(awkward: Path, tmp_path: Path) -> None:
    path = awkward / "entri" / "2.yaml"
    path.write_text(path.read_text("utf-8").replace('["off"]', '["ceritanya panjang\\nkopi itu apa"]'), "utf-8")
    first = load_knowledge(awkward)
    assert first.entries["true"].questions == ("ceritanya panjang\nkopi itu apa",)
    assert "1 cara bertanya yang lebih dari satu baris" in export_sheet(first, tmp_path / "x.xlsx").notes[1]
    assert again(first, tmp_path, ".xlsx").entries["true"].questions == ("ceritanya panjang kopi itu apa",)
