"""Sheets as they come out of spreadsheet programs: CSV, tab-separated text and Excel workbooks.

Lives here: encodings, separators, quotes, row numbers; reading to plain cells and writing from them.
Never here: what a column means (see sheet_entries and cases).
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import BotError

SHEET_LIMIT = 32 << 20  # bytes; as much as a knowledge folder may hold
# Excel: "Total number of characters that a cell can contain". It cuts what is longer without a word.
CELL_LIMIT = 32_767
SEPARATORS = ",;\t"
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


def read_rows(path: Path, known: Sequence[str] = ()) -> tuple[Row, ...]:
    """The rows of a sheet, without empty ones. `known` are the column names that help to find the separator.

    Raises SheetError if the file cannot be read as a sheet.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SheetError(f"{path}: tidak dapat dibaca ({error.strerror}).") from error
    if len(data) > SHEET_LIMIT:
        raise SheetError(f"{path}: lebih besar dari {SHEET_LIMIT >> 20} MiB; pecah lembarnya.")
    records = _workbook(path, data) if data[:4] == b"PK\x03\x04" else _separated(path, _decoded(path, data), known)
    cleaned = ((number, tuple(map(_clean, cells))) for number, cells in records)
    return tuple(Row(number, cells) for number, cells in cleaned if any(cells))


def write_rows(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Writes a sheet; a name that ends in .xlsx gives a workbook, any other UTF-8 CSV with a byte order mark.

    Excel takes CSV without the mark for an old code page. Raises SheetError if the file cannot be written.
    """
    try:
        if path.suffix.lower() == ".xlsx":
            _check_cells(path, rows)
            _write_workbook(path, rows)
            return
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([_guarded(cell) for cell in row] for row in rows)
    except OSError as error:
        raise SheetError(f"{path}: tidak dapat ditulis ({error.strerror}).") from error


def _decoded(path: Path, data: bytes) -> str:
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise SheetError(f"{path}: format Excel lama (.xls); simpan ulang sebagai .xlsx atau CSV UTF-8.")
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = "ada huruf yang tidak terbaca; simpan ulang sebagai CSV UTF-8 atau .xlsx"
        raise SheetError(f"{path}, baris teks {line}: {message}.") from error


def _separated(path: Path, text: str, known: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
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


def _workbook(path: Path, data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    import openpyxl  # takes 0.2 s, which other commands need not pay

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # some programs write wrong ones
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, [_shown(cell) for cell in cells]
    except (KeyError, ValueError, IndexError, zipfile.BadZipFile, OSError) as error:
        raise SheetError(f"{path}: bukan buku kerja Excel yang utuh; simpan ulang sebagai .xlsx.") from error


def _shown(cell: object) -> str:
    """A cell of a workbook as text: 5.0 is "5", a missing one is empty."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _write_workbook(path: Path, rows: Iterable[Sequence[str]]) -> None:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("entri")
    for row in rows:
        sheet.append([_guarded(cell) for cell in row])
    whole = io.BytesIO()  # a file that fails halfway would leave the library complaining
    book.save(whole)
    path.write_bytes(whole.getvalue())


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


def _guarded(cell: str) -> str:
    return GUARD + cell if cell.startswith(FORMULA) or _is_guarded(cell) else cell
