"""How well a knowledge will do with people's questions, foretold from its own: what is left out is asked.

Lives here: which left-out questions tell it, the figures, and which entries would raise them most.
Never here: leaving out (folds.py), judging (trials.py), sentences for people (bot.operators.checking).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.assistant import Assistant
from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Knowledge
from bot.operators.evaluation.cases import Verdict
from bot.operators.evaluation.cross_validation import Validator
from bot.operators.evaluation.figures import Figure, figures
from bot.operators.evaluation.folds import By
from bot.operators.evaluation.trials import Trial

# Fewer than in `evaluate`: somebody waits for it. A fold takes about a second where entries are few.
FOLDS = 3
# Up to so many entries it is a matter of seconds.
QUICK = 100
# So many entries are named where some would raise the figures.
NAMED = 3


@dataclass(frozen=True, slots=True)
class Weak:
    """An entry that lost `lost` of its `asked` left-out ways, or that took `lost` questions of absent entries."""

    entry: str
    lost: int
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Forecast:
    """`right`, `tap` (right at once or in one tap), `wrong`: of ways of asking that were not learnt; None where no
    entry has any beside its title. `near`: of questions of entries that were left out whole, those answered all the
    same; None where entries are too few for that. `bare` entries have only their title."""

    right: Figure | None
    tap: Figure | None
    wrong: Figure | None
    near: Figure | None
    bare: tuple[str, ...]
    weak: tuple[Weak, ...]
    greedy: tuple[Weak, ...]


def foretell(dialogue: Dialogue) -> Forecast:
    """The forecast for the knowledge of `dialogue`, which learns the rest anew for each fold."""
    knowledge = dialogue.knowledge
    ways, absent = list(_asked(dialogue, By.WAY)), list(_asked(dialogue, By.ENTRY))
    found = {one.name: one for one in figures([*ways, *absent]) if not one.detail}
    return Forecast(
        found.get("right_at_once"), found.get("in_one_tap"), found.get("wrong"), found.get("falsely_answered"),
        tuple(entry.id for entry in knowledge.entries.values() if not entry.own_ways),
        tuple(_weak(ways)), tuple(_greedy(absent)),
    )  # fmt: skip


def _asked(dialogue: Dialogue, by: By) -> Iterator[Trial]:
    if by is By.ENTRY and len(dialogue.knowledge.entries) < FOLDS:
        return  # a fold would have nothing left to answer with
    wanted = _wanted(dialogue.knowledge, by)
    validator = Validator(dialogue.knowledge, lambda rest: Assistant(dialogue.about(rest)), FOLDS, only=wanted)
    yield from (trial for _, trial in validator.trials(by))


def _wanted(knowledge: Knowledge, by: By) -> frozenset[str]:
    """The ways of entries, those that are a title only where entries are left out: else the title would tell."""
    entries = knowledge.entries.values()
    return frozenset(way for entry in entries for way in (entry.own_ways if by is By.WAY else entry.questions))


def _weak(ways: Sequence[Trial]) -> Iterator[Weak]:
    """The entries that lost most, the worst first."""
    asked = Counter(trial.case.expected.wanted for trial in ways)
    lost = Counter(trial.case.expected.wanted for trial in ways if trial.verdict is not Verdict.RIGHT)
    worst = sorted(lost, key=lambda entry: (-lost[entry] / asked[entry], -lost[entry]))
    yield from (Weak(entry, lost[entry], asked[entry]) for entry in worst[:NAMED])


def _greedy(absent: Sequence[Trial]) -> Iterator[Weak]:
    """The entries that answered most of what belongs to none."""
    taken = Counter(trial.shown[0] for trial in absent if trial.verdict is Verdict.FALSE and trial.shown)
    yield from (Weak(entry, times) for entry, times in taken.most_common(NAMED))
