from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.conversation.composing import Composer
from bot.core.conversation.turn_making import LISTS, PAST, TurnMaker, remembered, said, step
from bot.core.turns import Callback, Command, Conversation, Data, Event, Match, Outcome, Reply, Utterance, Verb
from tests.core.conftest import make_knowledge, shown
from tests.core.conversation.situations import matches

ASKED = Utterance("teh apa", at=7.0)
TEAS, KITCHEN = ("hijau", "hitam", "putih"), ("seduh", "simpan")


@pytest.fixture
def make() -> TurnMaker:
    return TurnMaker(Composer(make_knowledge(), contact="admin teh"))


def test_without_a_lead_the_best_match_alone_is_shown(make: TurnMaker) -> None:
    found = matches(hijau=0.9, hitam=0.8)
    assert shown(make.answer(ASKED, Conversation(), found)) == ("hijau",)
    assert shown(make.answer(ASKED, Conversation(), found, "dua:")) == ("hijau", "hitam")
    assert shown(make.answer(ASKED, Conversation(), found[:1], "satu:")) == ("hijau",)


def test_an_answer_is_remembered_with_what_was_asked_and_offered(make: TurnMaker) -> None:
    turn = make.answer(ASKED, Conversation(misses=1, turns=3), matches(hijau=0.9, seduh=0.2))
    state = turn.conversation
    assert (turn.outcome, turn.confidence, turn.matches) == (Outcome.ANSWER, 0.9, matches(hijau=0.9, seduh=0.2))
    assert (state.shown, state.asked, state.misses, state.turns, state.seen_at) == (("hijau",), "teh apa", 0, 4, 7.0)
    assert state.offered == turn.reply.flat_buttons


def test_an_answer_to_a_tap_keeps_what_was_asked_before(make: TurnMaker) -> None:
    state = make.answer(Callback("e:hijau"), Conversation(asked="teh"), matches(hijau=1.0)).conversation
    assert state.asked == "teh"


def test_a_reply_without_a_passage_is_about_the_best_match(make: TurnMaker) -> None:
    state = make.shown(ASKED, Conversation(), matches(seduh=0.9), Reply("sumber")).conversation
    assert (state.shown, state.past) == (("seduh",), ("seduh",))


@pytest.mark.parametrize(
    ("ids", "listed", "counted"),
    [
        (("hijau", "seduh"), (), ("hijau", "seduh")),  # several count in themselves
        (("warna",), (), TEAS),  # an overview in its parts
        (("hijau",), (), TEAS),  # an entry in its list
        (("seduh",), (), KITCHEN),
        (("hijau",), ("putih", "hijau"), ("putih", "hijau")),  # or in the list that it was chosen from
        (("hijau",), KITCHEN, TEAS),
    ],
)
def test_the_list_that_is_counted_in_follows_what_was_shown(
    ids: tuple[str, ...], listed: tuple[str, ...], counted: tuple[str, ...], make: TurnMaker
) -> None:
    assert make.listed(ids, Conversation(listed=listed)) == counted


def test_older_lists_are_remembered_once_and_not_for_ever(make: TurnMaker) -> None:
    state, older = Conversation(), []
    rows = [("hijau", "hitam"), ("seduh", "simpan"), ("hijau", "hitam"), ("putih", "warna"), ("hijaz", "hitam")]
    for row in rows:
        found = tuple(Match(entry, 0.5) for entry in row)
        state = make.clarify(ASKED, state, found, "mana?").conversation
        older.append(state.lists)
    assert older[:4] == [(), (rows[0],), (rows[1],), (rows[1], rows[0])]
    assert (state.listed, state.lists) == (rows[-1], (rows[1], rows[0], rows[3]))
    assert len(state.lists) == LISTS


def test_the_same_list_again_is_no_older_one(make: TurnMaker) -> None:
    state = make.answer(ASKED, Conversation(listed=TEAS), matches(hijau=1.0)).conversation
    assert (state.listed, state.lists) == (TEAS, ())


def test_asking_back_offers_its_choices_and_shows_nothing_new(make: TurnMaker) -> None:
    turn = make.clarify(ASKED, Conversation(shown=("putih",), misses=1), matches(hijau=0.4, hitam=0.3), "mana?")
    assert (turn.outcome, turn.reply.text, turn.confidence) == (Outcome.CLARIFY, "mana?", 0.4)
    assert (turn.conversation.shown, turn.conversation.listed) == (("putih",), ("hijau", "hitam"))
    assert (turn.conversation.misses, turn.conversation.asked) == (0, "teh apa")


def test_a_miss_counts_and_is_as_sure_as_no_entry_is(make: TurnMaker) -> None:
    turn = make.miss(ASKED, Conversation(misses=1), Reply("tidak"), matches(hijau=0.3))
    assert (turn.outcome, turn.conversation.misses, turn.confidence) == (Outcome.FALLBACK, 2, pytest.approx(0.7))
    assert make.miss(ASKED, Conversation(), Reply("tidak")).confidence == 1.0


def test_a_message_without_a_word_is_said_to_be_unreadable(make: TurnMaker) -> None:
    turn = make.unreadable(Utterance("?!"), Conversation())
    assert (turn.outcome, turn.reply.text, turn.conversation.misses) == (Outcome.FALLBACK, "unreadable", 1)


def test_a_gap_is_no_miss_and_names_the_nearest_where_there_is_one(make: TurnMaker) -> None:
    turn = make.gap(ASKED, Conversation(misses=1), "harga", matches(hijau=0.3))
    assert (turn.gap, turn.conversation.misses, turn.reply.closing) == ("harga", 0, "gap_nearest")
    alone = {"harga": replace(make.knowledge.gaps["harga"], nearest="")}
    far = TurnMaker(Composer(make_knowledge(gaps=alone))).gap(ASKED, Conversation(), "harga", ())
    assert (far.reply.closing, far.gap) == ("", "harga")


def test_none_of_these_offers_the_menu_and_the_contact_the_second_time(make: TurnMaker) -> None:
    first = make.rejected(Callback("x"), Conversation())
    assert (first.reply.text, first.reply.in_place, first.conversation.misses) == ("none_of_these", False, 1)
    second = make.rejected(Callback("x"), first.conversation)
    assert (second.reply.text, second.reply.closing) == ("fallback_again", "contact admin teh")


def test_a_step_of_a_reflection_is_private_and_what_is_talked_about(make: TurnMaker) -> None:
    turn = make.reflect(Callback("r:simpan:1"), Conversation(), Data(Verb.REFLECT, "simpan", "1"))
    assert (turn.outcome, turn.private, turn.conversation.shown) == (Outcome.MENU, True, ("simpan",))


def test_the_entries_that_a_screen_offers_can_be_counted(make: TurnMaker) -> None:
    kitchen = make.screen(ASKED, Conversation(listed=TEAS), make.composer.topic("dapur")).conversation
    assert (kitchen.listed, kitchen.lists) == (KITCHEN, (TEAS,))
    menu = make.screen(ASKED, kitchen, make.composer.menu()).conversation
    assert (menu.listed, menu.lists) == (KITCHEN, (TEAS,))


def test_buttons_with_links_are_no_entries(make: TurnMaker) -> None:
    turn = make.plain(ASKED, Conversation(), Outcome.SMALLTALK, make.composer.talk("sapaan", 0))
    assert (turn.outcome, turn.confidence, turn.conversation.listed) == (Outcome.SMALLTALK, 1.0, ())


def test_what_is_shown_again_moves_to_the_end_and_the_oldest_is_forgotten() -> None:
    assert remembered(("a", "b", "c"), ("a",)) == ("b", "c", "a")
    assert remembered((), ("a", "b")) == ("a", "b")
    assert remembered(tuple("abcdefg"[:PAST]), ("z",)) == (*"abcdefg"[1:PAST], "z")


@pytest.mark.parametrize(("extra", "number"), [("2", 2), ("", 0), ("x", 0), ("-1", 0)])
def test_a_step_is_a_number(extra: str, number: int) -> None:
    assert step(Data(Verb.REFLECT, "simpan", extra)) == number


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (Utterance("teh apa"), "teh apa"), (Callback("e:hijau"), ""), (Command("cari", " teh "), "teh"),
        (Command("start", "teh"), ""),
    ],
)  # fmt: skip
def test_what_was_said_is_what_was_typed_to_ask(event: Event, text: str) -> None:
    assert said(event) == text
