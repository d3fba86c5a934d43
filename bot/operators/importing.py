"""`import`: from a sheet to a complete knowledge folder.

Lives here: what the folder holds, writing it whole or not at all, whose row a problem belongs to.
Never here: what columns mean (see sheet_entries), how YAML is written (see entry_files).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.core.model import About
from bot.core.phrases import PHRASES
from bot.errors import ConfigError, KnowledgeError, Problem
from bot.operators.entry_files import about_file, spot_at, topic_files
from bot.operators.entry_replacing import copy_without_entries, put_entries, refuse_to_replace
from bot.operators.sheet_entries import COLUMNS, SheetEntries, problem, to_entries
from bot.operators.sheets import SheetError, read_sheet
from bot.storage.folder import SUFFIXES
from bot.storage.loader import load_knowledge

GENERAL = "umum"
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
    """How much was written, and what the person should know about it."""

    topics: int
    entries: int
    questions: int
    notes: tuple[str, ...]


def about_of(stem: str, name: str = "", subject: str = "") -> About:
    """How a bot presents itself whose file or folder is called `stem`, unless it is given a name or a subject."""
    subject = subject or " ".join(stem.replace("_", "-").split("-"))
    long = f"Aku bot tanya jawab tentang {subject}. Tanyakan apa saja dengan bahasa sehari-hari."
    return About(
        name or f"Tanya {subject.title()}",
        subject,
        f"{long} Kalau aku belum tahu, aku bilang belum tahu.",
        f"Tanya jawab tentang {subject}.",
    )


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
    return Imported(len(found.topics), len(found.entries), questions, (*sheet.notes, *found.notes, *kept))


def _made(order: Import, found: SheetEntries, phrases: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    with beside(order.folder) as draft:
        (draft / "tentang.yaml").write_text(about_file(order.about), encoding="utf-8")
        copy_yaml(order.general, draft / GENERAL)
        _fill(draft, order, found, phrases)
    return ()


def _replaced(order: Import, found: SheetEntries, phrases: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    with _draft(order.folder) as draft:
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


def refuse_to_overwrite(folder: Path, way_out: str = "") -> None:
    """ConfigError for a folder that holds something already; `way_out` says what else may be done."""
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f'"{folder}" sudah ada dan bukan folder; pilih nama lain.')
    if folder.is_dir() and any(folder.iterdir()):
        message = f'Folder "{folder}" tidak kosong; pilih folder baru, supaya tidak ada yang tertimpa{way_out}.'
        raise ConfigError(message)


def refuse_without_general(general: Path) -> None:
    """ConfigError where there is nothing to take the general part from."""
    if not general.is_dir():
        raise ConfigError(f'Bagian umum tidak ada di "{general}"; pilih folder pengetahuan yang memuatnya.')


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """A draft of a new or empty `folder` that becomes it if all goes well."""
    with _draft(folder) as draft:
        yield draft
        if not folder.exists():
            draft.rename(folder.resolve())
            return
        for child in draft.iterdir():  # whoever stands in the empty folder must not lose the ground below
            child.rename(folder / child.name)


@contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    """An empty folder on the same disk and under the same name, for a while. ConfigError if that fails."""
    folder = folder.resolve()
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        home = Path(tempfile.mkdtemp(prefix=".impor-", dir=folder.parent))
        try:
            (home / folder.name).mkdir()
            yield home / folder.name
        finally:
            shutil.rmtree(home, ignore_errors=True)
    except OSError as error:
        raise ConfigError(f'Folder "{folder}" tidak dapat ditulis ({error.strerror}).') from error


def copy_yaml(source: Path, target: Path) -> None:
    """Copy the knowledge files of a folder."""
    for path in sorted(source.rglob("*")):
        if path.suffix.lower() in SUFFIXES and path.is_file() and not path.name.startswith("."):
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def _by_row(sheet: Path, found: SheetEntries, files: Mapping[str, str], one: Problem) -> str:
    """A problem of the written folder as one of the sheet's row and column, where it is one."""
    entry, column = spot_at(files.get(one.path.name, ""), one.line)
    return problem(sheet, found.rows[entry], column, one.message) if entry in found.rows else str(one)
