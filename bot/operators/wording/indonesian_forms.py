"""Dates, numbers and shares as Indonesians write them.

Lives here: 24 Nov, 1.234, 68 %; a share that is neither nothing nor all is never written as 0 or 100 %.
Never here: what is counted; the forms of words, which are language and not typography (bot.core).
"""

from __future__ import annotations

from datetime import date

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
NOTHING = "–"


def number(value: int) -> str:
    """1234 as 1.234."""
    return f"{value:,}".replace(",", ".")


def short_date(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


def period(since: date, until: date) -> str:
    """From one day to another, with the years that are needed."""
    if since == until:
        return f"{short_date(until)} {until.year}"
    first = short_date(since) if since.year == until.year else f"{short_date(since)} {since.year}"
    return f"{first} – {short_date(until)} {until.year}"


def percent(part: int, whole: int) -> str:
    """A whole percentage. What is there at all is never 0 %, and what is missing never 100 %."""
    if not whole:
        return NOTHING
    share = round(100 * part / whole)
    if 0 < part < whole:
        share = min(max(share, 1), 99)
    return f"{share} %"
