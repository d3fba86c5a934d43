"""The key where nobody set one: made once, kept in a file of its own beside the SQLite file.

Lives here: finding or making that file.
Never here: what a key is used for (keys.py). Several replicas share a key, so PostgreSQL needs one that is set.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from bot.errors import ConfigError, StorageError
from bot.storage.database.engines import SQLITE, parse_url, sqlite_path

_KEY_BYTES = 32
_MODE = 0o600
# A key is one line; more is some other file.
_LIMIT = 512


def find_key(url: str, given: str = "") -> str:
    """`given`, or else the key in `<database>.key`, which is made if it is not there.

    Raises ConfigError for a database without a file, StorageError for a key file that cannot be used.
    """
    if given:
        return given
    target = parse_url(url)
    if target.get_backend_name() != SQLITE:
        raise ConfigError("BOT_KEY belum diisi. Buat satu: openssl rand -hex 32, lalu tulis di .env: BOT_KEY=...")
    database = sqlite_path(target)
    path = database.with_name(f"{database.name}.key")
    try:
        return _read(path) if path.exists() else _make(path, database)
    except (OSError, UnicodeDecodeError) as error:
        raise StorageError(f"{path}: kunci tidak bisa dibaca atau dibuat ({error}). Atau isi BOT_KEY.") from None


def _make(path: Path, database: Path) -> str:
    if database.exists():
        raise StorageError(
            f"{path}: berkas kunci hilang, padahal {database.name} ditulis dengannya. Kembalikan dari cadangan, "
            "isi BOT_KEY dengan kunci itu, atau pindahkan basis datanya untuk mulai dari kosong."
        )
    key = secrets.token_hex(_KEY_BYTES)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _MODE)
    except FileExistsError:  # two first starts at once
        return _read(path)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{key}\n")
        file.flush()
        os.fsync(file.fileno())
    return key


def _read(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        key = file.read(_LIMIT + 1).strip()
    if not key or len(key) > _LIMIT or "\n" in key:
        raise StorageError(f"{path}: bukan berkas kunci (harus satu baris). Kembalikan dari cadangan.")
    return key
