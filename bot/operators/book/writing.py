"""`book`: the pages in a folder, whole or not at all.

Lives here: which files there are, which folders are ours to write to.
Never here: what stands in them (contents.py, page.py).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.core.model import Knowledge
from bot.errors import ConfigError
from bot.operators.book.contents import Book, book
from bot.operators.book.page import page
from bot.operators.editing.file_replacing import replace_file
from bot.operators.folders.drafts import beside

PAGE, PRINTED = "index.html", "cetak.html"
# Tells that a folder was made by this command, and may be written to again.
MARK = "buku.json"
_KIND = "buku tanya jawab"


@dataclass(frozen=True, slots=True)
class Order:
    """Where to write the book of which bot; without one it has no links."""

    folder: Path
    today: date
    bot: str = ""


def write_book(order: Order, knowledge: Knowledge) -> Book:
    """Writes the pages. Raises ConfigError for a folder with other things in it, and where nothing can be written."""
    folder = order.folder
    ours = _is_ours(folder)
    made = book(knowledge, order.today, order.bot)
    files = {name: text.encode() for name, text in _files(made).items()}
    if ours:
        for name, data in files.items():
            replace_file(folder / name, data)
    else:
        with beside(folder) as draft:
            for name, data in files.items():
                (draft / name).write_bytes(data)
    return made


def _files(made: Book) -> Mapping[str, str]:
    """The mark comes last: what is not finished is not called ours."""
    mark = {"jenis": _KIND, "nama": made.name, "versi": made.version}
    return {PAGE: page(made), PRINTED: page(made, printing=True), MARK: json.dumps(mark, ensure_ascii=False) + "\n"}


def _is_ours(folder: Path) -> bool:
    """Whether the folder holds a book of this command; ConfigError if it holds anything else."""
    if not folder.exists():
        return False
    if not folder.is_dir():
        raise ConfigError(f'"{folder}" sudah ada dan bukan folder; pilih nama lain.')
    if not any(folder.iterdir()):
        return False
    try:
        mark = json.loads((folder / MARK).read_text("utf-8"))
    except (OSError, ValueError):
        mark = None
    if not isinstance(mark, dict) or mark.get("jenis") != _KIND:
        message = f'Folder "{folder}" berisi hal lain; pilih folder baru, supaya tidak ada yang tertimpa.'
        raise ConfigError(message)
    return True
