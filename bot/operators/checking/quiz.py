"""Whether what the quiz calls right stands in the answer that it asks about.

Lives here: a finding for each right choice, and for each reason, that says what the answer does not.
Never here: what one question can break by itself (bot.storage.quiz_section); whether a wrong choice is wrong, which
only people can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.model import Entry, Knowledge
from bot.operators.checking.findings import Finding, Kind, Level
from bot.storage.places import Places
from bot.storage.problems import quoted

# A reason leads in with a word or two of its own ("contohnya"); more than this share of other words says other things.
OWN_WORDS = 0.25
_WORD = re.compile(r"\w+")


def quiz_findings(knowledge: Knowledge, places: Places) -> Iterator[Finding]:
    """What does not stand in the answers, question by question."""
    for entry in knowledge.entries.values():
        for number, item in enumerate(entry.quiz):
            place = places.entries[entry.id].line("kuis", number)
            right = item.choices[item.right]
            if foreign := foreign_words(right, entry.answer, knowledge):
                said = ", ".join(map(quoted, foreign))
                message = f"Jawaban kuis {quoted(right)} tidak ada di jawaban entri {quoted(entry.id)}: {said}."
                yield Finding(Level.ERROR, Kind.QUIZ, place, message, "Pakai kata-kata dari jawabannya.")
            foreign = foreign_words(item.why, _whole(entry), knowledge)
            if len(foreign) > OWN_WORDS * max(1, len(_WORD.findall(item.why))):
                message = f"Alasan kuis {quoted(item.why)} berkata lain daripada jawabannya: {', '.join(foreign)}."
                yield Finding(Level.HINT, Kind.QUIZ, place, message, "Tulis alasannya dari isi jawaban.")


def foreign_words(said: str, answer: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The words of `said` that `answer` does not have, but for those that every sentence needs."""
    there = set(_words(answer))
    return tuple(dict.fromkeys(word for word in _words(said) if word not in there | knowledge.lexicon.function_words))


def _whole(entry: Entry) -> str:
    return " ".join((entry.title, entry.summary, entry.answer, entry.context))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
