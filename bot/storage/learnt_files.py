"""What was learnt, kept in files, so that the next start need not learn it anew.

Lives here: folders of such files, written whole and read with checks; clearing away.
Never here: what they are called (learnt_name.py), learning, what is in the files (bot.core.learning.packing).

A kept folder holds a tree in JSON, plain .npy files without pickled objects, and the checksums of both. It is written
aside and put in place by one rename, so several replicas may share it. What is damaged or foreign counts as none.
Numbers are mapped, not read: processes on one machine share them.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from bot.core.learning.packing import Numbers, Packed

_LOG = logging.getLogger(__name__)
# Of all that is kept, what was used last stays as long as it takes no more than this: four of the shipped size.
TOTAL_BYTES = 400 << 20
# What is written aside is there for seconds; what is older was left by a process that died.
ASIDE_SECONDS = 3600.0
_ASIDE = ".aside-"
_SUMS, _TREE, _ROW = "sums.json", "tree.json", ".npy"
_CHUNK = 1 << 20


class LearntFiles:
    """All that is kept in one folder. Nothing here raises: where the folder cannot be used, nothing is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def folder(self) -> Path:
        return self._folder

    def can_keep(self) -> bool:
        """Whether anything can be written here."""
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.access(self._folder, os.W_OK)

    def read(self, name: str) -> Packed | None:
        """What is kept under `name`; None if there is nothing that can be used."""
        home = self._folder / name
        try:
            packed = _read(home, name)
        except FileNotFoundError:
            if home.exists():
                self.refuse(name, "tidak lengkap")
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            self.refuse(name, type(error).__name__)
            return None
        with suppress(OSError):  # a folder that may only be read
            os.utime(home)
        return packed

    def refuse(self, name: str, why: str) -> None:
        """Do away with what is kept under `name`, for it is of no use."""
        _LOG.warning("%s tidak bisa dipakai (%s); dipelajari ulang.", self._folder / name, why)
        _remove(self._folder / name)

    def write(self, name: str, packed: Packed) -> bool:
        """Keep `packed` under `name`, and clear away what has not been used for longest. False if it cannot be kept."""
        aside = self._folder / f"{_ASIDE}{secrets.token_hex(8)}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            aside.mkdir(mode=0o700)
            _write(aside, name, packed)
            _put(aside, self._folder / name)
        except OSError as error:
            _LOG.info("Hasil belajar tidak bisa disimpan di %s (%s).", self._folder, error.strerror)
            return False
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        self._clear(name)
        return True

    def _clear(self, name: str) -> None:
        """The one just written stays in any case."""
        total, now = 0, (self._folder / name).stat().st_mtime
        for used, size, home in sorted(self._kept(), reverse=True):
            if home.name.startswith(_ASIDE):
                if used < now - ASIDE_SECONDS:
                    _remove(home)
                continue
            total += size
            if total > TOTAL_BYTES and home.name != name:
                _remove(home)

    def _kept(self) -> Iterator[tuple[float, int, Path]]:
        """When each was used last, and how large it is. Whatever else lies in the folder is left alone."""
        for home in self._folder.iterdir():
            with suppress(OSError):  # another replica clears away too
                if home.name.startswith(_ASIDE) or (home / _SUMS).is_file():
                    yield home.stat().st_mtime, sum(file.stat().st_size for file in home.iterdir()), home


def _put(aside: Path, home: Path) -> None:
    try:
        aside.rename(home)
    except OSError:
        if not home.is_dir():  # where it is, another replica was faster
            raise


def _remove(home: Path) -> None:
    """In one step for whoever reads, then at leisure; a process that has it mapped keeps it."""
    aside = home.with_name(f"{_ASIDE}{secrets.token_hex(8)}")
    with suppress(OSError):
        home.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)


def _read(home: Path, name: str) -> Packed:
    """Raises an error of many kinds for a folder that is not as it was written."""
    kept = json.loads(_own(home / _SUMS).read_bytes())
    found = {file.name for file in home.iterdir()} - {_SUMS}
    if kept["name"] != name or found != kept["sums"].keys():
        raise ValueError(name)
    for file, checksum in kept["sums"].items():
        if _checksum(_own(home / file)) != checksum:
            raise ValueError(file)
    tree = json.loads((home / _TREE).read_bytes())
    return Packed(tree, {file.removesuffix(_ROW): _mapped(home / file) for file in found - {_TREE}})


def _own(path: Path) -> Path:
    """`path`, if this user or root wrote it: anybody may write into some folders, and what is read here decides who is
    taken for a person in danger."""
    user = getattr(os, "geteuid", None)  # not on Windows
    if user is not None and path.stat().st_uid not in (0, user()):
        raise PermissionError(path)
    return path


def _mapped(path: Path) -> Numbers:
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def _checksum(path: Path) -> int:
    found = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found = zlib.crc32(chunk, found)
    return found


def _write(home: Path, name: str, packed: Packed) -> None:
    _dump(home / _TREE, packed.tree)
    for row, numbers in packed.numbers.items():
        np.save(home / (row + _ROW), numbers, allow_pickle=False)
    sums: Mapping[str, int] = {file.name: _checksum(file) for file in home.iterdir()}
    _dump(home / _SUMS, {"name": name, "sums": sums})


def _dump(path: Path, tree: Any) -> None:
    path.write_text(json.dumps(tree, ensure_ascii=False, separators=(",", ":")), "utf-8")
