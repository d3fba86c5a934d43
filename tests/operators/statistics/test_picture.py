"""The picture for a phone."""

from __future__ import annotations

import struct
import warnings
from dataclasses import replace

from bot.core.model import Knowledge
from bot.core.turns import Outcome
from bot.operators.statistics.counting import statistics
from bot.operators.statistics.picture import draw_statistics

from ..logged import TODAY, count, logged

COUNTS = [count("outcome-answer", 6, days) for days in range(5)]
TURNS = [logged("?", Outcome.ANSWER, entry="tubruk")]


def size(png: bytes) -> tuple[int, ...]:
    assert png.startswith(b"\x89PNG\r\n")
    return struct.unpack(">II", png[16:24])


def test_the_picture_has_the_width_of_a_phone_also_of_an_empty_log(knowledge: Knowledge) -> None:
    busy = draw_statistics(statistics(TURNS, COUNTS, 7, TODAY), knowledge)
    empty = draw_statistics(statistics((), (), 7, TODAY), knowledge)
    assert size(busy) == size(empty) == (1000, 1200)
    assert busy != empty


def test_titles_that_the_font_or_a_formula_would_break_on_are_drawn_all_the_same(knowledge: Knowledge) -> None:
    entry = replace(knowledge.entries["tubruk"], title="☕️🫖 Harga $1 atau $^2")
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a missing letter is a warning
        png = draw_statistics(
            statistics(TURNS, COUNTS, 7, TODAY), replace(knowledge, entries={"tubruk": entry})
        )
    assert size(png) == (1000, 1200)


def test_questions_without_anything_in_the_log_have_a_picture(knowledge: Knowledge) -> None:
    assert size(draw_statistics(statistics((), COUNTS, 7, TODAY), knowledge)) == (1000, 1200)
