"""Workbooks as people keep them: several sheets, formats, formulas, hidden rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from bot.operators.sheets.rows import SheetError, read_sheet, write_rows
from bot.operators.sheets.workbooks import letter, workbook

KNOWN = ("judul", "jawaban")
Fill = Callable[[openpyxl.Workbook], None]


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[Fill], Path]:
    """A workbook as a person leaves it."""

    def save(fill: Fill) -> Path:
        book = openpyxl.Workbook()
        fill(book)
        book.save(tmp_path / "a.xlsx")
        return tmp_path / "a.xlsx"

    return save


def sheet_of(book: openpyxl.Workbook) -> Any:
    return book.active


def test_the_sheet_with_the_headings_is_read_and_the_others_are_named(saved: Callable[[Fill], Path]) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet_of(book).title = "Catatan"
        sheet_of(book).append(["rapat hari Senin"])
        asked = book.create_sheet("Tanya jawab")
        asked.append([" Judul ", "JAWABAN"])
        asked.append(["kopi", "hitam"])
        book.create_sheet("Kosong")
        secret = book.create_sheet("Lama")
        secret.append(list(KNOWN))
        secret.sheet_state = "hidden"

    found = read_sheet(saved(fill), KNOWN)
    assert [row.cells for row in found.rows] == [("Judul", "JAWABAN"), ("kopi", "hitam")]
    assert found.notes == ('Yang dibaca lembar "Tanya jawab"; tidak dibaca: "Catatan".',)


def test_of_two_sheets_alike_the_first_is_read(saved: Callable[[Fill], Path]) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet_of(book).append(list(KNOWN))
        book.create_sheet("Salinan").append(list(KNOWN))

    assert 'tidak dibaca: "Salinan"' in read_sheet(saved(fill), KNOWN).notes[0]


def test_hidden_rows_and_coloured_cells_are_read_like_any_other(saved: Callable[[Fill], Path]) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = sheet_of(book)
        for row in (KNOWN, ("kopi", "hitam"), ("teh", "hijau")):
            sheet.append(list(row))
        sheet.row_dimensions[2].hidden = True
        sheet["A3"].font, sheet["A3"].fill = Font(bold=True), PatternFill("solid", fgColor="FFFF00")
        sheet["F9"].fill = PatternFill("solid", fgColor="FFFF00")  # an empty cell that only looks like something

    rows = read_sheet(saved(fill), KNOWN).rows
    assert [(row.number, row.cells[:2]) for row in rows] == [(1, KNOWN), (2, ("kopi", "hitam")), (3, ("teh", "hijau"))]
    assert not any(cell for row in rows for cell in row.cells[2:])


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (5.0, "General", "5"),
        (2.5, "General", "2.5"),
        (0.1 + 0.2, "General", "0.3"),
        (811, "0000", "0811"),
        (0.25, "0%", "25%"),
        (True, "General", "TRUE"),
        (date(2026, 11, 24), "dd/mm/yyyy", "2026-11-24"),
        (datetime(2026, 11, 24, 9, 30), "dd/mm/yyyy hh:mm", "2026-11-24 09:30"),
        (time(9, 30), "hh:mm", "09:30"),
        ("a_x000D_\nb", "General", "a\nb"),
    ],
)
def test_cells_are_read_as_they_are_seen(
    saved: Callable[[Fill], Path], value: object, form: str, shown: str
) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = sheet_of(book)
        sheet["A1"] = value
        sheet["A1"].number_format = form

    assert read_sheet(saved(fill)).rows[0].cells == (shown,)


def test_an_exported_workbook_holds_texts_alone(tmp_path: Path) -> None:
    write_rows(tmp_path / "a.xlsx", [KNOWN, ("=1+1", "0811"), ("- butir", "1e5")])
    sheet = sheet_of(openpyxl.load_workbook(tmp_path / "a.xlsx"))
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert (sheet["A2"].value, sheet["A2"].quotePrefix, sheet["A3"].value) == ("=1+1", True, "- butir")
    assert (sheet["A1"].font.bold, sheet.freeze_panes) == (True, "A2")


def test_a_file_that_is_a_workbook_only_by_its_first_bytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook([KNOWN])[:300])
    with pytest.raises(SheetError, match="bukan buku kerja"):
        read_sheet(path)


def test_columns_are_called_as_a_spreadsheet_does() -> None:
    assert [letter(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
