"""Questions that new knowledge has to pass before it is used.

Lives here: what such a question is, and where it stands.
Never here: reading them (sections.py), asking them (bot.operators.checking.regression).

They are no part of the knowledge: the ranking must not learn from them, or they would prove nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.storage.problems import Place

# What may stand in place of an entry or a gap: the bot has to say that it does not know; has to notice danger.
UNKNOWN, DANGER = "tidak-tahu", "bahaya"


@dataclass(frozen=True, slots=True)
class Trial:
    """`expected` is the id of an entry or a gap, UNKNOWN or DANGER."""

    question: str
    expected: str
    place: Place
