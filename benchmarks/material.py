"""What is asked, and what there is to learn from: the same for the bot and for every peer.

Lives here: questions from files, and questions held out of a knowledge.
Never here: methods, counting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.core.model import Knowledge
from bot.operators.evaluation.case_files import read_cases
from bot.operators.evaluation.cases import Case, Ids, Kind
from bot.operators.evaluation.folds import By, folds
from bot.operators.sheets.importing import Import, import_sheet
from bot.storage.folder import GENERAL
from bot.storage.loader import load_knowledge

ASKED = (Kind.IN_SCOPE, Kind.OUT_OF_SCOPE)


@dataclass(frozen=True, slots=True)
class Material:
    """One knowledge to learn from, and questions it does not hold."""

    knowledge: Knowledge
    cases: tuple[Case, ...]

    @property
    def ways(self) -> tuple[list[str], list[str]]:
        """Ways of asking and titles, each with its entry: what the peers learn from."""
        texts, labels = [], []
        for entry in self.knowledge.entries.values():
            for text in (*entry.questions, entry.title):
                texts.append(text)
                labels.append(entry.id)
        return texts, labels

    @property
    def out_of_scope(self) -> list[str]:
        """Questions to be left alone, for peers that can learn them."""
        gaps = (text for gap in self.knowledge.gaps.values() for text in gap.questions)
        return [*self.knowledge.out_of_scope, *gaps]


def from_files(knowledge: Knowledge, paths: Sequence[Path]) -> list[Material]:
    """The questions in files, asked of the whole knowledge."""
    sessions = read_cases(paths, Ids(knowledge))
    cases = tuple(case for session in sessions for case in session if case.kind in ASKED)
    return [Material(knowledge, cases)]


def held_out(knowledge: Knowledge, count: int, most: int) -> list[Material]:
    """Cross-validation: each way of asking is asked of what is learnt without it and its neighbours."""
    return list(_held_out(knowledge, count, most))


def _held_out(knowledge: Knowledge, count: int, most: int) -> Iterator[Material]:
    for fold in folds(knowledge, By.WAY, count):
        # Small talk is no part of this comparison, so it is left in.
        cases = [session[0] for session in fold.sessions if session[0].kind in ASKED]
        chosen = [cases[i * len(cases) // most] for i in range(most)] if 0 < most < len(cases) else cases
        yield Material(replace(fold.knowledge, intents=knowledge.intents), tuple(chosen))


def subject(sheet: Path, shipped: Path, folder: Path) -> Knowledge:
    """The knowledge that `import` makes of a sheet, in `folder`."""
    import_sheet(Import(sheet, folder, shipped / GENERAL))
    return load_knowledge(folder)
