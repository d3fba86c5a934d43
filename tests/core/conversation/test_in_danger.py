"""A talk about danger is a state: what happens in it, how it ends, and that nothing written stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple
from itertools import pairwise

import pytest

from bot.core.conversation.dialogue import STATE_SECONDS, Dialogue
from bot.core.model import Danger
from bot.core.turns import Callback, Command, Conversation, Event, Outcome, Turn, Utterance
from tests.core.conftest import FREQUENCY, Alarm, press, shown
from tests.core.talking_in_danger import knowledge_of_danger

ALARM = "saya ingin mati"

Talk = Callable[..., Turn]


@pytest.fixture(scope="module")
def dialogue() -> Dialogue:
    made = Dialogue(knowledge_of_danger(), FREQUENCY)
    made.detector = Alarm()  # type: ignore[assignment]
    return made


@pytest.fixture
def talk(dialogue: Dialogue) -> Talk:
    def _talk(*said: str | Event, group: bool = False) -> Turn:
        conversation = Conversation()
        for one in said:
            turn = dialogue.respond(Utterance(one) if isinstance(one, str) else one, conversation, group)
            conversation = turn.conversation
        return turn

    return _talk


def test_the_alarm_begins_a_talk_of_its_kind(talk: Talk) -> None:
    turn = talk(ALARM)
    assert (turn.outcome, turn.private, turn.follows) == (Outcome.CRISIS, True, False)
    assert turn.conversation.danger is Danger.SUICIDE
    assert turn.reply.text.startswith("buka suicide")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("aku serius", "serious"), ("takut menelepon", "afraid"), ("iya", "yes"), ("nomor polisi", "what-now"),
        ("...", "silence"), ("makasih", "thanks"), ("halo kak", "unknown"), ("berapa harga teh", "unknown"),
        ("tampilkan menu", "unknown"), ("saya ingin mati, aku serius", "serious"),
    ],
)  # fmt: skip
def test_whatever_is_written_next_is_answered_as_said_in_danger(talk: Talk, said: str, answer: str) -> None:
    turn = talk(ALARM, said)
    assert turn.reply.text.startswith(answer)
    assert (turn.outcome, turn.private, turn.follows) == (Outcome.CRISIS, True, True)
    assert turn.conversation.danger is Danger.SUICIDE


def test_nothing_is_said_twice_running(talk: Talk) -> None:
    said = [talk(ALARM, *["iya"] * times).reply.text for times in range(1, 5)]
    assert all(one != other for one, other in pairwise(said))


def test_it_may_get_worse(talk: Talk) -> None:
    turn = talk(ALARM, "saya ingin mati dan racun sudah kuminum")
    assert turn.conversation.danger is Danger.DONE
    assert turn.reply.text.startswith("buka done")


def test_what_got_worse_without_a_new_kind_has_an_answer_of_its_own(talk: Talk) -> None:
    assert talk(ALARM, "dia di depan pintu").reply.text.startswith("worse")


def test_nothing_of_what_was_written_stays_nor_the_buttons_under_it(talk: Talk) -> None:
    before = talk("apa itu teh hijau").conversation
    state = talk("apa itu teh hijau", ALARM, "aku takut lapor").conversation
    assert (state.shown, state.listed) == (before.shown, before.listed)
    assert (state.offered, state.asked) == ((), "")
    assert not any(word in str(astuple(state)) for word in ("mati", "takut", "lapor"))


def test_a_clear_question_ends_it_with_one_gentle_line(talk: Talk) -> None:
    turn = talk(ALARM, "apa itu teh hijau")
    assert (turn.outcome, shown(turn), turn.conversation.danger) == (Outcome.ANSWER, ("hijau",), None)
    assert turn.reply.closing.endswith("sesudahnya dua")
    again = talk(ALARM, "apa itu teh hijau", "apa itu teh putih")
    assert "sesudahnya" not in again.reply.closing


def test_the_question_may_stand_behind_what_is_told(talk: Talk) -> None:
    assert shown(talk(ALARM, "aku sudah tenang. apa itu teh hijau")) == ("hijau",)


def test_a_question_that_leans_on_what_was_shown_before_is_none(talk: Talk) -> None:
    assert talk("apa itu teh hijau", ALARM, "contohnya").outcome is Outcome.CRISIS


def test_a_question_within_a_cry_for_help_does_not_end_it(talk: Talk) -> None:
    assert talk(ALARM, "apa itu teh hijau. saya ingin mati").outcome is Outcome.CRISIS


def test_a_joke_is_asked_about_once_and_then_ends_it(talk: Talk) -> None:
    asked = talk(ALARM, "cuma bercanda")
    assert asked.reply.text.startswith("joke")
    assert (asked.conversation.danger, asked.conversation.checking) == (Danger.SUICIDE, True)
    for said in ("iya", "becanda kok", "aku sudah aman", "makasih"):
        turn = talk(ALARM, "cuma bercanda", said)
        assert (turn.outcome, turn.reply.text[:9]) == (Outcome.SMALLTALK, "syukurlah")
        assert (turn.conversation.danger, turn.conversation.checking, turn.private) == (None, False, True)


@pytest.mark.parametrize(
    ("said", "answer"), [("tidak", "belum pasti"), ("...", "belum pasti"), ("aku serius", "serious")]
)
def test_a_joke_that_is_not_confirmed_ends_nothing(talk: Talk, said: str, answer: str) -> None:
    turn = talk(ALARM, "cuma bercanda", said)
    assert turn.reply.text.startswith(answer)
    assert (turn.conversation.danger, turn.conversation.checking) == (Danger.SUICIDE, False)


def test_a_question_in_the_middle_of_being_asked_ends_it_too(talk: Talk) -> None:
    assert talk(ALARM, "cuma bercanda", "apa itu teh hijau").conversation.danger is None


def test_the_button_ends_it(talk: Talk) -> None:
    turn = talk(ALARM, press("s"))
    assert (turn.reply.text, turn.conversation.danger) == ("not_meant", None)


def test_the_button_for_the_lines_does_not(talk: Talk) -> None:
    turn = talk(ALARM, press("l"))
    assert turn.reply.text.index("Ingin didengar") < turn.reply.text.index("Polisi")
    assert (turn.conversation.danger, turn.conversation.offered) == (Danger.SUICIDE, ())


def test_a_tapped_entry_is_shown_and_ends_it(talk: Talk) -> None:
    turn = talk(ALARM, press("e:hijau"))
    assert (shown(turn), turn.conversation.danger) == (("hijau",), None)
    assert "sesudahnya" in turn.reply.closing


def test_the_menu_that_was_asked_for_is_shown_and_the_talk_stays(talk: Talk) -> None:
    turn = talk(ALARM, Command("menu"))
    assert (turn.outcome, turn.conversation.danger) == (Outcome.MENU, Danger.SUICIDE)
    assert talk(ALARM, Command("menu"), "takut menelepon").reply.text.startswith("afraid")


def test_it_ends_after_half_an_hour_of_silence(dialogue: Dialogue) -> None:
    alarm = dialogue.respond(Utterance(ALARM, 0.0), Conversation())
    still = dialogue.respond(Utterance("iya", STATE_SECONDS), alarm.conversation)
    assert still.conversation.danger is Danger.SUICIDE
    later = dialogue.respond(Utterance("iya", STATE_SECONDS + 0.1), alarm.conversation)
    assert later.conversation.danger is None


def test_in_a_group_it_stays_short(talk: Talk) -> None:
    assert talk(ALARM, group=True).reply.text == "grup satu"
    assert talk(ALARM, "takut menelepon", group=True).reply.text == "grup lagi dua"
    assert talk(ALARM, "cuma bercanda", group=True).reply.text == "grup lagi dua"


def test_danger_behind_a_command_begins_it_and_goes_on_with_it(talk: Talk) -> None:
    assert talk(Command("cari", ALARM)).conversation.danger is Danger.SUICIDE
    assert talk(ALARM, Command("menu", "saya ingin mati, aku serius")).reply.text.startswith("serious")


# -- help lines outside danger -------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["nomor polisi", "nomor ambulans berapa", "ada hotline darurat"])
def test_a_help_line_that_is_asked_for_is_told(talk: Talk, said: str) -> None:
    turn = talk(said)
    assert (turn.outcome, turn.private, turn.conversation.danger) == (Outcome.ANSWER, True, None)
    assert "Polisi: 110" in turn.reply.text


def test_the_lines_have_a_command_of_their_own(talk: Talk) -> None:
    turn = talk(Command("bantuan_darurat"))
    assert "Polisi: 110" in turn.reply.text
    assert turn.conversation.danger is None


def test_who_asks_about_what_they_live_through_sees_a_line_below(
    dialogue: Dialogue, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(dialogue.companion), "is_personal", lambda *_: True)
    turn = talk("apa itu teh hijau")
    assert (turn.outcome, shown(turn)) == (Outcome.ANSWER, ("hijau",))
    assert "samping" in turn.reply.closing
    assert turn.reply.buttons[-1][0].data == "l"


def test_small_talk_has_no_line_below(dialogue: Dialogue, talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(dialogue.companion), "is_personal", lambda *_: True)
    assert "samping" not in talk("halo kak").reply.closing


def test_a_gap_may_name_a_kind_of_danger_whose_line_stands_below_it(dialogue: Dialogue) -> None:
    gap = dialogue.knowledge.gaps["harga"]
    assert "samping" not in dialogue.respond(Utterance("harga teh berapa"), Conversation()).reply.closing
    dialogue.knowledge.gaps["harga"] = type(gap)(*astuple(gap)[:-1], danger=Danger.DONE)  # type: ignore[index]
    try:
        turn = dialogue.respond(Utterance("harga teh berapa"), Conversation())
    finally:
        dialogue.knowledge.gaps["harga"] = gap  # type: ignore[index]
    assert turn.reply.closing.endswith("samping ambulans, 119 satu")


def test_buttons_of_a_talk_are_well_formed_events(talk: Talk) -> None:
    assert all(isinstance(talk(ALARM, Callback(button.data)), Turn) for button in talk(ALARM).reply.flat_buttons)
