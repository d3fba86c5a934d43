"""The commands that can be typed: one table, from which everybody who has to know of them takes what they need.

Lives here: their names, other names for them, which of them carry a question, whose matter each is.
Never here: what a command leads to; what it is called in a menu (the phrases "cmd_...", in the knowledge).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

START, MENU, SEARCH, ASK, HELP, HELP_LINES = "start", "menu", "cari", "tanya", "bantuan", "bantuan_darurat"
GLOSSARY = "istilah"
PRIVACY, COPY, FORGET = "privasi", "data", "hapus"
STATISTICS, GAPS, RELOAD = "statistik", "celah", "muat_ulang"


class Matter(Enum):
    """Who sees to a command."""

    DIALOGUE = "dialogue"
    PRIVACY = "privacy"  # a channel that keeps something of people
    ADMINISTRATION = "administration"


@dataclass(frozen=True, slots=True)
class Row:
    """`asks`: a question stands behind it. `everywhere`: the dialogue has an answer too, for channels that keep nothing
    of anybody. `group`: its place in the list that groups are shown, 0 if it is not in it."""

    name: str
    synonyms: tuple[str, ...] = ()
    asks: bool = False
    matter: Matter = Matter.DIALOGUE
    everywhere: bool = True
    group: int = 0


# In the order in which a menu lists them.
TABLE = (
    Row(START),
    Row(MENU, group=2),
    Row(SEARCH, asks=True),
    Row(ASK, asks=True, group=1),
    Row(GLOSSARY, ("glosarium", "kamus"), asks=True),
    Row(HELP, ("help",), group=3),
    Row(HELP_LINES, group=4),
    Row(PRIVACY, ("privacy",), matter=Matter.PRIVACY, group=5),
    Row(COPY, matter=Matter.PRIVACY, everywhere=False),
    Row(FORGET, matter=Matter.PRIVACY, everywhere=False),
    Row(STATISTICS, matter=Matter.ADMINISTRATION, everywhere=False),
    Row(GAPS, matter=Matter.ADMINISTRATION, everywhere=False),
    Row(RELOAD, matter=Matter.ADMINISTRATION, everywhere=False),
)

ALL = tuple(row.name for row in TABLE)
OF_PRIVACY = tuple(row.name for row in TABLE if row.matter is Matter.PRIVACY)
OF_ADMINISTRATORS = tuple(row.name for row in TABLE if row.matter is Matter.ADMINISTRATION)
OF_PEOPLE = tuple(row.name for row in TABLE if row.matter is not Matter.ADMINISTRATION)
IN_GROUPS = tuple(row.name for row in sorted(TABLE, key=lambda row: row.group) if row.group)
ASKING = tuple(row.name for row in TABLE if row.asks)
# By any of their names.
EVERYWHERE = frozenset(name for row in TABLE if row.everywhere for name in (row.name, *row.synonyms))
_NAMES = {name: row.name for row in TABLE if row.name in OF_PEOPLE for name in (row.name, *row.synonyms)}


def known(name: str) -> str:
    """The command that people call `name`; "" if there is none."""
    return _NAMES.get(name, "")
