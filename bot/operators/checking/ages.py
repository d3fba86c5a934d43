"""Whether what was checked once has been checked lately: the entries and rulebooks that say when.

Lives here: how long a check counts, and a finding for each that is too old, or of a day to come.
Never here: the clock (the day is given), and help lines, which age faster (sources.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from bot.core.model import Knowledge
from bot.operators.checking.findings import Finding, Kind, Level
from bot.storage.places import Places
from bot.storage.problems import Place, quoted

# Laws, programmes and courses of study change with the budget year.
CHECKED_DAYS = 365
KEY = "diperiksa"


def age_findings(knowledge: Knowledge, places: Places, today: date) -> Iterator[Finding]:
    """The entries and rulebooks that nobody has checked for a year."""
    for entry in knowledge.entries.values():
        if entry.checked_on:
            said, place = f"Entri {quoted(entry.id)}", places.entries[entry.id].key(KEY)
            yield from _aged(said, entry.checked_on, place, today)
    for rulebook in knowledge.rulebooks.values():
        said, place = f"Peraturan {quoted(rulebook.short)}", places.rulebooks[rulebook.id].key(KEY)
        yield from _aged(said, rulebook.checked_on, place, today)


def _aged(said: str, checked_on: str, place: Place, today: date) -> Iterator[Finding]:
    checked = date.fromisoformat(checked_on)
    if checked > today:
        message = f"{said}: tanggal diperiksa {checked_on} belum tiba."
        yield Finding(Level.ERROR, Kind.CHECKED, place, message, "Tulis tanggal saat isinya sungguh dicocokkan.")
    elif today - checked > timedelta(days=CHECKED_DAYS):
        message = f"{said} terakhir diperiksa {checked_on}, lebih dari {CHECKED_DAYS} hari lalu."
        advice = "Cocokkan lagi dengan sumbernya, betulkan yang berubah, lalu ganti tanggalnya."
        yield Finding(Level.HINT, Kind.CHECKED, place, message, advice)
