"""Short names made from titles: ids and button labels.

Lives here: how a title becomes an id, and how it is cut for a button.
Never here: ids that somebody gave; they are kept as they are or refused.
"""

from __future__ import annotations

import re
import unicodedata

from bot.core.model import ID_LIMIT, TITLE_LIMIT

ELLIPSIS = "…"
_OTHER = re.compile(r"[^a-z0-9]+")


def slug(title: str, fallback: str) -> str:
    """An id for `title`: [a-z0-9-], at most ID_LIMIT characters, cut between words where it can be."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    found = _OTHER.sub("-", plain).strip("-")
    if len(found) > ID_LIMIT:
        head, _, _ = found[: ID_LIMIT + 1].rpartition("-")
        found = (head or found)[:ID_LIMIT].strip("-")
    return found or fallback


def unique(name: str, taken: set[str]) -> str:
    """`name`, or `name` with the first number that makes it differ from all in `taken`."""
    found, number = name, 2
    while found in taken:
        ending = f"-{number}"
        found, number = name[: ID_LIMIT - len(ending)].rstrip("-") + ending, number + 1
    return found


def label(title: str) -> str:
    """`title` as it fits a button: whole, or cut behind a word and ended with an ellipsis."""
    if len(title) <= TITLE_LIMIT:
        return title
    head = title[: TITLE_LIMIT - len(ELLIPSIS) + 1]
    cut = head.rpartition(" ")[0] or head[:-1]
    return cut.rstrip(" ,;:-(") + ELLIPSIS
