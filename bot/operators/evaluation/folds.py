"""Knowledge with a part left out, and the questions that ask for that part: material for cross-validation.

Lives here: what is left out in each fold, and what a right reply to it would be.
Never here: asking (trials.py), averages (cross_validation.py).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from bot.core.model import Entry, Knowledge
from bot.core.turns import Outcome
from bot.operators.evaluation.case_files import TALK
from bot.operators.evaluation.cases import Case, Expectation, Ids, Kind, Session, answering, ending

T = TypeVar("T")

# Out-of-scope questions stand by subject; so many neighbours are left out together (as in core.samples).
OUT_OF_SCOPE_RUN = 4


class By(StrEnum):
    """What a fold leaves out: some ways of asking everything, all of some entries, or examples of danger."""

    WAY = "way"
    ENTRY = "entry"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Fold:
    """One part of the knowledge to learn from, and the questions left out of it."""

    knowledge: Knowledge
    sessions: tuple[Session, ...]


def folds(knowledge: Knowledge, by: By, count: int, most: int = 0) -> Iterator[Fold]:
    """`count` folds; of each fold's questions at most `most`, evenly spread (0: all)."""
    leave_out = _without_ways if by is By.WAY else _without_entries
    for number in range(count):
        fold = leave_out(knowledge, count, number)
        yield Fold(fold.knowledge, tuple(_spread(fold.sessions, most)))


def _without_ways(knowledge: Knowledge, count: int, number: int) -> Fold:
    """Everything without one run of its ways of asking.

    People write them one author at a time, so a run of neighbours comes closest to a stranger's questions.
    """
    ids = Ids(knowledge)
    cases: list[Case] = []
    entries, gaps, intents = dict(knowledge.entries), dict(knowledge.gaps), dict(knowledge.intents)
    for entry in knowledge.entries.values():
        kept, gone = _cut(entry.questions, count, number)
        entries[entry.id] = replace(entry, questions=kept)
        cases += _asking(gone, answering({entry.id: ids.satisfying(entry.id)}))
    for gap in knowledge.gaps.values():
        kept, gone = _cut(gap.questions, count, number)
        gaps[gap.id] = replace(gap, questions=kept)
        cases += _left_alone(gone, "celah")
    for intent in knowledge.intents.values():
        kept, gone = _cut(intent.questions, count, number)
        intents[intent.id] = replace(intent, questions=kept)
        expected = ending(intent.id, *TALK, Outcome(intent.outcome))
        cases += [Case(text, Kind.TALK, expected, (intent.id,)) for text in gone]
    left_out = {i: text for i, text in enumerate(knowledge.out_of_scope) if i // OUT_OF_SCOPE_RUN % count == number}
    cases += _left_alone(left_out.values(), "asing")
    stay = tuple(text for i, text in enumerate(knowledge.out_of_scope) if i not in left_out)
    rest = replace(knowledge, entries=entries, gaps=gaps, intents=intents, out_of_scope=stay)
    return Fold(rest, tuple((case,) for case in cases))


def _without_entries(knowledge: Knowledge, count: int, number: int) -> Fold:
    """Every `count`-th entry gone with all that points to it; its ways of asking are out of scope now.

    An entry's parent and children answer some of its questions rightly, so the whole family goes.
    """
    families: dict[str, list[str]] = {}
    for entry_id in knowledge.entries:
        families.setdefault(_head(knowledge, entry_id), []).append(entry_id)
    gone = {name for i, family in enumerate(families.values()) if i % count == number for name in family}
    entries = {name: _unlinked(entry, gone) for name, entry in knowledge.entries.items() if name not in gone}
    topics = {
        name: replace(topic, entries=tuple(entry for entry in topic.entries if entry not in gone))
        for name, topic in knowledge.topics.items()
    }
    gaps = {name: replace(gap, nearest="") if gap.nearest in gone else gap for name, gap in knowledge.gaps.items()}
    cases = [case for name in gone for case in _left_alone(knowledge.entries[name].questions, name)]
    cases.sort(key=lambda case: list(knowledge.entries).index(case.tags[0]))
    rest = replace(knowledge, entries=entries, topics=topics, gaps=gaps)
    return Fold(rest, tuple((case,) for case in cases))


def _head(knowledge: Knowledge, entry_id: str) -> str:
    """The topmost parent of an entry."""
    while parent := knowledge.entries[entry_id].parent:
        entry_id = parent
    return entry_id


def _unlinked(entry: Entry, gone: set[str]) -> Entry:
    related = tuple(name for name in entry.related if name not in gone)
    confusable = tuple(name for name in entry.confusable if name not in gone)
    return replace(entry, related=related, confusable=confusable)


def _cut(texts: Sequence[str], count: int, number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """`texts` without their block `number` of `count`, and that block."""
    size = max(1, math.ceil(len(texts) / count))
    start = number * size
    return (*texts[:start], *texts[start + size :]), tuple(texts[start : start + size])


def _asking(texts: Iterable[str], expected: Expectation) -> list[Case]:
    return [Case(text, Kind.IN_SCOPE, expected) for text in texts]


def _left_alone(texts: Iterable[str], tag: str) -> list[Case]:
    expected = ending("dibiarkan", Outcome.FALLBACK, Outcome.CLARIFY)
    return [Case(text, Kind.OUT_OF_SCOPE, expected, (tag,)) for text in texts]


def _spread(items: Sequence[T], most: int) -> Sequence[T]:
    if not most or len(items) <= most:
        return items
    return [items[i * len(items) // most] for i in range(most)]
