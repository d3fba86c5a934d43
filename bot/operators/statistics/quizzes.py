"""How the quiz goes: which questions everybody knows, and which look wrong.

Lives here: the figures of each question, out of what was counted without anybody behind it; when one is worth a look.
Never here: counting answers (bot.storage.database), how figures look (page.py, html.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.core.model import Knowledge
from bot.core.rounds import QuizItem
from bot.operators.wording.indonesian_forms import percent
from bot.storage.database.quiz.quizzes import QUIZ

# Fewer answers say nothing of a question.
LEAST = 10
# A question that so many know teaches nobody anything.
EASY = 0.95


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with how often each of its choices was chosen, as they are written."""

    entry: str
    item: QuizItem
    chosen: tuple[int, ...]

    @property
    def given(self) -> int:
        return sum(self.chosen)

    @property
    def right(self) -> int:
        return self.chosen[self.item.right]

    @property
    def remark(self) -> str:
        """Why it is worth a look; "" if it is not."""
        if self.given < LEAST:
            return ""
        if self.right >= EASY * self.given:
            return "terlalu mudah"
        most = max(range(len(self.chosen)), key=lambda place: self.chosen[place])
        if self.chosen[most] > self.right:
            return f'tampak keliru: lebih banyak yang memilih "{self.item.choices[most]}"'
        return ""

    @property
    def share(self) -> str:
        return f"{percent(self.right, self.given)} benar dari {self.given}"


def is_counted(name: str) -> bool:
    """Whether a count is one of the quiz."""
    return name.startswith(f"{QUIZ}|")


def asked_questions(counted: Mapping[str, int], knowledge: Knowledge) -> tuple[Asked, ...]:
    """The questions that were answered and are still there as they were, the hardest first."""
    found = []
    for entry in knowledge.entries.values():
        for item in entry.quiz:
            names = (f"{QUIZ}|{entry.id}|{item.name}|{place}" for place in range(len(item.choices)))
            asked = Asked(entry.id, item, tuple(counted.get(name, 0) for name in names))
            if asked.given:
                found.append(asked)
    return tuple(sorted(found, key=lambda one: (one.right / one.given, -one.given, one.entry)))


def summary(asked: Iterable[Asked]) -> str:
    """All of it in a sentence."""
    listed = list(asked)
    given = sum(one.given for one in listed)
    return f"{given} jawaban kuis, {percent(sum(one.right for one in listed), given)} benar"
