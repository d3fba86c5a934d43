"""Sheets in every shape that spreadsheet programs give them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from bot.operators.sheets.rows import CELL_LIMIT, Row, SheetError, heading, read_sheet, write_rows

KNOWN = ("judul", "jawaban")
Write = Callable[[str, str | bytes], Path]


def cells(path: Path) -> list[tuple[str, ...]]:
    return [row.cells for row in read_sheet(path, KNOWN).rows]


@pytest.mark.parametrize(
    "content",
    [
        "judul,jawaban\nkopi,hitam\n",
        "judul;jawaban\nkopi;hitam\n",
        "judul\tjawaban\nkopi\thitam\n",
        "judul,jawaban\r\nkopi,hitam\r\n",
        "\ufeffjudul,jawaban\nkopi,hitam\n",
        'judul,jawaban\n"kopi","hitam"\n',
        "sep=;\njudul;jawaban\nkopi;hitam\n",
        " judul , jawaban \n kopi , hitam \n",
        "judul,jawaban\rkopi,hitam\r",
        "sep=;\rjudul;jawaban\rkopi;hitam\r",
        "\ufeffjudul;jawaban\r\n;\r\n\r\nkopi;hitam\r\n;\r\n",
        "judul,jawaban\n\n,\nkopi,hitam\n",
    ],
)
def test_separators_marks_quotes_line_ends_and_empty_rows_make_no_difference(written: Write, content: str) -> None:
    assert cells(written("a.csv", content)) == [("judul", "jawaban"), ("kopi", "hitam")]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_as_excel_writes_unicode_text_is_read(written: Write, encoding: str) -> None:
    text = '\ufeffjudul\tjawaban\r\nkopi\t"hitam,\npahit"\r\n'
    assert cells(written("a.txt", text.encode(encoding))) == [KNOWN, ("kopi", "hitam,\npahit")]


def test_a_quoted_cell_keeps_its_lines_whatever_the_line_ends(written: Write) -> None:
    for end in ("\n", "\r\n", "\r"):
        assert cells(written("a.csv", f'judul,jawaban{end}kopi,"satu{end}dua"{end}'))[1] == ("kopi", "satu\ndua")


def test_separators_inside_texts_do_not_decide(written: Write) -> None:
    path = written("a.csv", "judul;jawaban\nkopi, teh, susu;enak, hangat, manis\n")
    assert cells(path)[1] == ("kopi, teh, susu", "enak, hangat, manis")


def test_a_sheet_without_a_heading_is_cut_where_its_rows_agree(written: Write) -> None:
    path = written("a.csv", "kopi, hitam;satu\nteh;dua\nsusu, gula, es;tiga\n")
    assert [row[1] for row in cells(path)] == ["satu", "dua", "tiga"]


def test_cells_hold_several_lines(written: Write) -> None:
    assert cells(written("a.csv", 'judul,jawaban\nkopi,"satu\r\ndua"\n'))[1] == ("kopi", "satu\ndua")


def test_rows_are_numbered_as_a_spreadsheet_shows_them(written: Write) -> None:
    path = written("a.csv", 'judul,jawaban\n\nkopi,"satu\ndua"\nteh,hijau\n')
    assert [row.number for row in read_sheet(path, KNOWN).rows] == [1, 3, 4]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", 'judul,jawaban\nkopi,"hitam\n', "kutip tidak berpasangan"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "xls.*simpan ulang"),
        ("a.xlsx", b"PK\x03\x04rusak", "bukan buku kerja"),
        ("a.csv", "judul,jawaban\n".encode("utf-16-le"), "bukan lembar teks.*simpan ulang"),
    ],
)
def test_unreadable_sheets_say_what_to_do(written: Write, name: str, content: str | bytes, said: str) -> None:
    with pytest.raises(SheetError, match=said):
        read_sheet(written(name, content), KNOWN)


def test_a_missing_sheet_is_named(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match=r"tiada\.csv: tidak dapat dibaca"):
        read_sheet(tmp_path / "tiada.csv")


def test_a_sheet_that_is_too_big_is_refused(written: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.operators.sheets.rows.SHEET_LIMIT", 10)
    with pytest.raises(SheetError, match="lebih besar"):
        read_sheet(written("a.csv", "judul,jawaban\n"))


def test_workbooks_are_read_with_numbers_and_gaps(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["judul", "jawaban", "angka"])
    sheet.append([None, None, None])
    sheet.append(["kopi", "satu\ndua", 5.0])
    sheet.append([2.5, True, None])
    book.save(tmp_path / "a.xlsx")
    assert read_sheet(tmp_path / "a.xlsx").rows == (
        Row(1, ("judul", "jawaban", "angka")),
        Row(3, ("kopi", "satu\ndua", "5")),
        Row(4, ("2.5", "TRUE")),
    )


AWKWARD = [
    "=1+1", "- satu\n- dua", "+62811", "@nama", "'=x", "''-y", "'biasa", "a,b;c\td", '"', 'kata "kutip" di tengah',
    "0811", "007", "TRUE", "1e5", "2026-11-24", "24/11/2026", "1-2", "50%", "#judul", "👩\u200d🏫 halo", "a|b, c",
    "_x0041_", "baris\n\nkosong", "é – “petik” …", "null", "~", "sep=;",
]  # fmt: skip


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
@pytest.mark.parametrize("cell", AWKWARD)
def test_what_is_written_is_read_back_the_same(tmp_path: Path, name: str, cell: str) -> None:
    write_rows(tmp_path / name, [KNOWN, ("kopi", cell)])
    assert cells(tmp_path / name) == [KNOWN, ("kopi", cell)]


def test_excel_never_sees_a_formula(tmp_path: Path) -> None:
    write_rows(tmp_path / "a.csv", [("=1+1",), ("- butir",), ("biasa",)])
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbf'=1+1\r\n'- butir\r\nbiasa\r\n"


# What Excel and others take for a formula, or for something to run.
FORMULAS = ['=HYPERLINK("http://jahat.example";"klik")', "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", "\t=1+1"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_whatever_begins_like_a_formula_is_a_text_in_either_kind_of_sheet(tmp_path: Path, cell: str) -> None:
    write_rows(tmp_path / "a.csv", [("judul",), (cell,)])
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        (written,) = list(csv.reader(file))[1]
    assert written[0] not in "=+-@\t"
    write_rows(tmp_path / "a.xlsx", [("judul",), (cell,)])
    found = openpyxl.load_workbook(tmp_path / "a.xlsx").active["A2"]
    assert found.data_type == "s"


def test_a_cell_that_excel_would_cut_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SheetError, match=r"baris 2: .*tulis ke \.csv"):
        write_rows(tmp_path / "a.xlsx", [("judul",), ("x" * (CELL_LIMIT + 1),)])


@pytest.mark.parametrize("name", ["tiada/a.csv", "tiada/a.xlsx"])
def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(SheetError, match="tidak dapat ditulis"):
        write_rows(tmp_path / name, [("judul",)])


def test_headings_are_compared_without_case_and_spaces() -> None:
    assert heading(" Mudah  Tertukar") == heading("mudah-tertukar") == "mudah_tertukar"
