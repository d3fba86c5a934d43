"""`export`: from a knowledge to a sheet, the inverse of `import`.

Lives here: which rows are written where.
Never here: columns (see sheet_entries), file formats (see sheets).
"""

from __future__ import annotations

from pathlib import Path

from bot.core.model import Knowledge
from bot.operators.sheet_entries import to_rows
from bot.operators.sheets import write_rows


def export_sheet(knowledge: Knowledge, path: Path) -> int:
    """Writes every entry to `path` (.csv or .xlsx) and returns how many. Raises SheetError."""
    rows = list(to_rows(knowledge))
    write_rows(path, rows)
    return len(rows) - 1
