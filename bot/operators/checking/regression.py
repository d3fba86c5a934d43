"""The questions that new knowledge has to pass before it takes the place of the old.

Lives here: asking them, and saying what went wrong.
Never here: reading them (bot.storage), the whole judgement of a knowledge (check.py, bot.operators.evaluation).
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.conversation.dialogue import Dialogue
from bot.core.turns import Conversation, Data, Outcome, Turn, Utterance, Verb
from bot.errors import Problem
from bot.storage.problems import quoted
from bot.storage.trials import DANGER, UNKNOWN, Trial


def failures(dialogue: Dialogue, trials: Iterable[Trial]) -> tuple[Problem, ...]:
    """Every trial that went wrong, each asked in a conversation of its own. Asking back passes if what was expected is
    among the choices."""
    found = []
    for trial in trials:
        turn = dialogue.respond(Utterance(trial.question), Conversation())
        if not _passed(trial.expected, turn):
            found.append(trial.place.problem(_said(trial, turn)))
    return tuple(found)


def _passed(expected: str, turn: Turn) -> bool:
    if expected == DANGER:
        return turn.outcome is Outcome.CRISIS
    if expected == UNKNOWN:
        return turn.outcome not in (Outcome.ANSWER, Outcome.CRISIS)
    return expected in (_reached(turn) or (turn.gap,))


def _reached(turn: Turn) -> tuple[str, ...]:
    """The entries that were shown, or offered when it asked back."""
    if turn.outcome is Outcome.CLARIFY:
        targets = (Data.parse(button.data) for button in turn.reply.flat_buttons)
        return tuple(data.target for data in targets if data and data.verb is Verb.ENTRY)
    return turn.reply.entries


def _said(trial: Trial, turn: Turn) -> str:
    came = ", ".join(_reached(turn)) or turn.gap or turn.outcome.value
    return f"Uji {quoted(trial.question)} seharusnya {quoted(trial.expected)}, tetapi hasilnya {quoted(came)}."
