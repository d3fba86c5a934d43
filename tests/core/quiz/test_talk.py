"""Rounds as people go through them, and what comes between."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.conversation.dialogue import STATE_SECONDS, Dialogue
from bot.core.quiz.screens import QuizScreens
from bot.core.rounds import Round, Tally
from bot.core.turns import Callback, Command, Conversation, Event, Outcome, Turn, Utterance
from tests.core.quiz.conftest import quizzed


class Player:
    """Somebody in one conversation, who can answer rightly and wrongly."""

    def __init__(self, dialogue: Dialogue, group: bool = False) -> None:
        self.dialogue, self.group = dialogue, group
        self.conversation = Conversation()
        self.turn = Turn(Utterance(""), Outcome.MENU, self.dialogue.composer.menu(), self.conversation)

    def does(self, event: Event) -> Turn:
        self.turn = self.dialogue.respond(event, self.conversation, self.group)
        self.conversation = self.turn.conversation
        return self.turn

    def press(self, data: str, seed: int = 0) -> Turn:
        return self.does(Callback(data, self.conversation.seen_at, seed))

    @property
    def round(self) -> Round:
        assert self.conversation.quiz is not None
        return self.conversation.quiz

    def answer(self, rightly: bool) -> Turn:
        step = self.round.step
        right = self.round.drawn[step].right
        return self.press(f"qp:{step}:{right if rightly else 1 - min(right, 1)}")

    def onward(self) -> Turn:
        return self.press(f"qn:{self.round.step}")


@pytest.fixture
def player(asking: Dialogue) -> Player:
    return Player(asking)


def data(turn: Turn) -> list[str]:
    return [button.data for button in turn.reply.flat_buttons]


def test_kuis_offers_a_mixed_round_and_those_topics_that_have_questions(player: Player) -> None:
    turn = player.does(Command("kuis"))
    assert turn.outcome is Outcome.MENU
    assert data(turn) == ["qr", "qr:teh", "qr:dapur", "m"]
    assert turn.reply.in_place


@pytest.mark.parametrize("name", ["Di dapur", "dapur", "DAPUR"])
def test_a_topic_behind_kuis_begins_a_round_about_it(player: Player, name: str) -> None:
    player.does(Command("kuis", name))
    assert {drawn.entry for drawn in player.round.drawn} == {"seduh"}


def test_a_question_is_a_poll_and_the_same_as_numbered_choices(player: Player) -> None:
    turn = player.press("qr", seed=3)
    assert turn.reply.poll is not None
    picks = [button.label for button in turn.reply.flat_buttons if button.data.startswith("qp:0:")]
    assert tuple(picks) == turn.reply.poll.choices
    assert turn.reply.poll.question == turn.reply.text
    item = player.dialogue.knowledge.entries[player.round.drawn[0].entry].quiz[0]
    assert turn.reply.poll.choices[turn.reply.poll.right] in [item.choices[item.right], *item.choices]


def test_the_number_that_comes_in_draws_the_round(asking: Dialogue) -> None:
    rounds = []
    for seed in (1, 1, 2):
        player = Player(asking)
        player.press("qr", seed)
        rounds.append(player.round)
    assert rounds[0] == rounds[1] != rounds[2]


def test_a_right_answer_is_praised_and_explained_and_a_wrong_one_is_set_right(player: Player) -> None:
    player.press("qr", seed=3)
    why = player.turn.reply.poll.why if player.turn.reply.poll else ""
    turn = player.answer(rightly=True)
    assert turn.reply.text.startswith("quiz_right")
    assert why in turn.reply.text
    assert player.round.tally(0) == Tally(1, 1)
    player.onward()
    assert player.answer(rightly=False).reply.text.startswith("quiz_wrong")
    assert player.round.tally(1) == Tally(0, 1)


def test_a_second_answer_to_a_question_counts_no_more(player: Player) -> None:
    player.press("qr", seed=3)
    player.answer(rightly=False)
    player.answer(rightly=True)
    assert player.round.tally(0) == Tally(0, 1)


def test_at_the_end_stands_what_was_right_and_the_way_to_what_was_missed(player: Player) -> None:
    player.press("qr", seed=3)
    entries = [drawn.entry for drawn in player.round.drawn]
    for step in range(5):
        player.answer(rightly=step not in (1, 4))
        last = player.onward()
    lines = last.reply.text.splitlines()
    assert lines[0] == "quiz_result 3 5"
    assert [line.split()[0] for line in lines[2:]] == [
        "quiz_line_right", "quiz_line_wrong", "quiz_line_right", "quiz_line_right", "quiz_line_wrong",
    ]  # fmt: skip
    missed = dict.fromkeys((entries[1], entries[4]))
    assert data(last) == [*(f"e:{entry}" for entry in missed), "qr", "q", "m"]
    assert last.reply.closing == "quiz_missed"
    assert player.conversation.quiz is None


def test_a_round_without_a_miss_offers_no_entries(player: Player) -> None:
    player.press("qr:dapur")
    player.answer(rightly=True)
    last = player.onward()
    assert data(last) == ["qr:dapur", "q", "m"]
    assert last.reply.closing == ""


def test_a_question_that_was_left_out_is_a_miss(player: Player) -> None:
    player.press("qr:dapur")
    last = player.onward()
    assert "quiz_line_open" in last.reply.text
    assert data(last)[0] == "e:seduh"


def test_a_round_can_be_stopped_with_what_came_of_it(player: Player) -> None:
    player.press("qr", seed=3)
    player.answer(rightly=True)
    assert player.press("qe:0").reply.text.startswith("quiz_result 1 5")
    assert player.conversation.quiz is None


def test_every_screen_of_a_round_has_a_way_on_and_a_way_out(player: Player) -> None:
    question = player.press("qr", seed=3)
    assert {"qn:0", "qe:0"} <= set(data(question))
    verdict = player.answer(rightly=True)
    assert data(verdict) == ["qn:0", f"e:{player.round.drawn[0].entry}", "qe:0", "m"]
    for _ in range(4):
        player.onward()
    assert "quiz_button_result" in [button.label for button in player.turn.reply.flat_buttons]
    assert {"q", "m"} <= set(data(player.onward()))


def test_a_round_is_gone_on_with_after_another_question(player: Player) -> None:
    player.press("qr", seed=3)
    player.onward()
    assert player.does(Utterance("apa itu teh hijau")).outcome is Outcome.ANSWER
    assert data(player.does(Command("kuis")))[0] == "qc"
    assert player.press("qc").reply.text.startswith("quiz_question 5 2")


def test_a_round_that_was_left_at_an_answered_question_goes_on_after_it(player: Player) -> None:
    player.press("qr", seed=3)
    player.answer(rightly=True)
    assert player.press("qc").reply.text.startswith("quiz_question 5 2")
    assert player.round.tally(0) == Tally(1, 1)


def test_a_round_waits_for_longer_than_what_else_was_said(player: Player) -> None:
    player.press("qr", seed=3)
    player.does(Utterance("apa itu teh hijau"))
    later = player.conversation.seen_at + STATE_SECONDS + 1
    assert data(player.does(Command("kuis", at=later)))[0] == "qc"
    assert player.conversation.shown == ()


@pytest.mark.parametrize("pressed", ["qn:3", "qp:4:0", "qe:2", "qp:0:9", "qp:0", "qn", "qr:kopi"])
def test_a_button_that_does_not_fit_the_round_offers_the_topics(player: Player, pressed: str) -> None:
    player.press("qr", seed=3)
    turn = player.press(pressed)
    assert turn.reply.text == "quiz_gone"
    assert not turn.reply.in_place
    assert player.round.step == 0


@pytest.mark.parametrize("pressed", ["qn:0", "qp:0:0", "qe:0", "qc"])
def test_a_button_of_a_round_that_is_over_offers_the_topics(player: Player, pressed: str) -> None:
    assert player.press(pressed).reply.text == "quiz_gone"


def test_a_typed_choice_answers_like_a_tapped_one(player: Player) -> None:
    player.press("qr", seed=3)
    right = player.turn.reply.poll.choices[player.round.drawn[0].right] if player.turn.reply.poll else ""
    turn = player.does(Utterance(f" {right.upper()}. "))
    assert turn.reply.text.startswith("quiz_right")
    assert isinstance(turn.event, Utterance)


def test_questions_that_are_gone_are_passed_over(player: Player) -> None:
    player.press("qr:teh", seed=3)
    left = player.round.drawn[2].entry
    changed = Dialogue.__new__(Dialogue)
    changed.__dict__.update(player.dialogue.__dict__)
    known = quizzed({left: player.dialogue.knowledge.entries[left].quiz})
    changed.knowledge, changed.quiz = known, type(player.dialogue.quiz)(known)
    player.dialogue = changed
    assert player.press("qp:0:0").reply.text == "quiz_gone"
    player.onward()
    assert player.round.drawn[player.round.step].entry == left
    last = player.press(f"qe:{player.round.step}")
    assert last.reply.text.splitlines()[0] == f"quiz_result 0 {len(last.reply.text.splitlines()) - 2}"


def test_a_round_whose_questions_are_all_gone_ends(player: Player) -> None:
    player.press("qr:dapur")
    gone = replace(player.round, drawn=tuple(replace(drawn, item="lain") for drawn in player.round.drawn) * 2)
    player.conversation = replace(player.conversation, quiz=gone)
    assert player.onward().reply.text.startswith("quiz_result 0 0")


def test_in_a_group_the_end_says_how_many_were_right(asking: Dialogue) -> None:
    player = Player(asking, group=True)
    player.press("qr:dapur")
    several = replace(player.round, tallies=(Tally(1, 2),))
    player.conversation = replace(player.conversation, quiz=several)
    last = player.onward()
    assert last.reply.text.splitlines()[0] == "quiz_result_group 1 1"
    assert last.reply.text.splitlines()[2].startswith("quiz_line_group 1 tiga menit 2 1")
    assert data(last)[0] == "e:seduh"


def test_danger_goes_before_a_round_that_is_under_way(player: Player) -> None:
    player.press("qr", seed=3)
    assert player.does(Utterance("aku ingin mati")).outcome is Outcome.CRISIS
    assert player.does(Command("kuis", "aku ingin mati")).outcome is Outcome.CRISIS
    assert data(player.does(Command("kuis")))[0] == "qc"


def test_start_and_help_lead_to_the_quiz(player: Player) -> None:
    assert "q" in data(player.does(Command("start")))
    turn = player.does(Command("bantuan"))
    assert "q" in data(turn)
    assert turn.reply.closing == "quiz_help"


def test_without_questions_there_is_no_quiz(dialogue: Dialogue) -> None:
    player = Player(dialogue)
    assert "q" not in data(player.does(Command("start")))
    assert player.does(Command("kuis")).reply.text.startswith("menu")
    assert player.press("q").reply.text.startswith("old_button")
    assert "q" not in data(player.does(Command("bantuan")))


def test_the_topics_are_a_button_away_too(player: Player) -> None:
    assert player.press("q").reply.text == player.does(Command("kuis")).reply.text


def test_two_short_topics_share_a_row(player: Player) -> None:
    rows = [tuple(button.data for button in row) for row in player.press("q").reply.buttons]
    assert ("qr:teh", "qr:dapur") in rows


def test_a_long_topic_stands_alone() -> None:
    known = quizzed()
    longer = replace(known.topics["dapur"], title="Di dapur dan di ruang makan")
    topics = QuizScreens(replace(known, topics={**known.topics, "dapur": longer})).topics("quiz_topics")
    rows = [tuple(button.data for button in row) for row in topics.buttons]
    assert rows == [("qr",), ("qr:teh",), ("qr:dapur",), ("m",)]
