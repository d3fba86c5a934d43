"""Bringing the tables up to the newest version, also when several replicas start at once.

Lives here: who migrates (one, while the others wait), and what is refused: newer tables, somebody else's tables.
Never here: the changes themselves (migrations/versions).

Replicas with the version before go on working while a new one migrates: a migration only adds. What is no longer used
is removed one release later.
"""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StorageError
from bot.storage.database.engines import POSTGRES
from bot.storage.database.failures import translated

VERSION_TABLE = "schema_version"
# Any number that no other program on the same server uses for its own advisory locks.
_ADVISORY_LOCK = 7_430_226_611
# A migration may take its time, and so may waiting for one.
_PATIENCE_SECONDS = 120
_SCRIPTS = Path(__file__).parent / "migrations"
# Alembic keeps what it works on in globals of the module alembic.context.
_one_at_a_time = threading.Lock()


def migrate(engine: Engine, place: str) -> None:
    """Bring the tables up to date. Blocks; `place` names the database in errors. Raises StorageError."""
    try:
        with engine.connect() as connection, connection.begin():
            # On SQLite the transaction began as the only writing one (engines.py).
            if connection.dialect.name == POSTGRES:
                _lock(connection)
            if _is_current(connection, place):
                return
            with _one_at_a_time:
                config = _config()
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
    except SQLAlchemyError as error:
        raise StorageError(f"{place}: tabel tidak bisa disiapkan. {translated(error)}") from None


def _lock(connection: Connection) -> None:
    """Held until the transaction ends, however it ends; who comes later waits here and then finds nothing to do."""
    milliseconds = _PATIENCE_SECONDS * 1000
    connection.execute(text(f"SET LOCAL statement_timeout = {milliseconds}"))
    connection.execute(text(f"SET LOCAL lock_timeout = {milliseconds}"))
    connection.execute(text(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})"))


def _is_current(connection: Connection, place: str) -> bool:
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    version = context.get_current_revision()
    if version == _scripts().get_current_head():
        return True
    if version is None:
        if inspect(connection).get_table_names():
            raise StorageError(f"{place}: berisi tabel program lain. Pakai basis data tersendiri untuk bot ini.")
        return False
    try:
        _scripts().get_revision(version)
    except CommandError:
        raise StorageError(
            f"{place}: tabelnya (versi {version}) lebih baru daripada bot ini. "
            "Pasang versi bot yang lebih baru, atau kembalikan cadangan dari sebelum pembaruan."
        ) from None
    return False


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    # Alembic splits paths at spaces unless told otherwise.
    config.set_main_option("path_separator", "newline")
    return config
