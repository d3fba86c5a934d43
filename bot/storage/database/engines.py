"""Connections to the two databases the bot can live on.

Lives here: drivers, pragmas, timeouts, and how a transaction begins.
Never here: statements, threads (transactions.py), whether a file may be used (sqlite_file.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from bot.errors import StorageError

SQLITE, POSTGRES = "sqlite", "postgresql"
# How long a statement waits for somebody else's lock. Longer, and a webhook would be answered too late (faults D3).
LOCK_SECONDS = 2.0
# One statement, and one attempt to connect.
STATEMENT_SECONDS = 3
# PostgreSQL: connections of one replica, which are only held for the milliseconds of a transaction.
CONNECTIONS = 8
# SQLite has one writer at a time; reading goes on beside it.
READERS = 2
_WAL_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Engines:
    """`writer` takes its lock at the start of a transaction; so does `hasty`, for what may be lost with the power;
    `reader` cannot change anything."""

    writer: Engine
    hasty: Engine
    reader: Engine
    writers: int
    readers: int

    @property
    def dialect(self) -> str:
        return self.writer.dialect.name

    def dispose(self) -> None:
        for engine in (self.writer, self.hasty, self.reader):
            engine.dispose()


def parse_url(text: str) -> URL:
    """A URL with the driver this package uses. StorageError for anything but SQLite files and PostgreSQL."""
    try:
        # Hosting providers write postgres://, which SQLAlchemy no longer knows.
        url = make_url(text.replace("postgres://", "postgresql://", 1) if text.startswith("postgres://") else text)
    except ArgumentError:
        # `from None`: the text may hold a password.
        raise StorageError(_WRONG_URL) from None
    kind = url.get_backend_name()
    if kind == SQLITE and url.database and url.database != ":memory:" and not url.query:
        return url.set(drivername="sqlite+pysqlite")
    if kind == POSTGRES and url.database:
        return url.set(drivername="postgresql+psycopg")
    raise StorageError(_WRONG_URL)


def sqlite_path(url: URL) -> Path:
    return Path(url.database or "").absolute()


def connect(url: URL) -> Engines:
    """Engines for `url`; nothing is connected yet."""
    return _sqlite(url) if url.get_backend_name() == SQLITE else _postgres(url)


def _sqlite(url: URL) -> Engines:
    # An accepted update survives also the loss of power, once its commit returns. That waits for the disk: 270 commits
    # a second here with FULL, 12,000 with NORMAL, while Telegram takes 30 messages a second.
    writer, hasty, reader = _sqlite_engine(url, "FULL"), _sqlite_engine(url, "NORMAL"), _sqlite_engine(url, "FULL")
    for engine in (writer, hasty):
        # IMMEDIATE: a transaction that first reads and then writes could fail half-way, when it asks for the lock too
        # late (sqlite.org/lang_transaction.html).
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    event.listen(reader, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    event.listen(reader, "connect", lambda driver, _record: driver.execute("PRAGMA query_only = ON"))
    return Engines(writer, hasty, reader, 1, READERS)


def _sqlite_engine(url: URL, synchronous: str) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=READERS,
        max_overflow=0,
        connect_args={"timeout": LOCK_SECONDS},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "connect", lambda driver, _record: driver.execute(f"PRAGMA synchronous = {synchronous}"))
    return engine


def _prepare_sqlite(driver: SQLiteConnection, _record: Any) -> None:
    # Transactions begin as the listeners above say, and not where Python's module guesses.
    driver.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "foreign_keys = ON",
        # What is deleted is overwritten, not only unlinked. No slower here.
        "secure_delete = ON",
        f"journal_size_limit = {_WAL_BYTES}",
    ):
        driver.execute(f"PRAGMA {pragma}")


def _postgres(url: URL) -> Engines:
    settings = {
        "statement_timeout": STATEMENT_SECONDS * 1000,
        "lock_timeout": int(LOCK_SECONDS * 1000),
        "idle_in_transaction_session_timeout": 10_000,
    }
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    given = url.query.get("options", "")
    try:
        engine = create_engine(
            url.difference_update_query(["options"]),
            hide_parameters=True,
            pool_size=CONNECTIONS,
            max_overflow=0,
            connect_args={
                "options": f"{given} {options}".strip(),
                "application_name": "tanya-peksos",
                "connect_timeout": STATEMENT_SECONDS,
                # A server that vanished without a word is noticed within seconds (libpq: milliseconds here).
                "tcp_user_timeout": STATEMENT_SECONDS * 1000,
                "keepalives_idle": 5,
                "keepalives_interval": 2,
                "keepalives_count": 2,
            },
        )
    except (ImportError, NoSuchModuleError):
        raise StorageError("Untuk PostgreSQL pasang dulu: pip install 'psycopg[binary]'.") from None
    return Engines(engine, engine, engine, CONNECTIONS, 0)


_WRONG_URL = (
    "BOT_DATABASE_URL tidak sah. Pakai sqlite:///nama-berkas.db untuk berkas, "
    "atau postgresql://pengguna:sandi@host/basisdata."
)
