"""The whole check: nothing is found where nothing is wrong, and every slip of a file is, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.operators.check_findings import Kind, Level

from .shop import Shop, places

# What is spoiled in which file, and a word of what is said about it. The line is that of the new text.
FILE_FAULTS = [
    ("seduh.yaml", "  - id: saring\n", "  - id: tubruk\n", "sudah dipakai"),
    ("seduh.yaml", "  - id: saring\n", "  - id: Saring!\n", "tidak sah"),
    ("seduh.yaml", "id: saring\n", f"id: {'s' * 33}\n", "paling banyak 32"),
    ("seduh.yaml", "judul: Kopi saring", f"judul: {'Kopi saring ' * 4}", "terlalu panjang"),
    ("seduh.yaml", "sumber: Buku Kedai, halaman 5", "sumbr: Buku Kedai", "tidak dikenal"),
    ("seduh.yaml", "terkait: [saring]", "terkait: [sarung]", "tidak ada"),
    ("seduh.yaml", "terkait: [saring]", "terkait: [tubruk]", "entri itu sendiri"),
    ("seduh.yaml", "terkait: [saring]", "terkait: [saring, saring]", "dua kali"),
    ("seduh.yaml", "terkait: [saring]", "induk: simpan", "topik lain"),
    ("seduh.yaml", "- apa itu kopi saring", "- Apa itu KOPI tubruk?", "sudah ada di"),
    ("seduh.yaml", "- apa itu kopi saring", '- ""', "butir kosong"),
    ("seduh.yaml", "- apa itu kopi saring", "- tanya: apa itu kopi saring", "apit teks dengan tanda kutip"),
    ("seduh.yaml", "    sumber: Buku Kedai, halaman 5", "\tsumber: Buku Kedai", "tab"),
    ("seduh.yaml", "judul: Menyeduh", "judul: Menyeduh\njudul: Menyeduh lagi", "sudah ada di baris"),
    ("seduh.yaml", "judul: Menyeduh", "judul: *menyeduh", "tidak didukung"),
    ("dasar.yaml", 'diperiksa: "2026-11-01"', 'diperiksa: "1 November"', "tidak sah"),
    ("dasar.yaml", "  - id: sapaan\n", "  - id: sapaan\n    hasil: tertawa\n", "tidak dikenal"),
    ("dasar.yaml", "  - id: harga\n", "  - id: harga\n    terdekat: kopiah\n", "tidak ada"),
    ("frasa.yaml", "  menu: kalimat menu", "  menuu: kalimat menu", "tidak dikenal"),
    ("frasa.yaml", "  menu: kalimat menu", '  menu: "pilih {topick}"', "tidak dikenal"),
    ("frasa.yaml", "  menu: kalimat menu", "  menu: kalimat menu\n  menu: lagi", "sudah ada"),
]


def test_nothing_is_found_where_nothing_is_wrong(tmp_path: Path) -> None:
    report = Shop.open(tmp_path).check(asks=True)
    assert report.findings == ()
    assert (report.exit_code(strict=False), report.exit_code(strict=True)) == (0, 0)
    assert len(report.asked) == 4 + 24 + 4


@pytest.mark.parametrize(("name", "old", "new", "said"), FILE_FAULTS)
def test_a_slip_in_a_file_is_found_with_its_line(tmp_path: Path, name: str, old: str, new: str, said: str) -> None:
    shop = Shop.open(tmp_path)
    line = shop.put(name, old, new)
    found = {one.place.line: one for one in shop.find(Kind.LOADING) if str(one.place.path) == f"kopi/{name}"}
    assert min(abs(line - other) for other in found) <= 1, found  # some faults begin at the line before
    assert any(said in one.message for one in found.values())


def test_all_slips_are_found_at_once(tmp_path: Path) -> None:
    shop = Shop.open(tmp_path)
    first = shop.put("seduh.yaml", "terkait: [saring]", "terkait: [sarung]")
    second = shop.put("biji.yaml", "judul: Menyimpan biji", 'judul: ""')
    assert places(shop.find(Kind.LOADING)) == [f"biji.yaml:{second}", f"seduh.yaml:{first}"]


def test_what_cannot_be_loaded_is_an_error_and_nothing_else_is_tried(tmp_path: Path) -> None:
    shop = Shop.open(tmp_path)
    (shop.root / "seduh.yaml").write_bytes(b"topik: caf\xe9\n")
    report = shop.check(asks=True)
    assert [(one.kind, one.level, one.place.line) for one in report.findings] == [(Kind.LOADING, Level.ERROR, 1)]
    assert (report.placed, report.asked, report.exit_code(strict=False)) == (None, (), 3)


def test_a_missing_folder_is_said_to_be_missing(tmp_path: Path) -> None:
    (only,) = Shop(tmp_path / "tiada").find(Kind.LOADING)
    assert "tidak ada" in only.message


def test_hints_end_the_check_with_an_error_only_when_that_is_wanted(tmp_path: Path) -> None:
    shop = Shop.open(tmp_path)
    shop.put("seduh.yaml", "    sumber: Buku Kedai, halaman 5\n", "")
    report = shop.check()
    assert [one.level for one in report.findings] == [Level.HINT]
    assert (report.exit_code(strict=False), report.exit_code(strict=True)) == (0, 3)


def test_errors_come_before_hints_and_files_in_order(tmp_path: Path) -> None:
    shop = Shop.open(tmp_path)
    shop.put("seduh.yaml", "    sumber: Buku Kedai, halaman 5\n", "")
    shop.put("biji.yaml", "    sumber: Buku Kedai, halaman 9\n", "")
    shop.put("dasar.yaml", "2026-11-01", "2027-01-01")
    found = shop.check().findings
    assert [(one.level, one.kind, one.place.path.name) for one in found] == [
        (Level.ERROR, Kind.HELP_LINE, "dasar.yaml"),
        (Level.HINT, Kind.SOURCE, "biji.yaml"),
        (Level.HINT, Kind.SOURCE, "seduh.yaml"),
    ]
