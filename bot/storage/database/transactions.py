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
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.storage.database.engines import Engines
from bot.storage.database.failures import UnavailableError, deserves_retry, translated

T = TypeVar("T")
Work = Callable[[Connection], T]

# A webhook has to answer before Telegram's patience, and a replica must not pile up callers (faults D3: 3 s).
PATIENCE_SECONDS = 3.0


class Transactions:
    """Transactions on one database. Who is cancelled or loses patience does not know whether the work was done."""

    def __init__(self, engines: Engines, patience: float = PATIENCE_SECONDS) -> None:
        self._engines = engines
        self._patience = patience
        self._writing = ThreadPoolExecutor(engines.writers, "database-write")
        self._reading = ThreadPoolExecutor(engines.readers, "database-read") if engines.readers else self._writing

    @property
    def dialect(self) -> str:
        return self._engines.dialect

    async def write(self, work: Work[T]) -> T:
        """The result of `work` in a committed transaction. UnavailableError if there was none in time."""
        return await self._run(self._writing, self._engines.writer, work)

    async def write_hastily(self, work: Work[T]) -> T:
        """The same for what need not survive the loss of power: a claim ends with the process anyway. On SQLite this
        saves waiting for the disk; PostgreSQL may lose its power alone, so that there it is no different."""
        return await self._run(self._writing, self._engines.hasty, work)

    async def read(self, work: Work[T]) -> T:
        """The same for work that changes nothing; it need not wait for writers."""
        return await self._run(self._reading, self._engines.reader, work)

    async def close(self) -> None:
        """Wait for what is running, as long as a caller would have."""
        loop = asyncio.get_running_loop()
        for pool in {self._writing, self._reading}:
            pool.shutdown(wait=False, cancel_futures=True)
            try:
                async with asyncio.timeout(self._patience):
                    await loop.run_in_executor(None, pool.shutdown)
            except TimeoutError:
                pass
        self._engines.dispose()

    async def _run(self, pool: ThreadPoolExecutor, engine: Engine, work: Work[T]) -> T:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._patience):
                return await loop.run_in_executor(pool, _transact, engine, work)
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
