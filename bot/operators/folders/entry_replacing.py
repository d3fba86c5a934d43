"""`import --replace`: a knowledge folder that keeps everything but its entries.

Lives here: which files are entries, what makes a folder unfit for that, where the old folder goes.
Never here: writing the new entries (bot.operators.sheets).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from bot.errors import ConfigError
from bot.storage.folder import SUFFIXES

# The keys of a file that holds entries and nothing else.
ENTRY_FILE = frozenset({"topik", "judul", "entri"})
_TOP_KEY = re.compile(r"^[\"']?(\w+)[\"']?\s*:", re.MULTILINE)


def refuse_to_replace(folder: Path) -> None:
    """ConfigError for what is no knowledge folder, or has entries in one file with other things."""
    if not folder.is_dir():
        raise ConfigError(f'Folder "{folder}" belum ada; tanpa --replace ia dibuatkan baru.')
    keys = {path: _keys(path) for path in _files(folder)}
    if not any("tentang" in found for found in keys.values()):
        raise ConfigError(f'"{folder}" bukan folder pengetahuan: tidak ada berkas dengan "tentang:" di dalamnya.')
    for path, found in keys.items():
        if "topik" in found and (others := found - ENTRY_FILE):
            said = ", ".join(f'"{key}"' for key in sorted(others))
            raise ConfigError(f"{path} memuat entri bersama {said}; pindahkan {said} ke berkas lain dulu.")


def copy_without_entries(folder: Path, draft: Path) -> None:
    """Copies everything but the files of entries."""
    entries = set(_entry_files(folder))

    def left_out(where: str, names: list[str]) -> set[str]:
        return {name for name in names if Path(where, name) in entries}

    shutil.copytree(folder, draft, symlinks=True, ignore=left_out, dirs_exist_ok=True)


def put_entries(folder: Path, draft: Path) -> Path:
    """Puts the files of entries of `draft` in place of those of `folder`; where a copy of the old folder now is.

    The folder itself stays: a running bot watches it, and it may be mounted.
    """
    old = _place_for_old(folder)
    shutil.copytree(folder, old, symlinks=True)
    for path in list(_entry_files(folder)):
        path.unlink()
    for path in list(_entry_files(draft)):
        target = folder / path.relative_to(draft)
        target.parent.mkdir(exist_ok=True)
        path.replace(target)
    return old


def _place_for_old(folder: Path) -> Path:
    """A name beside `folder` that is still free."""
    number, found = 1, folder.with_name(f"{folder.name}.lama")
    while found.exists():
        number += 1
        found = folder.with_name(f"{folder.name}.lama-{number}")
    return found


def _entry_files(folder: Path) -> Iterator[Path]:
    return (path for path in _files(folder) if "topik" in _keys(path))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES and path.is_file())


def _keys(path: Path) -> set[str]:
    """The keys at the left edge; no need to understand the rest, which is loaded and checked later."""
    return set(_TOP_KEY.findall(path.read_text("utf-8-sig", errors="replace")))
