"""What goes wrong with a database while the bot runs, in two words: not now, or not ever.

Lives here: from the errors of SQLAlchemy and its drivers to StorageError.
Never here: retries (transactions.py), what is refused at the start (sqlite_file.py, migrating.py).

The errors of the drivers hold values of rows; nothing of their text is passed on, only their code.
"""

from __future__ import annotations

from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    SQLAlchemyError,
)

from bot.errors import StorageError

# PostgreSQL: serialization_failure, deadlock_detected: the same transaction may succeed at once.
_AGAIN = ("40001", "40P01")
# SQLite: the file itself is damaged; trying again does not help.
_BROKEN = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


class UnavailableError(StorageError):
    """The database does not answer now: locked, full, stopped, unreachable. Nothing was changed, or it is not known;
    every call of this package may be made again."""


class ConflictError(StorageError):
    """Somebody else was faster: a constraint refused the change. Never leaves this package."""


def deserves_retry(error: DBAPIError) -> bool:
    """Whether the same transaction is worth a second attempt at once: the connection broke, or two got in each other's
    way. Every transaction here can be repeated, also if the first one was committed after all."""
    return error.connection_invalidated or _code(error) in _AGAIN


def translated(error: SQLAlchemyError) -> StorageError:
    """`error` as the rest of the bot may see it."""
    if isinstance(error, IntegrityError):
        return ConflictError("Perubahan basis data ditolak karena sudah ada yang mendahului.")
    code = _code(error)
    if code.startswith(_BROKEN):
        return StorageError(
            f"Basis data rusak ({code}). Hentikan bot, simpan salinan berkasnya, lalu pulihkan dari cadangan."
        )
    if isinstance(error, OperationalError | InterfaceError | InternalError):
        return UnavailableError(f"Basis data sedang tidak bisa dipakai ({code}).")
    return StorageError(f"Galat saat memakai basis data ({code}). Ini kesalahan program atau hak akses.")


def _code(error: SQLAlchemyError) -> str:
    """SQLSTATE, the name of SQLite's result code, or the name of the class."""
    driver = getattr(error, "orig", None)
    return (
        getattr(driver, "sqlstate", None) or getattr(driver, "sqlite_errorname", None) or type(driver or error).__name__
    )
