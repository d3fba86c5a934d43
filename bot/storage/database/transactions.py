"""Running transactions beside the event loop.

Lives here: the threads, how long a caller waits, the second attempt, errors as the rest of the bot knows them.
Never here: statements.

A unit of work is a plain function of a connection: the transaction begins before it and is committed after it, all in
one go in a thread. So no transaction is ever left open while something else is awaited, and one hop to a thread costs
half of what SQLAlchemy's asynchronous drivers need (one hop or greenlet switch for every statement).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.storage.database.engines import Engines
from bot.storage.database.failures import UnavailableError, deserves_retry, translated
from bot.storage.database.group_commit import GroupCommit

T = TypeVar("T")
Work = Callable[[Connection], T]

# A webhook has to answer before Telegram's patience, and a replica must not pile up callers (faults D3: 3 s).
PATIENCE_SECONDS = 3.0


class Transactions:
    """Transactions on one database. Who is cancelled or loses patience does not know whether the work was done."""

    def __init__(self, engines: Engines, patience: float = PATIENCE_SECONDS) -> None:
        self._engines = engines
        self._patience = patience
        # SQLite has one writer, who therefore commits what waits together; PostgreSQL does that by itself.
        self._group = GroupCommit(engines.writer, _transact) if engines.writers == 1 else None
        self._pool = ThreadPoolExecutor(engines.readers or engines.writers, "database")

    @property
    def dialect(self) -> str:
        return self._engines.dialect

    async def write(self, work: Work[T]) -> T:
        """The result of `work` in a committed transaction. UnavailableError if there was none in time."""
        return await self._write(self._engines.writer, work)

    async def write_hastily(self, work: Work[T]) -> T:
        """The same for what need not survive the loss of power: a claim ends with the process anyway. On SQLite this
        saves waiting for the disk; PostgreSQL may lose its power alone, so that there it is no different."""
        return await self._write(self._engines.hasty, work)

    async def read(self, work: Work[T]) -> T:
        """The same for work that changes nothing; it need not wait for writers."""
        return await self._in_time(self._pool.submit(_transact, self._engines.reader, work))

    async def close(self) -> None:
        """Wait for what is running, as long as a caller would have."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self._group:
            self._group.cancel()
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._patience):
                await loop.run_in_executor(None, self._join)
        except TimeoutError:
            pass
        self._engines.dispose()

    def _join(self) -> None:
        self._pool.shutdown()
        if self._group:
            self._group.join()

    async def _write(self, engine: Engine, work: Work[T]) -> T:
        group = self._group
        return await self._in_time(group.submit(engine, work) if group else self._pool.submit(_transact, engine, work))

    async def _in_time(self, result: Future[T]) -> T:
        try:
            async with asyncio.timeout(self._patience):
                return await asyncio.wrap_future(result)
        except TimeoutError:
            raise UnavailableError("Basis data tidak menjawab pada waktunya.") from None


def _transact(engine: Engine, work: Work[T]) -> T:
    try:
        try:
            return _once(engine, work)
        except DBAPIError as error:
            if not deserves_retry(error):
                raise
            return _once(engine, work)
    except SQLAlchemyError as error:
        # `from None`: the originals hold values of rows.
        raise translated(error) from None


def _once(engine: Engine, work: Work[T]) -> T:
    with engine.begin() as connection:
        return work(connection)
