"""`evaluate --tune`: the numbers that decide, chosen by cross-validation and written into the knowledge folder.

Lives here: which numbers are chosen and among which, what a verdict is worth, when another value is taken.
Never here: what is left out in a fold (folds.py), judging (trials.py), what the numbers mean (bot.core.policy).

Each fold is learnt once; a dialogue decides by another policy without learning anew. Every value is tried on questions
that its fold was not taught. A value is taken where it is better over all folds, and better in more of them than worse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from bot.assistant import Assistant
from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Knowledge
from bot.core.policy import Policy
from bot.errors import ConfigError
from bot.operators.editing.file_replacing import replace_file
from bot.operators.evaluation.cases import Kind, Session, Verdict
from bot.operators.evaluation.folds import By, folds
from bot.operators.evaluation.trials import Trial, ask_all
from bot.storage.policy_section import KEY, POLICY_FILE, policy_text

# What single questions can tell something about, each with the values that are tried; the others are about talks.
TUNABLE = {
    "answer": (0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85),
    "hedge_alone": (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7),
    "lead": (0.05, 0.1, 0.15, 0.2, 0.3),
    "clarify": (0.12, 0.17, 0.22, 0.27, 0.32),
    "gap": (0.15, 0.2, 0.25, 0.3, 0.35),
    "talk": (0.2, 0.25, 0.3, 0.35, 0.4),
    "talk_word": (0.1, 0.15, 0.2, 0.25, 0.3),
    "long_talk": (0.75, 0.8, 0.85, 0.9),
}
# A wrong answer costs what a right one is worth; a question left alone that was no question to us is right, too.
WORTH = {
    Verdict.RIGHT: 1.0, Verdict.LEFT: 1.0, Verdict.TAP: 0.6, Verdict.ASKED: 0.5, Verdict.MISSED: 0.0,
    Verdict.WRONG: -1.0, Verdict.FALSE: -1.0,
}  # fmt: skip
# Less than this is chance.
GAIN = 0.002
ROUNDS = 2

Train = Callable[[Knowledge], Dialogue]


@dataclass(frozen=True, slots=True)
class LearntFold:
    """A fold that was learnt, and the questions it was not taught."""

    dialogue: Dialogue
    sessions: tuple[Session, ...]

    def worth(self, policy: Policy) -> float:
        """What the dialogue is worth under a policy, at most 1: each kind of question counts alike."""
        trials = list(ask_all(Assistant(self.dialogue.under(policy)), self.sessions))
        return mean(_worths(trials))


def _worths(trials: Sequence[Trial]) -> Iterator[float]:
    for kind in Kind:
        worths = [WORTH[trial.verdict] for trial in trials if trial.case.kind is kind]
        if worths:
            yield mean(worths)


@dataclass(frozen=True, slots=True)
class Tuned:
    """The policy that was chosen, and what the one before and this one are worth over the folds."""

    policy: Policy
    before: float
    after: float


def learnt_folds(knowledge: Knowledge, train: Train, count: int, most: int) -> Iterator[LearntFold]:
    """Half of the folds lack ways of asking, the others whole entries."""
    for by in (By.WAY, By.ENTRY):
        for fold in folds(knowledge, by, count, most):
            yield LearntFold(train(fold.knowledge), fold.sessions)


def tuned(found: Sequence[LearntFold], policy: Policy) -> Tuned:
    """One number after the other, and once more, since one makes room for another."""
    before = worths = [fold.worth(policy) for fold in found]
    for name in [*TUNABLE] * ROUNDS:
        for value in TUNABLE[name]:
            other = replace(policy, **{name: value})
            if other == policy or not _is_ladder(other):
                continue
            tried = [fold.worth(other) for fold in found]
            if mean(tried) >= mean(worths) + GAIN and _mostly_better(tried, worths):
                policy, worths = other, tried
    return Tuned(policy, mean(before), mean(worths))


def _mostly_better(tried: Sequence[float], worths: Sequence[float]) -> bool:
    pairs = list(zip(tried, worths, strict=True))
    return sum(new > old for new, old in pairs) > sum(new < old for new, old in pairs)


def _is_ladder(policy: Policy) -> bool:
    """Answering takes more than a hedge, and a hedge more than asking."""
    return policy.clarify < policy.hedge_alone <= policy.answer


def write_policy(folder: Path, policy: Policy) -> Path:
    """Writes the file of a folder that holds its policy. Raises ReplacingError."""
    path = folder / POLICY_FILE
    replace_file(path, policy_text(policy).encode())
    return path


def refuse_elsewhere(folder: Path, policy: Policy) -> None:
    """ConfigError where the policy of a folder cannot be written without losing something, or standing there twice."""
    path = folder / POLICY_FILE
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    keys = [line for line in lines if line.strip() and line[0] not in "# "]
    if any(not key.startswith(f"{KEY}:") for key in keys) or (not lines and policy != Policy()):
        raise ConfigError(f'"{KEY}:" harus sendirian di {path}, yang akan ditulis; pindahkan dulu isinya.')
