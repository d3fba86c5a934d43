"""`export`: from a knowledge to a sheet, the inverse of `import`.

Lives here: which rows are written where, and what a sheet cannot hold.
Never here: columns (entries.py), file formats (rows.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.core.model import Knowledge
from bot.operators.sheets.entries import to_rows
from bot.operators.sheets.rows import write_rows

# What stays in the folder, whatever it holds.
ALWAYS_LEFT = ("obrolan", "ragam", "kalimat bot", "keselamatan", "uji", "komentar di berkas")


@dataclass(frozen=True, slots=True)
class Exported:
    """How many entries were written, and what the person should know about the rest."""

    entries: int
    notes: tuple[str, ...]


def export_sheet(knowledge: Knowledge, path: Path) -> Exported:
    """Writes every entry to `path` (.csv or .xlsx). Raises SheetError."""
    rows = list(to_rows(knowledge))
    write_rows(path, rows)
    return Exported(len(rows) - 1, tuple(_notes(knowledge, path)))


def _notes(knowledge: Knowledge, path: Path) -> list[str]:
    counted = {
        "celah": len(knowledge.gaps),
        "asing": len(knowledge.out_of_scope),
        "konsep": len(knowledge.lexicon.concepts),
    }
    left = [f"{name} ({count})" for name, count in counted.items() if count]
    notes = [f"Lembar hanya memuat entri. Tetap di folder: {', '.join((*left, *ALWAYS_LEFT))}."]
    ways = [way for entry in knowledge.entries.values() for way in entry.questions]
    if broken := sum("\n" in way for way in ways):
        notes.append(f"{broken} cara bertanya yang lebih dari satu baris ditulis menjadi satu baris.")
    if path.suffix.lower() != ".xlsx":
        notes.append("Untuk Excel pilih nama .xlsx: sel CSV seperti 0811, 1e5 dan 1-2 diubahnya saat dibuka.")
    return notes
