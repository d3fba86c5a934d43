"""`evaluate`: asks test questions through the real assistant and says how well it did.

Lives here: the order of the work, the progress shown meanwhile, the files written at the end.
Never here: judging (trials.py), counting (figures.py), tables (page.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, track

from bot.assistant import Assistant
from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Knowledge
from bot.errors import ConfigError
from bot.operators.evaluation.case_files import read_aliases, read_cases
from bot.operators.evaluation.cases import Ids
from bot.operators.evaluation.cross_validation import FOLDS, Validation, Validator, validation
from bot.operators.evaluation.danger import validate_danger
from bot.operators.evaluation.folds import By
from bot.operators.evaluation.page import as_json, print_trials, print_tuned, print_validation
from bot.operators.evaluation.threshold_plot import draw
from bot.operators.evaluation.trials import Trial, ask_all
from bot.operators.evaluation.tuning import learnt_folds, refuse_elsewhere, tuned, write_policy
from bot.storage.frequencies import load_frequencies

# Questions of a fold that the numbers are chosen on, unless it is said how many: more take longer than they tell.
TUNING_MOST = 150


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What to evaluate and what to write. `most` limits the questions of one fold (0: all); `tune` chooses the numbers
    that decide, for the knowledge in `folder`."""

    files: tuple[Path, ...] = ()
    alias: Path | None = None
    plot: Path | None = None
    json: Path | None = None
    misses: int = 0
    cross_validate: bool = False
    folds: int = FOLDS
    most: int = 0
    tune: bool = False
    folder: Path = Path()


def evaluate(order: Evaluation, open_assistant: Callable[[], Assistant], consoles: tuple[Console, Console]) -> None:
    """Prints the result to the first console and progress to the second. Raises BotError for wrong input."""
    if not order.files and not order.cross_validate and not order.tune:
        raise ConfigError("Beri berkas pertanyaan uji, --cross-validate, atau --tune.")
    page, progress = consoles
    assistant = open_assistant()
    trials = _asked(order, assistant, progress) if order.files else []
    if trials:
        print_trials(page, trials, order.misses)
    validations = list(_validated(order, assistant.knowledge, progress)) if order.cross_validate else []
    for found in validations:
        print_validation(page, found)
    measured = trials or [trial for found in validations for trial in found.trials]
    if order.tune:
        _tune(order, assistant.knowledge, consoles)
    if order.json:
        _write(order.json, json.dumps(as_json(trials, validations), ensure_ascii=False, indent=1) + "\n")
    if order.plot:
        draw(measured, assistant.dialogue.questions.policy, order.plot)


def _tune(order: Evaluation, knowledge: Knowledge, consoles: tuple[Console, Console]) -> None:
    """Chooses the numbers and writes them where the folder keeps them; nothing is written where none is better."""
    page, progress = consoles
    refuse_elsewhere(order.folder, knowledge.policy)
    with Progress(console=progress, transient=True) as bar:
        bar.add_task("Memilih angka (beberapa menit)", total=None)
        most = order.most or TUNING_MOST
        learnt = list(learnt_folds(knowledge, lambda part: _train(part).dialogue, order.folds, most))
        found = tuned(learnt, knowledge.policy)
    print_tuned(page, knowledge.policy, found)
    if found.policy != knowledge.policy:
        page.print(f"Ditulis ke {write_policy(order.folder, found.policy)}.", highlight=False)


def _asked(order: Evaluation, assistant: Assistant, progress: Console) -> list[Trial]:
    aliases = read_aliases(order.alias) if order.alias else {}
    sessions = read_cases(order.files, Ids(assistant.knowledge, aliases))
    shown = track(sessions, description="Bertanya", console=progress, transient=True)
    return list(ask_all(assistant, shown))


def _validated(order: Evaluation, knowledge: Knowledge, progress: Console) -> Iterator[Validation]:
    validator = Validator(knowledge, _train, order.folds, order.most)
    for by in (By.WAY, By.ENTRY):
        with Progress(console=progress, transient=True) as bar:
            task = bar.add_task(f"Validasi silang ({by.value})", total=order.folds)
            numbered: list[tuple[int, Trial]] = []
            for number, trial in validator.trials(by):
                bar.update(task, completed=number)
                numbered.append((number, trial))
        yield validation(by, numbered)
    yield validate_danger(knowledge, load_frequencies(), order.folds)


def _train(knowledge: Knowledge) -> Assistant:
    return Assistant(Dialogue(knowledge, load_frequencies()))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: tidak dapat ditulis ({error.strerror}).") from error
