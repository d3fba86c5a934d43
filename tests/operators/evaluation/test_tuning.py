"""Numbers are chosen on questions that were not taught, taken only where they are better, and written down."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copytree

import pytest
from rich.console import Console

from bot.assistant import Assistant
from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Knowledge
from bot.core.policy import Policy
from bot.errors import ConfigError
from bot.operators.evaluation.evaluate import Evaluation, evaluate
from bot.operators.evaluation.tuning import TUNABLE, LearntFold, learnt_folds, refuse_elsewhere, tuned
from bot.storage.loader import load_knowledge
from bot.storage.policy_section import POLICY_FILE

USUAL = Policy()
# Far from what any knowledge wants: nothing is answered.
SHY = replace(USUAL, answer=0.85, hedge_alone=0.7)


@dataclass(frozen=True)
class Likes:
    """A fold that is worth most where a number has this value."""

    name: str
    value: float
    weight: float = 1.0

    def worth(self, policy: Policy) -> float:
        return self.weight * (1.0 - abs(getattr(policy, self.name) - self.value))


@pytest.mark.parametrize("name", TUNABLE)
def test_the_value_that_is_worth_most_is_chosen(name: str) -> None:
    others = (replace(USUAL, **{name: value}) for value in TUNABLE[name] if value != getattr(USUAL, name))
    value = next(getattr(other, name) for other in others if other.hedge_alone <= other.answer)
    found = tuned([Likes(name, value), Likes(name, value)], USUAL)  # type: ignore[list-item]
    assert found.policy == replace(USUAL, **{name: value})
    assert found.before < found.after == 1.0


def test_a_value_that_is_worse_in_most_folds_is_not_taken_however_good_it_is_in_one() -> None:
    folds = [Likes("answer", 0.85, 10.0), Likes("answer", USUAL.answer), Likes("answer", USUAL.answer)]
    assert tuned(folds, USUAL).policy == USUAL  # type: ignore[arg-type]


def test_a_value_that_is_hardly_better_is_not_taken() -> None:
    assert tuned([Likes("lead", 1.0, 0.001)], USUAL).policy == USUAL  # type: ignore[list-item]


def test_a_hedge_is_never_surer_than_an_answer() -> None:
    found = tuned([Likes("hedge_alone", 1.0), Likes("answer", 0.0)], USUAL)  # type: ignore[list-item]
    assert found.policy.hedge_alone <= found.policy.answer


def test_folds_that_were_learnt_choose_to_answer_rather_than_to_be_shy(knowledge: Knowledge) -> None:
    learnt: list[Knowledge] = []

    def train(part: Knowledge) -> Dialogue:
        learnt.append(part)
        return Dialogue(part, {})

    folds = list(learnt_folds(knowledge, train, 2, 6))
    assert len(folds) == len(learnt) == 4
    assert all(isinstance(fold, LearntFold) and len(fold.sessions) <= 6 for fold in folds)
    worths = [fold.worth(replace(USUAL, answer=0.0, hedge_alone=0.0, clarify=0.0)) for fold in folds]
    assert worths[:2] != [fold.worth(replace(USUAL, answer=1.0, hedge_alone=1.0)) for fold in folds[:2]]


def test_numbers_that_were_chosen_are_in_the_folder(coffee: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kopi"
    copytree(coffee, folder)
    (folder / POLICY_FILE).write_text(
        "kebijakan: {talk: 1, talk_word: 1, long_talk: 1, hedge_alone: 0.1, clarify: 0.05}\n", "utf-8"
    )
    page = Console(file=io.StringIO(), width=160)
    dialogue = Dialogue(load_knowledge(folder), {})
    order = Evaluation(tune=True, folder=folder, folds=2, most=12)
    evaluate(order, lambda: Assistant(dialogue), (page, Console(file=io.StringIO())))
    shown = page.file.getvalue()  # type: ignore[attr-defined]
    chosen = load_knowledge(folder).policy
    assert chosen != dialogue.knowledge.policy
    assert ("Ditulis ke" in shown, "sekarang" in shown) == (True, True)


@pytest.mark.parametrize("text", ["", "asing: [x]\nkebijakan: {answer: 0.8}\n"])
def test_a_file_that_also_holds_something_else_is_not_overwritten(tmp_path: Path, text: str) -> None:
    if text:
        (tmp_path / POLICY_FILE).write_text(text, "utf-8")
    with pytest.raises(ConfigError, match="harus sendirian"):
        refuse_elsewhere(tmp_path, SHY)


def test_a_folder_without_numbers_of_its_own_may_have_some(tmp_path: Path) -> None:
    refuse_elsewhere(tmp_path, USUAL)
