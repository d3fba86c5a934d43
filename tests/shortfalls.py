"""Tests that show a known shortfall: what they ask for is right, and the bot does not do it yet.

Lives here: their names, each with what is missing. Whoever mends one takes it off the list.
"""

from __future__ import annotations

WAYS = "a way of asking is learnt so well that it reaches its entry although it belongs elsewhere"
MENU = "written for the menu of one level, or for the smaller knowledge"
DOUBT = "found with more ways of reading a message; which of both is right has to be decided"
# The beginning of a test's id, and what is missing.
SHORTFALLS = {
    "tests/journeys/test_journeys.py::test_a_journey_goes_as_written[markup-tetap-tulisan]":
        "two loose letters beside a word are read together with it, as a sign of danger",
    "tests/journeys/test_journeys.py::test_a_journey_goes_as_written[menu-di-tempat]": MENU,
    "tests/browser/test_looking.py::test_keys_alone_are_enough": MENU,
    "tests/browser/test_showing.py::test_buttons_copy_open_and_warn": MENU,
    "tests/browser/test_talking.py::test_a_menu_changes_in_place_and_the_focus_stays_on_it": MENU,
    "tests/browser/test_talking.py::test_a_choice_is_offered_and_taken": MENU,
    "tests/browser/test_talking.py::test_a_conversation_is_saved_as_a_test_and_played_again": MENU,
    "tests/core/conversation/test_interpretation.py::test_what_was_just_shown_is_less_likely_where": DOUBT,
    "tests/core/conversation/test_questions.py::test_what_is_compared_with_something_before": DOUBT,
    "tests/core/conversation/test_standing.py::test_a_topic_that_is_called_like_a_question": DOUBT,
    "tests/operators/checking/test_planted_faults.py::test_a_planted_fault_is_found_at_its_line": WAYS,
    "tests/operators/checking/test_ways.py": WAYS,
    "tests/operators/test_closing_a_gap.py::test_a_question_asked_in_vain_is_answered_after_a_few_keys": MENU,
    "tests/shipped/test_check.py": "check finds ways of the new entries that a neighbour takes",
    "tests/shipped/test_conversations.py": MENU,
    "tests/shipped/test_asked_apart.py": "a kept-apart question came to stand in the knowledge as well",
    "tests/test_doors.py::test_every_entry_is_behind_every_door_with_the_same_words": MENU,
    "tests/test_architecture.py::test_nothing_at_the_top_of_a_module_is_there_for_nobody":
        "numbers in words are only used by a test",
}  # fmt: skip
