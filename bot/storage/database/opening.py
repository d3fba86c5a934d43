"""Opening the database, or saying clearly why not.

Lives here: the order of what is checked, made and begun.
Never here: the checks themselves (sqlite_file.py, migrating.py, key_check.py).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Engine, select
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StorageError
from bot.storage.database import sqlite_file
from bot.storage.database.access import Access
from bot.storage.database.clock import Moment, SteadyClock
from bot.storage.database.database import Database
from bot.storage.database.engines import SQLITE, Engines, connect, parse_url, sqlite_path
from bot.storage.database.failures import translated
from bot.storage.database.key_check import check_key
from bot.storage.database.keys import Keyring
from bot.storage.database.migrating import migrate
from bot.storage.database.presence import CLOCK, LEASE_SECONDS, Presence
from bot.storage.database.sqlite_file import Hold
from bot.storage.database.tables import facts
from bot.storage.database.transactions import PATIENCE_SECONDS, Transactions


@dataclass(frozen=True, slots=True)
class Options:
    """`works`: this process answers updates; without it, it only looks (statistics while the bot runs).

    The rest is for tests: how soon a silent process is taken for dead, how long a call may take, and the time.
    """

    works: bool = True
    lease_seconds: float = LEASE_SECONDS
    patience_seconds: float = PATIENCE_SECONDS
    now: Callable[[], float] | None = None


async def open_database(url: str, key: str, old_keys: Sequence[str] = (), options: Options | None = None) -> Database:
    """The database at `url`, made or brought up to date if need be.

    `key` makes pseudonyms and seals texts; `old_keys` are those it took the place of, for as long as there are rows
    from their time. Raises StorageError with what is wrong and what to do about it.
    """
    options, keys, target = options or Options(), Keyring(key, old_keys), parse_url(url)
    engines, hold = await asyncio.to_thread(_prepare, target, keys, options)
    clock = options.now
    if clock is None and engines.dialect == SQLITE:
        clock = SteadyClock(await asyncio.to_thread(_latest_time, engines.reader))
    access = Access(Transactions(engines, options.patience_seconds), keys, Moment(clock))
    database = Database(access, Presence(access, options.lease_seconds), hold)
    if options.works:
        try:
            await database.begin()
        except BaseException:
            await database.close()
            raise
    return database


def _prepare(url: URL, keys: Keyring, options: Options) -> tuple[Engines, Hold]:
    place = _place(url)
    path = sqlite_path(url) if url.get_backend_name() == SQLITE else None
    if path and not sqlite_file.check(path):
        sqlite_file.create(path, lambda draft: _fill(url, draft, place))
    engines = connect(url)
    try:
        migrate(engines.writer, place)
        check_key(engines.writer, keys, place)
        hold = sqlite_file.hold(path) if path and options.works else Hold(None, False)
    except BaseException:
        engines.dispose()
        raise
    return engines, hold


def _fill(url: URL, draft: Path, place: str) -> None:
    engines = connect(url.set(database=str(draft)))
    try:
        migrate(engines.writer, place)
    finally:
        # The last connection to close also empties the write-ahead log into the file.
        engines.dispose()


def _place(url: URL) -> str:
    """How errors name the database; never with its password."""
    if url.get_backend_name() == SQLITE:
        return str(sqlite_path(url))
    return url.set(drivername="postgresql").difference_update_query(["options"]).render_as_string()


def _latest_time(engine: Engine) -> float:
    """The latest time that a process noted here; 0 if none did."""
    try:
        with engine.begin() as connection:
            noted = connection.execute(select(facts.c.value).where(facts.c.name == CLOCK)).scalar()
    except SQLAlchemyError as error:
        raise StorageError(str(translated(error))) from None
    return float(noted or 0.0)
