"""Whether what the bot says can be relied on: sources, the country an answer holds in, the age of help lines.

Lives here: what must be said beside an answer, and until when a help line counts as checked.
Never here: the clock (the day is given), and whether a source is right: no program knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.core.model import Entry, Knowledge
from bot.operators.checking.findings import Finding, Kind, Level
from bot.storage.places import PartPlaces, Places
from bot.storage.problems import Place, quoted

# A number that was right half a year ago may be dead.
CHECKED_DAYS = 180
# Institutions of the United States, and the country itself; other Americas are only places.
_AMERICAN = re.compile(
    r"\b(medicare|medicaid|workers'? compensation|unemployment insurance|disability pay"
    r"|amerika(?! (?:latin|selatan|tengah|utara)))\b",
    re.IGNORECASE,
)


def source_findings(knowledge: Knowledge, places: Places) -> Iterator[Finding]:
    """Entries without a source, and those that speak of another country and do not say so."""
    for entry in knowledge.entries.values():
        spots = places.entries[entry.id]
        if not entry.source:
            message = f'Entri {quoted(entry.id)} tidak punya "sumber".'
            advice = "Tulis dari mana jawabannya, supaya orang bisa memeriksa."
            yield Finding(Level.HINT, Kind.SOURCE, spots.begin, message, advice)
        if not entry.context and (found := _american(entry, spots)):
            word, place = found
            message = f'Entri {quoted(entry.id)} menyebut {quoted(word)} tetapi tidak punya "konteks".'
            advice = 'Tulis di mana jawaban ini berlaku, misalnya konteks: "Program ini ada di Amerika Serikat."'
            yield Finding(Level.HINT, Kind.CONTEXT, place, message, advice)


def _american(entry: Entry, spots: PartPlaces) -> tuple[str, Place] | None:
    for key, text in (("judul", entry.title), ("ringkas", entry.summary), ("jawaban", entry.answer)):
        for number, line in enumerate(text.split("\n")):
            if found := _AMERICAN.search(line):
                return found[0], spots.line(key, number)
    return None


def help_line_findings(knowledge: Knowledge, places: Places, today: date) -> Iterator[Finding]:
    """Help lines that nobody has confirmed lately."""
    for line, spots in zip(knowledge.safety.lines, places.help_lines, strict=True):
        checked = date.fromisoformat(line.checked_on)
        said = f"Nomor bantuan {quoted(line.name)} ({line.contact})"
        if checked > today:
            message = f"{said}: tanggal diperiksa {line.checked_on} belum tiba."
            advice = "Tulis tanggal saat nomornya sungguh dicoba."
            yield Finding(Level.ERROR, Kind.HELP_LINE, spots.key("diperiksa"), message, advice)
        elif today - checked > timedelta(days=CHECKED_DAYS):
            message = f"{said} terakhir diperiksa {line.checked_on}, lebih dari {CHECKED_DAYS} hari lalu."
            advice = "Telepon atau buka sendiri, lalu ganti tanggal dan sumbernya. Nomor mati: hapus."
            yield Finding(Level.HINT, Kind.HELP_LINE, spots.key("diperiksa"), message, advice)
