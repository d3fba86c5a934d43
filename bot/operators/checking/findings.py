"""One thing that a check found, in a form that all checks and both outputs share.

Lives here: its kind, place, weight and advice; which of several is told first.
Never here: looking for it (each check has a module of its own), showing it (page.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.storage.problems import Place


class Level(StrEnum):
    """ERROR: the bot does what nobody can want. HINT: worth a look; it may be meant so."""

    ERROR = "error"
    HINT = "hint"


class Kind(StrEnum):
    """What is wrong, in the order in which it is worth mending."""

    LOADING = "loading"
    TRIAL = "trial"
    TITLE = "title"
    TWIN = "twin"
    WAY = "way"
    VAGUE = "vague"
    FEW = "few"
    GAP = "gap"
    RIVAL = "rival"
    LABEL = "label"
    LOOK_ALIKE = "look_alike"
    LEXICON = "lexicon"
    REACH = "reach"
    TELEGRAM = "telegram"
    HELP_LINE = "help_line"
    TERM = "term"
    SOURCE = "source"
    QUOTE = "quote"
    QUIZ = "quiz"
    CHECKED = "checked"
    CONTEXT = "context"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `message` says what is, `advice` what to do; `details` are for programs."""

    level: Level
    kind: Kind
    place: Place
    message: str
    advice: str = ""
    details: Mapping[str, object] = field(default_factory=dict)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Errors before hints, then by kind, file and line."""
    levels, kinds = list(Level), list(Kind)

    def rank(one: Finding) -> tuple[int, int, str, int, str]:
        return levels.index(one.level), kinds.index(one.kind), str(one.place.path), one.place.line, one.message

    return sorted(findings, key=rank)
