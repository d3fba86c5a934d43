from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.core.conversation.names import Names
from bot.core.conversation.situation import Situation
from bot.core.model import Act
from bot.core.policy import Policy
from bot.core.turns import Conversation
from tests.core.conftest import Talk, after, press
from tests.core.conversation.situations import matches, situation


def test_what_was_spoken_of_last_is_here(dialogue: Dialogue) -> None:
    assert situation(dialogue, "teh").here == ""
    assert situation(dialogue, "teh", after("hijau", "putih", dialogue=dialogue)).here == "putih"
    assert situation(dialogue, "teh", Conversation(shown=("hijau", "hitam"))).here == "hitam"


@pytest.mark.parametrize(
    ("acts", "leans"),
    [
        ({Act.ASK: 0.7, Act.TALK: 0.1, Act.NEXT: 0.2}, 0.2),
        ({Act.NEXT: 1.0}, 1.0),
        ({Act.ASK: 1.0}, 0.0),
        ({}, 1.0),
    ],
)
def test_a_message_leans_as_far_as_it_does_not_stand_alone(
    acts: Mapping[Act, float], leans: float, dialogue: Dialogue
) -> None:
    assert situation(dialogue, "teh", acts=acts).leans == pytest.approx(leans)


@pytest.mark.parametrize(
    ("said", "acts", "compares"),
    [
        ("apa bedanya", {Act.ASK: 1.0}, True),  # by its words
        ("teh", {Act.COMPARE: 0.3, Act.COMPARE_WITH: 0.21}, True),  # by what it does
        ("teh", {Act.COMPARE: 0.3, Act.COMPARE_WITH: 0.19}, False),
    ],
)
def test_a_difference_is_asked_for_by_words_or_by_the_act(
    said: str, acts: Mapping[Act, float], compares: bool, dialogue: Dialogue
) -> None:
    assert situation(dialogue, said, acts=acts).compares is compares


def test_what_the_best_of_the_entries_explains_counts(dialogue: Dialogue) -> None:
    at = situation(dialogue, "segar pucuk")
    green, white, both = (at.explained(at.content, ids) for ids in (("hijau",), ("putih",), ("hijau", "putih")))
    assert 0.0 < green < 1.0
    assert both == max(green, white)
    assert at.explained(at.content, ()) == 0.0


def test_no_words_are_explained_by_anything(dialogue: Dialogue) -> None:
    at = situation(dialogue, "lanjut")
    assert at.content.words == ()
    assert at.explained(at.content, ("hijau",)) == 1.0


def test_choices_are_what_the_bot_asked_to_choose_from(talk: Talk, dialogue: Dialogue) -> None:
    asked = talk("hijat").conversation
    assert situation(dialogue, "teh", asked).choices == ("hijaz", "hijau")


def test_choices_are_what_was_offered_for_want_of_an_answer(talk: Talk, dialogue: Dialogue) -> None:
    missed = Conversation(offered=talk("harga teh berapa").conversation.offered, misses=1)
    assert situation(dialogue, "teh", missed).choices == ("seduh",)


def test_the_buttons_of_an_answer_are_no_choices(talk: Talk, dialogue: Dialogue) -> None:
    answered = talk(press("e:hitam")).conversation
    assert any(button.data == "e:seduh" for button in answered.offered)
    assert situation(dialogue, "teh", answered).choices == ()


def test_the_words_fit_siblings_of_what_was_spoken_of(dialogue: Dialogue) -> None:
    slot = situation(dialogue, "putih", after("hijau", dialogue=dialogue)).slot
    assert set(slot) == {"putih"}
    assert 0.8 < slot["putih"] <= Policy().sure


def test_where_nothing_was_spoken_of_nothing_fits(dialogue: Dialogue) -> None:
    assert situation(dialogue, "putih").slot == {}


def test_a_name_fits_though_the_ranking_knows_nothing(dialogue: Dialogue) -> None:
    before = after("seduh", dialogue=dialogue)
    at = situation(dialogue, "menyimpan", before, matches=matches(hijau=0.9))
    assert at.slot == {"simpan": pytest.approx(Policy().named)}


def test_what_the_ranking_finds_fits_if_the_entry_explains_the_words(dialogue: Dialogue) -> None:
    before = after("seduh", dialogue=dialogue)
    assert situation(dialogue, "wadah", before, matches=matches(simpan=0.4)).slot == {"simpan": 0.4}
    assert situation(dialogue, "wadah", before, matches=matches(simpan=0.09)).slot == {}  # too faint
    assert situation(dialogue, "kucing", before, matches=matches(simpan=0.4)).slot == {}  # unexplained


def test_an_earlier_answer_fits_only_where_the_message_goes_back(dialogue: Dialogue) -> None:
    before = after("seduh", "hijau", dialogue=dialogue)
    back = situation(dialogue, "seduh", before, {Act.BACK_TO: 0.2})
    assert "seduh" in back.slot
    assert "seduh" not in situation(dialogue, "seduh", before, {Act.BACK_TO: 0.19}).slot


def test_the_list_that_was_shown_last_fits_too(dialogue: Dialogue) -> None:
    before = after("hijau", dialogue=dialogue, listed=("seduh", "simpan"))
    assert "simpan" in situation(dialogue, "menyimpan", before).slot


@pytest.mark.parametrize(
    ("named", "likely", "explained", "fits"),
    [
        (0.5, 0.0, 0.0, True),
        (0.49, 0.0, 0.0, False),
        (0.0, 0.1, 0.3, True),
        (0.0, 0.09, 0.3, False),
        (0.0, 0.1, 0.29, False),
    ],
)
def test_words_fit_an_entry_by_half_of_its_name_or_by_what_it_explains(
    named: float, likely: float, explained: float, fits: bool, dialogue: Dialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = situation(dialogue, "hitam", after("hijau", dialogue=dialogue), matches=matches(hitam=likely))
    monkeypatch.setattr(Situation, "_of_the_same", lambda _: ())
    monkeypatch.setattr(Situation, "explained", lambda *_: explained)
    monkeypatch.setattr(Names, "share", lambda _, entry, __: named if entry == "hitam" else 0.0)
    assert ("hitam" in at.slot) is fits


def test_the_overview_beside_a_place_is_the_one_that_is_named(dialogue: Dialogue) -> None:
    children = dialogue.knowledge.children["warna"]
    title = dialogue.knowledge.entries["warna"].title
    assert situation(dialogue, f"{title} nomor 2").overview == children
    assert situation(dialogue, title).overview == ()
    assert situation(dialogue, "kucing nomor 2").overview == ()


def test_what_is_out_of_scope_is_more_foreign_the_surer_that_is(dialogue: Dialogue) -> None:
    shares = [situation(dialogue, "kucing", out_of_scope_score=score).foreign for score in (0.0, 0.48, 2.0)]
    assert shares == [0.0, pytest.approx(0.5), 1.0]
    assert situation(dialogue, "lanjut", out_of_scope_score=2.0).foreign == 0.0


def test_what_names_nothing_is_said_in_passing_unless_it_is_foreign(dialogue: Dialogue) -> None:
    assert situation(dialogue, "hijau", out_of_scope_score=0.0).strange == 0.0
    assert situation(dialogue, "kucing", out_of_scope_score=0.0).strange == 1.0
    assert situation(dialogue, "kucing", out_of_scope_score=2.0).strange == 0.0
