"""The quiz questions of an entry, as editors write them under `kuis`.

Lives here: the keys of a question, and the rules that one question can break by itself.
Never here: whether its answer stands in the entry (bot.operators.checking.quiz), drawing, showing.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.rounds import QuizItem
from bot.storage.parts import Part, values
from bot.storage.problems import Placed, quoted

QUIZ_KEYS = ("tanya", "pilihan", "benar", "alasan")
# Bot API, sendPoll: a question has 1-300 characters, of which some are for its number in the round, an option 1-100;
# an explanation at most 200, with at most 2 line feeds. Of the 12 options it takes, a phone shows about 6 at once.
QUESTION_LIMIT, CHOICE_LIMIT, WHY_LIMIT, WHY_LINE_FEEDS = 280, 100, 200, 2
FEWEST, MOST = 2, 10


def read_quiz(part: Part) -> tuple[Placed[QuizItem], ...]:
    """The questions of an entry, each where it begins. What cannot be asked is noted, and left out."""
    found = []
    for asked in part.optional_parts("kuis", "kuis"):
        asked.only(*QUIZ_KEYS)
        before = len(asked.problems)
        question, right = asked.text("tanya", QUESTION_LIMIT), asked.text("benar")
        said, why = asked.texts("pilihan"), asked.text("alasan", WHY_LIMIT)
        choices = values(said)
        _judge_choices(asked, said)
        if why.count("\n") > WHY_LINE_FEEDS:
            asked.note(f'"alasan" paling banyak {WHY_LINE_FEEDS + 1} baris; gabungkan.', "alasan")
        if right and choices and right not in choices:
            asked.note(f'Jawaban benar {quoted(right)} tidak ada di "pilihan"; samakan tulisannya.', "benar")
        if len(asked.problems) == before:
            found.append(Placed(QuizItem(question, choices, choices.index(right), why), asked.place("tanya")))
    return tuple(found)


def _judge_choices(asked: Part, said: Sequence[Placed[str]]) -> None:
    """Notes choices that are too many, too few, too long or alike: of two that are alike, both would be right."""
    if said and not FEWEST <= len(said) <= MOST:
        asked.note(f'"pilihan" ada {len(said)}; tulis {FEWEST} sampai {MOST}.', "pilihan")
    seen: dict[str, Placed[str]] = {}
    for choice in said:
        if len(choice.value) > CHOICE_LIMIT:
            size = f"{len(choice.value)} karakter, paling banyak {CHOICE_LIMIT}"
            asked.problems.append(choice.place.problem(f"Pilihan {quoted(choice.value)} terlalu panjang ({size})."))
        key = " ".join(choice.value.casefold().split()).rstrip(".")
        if seen.setdefault(key, choice) is not choice:
            same = f"sama dengan yang di baris {seen[key].place.line}"
            asked.problems.append(choice.place.problem(f"Pilihan {quoted(choice.value)} {same}; ganti salah satu."))
