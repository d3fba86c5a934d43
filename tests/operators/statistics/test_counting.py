"""Counting what the log holds."""

from __future__ import annotations

import json
from datetime import timedelta

from bot.core.turns import Outcome
from bot.operators.statistics.counting import Span, as_json, bars, statistics

from ..logged import TODAY, ago, count, logged

ANSWER = Outcome.ANSWER


def test_every_day_is_there_also_those_on_which_nothing_was_asked() -> None:
    found = statistics((), [count("outcome-answer", 3, 2), count("outcome-answer", 1)], 3, TODAY)
    assert [(span.day, span.answered) for span in found.days] == [(ago(2), 3), (ago(1), 0), (TODAY, 1)]
    assert (found.since, found.until) == (ago(2), TODAY)


def test_outcomes_are_counted_by_what_they_mean_to_people() -> None:
    names = {"answer": 10, "clarify": 4, "fallback": 3, "smalltalk": 2, "handoff": 1, "crisis": 5, "menu": 100}
    found = statistics((), [count(f"outcome-{name}", number) for name, number in names.items()], 1, TODAY)
    assert found.total == Span(TODAY, answered=10, asked=4, missed=3, talk=3, crisis=5)
    assert (found.total.questions, found.total.turns) == (17, 25)


def test_what_is_older_is_left_out() -> None:
    turns = [logged("lama", ANSWER, entry="tubruk", day=ago(7)), logged("baru", ANSWER, entry="saring")]
    found = statistics(turns, [count("outcome-answer", 9, 7), count("hour-09", 9, 7)], 7, TODAY)
    assert (found.total.answered, sum(found.hours), found.entries) == (0, 0, (("saring", 1),))


def test_hours_are_added_over_the_days() -> None:
    found = statistics((), [count("hour-00", 1), count("hour-23", 2), count("hour-23", 3, 1)], 2, TODAY)
    assert (len(found.hours), found.hours[0], found.hours[23]) == (24, 1, 5)


def test_rankings_begin_with_the_most_frequent_and_end_after_ten() -> None:
    turns = [logged("?", ANSWER, entry=f"e{place:02}") for place in range(12)]
    turns.append(logged("?", ANSWER, entry="e07"))
    found = statistics(turns, (), 1, TODAY)
    assert found.entries[:3] == (("e07", 2), ("e00", 1), ("e01", 1))
    assert len(found.entries) == 10


def test_only_what_was_answered_counts_for_an_entry() -> None:
    found = statistics([logged("?", entry="tubruk"), logged("?", gap="harga")], (), 1, TODAY)
    assert (found.entries, found.gaps) == ((), (("harga", 1),))


def test_thumbs_are_counted_and_those_down_by_entry() -> None:
    turns = [
        logged("?", ANSWER, entry="tubruk", votes=(True, True, False)),
        logged("?", ANSWER, entry="saring", votes=(False,)),
        logged("?", ANSWER, entry="tubruk", votes=(False,)),
    ]
    found = statistics(turns, (), 1, TODAY)
    assert (found.thumbs_up, found.thumbs_down) == (2, 3)
    assert found.disliked == (("tubruk", 2), ("saring", 1))


def test_versions_of_the_knowledge_have_their_share_of_what_was_logged() -> None:
    found = statistics([logged("a"), logged("b"), logged("c", knowledge="versi-2")], (), 1, TODAY)
    assert (found.versions, found.logged) == ((("versi-1", 2), ("versi-2", 1)), 3)


def test_a_log_with_nothing_in_it_is_empty() -> None:
    assert statistics((), (), 30, TODAY).empty
    assert not statistics((), [count("outcome-smalltalk", 1)], 30, TODAY).empty


def test_a_chart_begins_with_the_first_question_but_shows_a_week() -> None:
    counts = [count("outcome-answer", 1, 9), count("outcome-answer", 1)]
    assert bars(statistics((), counts, 30, TODAY).days).spans[0].day == ago(9)
    assert [span.day for span in bars(statistics((), counts[1:], 30, TODAY).days).spans][::6] == [ago(6), TODAY]


def test_many_days_are_shown_as_weeks_that_end_today() -> None:
    counts = [count("outcome-answer", 1, days) for days in range(80)]
    shown = bars(statistics((), counts, 80, TODAY).days)
    assert (shown.each, shown.most) == ("minggu", 7)
    assert shown.spans[0] == Span(ago(79), answered=3)
    assert shown.spans[-1].day + timedelta(days=6) == TODAY


def test_json_has_all_of_it() -> None:
    turns = [logged("?", ANSWER, entry="tubruk", votes=(True,))]
    found = json.loads(json.dumps(as_json(statistics(turns, [count("outcome-answer", 2)], 1, TODAY))))
    assert found["total"] == {"answered": 2, "asked": 0, "missed": 0, "talk": 0, "crisis": 0}
    assert found["days"][0]["day"] == "2027-01-15"
    assert (found["entries"], found["thumbs"], found["logged"]) == ({"tubruk": 1}, {"up": 1, "down": 0}, 1)
