"""What nobody typed into a cell on purpose, and letters of an old code page.

Lives here: which characters are dropped or made plain, which bytes are read as Windows-1252, and the sentences that say
so with row and column.
Never here: separators and quotes (rows.py), what a column means (entries.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# So many places are named; whoever saves the sheet anew has mended them all.
SHOWN = 5
# What Excel writes as "CSV" on a Windows in Indonesian or English. Five of its bytes stand for nothing.
OLD = "cp1252"

# Bytes that are no UTF-8, as Python keeps them ("surrogateescape"); no text that was read well holds such.
_BYTE = re.compile("[\udc80-\udcff]")
_WORD = re.compile("[^\\s\"',;()]*[\udc80-\udcff][^\\s\"',;()]*")
# Line breaks that only some programs know: Word's vertical tab, form feed, and three of Unicode.
_BREAK = re.compile("[\x0b\x0c\x85\u2028\u2029]")
# Blanks that look like a space and are none to a search. They fit between any two words; most come from web pages.
_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
# Control characters, zero width, soft hyphens, marks of direction, byte order marks, halves of characters, and joiners
# between Latin letters: inside an emoji and in other scripts they are letters like any other.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]|(?<=[A-Za-z\u00c0-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[A-Za-z\u00c0-\u024f])"
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cell as it is read on: `old` are its words with letters of the old code page, `unseen` the code points of what
    was dropped or made plain."""

    text: str
    old: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()


def cleaned(text: str) -> Cleaned:
    """The cell `text` without what nobody can see."""
    old = tuple(_of_old(found) for found in _WORD.findall(text))
    text = _BYTE.sub(lambda found: _of_old(found[0]), text) if old else text
    unseen = [found[0] for sort in (_BREAK, _BLANK, _UNSEEN) for found in sort.finditer(text)]
    if unseen:
        text = _UNSEEN.sub("", _BLANK.sub(" ", _BREAK.sub("\n", text)))
    return Cleaned(text, old, tuple(dict.fromkeys(f"U+{ord(one):04X}" for one in unseen)))


def _of_old(text: str) -> str:
    """`text` with its bytes as letters of the old code page."""
    return _BYTE.sub(lambda found: bytes([ord(found[0]) - 0xDC00]).decode(OLD, "replace"), text)


def remarks(cells: Iterable[tuple[str, Cleaned]]) -> Sequence[str]:
    """A sentence for each sort of what was not read as it stands, with the first places; `cells` begin with theirs."""
    found = list(cells)
    old = [f"{place} ({', '.join(one.old)})" for place, one in found if one.old]
    unseen = [f"{place} ({', '.join(one.unseen)})" for place, one in found if one.unseen]
    said = []
    if old:
        said.append(f"Bukan UTF-8, jadi dibaca sebagai Windows-1252; periksa hurufnya: {_first(old)}.")
    if unseen:
        said.append(f"Karakter tak terlihat dibuang, atau dijadikan spasi biasa: {_first(unseen)}.")
    return said


def _first(places: Sequence[str]) -> str:
    rest = f"; dan {len(places) - SHOWN} sel lagi" if len(places) > SHOWN else ""
    return "; ".join(places[:SHOWN]) + rest
