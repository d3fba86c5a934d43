"""Looking into the log of turns from the command line, also while the bot runs.

Lives here: opening the database for looking, what day it is where the log's days are counted.
Never here: what is made of the turns (counting.py, bot.operators.gaps), writing into the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from bot.config import Settings
from bot.storage.database import Count, LoggedTurn, Options, find_key, open_database
from bot.storage.database.engines import SQLITE, parse_url, sqlite_path
from bot.storage.database.turn_rows import READ_LIMIT

# The days of the log are those of Western Indonesian Time (bot.storage.database.clock).
_WIB = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Log:
    """What the log holds of the last `days` days, `today` included, and how many messages were `set_aside` meanwhile.
    `absent`: the database file that is not there."""

    days: int
    today: date
    turns: tuple[LoggedTurn, ...] = field(default=(), repr=False)
    counts: tuple[Count, ...] = ()
    set_aside: int = 0
    absent: Path | None = None

    @property
    def remark(self) -> str:
        """What whoever looks should know about it; empty for most logs."""
        if self.absent:
            return f"{self.absent}: belum ada. Bot belum pernah berjalan di sini, atau BOT_DATABASE_URL lain."
        if len(self.turns) >= READ_LIMIT:
            return f"Catatan hanya dibaca sampai {READ_LIMIT} giliran terbaru; beri --days yang lebih kecil."
        return ""


def today() -> date:
    """The day it is where the days of the log are counted."""
    return datetime.now(_WIB).date()


async def read_log(settings: Settings, days: int) -> Log:
    """The log that the settings name. Raises StorageError and ConfigError.

    Where the bot never ran there is no file, and looking makes none: it would come with a key of its own.
    """
    url, day = settings.database_url, today()
    target = parse_url(url)
    if target.get_backend_name() == SQLITE and not sqlite_path(target).exists():
        return Log(days, day, absent=sqlite_path(target))
    key, old_keys = settings.keys()
    async with await open_database(url, find_key(url, key), old_keys, Options(works=False)) as database:
        turns, counts = await database.log.turns(days), await database.log.counts(days)
        return Log(days, day, turns, counts, await database.letters.count(days))
