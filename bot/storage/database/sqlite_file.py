"""The SQLite file: whether it may be used, how a new one comes to be, and whether this process is alone with it.

Lives here: what is looked at before anything is written, creation in one step, the mark of a running bot.
Never here: tables (migrating.py), pragmas (engines.py).

A file that is there but unusable is never replaced: it may be all that is left of what people wrote.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.errors import StorageError

try:
    import fcntl
except ImportError:  # Windows has none; there nobody is ever known to be alone.
    fcntl = None  # type: ignore[assignment]

# sqlite.org/fileformat.html: the first 16 bytes of every database.
_MAGIC = b"SQLite format 3\x00"
# UPDATE ... RETURNING.
_OLDEST = (3, 35, 0)
# Names, questions, pseudonyms: for the owner's eyes only.
_MODE = 0o600
_HOLD_ATTEMPTS = 50


def check(path: Path) -> bool:
    """Whether there is a database at `path`. StorageError if something there, or the folder, cannot be used."""
    if sqlite3.sqlite_version_info < _OLDEST:
        raise StorageError(f"SQLite {sqlite3.sqlite_version} terlalu lama; perlu 3.35 atau lebih baru.")
    if not path.parent.is_dir():
        raise StorageError(f"{path}: foldernya tidak ada. Buat dulu, atau ubah BOT_DATABASE_URL.")
    if not path.exists():
        _check_absent(path)
        return False
    if not path.is_file():
        raise StorageError(f"{path}: bukan berkas. Ubah BOT_DATABASE_URL.")
    _check_start(path)
    _check_pages(path)
    return True


def create(path: Path, fill: Callable[[Path], None]) -> None:
    """A new database at `path`, made by `fill` under another name and then put in place in one step.

    So a file cut short by a crash is never seen there, and of two processes one is first and the other finds it done.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL, _MODE))
        fill(draft)
        _put_in_place(draft, path)
    except OSError as error:
        raise StorageError(_cannot_write(path, error)) from None
    finally:
        for leftover in (draft, _beside(draft, "-wal"), _beside(draft, "-shm")):
            leftover.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Hold:
    """The mark of a running bot on its database, until `file` is closed. `alone`: nobody else had one at the time."""

    file: BinaryIO | None
    alone: bool


def hold(path: Path) -> Hold:
    """Mark this process as running on the database; the system removes the mark when it ends, however it ends.

    Who gets the lock for itself knows that every process before is dead. In a file of its own: a lock on the database
    file could get in SQLite's way.
    """
    if fcntl is None:
        return Hold(None, False)
    try:
        file = _beside(path, ".lock").open("ab")
    except OSError as error:
        raise StorageError(_cannot_write(path, error)) from None
    alone = _try_lock(file, fcntl.LOCK_EX)
    for _ in range(_HOLD_ATTEMPTS):
        # Somebody else may be at the line above, just now.
        if _try_lock(file, fcntl.LOCK_SH):
            break
        time.sleep(0.01)
    return Hold(file, alone)


def _try_lock(file: BinaryIO, kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except OSError:  # held by another process, or a file system without locks
        return False
    return True


def _check_absent(path: Path) -> None:
    if _beside(path, "-wal").exists():
        raise StorageError(
            f"{path}: berkas ini hilang, padahal {path.name}-wal masih ada. Kembalikan dari cadangan, "
            f"atau pindahkan {path.name}-wal bila memang ingin mulai dari kosong."
        )
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise StorageError(_cannot_write(path))


def _check_start(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        raise StorageError(f"{path}: tidak bisa dibaca ({error.strerror}). Periksa pemilik dan izinnya.") from None
    if not start:
        raise StorageError(
            f"{path}: berkas ini kosong (0 byte), mungkin terpotong. Kembalikan dari cadangan, "
            "atau hapus bila memang ingin mulai dari kosong."
        )
    if start != _MAGIC:
        raise StorageError(
            f"{path}: bukan basis data SQLite, atau awalnya rusak. Kembalikan dari cadangan, "
            "atau pindahkan bila memang ingin mulai dari kosong."
        )
    if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)):
        raise StorageError(_cannot_write(path))


def _check_pages(path: Path) -> None:
    """Read every page once: 0.25 s for 100 MB. A damaged one would be met later, in the middle of an answer."""
    try:
        with closing(sqlite3.connect(path, timeout=30)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise StorageError(
            f"{path}: tidak bisa dibuka ({error.sqlite_errorname}). Periksa pemilik dan izinnya."
        ) from None
    except sqlite3.DatabaseError as error:
        found = error.sqlite_errorname
    if found != "ok":
        raise StorageError(
            f"{path}: isinya rusak ({found}). Simpan salinannya, lalu kembalikan dari cadangan "
            f"atau coba: sqlite3 {path.name} .recover"
        )


def _put_in_place(draft: Path, path: Path) -> None:
    try:
        # Unlike a rename, a link never replaces what somebody else has just put there.
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:
        # File systems without links (FAT, some network shares): two first starts at once are not guarded there.
        if not path.exists():
            draft.rename(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """A new name survives the loss of power once its folder is written."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _cannot_write(path: Path, error: OSError | None = None) -> str:
    why = f" ({error.strerror})" if error else ""
    return (
        f"{path}: tidak bisa ditulis{why}. Folder dan berkasnya harus milik pengguna yang menjalankan bot, "
        "dan tidak dipasang hanya-baca."
    )
