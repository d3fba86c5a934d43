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
from bot.operators.entry_files import about_file, entry_at, topic_files
from bot.operators.sheet_entries import COLUMNS, SheetEntries, to_entries
from bot.operators.sheets import SheetError, read_rows
from bot.storage.folder import SUFFIXES
from bot.storage.loader import load_knowledge

GENERAL = "umum"
ENTRIES = "entri"


@dataclass(frozen=True, slots=True)
class Import:
    """What to make of which sheet. `general` is the folder with the part that fits any subject.

    Without a `subject` the sheet's file name is taken for it.
    """

    sheet: Path
    folder: Path
    general: Path
    name: str = ""
    subject: str = ""

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
    refuse_to_overwrite(order.folder)
    if not order.general.is_dir():
        raise ConfigError(f'Bagian umum tidak ada di "{order.general}"; pilih folder pengetahuan yang memuatnya.')
    found = to_entries(order.sheet, read_rows(order.sheet, COLUMNS))
    files = dict(topic_files(found.topics, found.entries))
    with beside(order.folder.resolve()) as draft:
        (draft / ENTRIES).mkdir(parents=True)
        (draft / "tentang.yaml").write_text(about_file(order.about), encoding="utf-8")
        for name, text in files.items():
            (draft / ENTRIES / name).write_text(text, encoding="utf-8", newline="\n")
        copy_yaml(order.general, draft / GENERAL)
        try:
            load_knowledge(draft, phrases)
        except KnowledgeError as error:
            raise SheetError("\n".join(_by_row(order.sheet, found, files, one) for one in error.problems)) from error
    questions = sum(len(entry.questions) for entry in found.entries.values())
    return Imported(len(found.topics), len(found.entries), questions, found.notes)


def refuse_to_overwrite(folder: Path) -> None:
    """ConfigError for a folder that holds something already."""
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f'"{folder}" sudah ada dan bukan folder; pilih nama lain.')
    if folder.is_dir() and any(folder.iterdir()):
        raise ConfigError(f'Folder "{folder}" tidak kosong; pilih folder baru, supaya tidak ada yang tertimpa.')


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """A draft of `folder` on the same disk, under the same name, that takes its place if all goes well."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        home = Path(tempfile.mkdtemp(prefix=".impor-", dir=folder.parent))
        try:
            draft = home / folder.name
            draft.mkdir()
            yield draft
            if folder.exists():
                folder.rmdir()  # it is empty; Windows does not rename onto an existing folder
            draft.rename(folder)
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


def _by_row(sheet: Path, found: SheetEntries, files: Mapping[str, str], problem: Problem) -> str:
    """A problem of the written folder as one of the sheet's row, where it is one."""
    entry = entry_at(files.get(problem.path.name, ""), problem.line)
    return f"{sheet}, baris {found.rows[entry]}: {problem.message}" if entry in found.rows else str(problem)
