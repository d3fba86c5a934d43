"""`import`: from a sheet to a complete knowledge folder.

Lives here: which parts the folder is put together from, and whose row a problem of the loader belongs to.
Never here: what columns mean (entries.py), how YAML is written (bot.operators.editing), how a folder comes to stand
where it belongs (bot.operators.folders).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.core.model import About
from bot.core.phrases import PHRASES
from bot.errors import KnowledgeError, Problem
from bot.operators.editing.entry_files import about_file, spot_at, topic_files
from bot.operators.folders.drafts import (
    about_of,
    beside,
    copy_yaml,
    draft_of,
    refuse_to_overwrite,
    refuse_without_general,
)
from bot.operators.folders.entry_replacing import copy_without_entries, put_entries, refuse_to_replace
from bot.operators.sheets.entries import COLUMNS, SheetEntries, problem, to_entries
from bot.operators.sheets.rows import SheetError, read_sheet
from bot.storage.folder import GENERAL
from bot.storage.loader import load_knowledge

ENTRIES = "entri"


@dataclass(frozen=True, slots=True)
class Import:
    """What to make of which sheet. `general` is the folder with the part that fits any subject.

    Without a `subject` the sheet's file name is taken for it. `replace`: the folder is there, and only its entries
    are to be changed for those of the sheet.
    """

    sheet: Path
    folder: Path
    general: Path
    name: str = ""
    subject: str = ""
    replace: bool = False

    @property
    def about(self) -> About:
        return about_of(self.sheet.stem, self.name, self.subject)


@dataclass(frozen=True, slots=True)
class Imported:
    """How much was written, and what the person should know about it; `bare` entries have only their title to be asked
    by."""

    topics: int
    entries: int
    questions: int
    notes: tuple[str, ...]
    bare: int = 0


def import_sheet(order: Import, phrases: Mapping[str, frozenset[str]] = PHRASES) -> Imported:
    """Writes the folder. Raises SheetError with all problems, ConfigError if a folder is in the way.

    The folder appears only when all of it is written and has been loaded without a problem.
    """
    if order.replace:
        refuse_to_replace(order.folder)
    else:
        refuse_to_overwrite(order.folder, "; untuk mengganti entrinya saja: --replace")
        refuse_without_general(order.general)
    sheet = read_sheet(order.sheet, COLUMNS)
    found = to_entries(order.sheet, sheet.rows)
    kept = _replaced(order, found, phrases) if order.replace else _made(order, found, phrases)
    questions = sum(len(entry.questions) for entry in found.entries.values())
    bare = sum(not entry.own_ways for entry in found.entries.values())
    return Imported(len(found.topics), len(found.entries), questions, (*sheet.notes, *found.notes, *kept), bare)


def _made(order: Import, found: SheetEntries, phrases: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    with beside(order.folder) as draft:
        (draft / "tentang.yaml").write_text(about_file(order.about), encoding="utf-8")
        copy_yaml(order.general, draft / GENERAL)
        _fill(draft, order, found, phrases)
    return ()


def _replaced(order: Import, found: SheetEntries, phrases: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    with draft_of(order.folder) as draft:
        copy_without_entries(order.folder, draft)
        _fill(draft, order, found, phrases)
        old = put_entries(order.folder.resolve(), draft)
    return (f"Yang lain di folder itu tetap. Isi sebelumnya ada di sebelahnya, di {old.name}.",)


def _fill(draft: Path, order: Import, found: SheetEntries, phrases: Mapping[str, frozenset[str]]) -> None:
    """Writes the entries and loads the whole. Raises SheetError by row and column for what is wrong with it."""
    files = dict(topic_files(found.topics, found.entries))
    (draft / ENTRIES).mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (draft / ENTRIES / name).write_text(text, encoding="utf-8", newline="\n")
    try:
        load_knowledge(draft, phrases)
    except KnowledgeError as error:
        raise SheetError("\n".join(_by_row(order.sheet, found, files, one) for one in error.problems)) from error


def _by_row(sheet: Path, found: SheetEntries, files: Mapping[str, str], one: Problem) -> str:
    """A problem of the written folder as one of the sheet's row and column, where it is one."""
    entry, column = spot_at(files.get(one.path.name, ""), one.line)
    return problem(sheet, found.rows[entry], column, one.message) if entry in found.rows else str(one)
