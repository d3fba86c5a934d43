"""`check`: everything that can be known about a knowledge folder before people use it.

Lives here: the order of the checks, the progress shown meanwhile, what ends the command with an error.
Never here: the checks themselves (a module each), tables (page.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, TaskID

from bot.core.conversation.composing import Composer
from bot.core.conversation.dialogue import Dialogue
from bot.errors import KnowledgeError
from bot.operators.checking.ages import age_findings
from bot.operators.checking.asking import Asked, Asker, probes
from bot.operators.checking.few import few_findings
from bot.operators.checking.findings import Finding, Kind, Level, worst_first
from bot.operators.checking.fit import Fits, fit_findings
from bot.operators.checking.names import label_findings, lexicon_findings, look_alike_findings
from bot.operators.checking.quiz import quiz_findings
from bot.operators.checking.quotes import quote_findings
from bot.operators.checking.reach import reach_findings
from bot.operators.checking.regression import failures
from bot.operators.checking.rivals import Rivalry, rival_findings, rivalries
from bot.operators.checking.sharing import shared_out
from bot.operators.checking.sources import help_line_findings, source_findings
from bot.operators.checking.spelling import spelling_findings
from bot.operators.checking.terms import term_findings, unreached_findings
from bot.operators.checking.ways import twin_findings, vague_findings, way_findings
from bot.operators.evaluation.forecast import Forecast, foretell
from bot.school import AT_ONCE, School
from bot.storage.frequencies import load_frequencies
from bot.storage.loader import PlacedKnowledge, load_placed
from bot.storage.problems import Place

# So many texts are asked between two steps of the progress bar.
STEP = 100
# More entries than any folder has: a forecast is made whatever it takes.
EVEN_MANY = 1_000_000


@dataclass(frozen=True, slots=True)
class Check:
    """What to check, as of which day. `asks`: whether to train the ranking and ask every way; `fits`: the channel. How
    well it will do is foretold for `foretells` entries at most: it takes seconds for a hundred."""

    folder: Path
    today: date
    fits: Fits
    contact: str = ""
    asks: bool = True
    school: School = AT_ONCE
    foretells: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found. Without `placed`, the folder could not be loaded at all."""

    findings: tuple[Finding, ...]
    placed: PlacedKnowledge | None = None
    asked: tuple[Asked, ...] = ()
    rivals: tuple[Rivalry, ...] = ()
    forecast: Forecast | None = None

    def count(self, level: Level) -> int:
        return sum(finding.level is level for finding in self.findings)

    def exit_code(self, strict: bool) -> int:
        """0, or that of wrong knowledge: for errors, and for hints too if `strict`."""
        return KnowledgeError.exit_code if self.count(Level.ERROR) or (strict and self.findings) else 0


def check(order: Check, progress: Console) -> Report:
    """The report on a folder. `progress` shows how far it is."""
    try:
        placed = load_placed(order.folder)
    except KnowledgeError as error:
        return Report(tuple(worst_first(_loading(error))))
    found = list(_said(order, placed))
    if not order.asks:
        return Report(tuple(worst_first(found)), placed)
    knowledge, places = placed.knowledge, placed.places
    with progress.status("Melatih pemeringkat ..."):
        dialogue = order.school.dialogue(knowledge, order.contact)
        asker = Asker(dialogue)
    asked = _asked(asker, placed, progress)
    rivals = rivalries(asked, knowledge)
    found += _failed_trials(dialogue, placed)
    found += way_findings(asked, knowledge)
    found += vague_findings(dialogue, places)
    found += twin_findings(dialogue, places)
    found += rival_findings(rivals, places)
    found += reach_findings(dialogue, places)
    found += unreached_findings(dialogue, places)
    forecast = _forecast(order, dialogue, progress)
    return Report(tuple(worst_first(found)), placed, tuple(asked), tuple(rivals), forecast)


def _forecast(order: Check, dialogue: Dialogue, progress: Console) -> Forecast | None:
    if len(dialogue.knowledge.entries) > order.foretells:
        return None
    with progress.status("Memperkirakan hasilnya pada pertanyaan orang lain ..."):
        return foretell(dialogue)


def _loading(error: KnowledgeError) -> Iterator[Finding]:
    """What keeps the folder from being loaded; the loader's sentences say themselves what to do."""
    for problem in error.problems:
        yield Finding(Level.ERROR, Kind.LOADING, Place(problem.path, problem.line), problem.message)


def _failed_trials(dialogue: Dialogue, placed: PlacedKnowledge) -> Iterator[Finding]:
    """The questions of `uji` that go wrong: a running bot would refuse this knowledge."""
    for problem in failures(dialogue, placed.trials):
        advice = "Betulkan yang baru diubah; kalau yang diharapkan memang berubah, betulkan ujinya."
        yield Finding(Level.ERROR, Kind.TRIAL, Place(problem.path, problem.line), problem.message, advice)


def _said(order: Check, placed: PlacedKnowledge) -> Iterator[Finding]:
    """What can be seen without asking anything."""
    knowledge, places = placed.knowledge, placed.places
    yield from few_findings(knowledge, places, order.folder)
    yield from source_findings(knowledge, places)
    yield from quote_findings(knowledge, places)
    yield from quiz_findings(knowledge, places)
    yield from term_findings(knowledge, places)
    yield from age_findings(knowledge, places, order.today)
    yield from help_line_findings(knowledge, places, order.today)
    yield from label_findings(knowledge, places)
    yield from look_alike_findings(knowledge, places)
    yield from lexicon_findings(knowledge, places)
    yield from spelling_findings(knowledge, places, load_frequencies())
    yield from fit_findings(Composer(knowledge, order.contact), places, order.fits)


def _asked(asker: Asker, placed: PlacedKnowledge, progress: Console) -> Sequence[Asked]:
    texts = probes(placed.knowledge, placed.places)
    with shared_out(asker.ask, texts) as results, Progress(console=progress, transient=True) as bar:
        task = bar.add_task("Menanyakan tiap cara bertanya", total=len(texts))
        return list(_counted(results, bar, task))


def _counted(results: Iterable[Asked], bar: Progress, task: TaskID) -> Iterator[Asked]:
    for number, one in enumerate(results, 1):
        if number % STEP == 0:
            bar.update(task, completed=number)
        yield one
