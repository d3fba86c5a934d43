"""The tea knowledge with quiz questions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Knowledge
from bot.core.rounds import QuizItem
from tests.core.conftest import FREQUENCY, Alarm, make_knowledge

QUESTIONS = {
    "hijau": (
        QuizItem("Bagaimana rasa teh hijau?", ("segar", "asin", "asam"), 0, "Rasanya segar."),
        QuizItem("Apa yang tidak terjadi pada teh hijau?", ("diseduh", "dilayukan"), 1, "Tidak dilayukan."),
    ),
    "hitam": (QuizItem("Bagaimana rasa teh hitam?", ("pekat", "hambar"), 0, "Rasanya pekat."),),
    "putih": (QuizItem("Dari apa teh putih?", ("pucuk muda", "akar"), 0, "Dari pucuk muda."),),
    "seduh": (QuizItem("Berapa lama diseduh?", ("tiga menit", "tiga jam"), 0, "Tiga menit."),),
}


def quizzed(questions: dict[str, tuple[QuizItem, ...]] = QUESTIONS) -> Knowledge:
    known = make_knowledge()
    entries = {name: replace(entry, quiz=questions.get(name, ())) for name, entry in known.entries.items()}
    return replace(known, entries=entries)


@pytest.fixture(scope="session")
def asking() -> Dialogue:
    """A dialogue that can quiz."""
    made = Dialogue(quizzed(), FREQUENCY)
    made.detector = Alarm()  # type: ignore[assignment]
    return made
