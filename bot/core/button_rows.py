"""Buttons in rows that fit a phone.

Lives here: which buttons stand beside each other.
Never here: which buttons there are.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.turns import QuickReply

# Two buttons stand in one row of a phone if neither label is longer than this.
HALF_ROW = 17

Row = tuple[QuickReply, ...]


def in_rows(buttons: Iterable[QuickReply]) -> list[Row]:
    """Rows of one, or of two where both labels are short."""
    rows: list[Row] = []
    for button in buttons:
        last = rows[-1] if rows else ()
        if len(last) == 1 and max(len(last[0].label), len(button.label)) <= HALF_ROW:
            rows[-1] = (*last, button)
        else:
            rows.append((button,))
    return rows
