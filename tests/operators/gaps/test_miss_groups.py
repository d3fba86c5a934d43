"""Misses as today's knowledge sees them."""

from __future__ import annotations

from dataclasses import replace

from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Gap
from bot.operators.gaps.miss_groups import MissGroup, same, sort_out
from bot.operators.gaps.misses import Kind, Miss

UNANSWERED, REJECTED, DISLIKED = Kind


def test_like_questions_are_counted_together_the_largest_group_first(trained: Dialogue) -> None:
    asked = ["barista digaji berapa", "robusta sama arabika", "Robusta, sama Arabika?", "robusta dan arabika bedanya"]
    found = sort_out([*(Miss(question, UNANSWERED) for question in asked), Miss(asked[3], REJECTED)], trained)
    beans, barista = found.groups
    assert (beans.times, beans.kinds) == (4, ((UNANSWERED, 3), (REJECTED, 1)))
    assert set(beans.ways) == {"robusta sama arabika", "robusta dan arabika bedanya"}
    assert (barista.example, barista.times) == ("barista digaji berapa", 1)


def test_an_example_is_one_in_which_nothing_was_hidden() -> None:
    assert MissGroup(("telepon [telepon]", "kopi luwak"), ((UNANSWERED, 3),), None).example == "kopi luwak"
    assert MissGroup(("telepon [telepon]",), ((UNANSWERED, 3),), None).example == "telepon [telepon]"


def test_what_is_answered_by_now_is_settled(trained: Dialogue) -> None:
    found = sort_out([Miss("apa itu kopi tubruk", UNANSWERED)], trained)
    assert (found.groups, found.settled) == ((), 1)


def test_a_rejected_entry_settles_nothing_and_is_not_suggested_again(trained: Dialogue) -> None:
    found = sort_out([Miss("apa itu kopi tubruk", REJECTED, offered=("tubruk",))], trained)
    (group,) = found.groups
    assert found.settled == 0
    assert group.nearest is None or group.nearest.entry != "tubruk"


def test_another_entry_than_the_rejected_or_disliked_one_settles_it(trained: Dialogue) -> None:
    question = "apa itu kopi tubruk"
    misses = [Miss(question, REJECTED, offered=("saring",)), Miss(question, DISLIKED, "saring")]
    assert sort_out(misses, trained).settled == 2


def test_an_answer_that_is_disliked_stays_open(trained: Dialogue) -> None:
    (group,) = sort_out([Miss("apa itu kopi tubruk", DISLIKED, "tubruk")], trained).groups
    assert group.nearest is not None
    assert group.nearest.entry == "tubruk"


def test_gaps_that_were_named_are_listed_apart(trained: Dialogue) -> None:
    found = sort_out([Miss("barista digaji berapa", UNANSWERED, gap="gaji")] * 2, trained)
    assert (found.groups, found.known) == ((), (("gaji", 2),))


def test_a_gap_that_the_knowledge_names_by_now_is_known(trained: Dialogue) -> None:
    ways = ("barista digaji berapa", "gaji barista sebulan", "upah barista", "berapa gaji barista pemula")
    gap = Gap("gaji", "Gaji", ways, "Belum ada.", "Tanya kedai.", "")
    informed = Dialogue(replace(trained.knowledge, gaps={"gaji": gap}), {"kopi": 5.0, "gaji": 5.0})
    assert sort_out([Miss("gaji barista berapa", UNANSWERED)], informed).known == (("gaji", 1),)


def test_what_sounds_like_danger_by_now_is_shown_to_nobody(trained: Dialogue) -> None:
    found = sort_out([Miss("aku mau bunuh diri", UNANSWERED)], trained)
    assert (found.groups, found.known, found.settled) == ((), (), 0)


def test_case_and_punctuation_make_no_other_question() -> None:
    assert same("Kopi  LUWAK, apa?") == same("kopi luwak apa")
