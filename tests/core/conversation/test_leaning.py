from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.core.conversation.leaning import leaning
from bot.core.conversation.meanings import EXPLAINED, ON_ANSWER, SLOT, Meaning, Way
from bot.core.model import Act
from bot.core.policy import Policy
from bot.core.turns import Conversation, QuickReply
from tests.core.conftest import Talk, after
from tests.core.conversation.situations import because, matches, situation

POLICY = Policy()
# What is said beside an act: nothing, what the green tea's entry explains, and what no entry does.
NOTHING, EXPLAINS, STRANGE = "lanjut", "segar", "kucing"


def found(
    dialogue: Dialogue, text: str, acts: Mapping[Act, float], before: Conversation | None = None, **more: object
) -> list[Meaning]:
    return list(leaning(situation(dialogue, text, before, acts, **more)))  # type: ignore[arg-type]


def gone(dialogue: Dialogue, act: Act, *shown: str, **before: object) -> Meaning:
    """Where an act leads after some answers, one after another."""
    said = found(dialogue, NOTHING, {act: 1.0}, after(*shown, dialogue=dialogue, **before))
    (meaning,) = (one for one in said if one.because == act)
    return meaning


# -- about the answer before --


@pytest.mark.parametrize(("act", "way"), ON_ANSWER.items())
def test_an_act_on_an_answer_is_carried_out_on_the_last_one(act: Act, way: Way, dialogue: Dialogue) -> None:
    said = found(dialogue, NOTHING, {act: 0.9}, after("putih", "hijau", dialogue=dialogue))
    assert because(said, act, way) == {("hijau",): pytest.approx(0.9 * (POLICY.about + POLICY.about_explained))}


def test_an_act_is_likelier_about_an_answer_that_explains_what_else_is_said(dialogue: Dialogue) -> None:
    before, low = after("hijau", dialogue=dialogue), matches(seduh=0.0)
    chances = [
        because(found(dialogue, said, {Act.EXAMPLE: 1.0}, before, matches=low), Act.EXAMPLE)["hijau",]
        for said in (NOTHING, EXPLAINS, STRANGE)
    ]
    assert chances[0] == pytest.approx(POLICY.about + POLICY.about_explained)
    assert chances[0] > chances[1] > chances[2] > POLICY.about


def test_an_act_may_be_about_an_entry_that_the_message_names(dialogue: Dialogue) -> None:
    said = found(dialogue, "hitam", {Act.EXAMPLE: 0.8}, after("seduh", dialogue=dialogue), matches=matches(hitam=0.9))
    assert because(said, Act.EXAMPLE)["hitam",] == pytest.approx(0.8 * POLICY.place * 0.9)
    fresh = found(dialogue, "hitam", {Act.EXAMPLE: 0.8}, matches=matches(hitam=0.9))
    assert set(because(fresh, Act.EXAMPLE)) == {("hitam",)}


def test_an_act_is_about_the_last_answer_where_the_ranking_is_sure_of_it_though_it_explains_little(
    dialogue: Dialogue,
) -> None:
    before = after("hijau", dialogue=dialogue)
    said = found(dialogue, STRANGE, {Act.EXAMPLE: 1.0}, before, matches=matches(hijau=0.9))
    assert because(said, Act.EXAMPLE) == {("hijau",): pytest.approx(POLICY.place * 0.9)}


def test_of_a_sibling_the_name_counts_where_the_ranking_does_not_know_it(dialogue: Dialogue) -> None:
    before = after("hijau", dialogue=dialogue)
    said = found(dialogue, "hitam", {Act.EXAMPLE: 1.0}, before, matches=matches(hitam=0.1))
    assert because(said, Act.EXAMPLE)["hitam",] > POLICY.answer


def test_an_act_on_an_answer_without_one_is_about_nothing(dialogue: Dialogue) -> None:
    (nothing,) = (one for one in found(dialogue, NOTHING, {Act.AGAIN: 0.8}) if one.because == Act.AGAIN)
    assert (nothing.way, nothing.chance) == (Way.NOTHING, pytest.approx(0.8 * 0.9))


def test_a_faint_act_is_none(dialogue: Dialogue) -> None:
    before = after("hijau", dialogue=dialogue)
    acts = (Act.EXAMPLE, Act.NEXT, Act.COMPARE, Act.MENU, Act.NO)
    for act in acts:
        assert any(one.because == act for one in found(dialogue, NOTHING, {act: POLICY.act}, before))
        assert found(dialogue, NOTHING, {act: POLICY.act - 0.001}, before) == []


# -- aspects --


def aspect(dialogue: Dialogue, text: str, *shown: str, leans: float = 0.0) -> float:
    """The chance that words which the last answer explains ask for an aspect of it."""
    acts = {Act.ASK: 1.0 - leans, Act.YES: leans}
    return because(found(dialogue, text, acts, after(*shown, dialogue=dialogue)), EXPLAINED).get((shown[-1],), 0.0)


def test_words_that_the_answer_before_explains_ask_for_more_of_it(dialogue: Dialogue) -> None:
    assert aspect(dialogue, EXPLAINS, "hijau") > 0.15 > aspect(dialogue, STRANGE, "hijau")
    ratio = (POLICY.explained + POLICY.explained_leaning) / POLICY.explained
    assert aspect(dialogue, EXPLAINS, "hijau", leans=1.0) == pytest.approx(ratio * aspect(dialogue, EXPLAINS, "hijau"))


def test_the_more_is_said_the_less_an_explanation_is_worth(dialogue: Dialogue) -> None:
    at = situation(dialogue, "segar pahit layu rasa", after("hijau", dialogue=dialogue))
    share = at.explained(at.content, ("hijau",))
    said = because(list(leaning(at)), EXPLAINED)
    assert said["hijau",] == pytest.approx(0.6 * POLICY.explained * share)
    at = situation(dialogue, "segar pahit rasa", after("hijau", dialogue=dialogue))
    assert because(list(leaning(at)), EXPLAINED)["hijau",] == pytest.approx(
        POLICY.explained * at.explained(at.content, ("hijau",))
    )


def test_an_overview_explains_half_as_much_for_it_uses_the_words_of_all_its_parts(dialogue: Dialogue) -> None:
    at = situation(dialogue, "warna", after("warna", dialogue=dialogue))
    share = at.explained(at.content, ("warna",))
    assert because(list(leaning(at)), EXPLAINED)["warna",] == pytest.approx(0.5 * POLICY.explained * share)


@pytest.mark.parametrize(
    ("said", "its"),
    [
        ("rasanya apa", True),
        ("rasanya pahitnya", True),
        ("rasa apa", False),  # does not point back
        ("hijaunya apa", False),  # names an entry
        ("rasanya kucing", False),  # a word that the knowledge does not use
        ("rasanya pahit segar", False),  # too much for that
        ("kalau rasanya", False),  # goes on to something else
    ],
)
def test_its_taste_is_of_what_was_spoken_of(said: str, its: bool, dialogue: Dialogue) -> None:
    meanings = found(dialogue, said, {Act.ASK: 1.0}, after("hijau", dialogue=dialogue))
    assert because(meanings, "its", Way.ASPECT) == ({("hijau",): POLICY.its} if its else {})


def test_nothing_is_an_aspect_where_nothing_was_spoken_of(dialogue: Dialogue) -> None:
    assert found(dialogue, "rasanya apa", {Act.ASK: 1.0}) == []


# -- from one answer to another --


@pytest.mark.parametrize(
    ("act", "shown", "way", "entries"),
    [
        (Act.NEXT, ("hijau",), Way.ANSWER, ("hitam",)),
        (Act.NEXT, ("putih",), Way.END, ()),
        (Act.NEXT, ("warna",), Way.ANSWER, ("hijau",)),  # an overview goes on to its parts
        (Act.PREVIOUS, ("hitam",), Way.ANSWER, ("hijau",)),
        (Act.PREVIOUS, ("hijau",), Way.END, ()),
        (Act.PREVIOUS, ("warna",), Way.END, ()),
        (Act.OTHERS, ("hijau",), Way.OTHERS, ("hijau",)),
        (Act.COMPARE, ("hijau", "hitam"), Way.COMPARE, ("hijau", "hitam")),
        (Act.BOTH, ("hijau", "seduh"), Way.ALL, ("hijau", "seduh")),
        (Act.OTHER_ONE, ("seduh",), Way.ANSWER, ("simpan",)),  # the other one of two in a list
        (Act.OTHER_ONE, ("hijau",), Way.ANSWER, ("hitam",)),
        (Act.OTHER_ONE, ("hijau", "hitam"), Way.ANSWER, ("putih",)),  # the third of three
        (Act.BACK, ("hijau", "hitam"), Way.ANSWER, ("hitam",)),
    ],
)
def test_acts_go_from_one_answer_to_another(
    act: Act, shown: tuple[str, ...], way: Way, entries: tuple[str, ...], dialogue: Dialogue
) -> None:
    found_meaning = gone(dialogue, act, *shown)
    assert (found_meaning.way, found_meaning.entries) == (way, entries)


def test_the_other_one_is_that_of_the_two_that_were_listed(dialogue: Dialogue) -> None:
    assert gone(dialogue, Act.OTHER_ONE, "hijau", listed=("hijau", "seduh")).entries == ("seduh",)
    both = gone(dialogue, Act.OTHER_ONE, "hijau", listed=("hijau", "seduh"), shown=("seduh", "hijau"))
    assert both.entries == ("hitam",)  # both stood in one answer: then the next of its list


def test_in_a_long_list_the_other_one_is_what_was_shown_before(dialogue: Dialogue) -> None:
    four = dict.fromkeys(("warna", "hijau", "hitam", "putih"), "")
    tools = dialogue.interpreter.tools
    entries = {
        name: replace(entry, parent=four.get(name, entry.parent)) for name, entry in tools.knowledge.entries.items()
    }
    flat = replace(tools, questions=replace(tools.questions, knowledge=replace(tools.knowledge, entries=entries)))

    def other(*shown: str) -> tuple[str, ...]:
        at = situation(dialogue, NOTHING, after(*shown, dialogue=dialogue, listed=()), {Act.OTHER_ONE: 1.0})
        (one,) = (one for one in leaning(replace(at, tools=flat)) if one.because == Act.OTHER_ONE)
        return one.entries

    assert other("seduh", "hijau") == ("seduh",)
    assert other("hijau") == ("hijau",)


def test_both_are_those_that_were_offered_to_choose_from(talk: Talk, dialogue: Dialogue) -> None:
    asked = talk("hijat").conversation
    (both,) = (one for one in found(dialogue, NOTHING, {Act.BOTH: 1.0}, asked) if one.because == Act.BOTH)
    assert (both.way, both.entries) == (Way.ALL, ("hijaz", "hijau"))


def test_a_comparison_is_of_what_was_offered_of_one_answer_or_of_the_last_two(talk: Talk, dialogue: Dialogue) -> None:
    offered = tuple(QuickReply(entry, f"e:{entry}") for entry in ("putih", "hijaz", "hitam"))
    choices = Conversation(shown=("hijau",), offered=(*offered, QuickReply("bukan", "x")))
    one_answer = Conversation(shown=("hijau", "hitam"))
    last_two = after("putih", "seduh", "hijau", dialogue=dialogue)
    pairs = ((choices, ("putih", "hijaz")), (one_answer, ("hijau", "hitam")), (last_two, ("seduh", "hijau")))
    for before, pair in pairs:
        said = found(dialogue, NOTHING, {Act.COMPARE: 1.0}, before)
        assert because(said, Act.COMPARE) == {pair: POLICY.compare}


def test_one_thing_is_compared_with_what_it_is_taken_for(dialogue: Dialogue) -> None:
    assert gone(dialogue, Act.COMPARE, "seduh").entries == ("seduh",)
    alike = gone(dialogue, Act.COMPARE, "hijau")
    assert (alike.chance, alike.entries) == (POLICY.compare, ("hijau", "hijaz"))


def test_where_a_difference_is_asked_for_acts_of_going_speak_for_a_comparison(dialogue: Dialogue) -> None:
    before = after("hijau", "hitam", dialogue=dialogue)
    said = found(dialogue, "apa bedanya", {Act.NEXT: 0.6}, before)
    assert because(said, Act.COMPARE)["hijau", "hitam"] == pytest.approx(0.6)
    assert because(said, Act.NEXT)["putih",] == pytest.approx(0.6 * 0.3)


@pytest.mark.parametrize("act", [Act.NEXT, Act.OTHERS, Act.BOTH, Act.COMPARE, Act.BACK])
def test_without_an_answer_there_is_nowhere_to_go_from(act: Act, dialogue: Dialogue) -> None:
    (nothing,) = found(dialogue, NOTHING, {act: 0.8})
    assert (nothing.way, nothing.chance) == (Way.NOTHING, pytest.approx(0.8 * 0.9))


@pytest.mark.parametrize(("said", "shown"), [("balik ke tadi", "hitam"), ("balik ke yang pertama tadi", "hijau")])
def test_back_is_to_the_last_answer_or_to_the_first(said: str, shown: str, dialogue: Dialogue) -> None:
    meanings = found(dialogue, said, {Act.BACK: 1.0}, after("hijau", "putih", "hitam", dialogue=dialogue))
    assert set(because(meanings, Act.BACK)) == {(shown,)}


def test_going_on_is_likelier_where_the_target_explains_what_else_is_said(dialogue: Dialogue) -> None:
    before = after("hitam", dialogue=dialogue)
    chances = [
        because(found(dialogue, said, {Act.PREVIOUS: 1.0}, before), Act.PREVIOUS)["hijau",]
        for said in (NOTHING, EXPLAINS, STRANGE)
    ]
    assert chances[0] == pytest.approx(1.0)
    assert chances[2] == pytest.approx(POLICY.going, abs=0.01)
    assert chances[0] > chances[1] > chances[2]


def test_what_leads_nowhere_is_as_likely_as_little_else_is_said(dialogue: Dialogue) -> None:
    before = after("putih", dialogue=dialogue)
    for said, share in ((NOTHING, 1.0), (STRANGE, POLICY.going)):
        meanings = found(dialogue, said, {Act.NEXT: 0.9, Act.MENU: 0.8, Act.NO: 0.7}, before)
        chances = {one.way: one.chance for one in meanings}
        assert chances[Way.END] == pytest.approx(0.9 * share)
        assert chances[Way.MENU] == pytest.approx(0.8 * share)
        assert chances[Way.NOT_THAT] == pytest.approx(0.7 * share)


def test_only_an_answer_can_be_refused(dialogue: Dialogue) -> None:
    assert found(dialogue, NOTHING, {Act.NO: 1.0}) == []


# -- naming something --


def named(dialogue: Dialogue, acts: Mapping[Act, float], text: str = "putih", *shown: str) -> list[Meaning]:
    return found(dialogue, text, acts, after(*(shown or ("hijau",)), dialogue=dialogue), matches=matches(seduh=0.1))


def test_the_same_question_of_another_thing_is_likelier_the_more_the_message_leans(dialogue: Dialogue) -> None:
    alone = because(named(dialogue, {Act.ASK: 1.0}), SLOT)["putih",]
    leans = because(named(dialogue, {Act.SAME_OF: 1.0}), SLOT)["putih",]
    assert leans / alone == pytest.approx((POLICY.slot + POLICY.slot_leaning) / POLICY.slot)
    assert because(named(dialogue, {Act.SAME_OF: 1.0}, NOTHING), SLOT) == {}


def test_what_asks_for_an_aspect_is_less_likely_to_name_another_thing(dialogue: Dialogue) -> None:
    leans = because(named(dialogue, {Act.SAME_OF: 1.0}), SLOT)["putih",]
    for act in (Act.ASPECT, Act.WHY):
        assert because(named(dialogue, {act: 1.0}), SLOT)["putih",] == pytest.approx(leans / 2)


def test_going_back_leans_on_an_earlier_answer(dialogue: Dialogue) -> None:
    acts = {Act.BACK_TO: 0.4, Act.ASK: 0.6}
    new = because(named(dialogue, acts, "putih", "hijau"), SLOT)["putih",]
    seen = because(named(dialogue, acts, "putih", "putih", "hijau"), SLOT)["putih",]
    assert seen > new


def test_what_is_compared_with_is_named_beside_what_was_spoken_of(dialogue: Dialogue) -> None:
    compared = named(dialogue, {Act.COMPARE_WITH: 1.0})
    likely = because(named(dialogue, {Act.SAME_OF: 1.0}), SLOT)["putih",]
    assert because(compared, SLOT)["putih",] == pytest.approx(0.4 * likely)
    assert because(compared, Act.COMPARE_WITH, Way.COMPARE)["hijau", "putih"] == pytest.approx(likely)


def test_a_word_of_comparison_is_almost_as_good_as_the_act(dialogue: Dialogue) -> None:
    by_word = because(named(dialogue, {Act.ASK: 1.0}, "putih beda"), Act.COMPARE_WITH)
    assert by_word["hijau", "putih"] > POLICY.answer


@pytest.mark.parametrize(("chance", "compares"), [(0.2, True), (0.19, False)])
def test_a_faint_comparison_is_none(chance: float, compares: bool, dialogue: Dialogue) -> None:
    meanings = named(dialogue, {Act.COMPARE_WITH: chance})
    assert bool(because(meanings, Act.COMPARE_WITH)) is compares


def test_nothing_is_compared_with_itself(dialogue: Dialogue) -> None:
    assert because(named(dialogue, {Act.COMPARE_WITH: 1.0}, "hijau"), Act.COMPARE_WITH) == {}


def test_what_is_done_with_the_last_two_answers_is_done_with_both(dialogue: Dialogue) -> None:
    before = after("hijau", "hitam", dialogue=dialogue)
    said = found(dialogue, NOTHING, {Act.SHORTER: 0.6, Act.BOTH: 0.4}, before)
    assert [one.entries for one in said if one.way is Way.BRIEF and one.because == Act.BOTH] == [("hijau", "hitam")]
    alone = found(dialogue, NOTHING, {Act.SHORTER: 0.6, Act.BOTH: 0.4}, after("hijau", dialogue=dialogue))
    assert not [one for one in alone if one.way is Way.BRIEF and one.because == Act.BOTH]


def test_acts_on_an_answer_add_up_for_the_likeliest_of_them(dialogue: Dialogue) -> None:
    said = found(dialogue, NOTHING, {Act.SHORTER: 0.4, Act.EXAMPLE: 0.3}, after("hijau", dialogue=dialogue))
    share = POLICY.about + POLICY.about_explained
    assert because(said, Act.SHORTER, Way.BRIEF) == {("hijau",): pytest.approx(0.7 * share)}
    assert because(said, Act.EXAMPLE, Way.EXAMPLE) == {("hijau",): pytest.approx(0.3 * share)}


def test_refusing_choices_is_no_fallback_and_yes_means_the_first(talk: Talk, dialogue: Dialogue) -> None:
    asked = talk("hijat").conversation
    refused = found(dialogue, NOTHING, {Act.NO: 0.9}, asked)
    assert [one.way for one in refused if one.because == Act.NO] == [Way.NOT_THAT]
    agreed = found(dialogue, NOTHING, {Act.YES: 0.9}, asked)
    assert because(agreed, Act.YES) == {("hijaz",): pytest.approx(0.9 * POLICY.first_choice)}
    assert because(found(dialogue, NOTHING, {Act.YES: 0.9}), Act.YES) == {}


def test_the_neighbour_of_what_is_named_is_meant(dialogue: Dialogue) -> None:
    row = dialogue.knowledge.siblings("hijau")
    before = after(row[0], dialogue=dialogue)
    said = found(dialogue, "hitam", {Act.PREVIOUS: 1.0}, before)
    assert set(because(said, Act.PREVIOUS)) == {(row[row.index("hitam") - 1],)}


def test_a_correction_leaves_what_was_shown_and_goes_to_what_else_is_named(dialogue: Dialogue) -> None:
    before = after("hijau", dialogue=dialogue)
    said = found(dialogue, "hijau menyeduh", {Act.CORRECT: 1.0}, before, matches=matches(hijau=0.1))
    assert ("seduh",) in because(said, "called")
    assert ("hijau",) not in because(said, "called")
    assert because(found(dialogue, "hijau", {Act.CORRECT: 1.0}, before), "called") == {}
    assert because(found(dialogue, "hijau segar", {Act.CORRECT: 1.0}, before), "called") == {}
    assert because(found(dialogue, "hijau menyeduh", {Act.ASK: 1.0}, before), "called") == {}
    assert because(found(dialogue, "teh putih", {Act.SWITCH: 1.0}), "called")["putih",] == POLICY.named


def test_nothing_but_courtesy_is_hardly_about_an_answer_that_there_is_not(dialogue: Dialogue) -> None:
    courteous, bare = (
        max(one.chance for one in found(dialogue, text, {Act.ASPECT: 1.0}) if one.way is Way.NOTHING)
        for text in ("halo kak", NOTHING)
    )
    assert courteous < bare / 2


def test_what_belongs_to_the_answer_is_less_likely_to_name_another_thing(dialogue: Dialogue) -> None:
    before, acts, likely = after("hijau", dialogue=dialogue), {Act.SAME_OF: 1.0}, matches(hitam=0.5)
    other, its = (because(found(dialogue, text, acts, before, matches=likely), SLOT) for text in ("hitam", "hitamnya"))
    assert its["hitam",] == pytest.approx(0.8 * other["hitam",])
