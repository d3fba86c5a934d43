"""`dead-letters`: messages that were set aside, listed without what they say; tried again, or dropped.

Lives here: the list as people and programs read it, and what is done with those that are named.
Never here: setting aside, telling people (the channel); anything that was written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.config import Settings
from bot.errors import StorageError
from bot.operators.wording.indonesian_forms import short_date
from bot.operators.wording.own_command import again
from bot.storage.database import Arrival, Database, Letter, Options, find_key, open_database
from bot.storage.database.engines import SQLITE, parse_url, sqlite_path

ALL = "semua"
# From an update, as it came on the wire, to what the inbox takes; None if it is no update.
Read = Callable[[object], Arrival | None]


@dataclass(frozen=True, slots=True)
class Letters:
    """What to do: numbers of letters, or "semua". With neither they are listed."""

    retry: Sequence[str] = ()
    drop: Sequence[str] = ()
    json: bool = False


async def show_letters(order: Letters, settings: Settings, read: Read, console: Console) -> None:
    """Do as ordered and tell what came of it. Raises StorageError, also for a number that there is not."""
    url = settings.database_url
    target = parse_url(url)
    if target.get_backend_name() == SQLITE and not sqlite_path(target).exists():
        raise StorageError(f"{sqlite_path(target)}: belum ada. Bot belum pernah berjalan di sini.")
    key, old_keys = settings.keys()
    async with await open_database(url, find_key(url, key), old_keys, Options(works=False)) as database:
        known = await database.letters.all()
        retried, dropped = _chosen(order.retry, known), _chosen(order.drop, known)
        for letter in retried:
            await _retry(database, letter, read, console)
        for letter in dropped:
            await database.letters.drop(letter.id)
            console.out(f"Nomor {letter.id} dihapus.", highlight=False)
        if not order.retry and not order.drop:
            _list(known, order.json, console)


def _chosen(numbers: Sequence[str], known: Sequence[Letter]) -> list[Letter]:
    if ALL in numbers:
        return list(known)
    by_number = {str(letter.id): letter for letter in known}
    if missing := [number for number in numbers if number not in by_number]:
        raise StorageError(f"Nomor {', '.join(missing)} tidak ada. Daftarnya: {again()} dead-letters")
    return [by_number[number] for number in dict.fromkeys(numbers)]


async def _retry(database: Database, letter: Letter, read: Read, console: Console) -> None:
    found = await database.letters.read(letter.id)
    try:
        arrival = read(json.loads(found.body)) if found and found.body else None
    except (ValueError, RecursionError):
        arrival = None
    if arrival is None:
        console.out(f"Nomor {letter.id} bukan pesan yang bisa dicoba lagi; biarkan, atau hapus.", highlight=False)
    elif await database.letters.again(letter.id, arrival):
        console.out(
            f"Nomor {letter.id} kembali ke kotak masuk; dicoba sendirian oleh bot yang berjalan.", highlight=False
        )


def _list(letters: Sequence[Letter], as_json: bool, console: Console) -> None:
    if as_json:
        rows = [
            {"id": letter.id, "day": letter.day.isoformat(), "reason": letter.reason, "told": letter.told}
            for letter in letters
        ]
        console.out(json.dumps(rows, ensure_ascii=False, indent=1), highlight=False)
        return
    if not letters:
        console.out("Tidak ada pesan yang disisihkan.", highlight=False)
        return
    table = Table(box=None, padding=(0, 2, 0, 0))
    for title in ("Nomor", "Hari", "Sebab", "Pengirim"):
        table.add_column(title, justify="right" if title == "Nomor" else "left", header_style="bold")
    for letter in letters:
        told = "sudah dikabari" if letter.told else "belum dikabari"
        table.add_row(str(letter.id), short_date(letter.day), Text(letter.reason), told)
    console.print(table)
    console.print()
    console.out("Isinya tidak ditampilkan, dan semuanya terhapus sendiri setelah 7 hari.", highlight=False)
    console.out(f"Coba lagi: {again()} dead-letters --retry NOMOR", highlight=False)
    console.out(f"Hapus:     {again()} dead-letters --drop NOMOR   (atau {ALL})", highlight=False)
