"""Guided reflection: one question after another, whatever is answered, and no verdict at the end."""

from __future__ import annotations

import pytest

from bot.core.turns import Outcome
from tests.core.conftest import Talk, command, press, shown

ANSWERS = ("button_yes", "button_not_yet", "button_later")


def test_an_answer_with_questions_to_oneself_offers_to_begin(talk: Talk) -> None:
    first = talk(press("e:simpan")).reply.buttons[0]
    assert [(button.label, button.data) for button in first] == [("button_reflect", "r:simpan:1")]
    assert "button_reflect" not in {button.label for button in talk(press("e:seduh")).reply.flat_buttons}


def test_a_step_asks_one_question_in_place_and_says_how_far_it_is(talk: Talk) -> None:
    turn = talk(press("r:simpan:2"))
    assert (turn.outcome, turn.reply.in_place) == (Outcome.MENU, True)
    assert (turn.reply.text, turn.reply.closing) == ("reflection 2 2 Suka rapi?", "")


def test_the_first_step_says_that_nothing_is_kept(talk: Talk) -> None:
    assert talk(press("r:simpan:1")).reply.closing == "reflection_hint"


def test_every_answer_leads_to_the_same_next_step_so_that_none_can_be_told_from_another(talk: Talk) -> None:
    answers, foot = talk(press("r:simpan:1")).reply.buttons
    assert tuple(button.label for button in answers) == ANSWERS
    assert {button.data for button in answers} == {"r:simpan:2"}
    assert [button.data for button in foot] == ["e:simpan", "m"]


def test_back_leads_to_the_question_before(talk: Talk) -> None:
    assert talk(press("r:simpan:2")).reply.buttons[-1][0].data == "r:simpan:1"
    assert talk(press("r:simpan:3")).reply.buttons[-1][0].data == "r:simpan:2"


def test_the_end_is_a_kind_word_and_what_to_read_next(talk: Talk) -> None:
    reply = talk(press("r:simpan:3")).reply
    assert (reply.text, reply.in_place) == ("reflection_end", True)
    assert [button.data for button in reply.flat_buttons] == ["e:seduh", "r:simpan:2", "m"]


def test_an_answer_that_is_typed_counts_as_a_tap_and_is_private(talk: Talk) -> None:
    turn = talk(press("r:simpan:1"), "button_not_yet")
    assert turn.reply.text.startswith("reflection")
    assert turn.private
    assert turn.conversation.asked == ""


def test_the_answer_is_the_one_that_is_talked_about(talk: Talk) -> None:
    assert shown(talk(press("r:simpan:1"), "jelaskan lagi")) == ("simpan",)


@pytest.mark.parametrize(
    "data", ["r", "r:simpan", "r:simpan:0", "r:simpan:4", "r:simpan:x", "r:simpan:-1", "r:simpan:999999999999",
             "r:seduh:1", "r:tidak-ada:1"],
)  # fmt: skip
def test_a_step_that_does_not_exist_shows_the_newest_menu(data: str, talk: Talk) -> None:
    assert talk(press(data)).reply.text == "old_button"


def test_an_answer_says_where_it_stands(talk: Talk) -> None:
    assert talk(press("e:seduh")).reply.closing == "breadcrumb breadcrumb_root › Di dapur"
    assert talk(press("e:hijau")).reply.closing == "breadcrumb breadcrumb_root › Tentang teh › Warna teh"


def test_a_comparison_stands_in_no_single_place(talk: Talk) -> None:
    assert talk("beda teh hijau sama teh hitam").reply.closing == ""


def test_a_topic_says_where_it_stands(talk: Talk) -> None:
    assert talk(press("t:dapur")).reply.text.startswith("breadcrumb breadcrumb_root › Di dapur\n\ntopic")


def test_a_screen_of_the_menu_stands_nowhere(talk: Talk) -> None:
    assert talk(command("menu")).reply.text == "menu"
