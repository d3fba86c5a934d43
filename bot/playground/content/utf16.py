"""Lengths and offsets in UTF-16 code units, in which the Bot API counts.

Lives here: counting them, and telling what cannot be sent as UTF-8.
Never here: what a text is for.
"""

from __future__ import annotations


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def boundaries(text: str) -> dict[int, int]:
    """UTF-16 offset of every character, and of the end, to its index."""
    places: dict[int, int] = {}
    offset = 0
    for index, character in enumerate(text):
        places[offset] = index
        offset += 2 if character > "\uffff" else 1
    places[offset] = len(text)
    return places


def is_encodable(text: str) -> bool:
    """False when lone surrogates make the text impossible to send as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
