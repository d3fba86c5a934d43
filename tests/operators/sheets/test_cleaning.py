"""What nobody can see, and letters of an old code page: read, and said with row and column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from bot.operators.sheets.cleaning import SHOWN, cleaned
from bot.operators.sheets.rows import SheetError, read_sheet

KNOWN = ("judul", "jawaban")
Write = Callable[[str, str | bytes], Path]


def test_letters_of_windows_1252_are_read_and_told_with_row_and_column(written: Write) -> None:
    sheet = read_sheet(written("a.csv", "judul,jawaban\nkopi,“café” – 5 €\n".encode("cp1252")), KNOWN)
    assert sheet.rows[1].cells == ("kopi", "“café” – 5 €")
    (note,) = sheet.notes
    assert "Windows-1252" in note
    assert "baris 2, kolom jawaban (“café”, –, €)" in note


def test_one_bad_byte_does_not_spoil_the_letters_that_are_utf_8(written: Write) -> None:
    sheet = read_sheet(written("a.csv", "judul,jawaban\nkopi,é dan ".encode() + b"caf\xe9\n"), KNOWN)
    assert sheet.rows[1].cells == ("kopi", "é dan café")
    assert sheet.notes[0].endswith("baris 2, kolom jawaban (café).")


def test_a_byte_that_stands_for_nothing_is_shown_as_such(written: Write) -> None:
    sheet = read_sheet(written("a.csv", b"judul,jawaban\nkopi,a\x81b\n"), KNOWN)
    assert sheet.rows[1].cells == ("kopi", "a�b")


@pytest.mark.parametrize(
    ("dirt", "left", "code"),
    [
        ("ko\u200bpi", "kopi", "U+200B"),
        ("ko\ufeffpi", "kopi", "U+FEFF"),
        ("ko\x00pi", "kopi", "U+0000"),
        ("ko\x07pi", "kopi", "U+0007"),
        ("ko\x9fpi", "kopi", "U+009F"),
        ("ko\u00adpi", "kopi", "U+00AD"),
        ("ko\u200dpi", "kopi", "U+200D"),
        ("ko\u202epi", "kopi", "U+202E"),
        ("kopi\u00a0hitam", "kopi hitam", "U+00A0"),
        ("kopi\x0bhitam", "kopi\nhitam", "U+000B"),
        ("kopi\u2028hitam", "kopi\nhitam", "U+2028"),
    ],
)
def test_what_nobody_can_see_is_dropped_or_made_plain_and_told(written: Write, dirt: str, left: str, code: str) -> None:
    sheet = read_sheet(written("a.csv", f'judul,jawaban\nsatu,dua\ntiga,"{dirt}"\n'), KNOWN)
    assert sheet.rows[2].cells == ("tiga", left)
    assert sheet.notes == (
        f"Karakter tak terlihat dibuang, atau dijadikan spasi biasa: baris 3, kolom jawaban ({code}).",
    )


def test_dirt_in_a_heading_does_not_hide_its_column(written: Write) -> None:
    sheet = read_sheet(written("a.csv", "judul\u200b,jawaban\nkopi,\u200bhitam\n"), KNOWN)
    assert sheet.rows[0].cells == KNOWN
    assert "baris 1, kolom judul (U+200B); baris 2, kolom jawaban (U+200B)" in sheet.notes[0]


def test_a_column_without_a_heading_goes_by_its_letter(written: Write) -> None:
    assert "baris 2, kolom C (U+200B)" in read_sheet(written("a.csv", "judul,jawaban\na,b,c\u200b\n"), KNOWN).notes[0]


def test_a_cell_with_nothing_but_dirt_is_empty(written: Write) -> None:
    assert [row.number for row in read_sheet(written("a.csv", "judul,jawaban\n\u200b,\u00a0\na,b\n"), KNOWN).rows] == [
        1,
        3,
    ]


def test_of_many_places_the_first_are_named_and_the_others_counted(written: Write) -> None:
    lines = "".join(f"kopi\u200b {number},hitam\n" for number in range(SHOWN + 2))
    (note,) = read_sheet(written("a.csv", f"judul,jawaban\n{lines}"), KNOWN).notes
    assert note.count("baris") == SHOWN
    assert note.endswith("dan 2 sel lagi.")


@pytest.mark.parametrize("text", ["👩\u200d🏫 halo", "می\u200cخواهم", "é “x” …", "baris\n\nkosong\tdan tab"])
def test_letters_that_only_look_strange_stay(text: str) -> None:
    assert cleaned(text).text == text
    assert cleaned(text).unseen == ()


def test_workbooks_are_cleaned_the_same_way(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["judul", "jawaban"])
    book.active.append(["kopi", "hi\u200btam\u00a0sekali _x0007_"])
    book.save(tmp_path / "a.xlsx")
    sheet = read_sheet(tmp_path / "a.xlsx", KNOWN)
    assert sheet.rows[1].cells == ("kopi", "hitam sekali")
    assert "baris 2, kolom jawaban (U+00A0, U+200B, U+0007)" in sheet.notes[0]


def test_utf_16_that_is_cut_off_is_refused_with_advice(written: Write) -> None:
    with pytest.raises(SheetError, match="tidak terbaca; simpan ulang"):
        read_sheet(written("a.csv", "\ufeffjudul,jawaban\n".encode("utf-16-le") + b"a"), KNOWN)
