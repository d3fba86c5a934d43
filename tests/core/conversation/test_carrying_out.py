from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.conversation.carrying_out import CHOICES
from bot.core.conversation.dialogue import Dialogue
from bot.core.conversation.meanings import RANKING, SLOT, Meaning, Understood, Way
from bot.core.policy import Policy
from bot.core.turns import Conversation, Outcome, Turn, Utterance
from tests.core.conftest import Talk, after, shown
from tests.core.conversation.situations import matches

POLICY = Policy()
SURE, UNSURE = POLICY.answer, POLICY.answer - 0.01


def carried(
    dialogue: Dialogue, *meanings: Meaning, before: Conversation | None = None, text: str = "kucing", **ranking: object
) -> Turn:
    """The turn of a message with these meanings."""
    question = dialogue.questions.ask(text)
    question = replace(question, ranking=replace(question.ranking, **ranking))  # type: ignore[arg-type]
    understood = Understood(question, meanings, {}, 0)
    return dialogue.carrying_out.turn(Utterance(text), understood, before or Conversation())


def meant(chance: float, *entries: str, way: Way = Way.ANSWER, because: str = SLOT, name: str = "") -> Meaning:
    return Meaning(way, chance, entries, because=because, name=name)


def came_to(turn: Turn) -> tuple[Outcome, str]:
    return turn.outcome, turn.reply.text


def datas(turn: Turn) -> list[str]:
    return [button.data for button in turn.reply.flat_buttons]


# -- the ladder --


def test_a_sure_meaning_is_answered(dialogue: Dialogue) -> None:
    turn = carried(dialogue, meant(SURE, "hijau"), meant(UNSURE, "hitam"))
    assert (came_to(turn), shown(turn), turn.confidence) == ((Outcome.ANSWER, ""), ("hijau",), SURE)
    assert turn.matches[0].entry == "hijau"


def test_a_meaning_that_leads_is_answered_with_a_hedge_and_the_others_as_buttons(dialogue: Dialogue) -> None:
    turn = carried(dialogue, meant(UNSURE, "hijau"), meant(0.1, "putih"), meant(0.2, "hitam"))
    assert (came_to(turn), shown(turn)) == ((Outcome.ANSWER, "hedge"), ("hijau",))
    assert datas(turn) == ["e:hitam", "e:putih", "x", "e:warna", "m"]
    assert [match.entry for match in turn.matches] == ["hijau", "hitam", "putih"]


def test_meanings_that_are_close_are_asked_about(dialogue: Dialogue) -> None:
    turn = carried(dialogue, meant(0.5, "hijau"), meant(0.4, "hitam"))
    assert came_to(turn) == (Outcome.CLARIFY, "clarify")
    assert datas(turn) == ["e:hijau", "e:hitam", "x", "m"]


def test_a_question_that_stands_alone_is_hedged_only_if_it_is_surer(dialogue: Dialogue) -> None:
    alone, leaning = (carried(dialogue, meant(0.4, "hijau", because=reason)) for reason in (RANKING, SLOT))
    assert (alone.outcome, came_to(leaning)) == (Outcome.FALLBACK, (Outcome.ANSWER, "hedge"))


def test_with_one_choice_there_is_nothing_to_ask(dialogue: Dialogue) -> None:
    faint = POLICY.hedge - 0.01
    assert carried(dialogue, meant(faint, "hijau")).outcome is Outcome.FALLBACK
    assert carried(dialogue, meant(faint, "hijau"), meant(0.1, "hitam")).outcome is Outcome.CLARIFY


def test_what_is_unlikely_is_declined(dialogue: Dialogue) -> None:
    turn = carried(dialogue, meant(POLICY.clarify - 0.01, "hijau"), meant(0.2, "hitam"))
    assert came_to(turn) == (Outcome.FALLBACK, "fallback")


def test_a_message_without_a_meaning_is_declined(dialogue: Dialogue) -> None:
    assert came_to(carried(dialogue)) == (Outcome.FALLBACK, "fallback")


def test_choices_are_each_entry_of_what_would_be_shown_once_and_not_too_many(dialogue: Dialogue) -> None:
    turn = carried(
        dialogue, meant(0.5, "hijau", "hitam", way=Way.ALL), meant(0.45, "hitam"), meant(0.44, way=Way.MENU),
        meant(0.43, "hijaz", way=Way.OTHERS), meant(0.42, "putih"), meant(0.41, "warna"), meant(0.4, "seduh"),
    )  # fmt: skip
    assert [match.entry for match in turn.matches] == ["hijau", "hitam", "putih", "warna"]
    assert len(turn.matches) == CHOICES
    assert turn.matches[1].confidence == 0.5


# -- not knowing --


def test_a_question_in_words_of_the_subject_is_declined_in_other_words(dialogue: Dialogue) -> None:
    assert came_to(carried(dialogue, text="hijau")) == (Outcome.FALLBACK, "fallback_subject")
    assert came_to(carried(dialogue, text="kucing")) == (Outcome.FALLBACK, "fallback")


def test_the_nearest_entries_are_named_where_they_are_near(dialogue: Dialogue) -> None:
    ranked = matches(hijau=0.3, hitam=0.1, putih=0.01)
    turn = carried(dialogue, matches=ranked)
    assert datas(turn) == ["e:hijau", "e:hitam", "h", "m"]
    assert turn.reply.closing == "fallback_nearest"


def test_a_second_miss_in_a_row_offers_the_whole_menu(dialogue: Dialogue) -> None:
    turn = carried(dialogue, before=Conversation(misses=1))
    assert (came_to(turn), turn.conversation.misses) == ((Outcome.FALLBACK, "fallback_again"), 2)


# -- ways of answering --


@pytest.mark.parametrize(
    ("way", "entry", "text"),
    [
        (Way.ANSWER, "hitam", ""), (Way.FULL, "hitam", ""), (Way.ASPECT, "hitam", ""), (Way.BRIEF, "hitam", ""),
        (Way.SIMPLE, "hitam", "simple Teh yang gelap."), (Way.SIMPLE, "hijau", "no_simple Ringkas hijau."),
        (Way.EXAMPLE, "hitam", "example Teh Assam."), (Way.EXAMPLE, "hijau", "no_example"),
        (Way.AGAIN, "hitam", "repeat"),
    ],
)  # fmt: skip
def test_each_way_of_answering_has_its_words(way: Way, entry: str, text: str, dialogue: Dialogue) -> None:
    turn = carried(dialogue, meant(SURE, entry, way=way))
    assert (came_to(turn), shown(turn)) == ((Outcome.ANSWER, text), (entry,))
    assert turn.conversation.shown == (entry,)


def test_shorter_leaves_the_summary_and_in_full_stands_the_whole(dialogue: Dialogue) -> None:
    brief, full = (carried(dialogue, meant(SURE, "hitam", way=way)).reply.passages[0] for way in (Way.BRIEF, Way.FULL))
    assert (brief.summary, brief.body) == ("Ringkas hitam.", "")
    assert full.body.startswith("Teh hitam dilayukan")


def test_the_source_stands_instead_of_the_answer_and_is_still_about_it(dialogue: Dialogue) -> None:
    turn = carried(dialogue, meant(SURE, "seduh", way=Way.SOURCE))
    assert (shown(turn), turn.conversation.shown) == ((), ("seduh",))
    assert turn.reply.text == "Cara menyeduh\n\nsource Buku Teh\n\ncontext Untuk satu cangkir."


def test_several_entries_stand_below_each_other(dialogue: Dialogue) -> None:
    both = carried(dialogue, meant(SURE, "hijau", "hitam", way=Way.ALL))
    compared = carried(dialogue, meant(SURE, "hijau", "hitam", way=Way.COMPARE))
    assert shown(both) == shown(compared) == ("hijau", "hitam")
    assert (both.reply.text, compared.reply.text) == ("both", "compare Teh hijau, Teh hitam")


def test_one_entry_is_not_several(dialogue: Dialogue) -> None:
    turn = carried(dialogue, meant(SURE, "hijau", way=Way.ALL))
    assert (turn.reply.text, shown(turn)) == ("", ("hijau",))


def test_what_is_compared_with_nothing_is_asked_back_with_its_neighbours(dialogue: Dialogue) -> None:
    turn = carried(dialogue, meant(SURE, "hijau", way=Way.COMPARE))
    assert (turn.outcome, turn.reply.text) == (Outcome.CLARIFY, "compare_what Teh hijau")
    assert "e:hitam:vs" in [button.data for button in turn.reply.flat_buttons]
    assert "e:hijau:vs" not in [button.data for button in turn.reply.flat_buttons]


def test_where_there_is_nothing_to_compare_with_the_menu_is_shown(dialogue: Dialogue) -> None:
    turn = carried(dialogue, meant(SURE, "hijaz", way=Way.COMPARE))
    assert (turn.outcome, turn.reply.text) == (Outcome.MENU, "compare_what Teh hijaz")


def test_several_entries_are_shortened_together(dialogue: Dialogue) -> None:
    turn = carried(dialogue, meant(SURE, "seduh", "hijau", way=Way.BRIEF))
    assert (turn.reply.text, shown(turn)) == ("both", ("seduh", "hijau"))
    assert [passage.body for passage in turn.reply.passages] == ["", ""]


def test_what_is_done_with_an_answer_is_done_at_once_where_an_answer_would_be_hedged(dialogue: Dialogue) -> None:
    unsure = POLICY.hedge + 0.01
    brief = carried(dialogue, meant(unsure, "seduh", way=Way.BRIEF))
    assert (brief.outcome, brief.reply.text, brief.reply.passages[0].body) == (Outcome.ANSWER, "", "")
    assert carried(dialogue, meant(unsure - 0.02, "seduh", way=Way.BRIEF)).outcome is not Outcome.ANSWER


def test_the_gap_that_the_rest_of_a_message_asks_about_is_named_below_the_answer(dialogue: Dialogue) -> None:
    turn = carried(dialogue, meant(SURE, "hijau", "hitam", way=Way.ALL, name="harga"))
    assert (turn.outcome, turn.gap, turn.reply.closing) == (Outcome.ANSWER, "harga", "Belum tahu.\n\nTanya toko.")


def test_a_slip_that_fits_look_alikes_is_asked_about_only_where_the_ranking_chose(dialogue: Dialogue) -> None:
    asked = carried(dialogue, meant(SURE, "hijau", because=RANKING), text="hijat")
    assert came_to(asked) == (Outcome.CLARIFY, "look_alike hijat")
    assert carried(dialogue, meant(SURE, "hijau"), text="hijat").outcome is Outcome.ANSWER


# -- what shows no entry --


def test_a_gap_says_what_is_missing(dialogue: Dialogue) -> None:
    turn = carried(dialogue, meant(0.5, way=Way.GAP, name="harga"))
    assert (came_to(turn), turn.gap) == ((Outcome.FALLBACK, "Belum tahu.\n\nTanya toko."), "harga")


@pytest.mark.parametrize(
    ("name", "outcome", "text"),
    [
        ("sapaan", Outcome.SMALLTALK, "Halo dari Tanya Teh!"), ("orang", Outcome.HANDOFF, "Baik."),
        ("menu", Outcome.MENU, "menu"), ("bantuan", Outcome.MENU, "help"),
    ],
)  # fmt: skip
def test_small_talk_has_the_outcome_and_the_screen_of_its_kind(
    name: str, outcome: Outcome, text: str, dialogue: Dialogue
) -> None:
    turn = carried(dialogue, meant(0.5, way=Way.TALK, name=name))
    assert (came_to(turn), turn.reply.in_place) == ((outcome, text), False)


def test_a_wanted_person_is_said_how_to_reach(dialogue: Dialogue) -> None:
    assert carried(dialogue, meant(0.5, way=Way.TALK, name="orang")).reply.closing == "contact admin teh"


@pytest.mark.parametrize(("way", "text"), [
    (Way.END, "end_of_list"), (Way.NOTHING, "no_context"), (Way.MENU, "menu"),
])  # fmt: skip
def test_what_leads_to_no_entry_leads_to_the_menu(way: Way, text: str, dialogue: Dialogue) -> None:
    assert came_to(carried(dialogue, meant(0.5, way=way))) == (Outcome.MENU, text)


@pytest.mark.parametrize("way", [Way.GAP, Way.TALK, Way.OTHERS, Way.NOT_THAT, Way.END, Way.NOTHING, Way.MENU])
def test_what_shows_no_entry_is_carried_out_only_where_it_is_likely_enough(way: Way, dialogue: Dialogue) -> None:
    name = {Way.GAP: "harga", Way.TALK: "sapaan"}.get(way, "")
    before = after("hijau", dialogue=dialogue)
    least = POLICY.clarify
    turns = [
        carried(dialogue, meant(chance, "hijau", way=way, name=name), before=before) for chance in (least, least - 0.01)
    ]
    assert [came_to(turn)[1] == "fallback" for turn in turns] == [False, True]


def test_a_typed_menu_is_a_new_message(dialogue: Dialogue) -> None:
    assert not carried(dialogue, meant(0.5, way=Way.MENU)).reply.in_place


def test_others_than_a_part_stand_in_its_overview_without_those_that_were_shown(dialogue: Dialogue) -> None:
    before = after("putih", "hijau", dialogue=dialogue)
    turn = carried(dialogue, meant(0.5, "hijau", way=Way.OTHERS), before=before)
    assert (turn.reply.text, shown(turn)) == ("others Teh hitam", ("warna",))
    assert turn.conversation.listed == ("hijau", "hitam", "putih")


def test_where_all_others_were_shown_the_overview_says_nothing_of_them(dialogue: Dialogue) -> None:
    before = after("putih", "hitam", "hijau", dialogue=dialogue)
    turn = carried(dialogue, meant(0.5, "hijau", way=Way.OTHERS), before=before)
    assert (turn.reply.text, shown(turn)) == ("", ("warna",))


def test_others_than_an_overview_are_its_parts(dialogue: Dialogue) -> None:
    turn = carried(dialogue, meant(0.5, "warna", way=Way.OTHERS), before=after("warna", dialogue=dialogue))
    assert (turn.outcome, shown(turn)) == (Outcome.ANSWER, ("warna",))


def test_others_than_an_entry_of_a_topic_stand_in_its_menu(dialogue: Dialogue) -> None:
    turn = carried(dialogue, meant(0.5, "seduh", way=Way.OTHERS), before=after("seduh", dialogue=dialogue))
    assert (turn.outcome, turn.reply.in_place) == (Outcome.MENU, False)
    assert {"e:seduh", "e:simpan"} <= set(datas(turn))


def test_who_did_not_mean_that_chooses_among_its_neighbours(dialogue: Dialogue) -> None:
    turn = carried(dialogue, meant(0.5, way=Way.NOT_THAT), before=after("hijau", dialogue=dialogue))
    assert (came_to(turn), datas(turn)) == ((Outcome.CLARIFY, "not_that"), ["e:hitam", "e:putih", "x", "m"])


def test_where_there_is_one_neighbour_the_menu_is_offered(dialogue: Dialogue) -> None:
    turn = carried(dialogue, meant(0.5, way=Way.NOT_THAT), before=after("seduh", dialogue=dialogue))
    assert came_to(turn) == (Outcome.FALLBACK, "none_of_these")


def test_an_answer_goes_on_from_what_was_said(talk: Talk) -> None:
    assert shown(talk("teh hijau", "lanjut", "lanjut")) == ("putih",)
    assert talk("teh hijau", "lanjut", "lanjut", "lanjut").reply.text == "end_of_list"


def test_refusing_choices_before_any_answer_opens_the_menu(dialogue: Dialogue) -> None:
    turn = carried(dialogue, Meaning(Way.NOT_THAT, SURE))
    assert (turn.outcome, turn.reply.text) == (Outcome.FALLBACK, "none_of_these")


def test_what_stands_in_the_list_that_is_looked_at_is_hedged_sooner(dialogue: Dialogue) -> None:
    unsure = replace(meant(POLICY.hedge + 0.01, "hijau"), because=RANKING)
    apart, listed = (carried(dialogue, unsure, before=one) for one in (None, Conversation(listed=("hijau", "hitam"))))
    assert (apart.reply.text, listed.reply.text) == ("fallback", "hedge")
