"""`stats`: how the bot was used, in the terminal, as a page, as JSON.

Lives here: which view goes where, and the remarks on what the log no longer holds.
Never here: the figures (counting.py) and how they look (page.py, html.py).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from bot.core.model import Knowledge
from bot.errors import ConfigError
from bot.operators.statistics import html
from bot.operators.statistics.counting import as_json, statistics
from bot.operators.statistics.log_reading import Log
from bot.operators.statistics.page import print_statistics
from bot.operators.wording.own_command import again


@dataclass(frozen=True, slots=True)
class Stats:
    """What to show. `kept`: the days that turns are kept for, while counts are kept for a year."""

    html: Path | None = None
    json: bool = False
    kept: int = 30


def show_statistics(order: Stats, log: Log, knowledge: Knowledge, consoles: tuple[Console, Console]) -> None:
    """The figures to the first console, remarks to the second. Raises ConfigError if the page cannot be written."""
    console, remarks = consoles
    found = statistics(log.turns, log.counts, log.days, log.today)
    if order.json:
        figures = {**as_json(found), "set_aside": log.set_aside}
        console.out(json.dumps(figures, ensure_ascii=False, indent=1), highlight=False)
    else:
        print_statistics(console, found, knowledge)
    if order.html:
        _write(order.html, html.page(found, knowledge))
        remarks.out(f"{order.html}: buka di peramban.", highlight=False)
    for remark in (log.remark, _shorter(log, order.kept), _set_aside(log)):
        if remark:
            remarks.out(remark, highlight=False)


def _shorter(log: Log, kept: int) -> str:
    if log.days <= kept or not log.counts:
        return ""
    return f"Entri, celah, dan jempol hanya dari {kept} hari terakhir: setelah itu isi catatan dihapus."


def _set_aside(log: Log) -> str:
    if not log.set_aside:
        return ""
    return f"{log.set_aside} pesan disisihkan karena tidak bisa dikerjakan. Lihat: {again()} dead-letters"


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: tidak dapat ditulis ({error.strerror}).") from error
