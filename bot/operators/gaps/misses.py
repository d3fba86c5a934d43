"""Questions of the log that did not get what was meant.

Lives here: which turns are misses, and of what kind; what was asked in them.
Never here: grouping (miss_groups.py), reading the log (bot.operators.statistics).

A turn that asked back is no miss: it is one only if "none of these" was the answer, and that is a turn of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.core.commands import ASKING
from bot.core.language.redaction import ACCOUNT, LINK, MAIL, NIK, NUMBER, PHONE, TEXT_LIMIT, redact
from bot.core.turns import Data, Outcome
from bot.storage.database import LoggedTurn

# A command with a question behind it.
_ASKING = re.compile(rf"/(?:{'|'.join(ASKING)})\s+")
_HIDDEN = re.compile("|".join(map(re.escape, (ACCOUNT, LINK, MAIL, NIK, NUMBER, PHONE))))


class Kind(StrEnum):
    """What went wrong, in the words of JSON."""

    UNANSWERED = "unanswered"  # "I don't know"
    REJECTED = "rejected"  # "none of these"
    DISLIKED = "disliked"  # thumb down


@dataclass(frozen=True, slots=True)
class Miss:
    """`question` is fit to be shown. `entry` was answered with; `offered` was rejected; `gap` was named."""

    question: str
    kind: Kind
    entry: str = ""
    offered: tuple[str, ...] = ()
    gap: str = ""


def misses(turns: Iterable[LoggedTurn]) -> Iterator[Miss]:
    """The misses among `turns`, in their order. What has no words, like a pressed button, is none."""
    for turn in turns:
        kind, question = _kind(turn), asked(turn.question)
        if kind and question:
            entry = turn.entry if turn.outcome == Outcome.ANSWER else ""
            yield Miss(question, kind, entry, turn.offered, turn.gap)


def asked(text: str) -> str:
    """What was asked in a logged text, redacted once more; empty for buttons and other commands."""
    words = _ASKING.sub("", redact(text), count=1)
    return "" if words.startswith("/") or Data.parse(words) else words


def whole(question: str) -> bool:
    """Whether a question is as it was typed: nothing was hidden in it or cut off."""
    return not _HIDDEN.search(question) and not (len(question) >= TEXT_LIMIT and question.endswith("…"))


def _kind(turn: LoggedTurn) -> Kind | None:
    if turn.offered:
        return Kind.REJECTED
    if turn.outcome == Outcome.FALLBACK:
        return Kind.UNANSWERED
    return Kind.DISLIKED if False in turn.votes else None
