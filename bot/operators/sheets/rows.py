"""Sheets as they come out of spreadsheet programs: CSV and tab-separated text, and Excel through workbooks.

Lives here: encodings, separators, quotes, row numbers; reading to plain cells and writing from them.
Never here: what is no plain text in a cell (cleaning.py), what a column means (entries.py, and case_files.py of
bot.operators.evaluation).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BotError
from bot.operators.sheets.cleaning import Cleaned, cleaned, remarks
from bot.operators.sheets.workbooks import Read, letter, read_workbook, workbook

SHEET_LIMIT = 32 << 20  # bytes; as much as a knowledge folder may hold
# Excel: "Total number of characters that a cell can contain". It cuts what is longer without a word.
CELL_LIMIT = 32_767
SEPARATORS = ",;\t"
# With these "Unicode text" of Excel begins. Without one, UTF-16 cannot be told from what is no text at all.
MARKS_16 = (b"\xff\xfe", b"\xfe\xff")
# Text in UTF-16 is half NULs where it is English or Indonesian; a few of them are only dirt.
NULS = 0.1
# So many records are looked at to guess the separator.
SAMPLE = 30
# Excel reads a cell that begins with one of these as a formula, shows "#NAME?" and saves that. An apostrophe
# in front keeps it text; it is put on when writing and taken off when reading.
FORMULA = ("=", "+", "-", "@")
GUARD = "'"


class SheetError(BotError):
    """Everything that is wrong with a sheet, all at once, by the row numbers that a spreadsheet shows."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty; `number` counts from 1 as a spreadsheet does, the heading included."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows that are not empty, the heading first, and what the person should know about the reading."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def read_sheet(path: Path, known: Sequence[str] = ()) -> Sheet:
    """A sheet without its empty rows. `known` column names help to find the separator, and the sheet in a workbook.

    Raises SheetError if the file cannot be read as a sheet.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SheetError(f"{path}: tidak dapat dibaca ({error.strerror}).") from error
    if len(data) > SHEET_LIMIT:
        raise SheetError(f"{path}: lebih besar dari {SHEET_LIMIT >> 20} MiB; pecah lembarnya.")
    if data[:4] == b"PK\x03\x04":
        read = _workbook(path, data, known)
        return _sheet(read.records, read.notes)
    return _sheet(_separated(path, _decoded(path, data), known))


def write_rows(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Writes a sheet; a name that ends in .xlsx gives a workbook, any other UTF-8 CSV with a byte order mark.

    Excel takes CSV without the mark for an old code page. Raises SheetError if the file cannot be written.
    """
    try:
        if path.suffix.lower() == ".xlsx":
            _check_cells(path, rows)
            path.write_bytes(workbook([[_marked(cell) for cell in row] for row in rows]))
            return
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([_guarded(cell) for cell in row] for row in rows)
    except OSError as error:
        raise SheetError(f"{path}: tidak dapat ditulis ({error.strerror}).") from error


def _sheet(records: Iterable[tuple[int, Sequence[str]]], notes: Sequence[str] = ()) -> Sheet:
    read = [(number, [cleaned(cell) for cell in cells]) for number, cells in records]
    rows = [Row(number, tuple(_clean(one.text) for one in cells)) for number, cells in read]
    filled = tuple(row for row in rows if any(row.cells))
    headings = filled[0].cells if filled else ()
    return Sheet(filled, (*notes, *remarks(_places(read, headings))))


def _places(read: Iterable[tuple[int, Sequence[Cleaned]]], headings: Sequence[str]) -> Iterator[tuple[str, Cleaned]]:
    """Every cell with its place, the column by its heading where it has one."""
    for number, cells in read:
        for place, one in enumerate(cells):
            name = headings[place] if place < len(headings) else ""
            yield f"baris {number}, kolom {name or letter(place)}", one


def _decoded(path: Path, data: bytes) -> str:
    """The text of a sheet; bytes that are no UTF-8 are kept for `cleaned`, which knows the cell they stand in."""
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise SheetError(f"{path}: format Excel lama (.xls); simpan ulang sebagai .xlsx atau CSV UTF-8.")
    if not data.startswith(MARKS_16):
        if data.count(b"\0") > NULS * len(data):
            raise SheetError(f"{path}: bukan lembar teks; simpan ulang sebagai CSV UTF-8 atau .xlsx.")
        return data.decode("utf-8-sig", "surrogateescape")
    try:
        return data.decode("utf-16")
    except UnicodeDecodeError as error:
        message = "ada huruf yang tidak terbaca; simpan ulang sebagai CSV UTF-8 atau .xlsx"
        raise SheetError(f"{path}: {message}.") from error


def _separated(path: Path, text: str, known: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = text.partition("\n")
    if first.strip().lower() in {f"sep={separator}" for separator in SEPARATORS}:  # a hint that Excel writes
        separator, text = first.strip()[-1], rest
    else:
        separator = max(SEPARATORS, key=lambda one: _fitness(text, one, known))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, cells
    except csv.Error as error:
        message = "tanda kutip tidak berpasangan atau sel terlalu besar; periksa baris ini dan sebelumnya"
        raise SheetError(f"{path}, baris {number + 1}: {message}.") from error


def _fitness(text: str, separator: str, known: Sequence[str]) -> tuple[int, float, int]:
    """How well a separator cuts the beginning of a sheet: known headings, rows of one width, that width."""
    records = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if any(cell.strip() for cell in cells):
                records.append(cells)
            if len(records) == SAMPLE:
                break
    except csv.Error:
        pass
    if not records:
        return 0, 0.0, 0
    width = len(records[0])
    headings = sum(heading(cell) in known for cell in records[0])
    even = sum(len(cells) == width for cells in records) / len(records) if width > 1 else 0.0
    return headings, even, width


def heading(cell: str) -> str:
    """A column name as it is compared: "Mudah Tertukar " is mudah_tertukar."""
    return "_".join(cell.casefold().split()).replace("-", "_")


def _workbook(path: Path, data: bytes, known: Sequence[str]) -> Read:
    try:
        return read_workbook(data, lambda cells: sum(heading(cell) in known for cell in cells))
    except ValueError as error:
        raise SheetError(f"{path}: bukan buku kerja Excel yang utuh; simpan ulang sebagai .xlsx.") from error


def _check_cells(path: Path, rows: Iterable[Sequence[str]]) -> None:
    for number, row in enumerate(rows, 1):
        if any(len(cell) > CELL_LIMIT for cell in row):
            message = f"sel lebih panjang dari {CELL_LIMIT} karakter, batas Excel; tulis ke .csv"
            raise SheetError(f"{path}, baris {number}: {message}.")


def _clean(cell: str) -> str:
    text = cell.replace("\r\n", "\n").replace("\r", "\n").strip()
    return text[len(GUARD) :] if _is_guarded(text) else text


def _is_guarded(text: str) -> bool:
    bare = text.lstrip(GUARD)
    return text.startswith(GUARD) and bare.startswith(FORMULA)


def _marked(cell: str) -> str:
    """For a workbook, which knows text from formulas: only what reading would take for a guard gets one."""
    return GUARD + cell if _is_guarded(cell) else cell


def _guarded(cell: str) -> str:
    """Without the blanks around it: reading drops them, and a formula behind a tab is one to some programs."""
    cell = cell.strip()
    return GUARD + cell if cell.startswith(FORMULA) or _is_guarded(cell) else cell
