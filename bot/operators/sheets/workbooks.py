"""Excel workbooks: which of their sheets is meant, and their cells as the text that a person sees there.

Lives here: the one library that knows the format, and the look of the workbook that `export` writes.
Never here: CSV and what all sheets share (rows.py), what a column means (entries.py).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

Records = list[tuple[int, list[str]]]

# Excel writes a character that XML cannot hold by its number ("_x000D_" is a carriage return of Windows), and the
# underscore of a text that only looks like that as "_x005F_". The library leaves both as they are.
_NUMBERED = re.compile("_x([0-9A-Fa-f]{4})_")
_LOOKS_NUMBERED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# The format of numbers that keep zeros in front, such as telephone numbers and postcodes.
_ZEROS = re.compile("0+")
# Excel keeps 15 digits of a number, and so much of its error must not be shown.
_DIGITS = 15
# Characters that a column is wide; texts of several lines wrap inside it.
_WIDTH, _NARROW = 48, 18


@dataclass(frozen=True, slots=True)
class Read:
    """The rows of the sheet that was taken, each with its number, and what the person should know about that."""

    records: Records
    notes: tuple[str, ...]


def read_workbook(data: bytes, fits: Callable[[Sequence[str]], int]) -> Read:
    """The sheet whose first row `fits` best, the first one among equals. ValueError if it is no workbook.

    Hidden rows are read like any other, as they are when Excel writes CSV. Hidden sheets are passed over.
    """
    import openpyxl  # takes 0.2 s, which other commands need not pay

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        read = {sheet.title: _records(sheet) for sheet in shown}
    except (KeyError, ValueError, IndexError, TypeError, zipfile.BadZipFile, OSError) as error:
        raise ValueError("no workbook") from error
    if not read:
        raise ValueError("a workbook of charts only")
    taken = max(read, key=lambda title: fits(_first(read[title])))
    others = ", ".join(f'"{title}"' for title, records in read.items() if title != taken and records)
    notes = (f'Yang dibaca lembar "{taken}"; tidak dibaca: {others}.',) if others else ()
    return Read(read[taken], notes)


def workbook(rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of texts: no cell is ever taken for a formula, a number or a date, also after it was edited."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("entri")
    sheet.freeze_panes = "A2"
    head, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(rows):
        if not number:
            for place, name in enumerate(row):
                wide = name in ("pertanyaan", "jawaban")
                sheet.column_dimensions[letter(place)].width = _WIDTH if wide else _NARROW
        cells = []
        for text in row:
            cell: Any = WriteOnlyCell(sheet, value=_LOOKS_NUMBERED.sub("_x005F_", text) or None)
            if text:
                # The library takes "=..." for a formula; the prefix is Excel's own mark for text that begins so.
                cell.data_type, cell.quotePrefix, cell.number_format = "s", text.startswith("="), "@"
            cell.alignment = wrapped
            if not number:
                cell.font = head
            cells.append(cell)
        sheet.append(cells)
    whole = io.BytesIO()  # a file that fails halfway would leave the library complaining
    book.save(whole)
    return whole.getvalue()


def letter(place: int) -> str:
    """What a spreadsheet calls the column at `place`, counted from 0."""
    found = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _records(sheet: Any) -> Records:
    sheet.reset_dimensions()  # some programs write wrong ones
    found = ((number, [_shown(cell) for cell in cells]) for number, cells in enumerate(sheet.iter_rows(), 1))
    return [(number, texts) for number, texts in found if any(texts)]


def _first(records: Records) -> list[str]:
    return records[0][1] if records else []


def _shown(cell: Any) -> str:
    """A cell as a person sees it: 5.0 is "5", 0811 keeps its zero, 0.25 may be "25%", a day has no hour."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return _NUMBERED.sub(lambda found: chr(int(found[1], 16)), value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, date):
        return value.isoformat()
    return _number(value, cell.number_format or "") if isinstance(value, int | float) else str(value)


def _number(value: float, form: str) -> str:
    if form.rstrip().endswith("%"):
        return f"{value * 100:.{_DIGITS}g}%"
    if float(value).is_integer():
        return str(int(value)).zfill(len(form) if _ZEROS.fullmatch(form) else 0)
    return f"{value:.{_DIGITS}g}"
