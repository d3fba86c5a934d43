"""A knowledge folder in the making, which stands where it belongs when all of it is right, and not before.

Lives here: the draft beside its place, what may not be overwritten, what a folder begins with: the part that fits any
subject, and how a bot presents itself until somebody says it better.
Never here: what is written into the draft (new_bot.py, bot.operators.sheets), keeping the rest of a folder
(entry_replacing.py).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.core.model import About
from bot.errors import ConfigError
from bot.storage.folder import SUFFIXES


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
    with draft_of(folder) as draft:
        yield draft
        if not folder.exists():
            draft.rename(folder.resolve())
            return
        for child in draft.iterdir():  # whoever stands in the empty folder must not lose the ground below
            child.rename(folder / child.name)


@contextmanager
def draft_of(folder: Path) -> Iterator[Path]:
    """An empty folder, on the same disk and under the same name, for a while. ConfigError if that fails."""
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
