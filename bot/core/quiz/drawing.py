"""Drawing a round: which questions, and in which order their choices are shown.

Lives here: the draw, made of a number that the channel brings, so that the same number draws the same round.
Never here: screens (screens.py), where that number comes from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import TypeVar

from bot.core.model import Entry, Knowledge
from bot.core.rounds import ROUND, Drawn, QuizItem, Round

T = TypeVar("T")


def asked_about(knowledge: Knowledge, topic: str = "") -> tuple[Entry, ...]:
    """The entries with questions: of a topic and of the topics in its menu, or of all."""
    topics = {topic, *(below.id for below in knowledge.subtopics(topic))} if topic else set(knowledge.topics)
    return tuple(knowledge.entries[name] for name in knowledge.quizzed if knowledge.entries[name].topic in topics)


def draw(knowledge: Knowledge, topic: str, seed: int) -> Round:
    """A round about a topic, or about everything (""); of no question if there is none."""
    chance = _numbers(seed)
    entries = shuffled(asked_about(knowledge, topic), chance)
    waiting = [(entry.id, shuffled(entry.quiz, chance)) for entry in entries]
    picked: list[tuple[str, QuizItem]] = []
    # One question of each entry before a second one of any: five questions of one answer would be dull.
    for place in range(max((len(items) for _, items in waiting), default=0)):
        picked += [(name, items[place]) for name, items in waiting if place < len(items)]
    return Round(topic, tuple(_drawn(name, item, chance) for name, item in picked[:ROUND]))


def found(knowledge: Knowledge, drawn: Drawn) -> QuizItem | None:
    """The question that was drawn; None if the knowledge has it no longer as it was."""
    entry = knowledge.entries.get(drawn.entry)
    return next((item for item in entry.quiz if item.name == drawn.item), None) if entry else None


def _drawn(entry: str, item: QuizItem, chance: Iterator[int]) -> Drawn:
    order = shuffled(range(len(item.choices)), chance)
    return Drawn(entry, item.name, order, order.index(item.right))


def shuffled(things: Sequence[T], chance: Iterator[int]) -> tuple[T, ...]:
    """`things` in an order that `chance` makes (Fisher and Yates); all orders are equally likely."""
    mixed = list(things)
    for last in range(len(mixed) - 1, 0, -1):
        other = next(chance) % (last + 1)
        mixed[last], mixed[other] = mixed[other], mixed[last]
    return tuple(mixed)


def _numbers(seed: int) -> Iterator[int]:
    """Numbers of 64 bits without end, the same ones for the same seed."""
    count = 0
    while True:
        yield int.from_bytes(sha256(f"{seed}:{count}".encode()).digest()[:8], "big")
        count += 1
