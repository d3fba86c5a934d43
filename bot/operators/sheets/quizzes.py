"""The quiz questions of an entry in one cell of a sheet.

Lives here: the form of that cell, read and written.
Never here: other columns (entries.py), whether an answer holds what is called right (bot.operators.checking.quiz).

A question stands on a line of its own; below it its choices, "* " before the right one and "- " before the others, and
the reason behind "= ", which ends it:

    Berapa lama diseduh?
    * tiga menit
    - tiga jam
    = Seduh selama tiga menit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.core.rounds import QuizItem
from bot.storage.problems import quoted
from bot.storage.quiz_section import CHOICE_LIMIT, FEWEST, MOST, QUESTION_LIMIT, WHY_LIMIT

RIGHT, WRONG, WHY = "* ", "- ", "= "


@dataclass(slots=True)
class _Asked:
    """A question as far as it is read."""

    question: str = ""
    choices: list[str] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    why: list[str] = field(default_factory=list)

    def take(self, line: str) -> None:
        mark, text = line[:2], line[2:].strip()
        if mark == WHY:
            self.why.append(text)
        elif mark in (RIGHT, WRONG):
            if mark == RIGHT:
                self.right.append(len(self.choices))
            self.choices.append(text)
        else:
            self.question = f"{self.question} {line}".strip()

    def ends_before(self, line: str) -> bool:
        marked = line[:2] in (RIGHT, WRONG, WHY)
        return (bool(self.why) and line[:2] != WHY) or (bool(self.choices) and not marked)


def quiz_cell(items: Sequence[QuizItem]) -> str:
    """The cell of some questions."""
    return "\n\n".join("\n".join(_lines(item)) for item in items)


def read_quiz_cell(cell: str) -> tuple[tuple[QuizItem, ...], tuple[str, ...]]:
    """The questions of a cell, and what is wrong with others."""
    asked = list(_asked(cell))
    wrong = [complaint for one in asked if (complaint := _complaint(one))]
    sound = [one for one in asked if not _complaint(one)]
    items = (QuizItem(one.question, tuple(one.choices), one.right[0], "\n".join(one.why)) for one in sound)
    return tuple(items), tuple(wrong)


def _lines(item: QuizItem) -> Iterator[str]:
    yield " ".join(item.question.split())
    for place, choice in enumerate(item.choices):
        yield f"{RIGHT if place == item.right else WRONG}{' '.join(choice.split())}"
    yield from (f"{WHY}{line}" for line in item.why.split("\n"))


def _asked(cell: str) -> Iterator[_Asked]:
    asked = _Asked()
    for line in filter(None, (each.strip() for each in cell.split("\n"))):
        if asked.ends_before(line):
            yield asked
            asked = _Asked()
        asked.take(line)
    if asked != _Asked():
        yield asked


def _complaint(one: _Asked) -> str:
    """What is wrong with a question; "" for nothing."""
    name = quoted(one.question or "(tanpa pertanyaan)")
    if not one.question or not one.why or not all(one.choices):
        return f'kuis {name} belum lengkap; tulis pertanyaan, lalu "* " benar, "- " salah, dan "= " alasan.'
    if len(one.right) != 1:
        return f'kuis {name} punya {len(one.right)} jawaban benar; beri tanda "* " pada satu pilihan saja.'
    if not FEWEST <= len(one.choices) <= MOST:
        return f"kuis {name} punya {len(one.choices)} pilihan; tulis {FEWEST} sampai {MOST}."
    if len({choice.casefold() for choice in one.choices}) < len(one.choices):
        return f"kuis {name} punya dua pilihan yang sama; ganti salah satu."
    limits = [(one.question, QUESTION_LIMIT), ("\n".join(one.why), WHY_LIMIT)]
    limits += [(choice, CHOICE_LIMIT) for choice in one.choices]
    long = next((f"{quoted(text)} lebih dari {limit} karakter" for text, limit in limits if len(text) > limit), "")
    return f"kuis {name}: {long}; persingkat." if long else ""
