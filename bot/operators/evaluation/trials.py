"""Asking the assistant test questions, and judging what comes back.

Lives here: one chat a session, the verdict on each turn, the taps that would lead to a right answer.
Never here: reading files (case_files.py), counting (figures.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.assistant import Assistant
from bot.core.turns import Callback, Outcome, Turn, Utterance
from bot.operators.evaluation.cases import Case, Kind, Session, Verdict

# So many buttons a person is expected to read.
TAPS = 4
# Replies that say something about the matter, right or wrong.
SPOKEN = frozenset({Outcome.ANSWER, Outcome.CRISIS})
JUDGED_AS_WHOLE = frozenset({Kind.TALK, Kind.CRISIS, Kind.LOOK_ALIKE, Kind.TURN})


@dataclass(frozen=True, slots=True)
class Trial:
    """A case that was asked. `session` numbers the chat it was asked in; `ranked` are ids, best first."""

    case: Case
    session: int
    verdict: Verdict
    outcome: Outcome
    confidence: float
    ranked: tuple[str, ...]
    shown: tuple[str, ...]

    @property
    def best_is_right(self) -> bool:
        """Whether the best entry answers the question, whatever the bot made of it."""
        if self.outcome is Outcome.ANSWER:
            return self.verdict is Verdict.RIGHT
        return bool(self.ranked) and self.case.expected.accepts(self.ranked[0])


def ask_all(assistant: Assistant, sessions: Iterable[Session], name: str = "evaluate") -> Iterator[Trial]:
    """Asks every session in a chat of its own. `name` sets these chats apart from all others."""
    for number, session in enumerate(sessions):
        for case in session:
            chat = f"{name}-{number}"
            turn = assistant.handle(Utterance(case.text), chat)
            verdict = judge(case, turn)
            if verdict is Verdict.MISSED and _leads_there(assistant, chat, case, turn):
                verdict = Verdict.TAP
            yield _trial(case, number, verdict, turn)


def judge(case: Case, turn: Turn) -> Verdict:
    """The verdict on a turn, without trying its buttons."""
    if case.kind is Kind.OUT_OF_SCOPE:
        if turn.outcome in SPOKEN:
            return Verdict.FALSE
        return Verdict.ASKED if turn.outcome is Outcome.CLARIFY else Verdict.LEFT
    if case.expected.met_by(turn):
        return Verdict.RIGHT
    wrong = case.kind in JUDGED_AS_WHOLE or turn.outcome in SPOKEN
    return Verdict.WRONG if wrong else Verdict.MISSED


def _leads_there(assistant: Assistant, chat: str, case: Case, turn: Turn) -> bool:
    """Whether one of the first buttons shows a right answer; presses them, so it must come last in a chat."""
    buttons = [button for button in turn.reply.flat_buttons if button.data][:TAPS]
    return any(case.expected.met_by(assistant.handle(Callback(button.data), chat)) for button in buttons)


def _trial(case: Case, session: int, verdict: Verdict, turn: Turn) -> Trial:
    confidence = turn.matches[0].confidence if turn.matches else 0.0
    ranked = tuple(match.entry for match in turn.matches)
    return Trial(case, session, verdict, turn.outcome, confidence, ranked, turn.reply.entries)


def of_kind(trials: Sequence[Trial], *kinds: Kind) -> list[Trial]:
    """The trials of some kinds, in order."""
    return [trial for trial in trials if trial.case.kind in kinds]
