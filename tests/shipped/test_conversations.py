"""What a person may hope for on the shipped knowledge, in a newcomer's own words."""

from __future__ import annotations

import pytest

from bot.assistant import Assistant
from bot.core.turns import Command, Conversation, Data, Outcome, Verb
from bot.operators.checking.reach import menu_entries
from tests.shipped.conftest import Talk, shown

ANSWERED = [
    ("apa itu pekerjaan sosial?", "definisi"),
    ("pekerja sosial itu apa?", "definisi"),
    ("tugas peksos di rumah sakit ngapain aja sih", "peran-medis"),
    ("pksos militr", "peran-militer"),
    ("KESABARAN", "kesabaran"),
    ("ḱéśábaran itu apa", "kesabaran"),
    ("empatiiiiii itu apaaa siiih", "empati"),
    ("skill yg harus dipunya peksos apa aja", "keterampilan"),
    ("bedanya peksos sama psikolog apa", "vs-psikolog"),
    ("SIPPS itu apa", "sipps"),
    ("tks apaan", "vs-tks"),
]
DECLINED = [
    "harga cabai hari ini",
    "resep rendang padang",
    "organisasi PBB berdiri kapan",
    "makro excel",
    "mikrokontroler arduino",
    "gaji peksos per bulan berapa",
    "bedanya peksos sama bidan apa",
    "zxcvbnm",
]


@pytest.mark.parametrize(("said", "entry"), ANSWERED)
def test_an_everyday_question_gets_its_passage(said: str, entry: str, talk: Talk) -> None:
    turn = talk(said)
    assert (turn.outcome, shown(turn)) == (Outcome.ANSWER, (entry,))


@pytest.mark.parametrize("said", DECLINED)
def test_what_the_source_does_not_answer_is_declined(said: str, talk: Talk) -> None:
    assert talk(said).outcome is Outcome.FALLBACK


def test_a_misspelling_that_fits_two_look_alikes_asks(talk: Talk) -> None:
    turn = talk("mkro")
    assert turn.outcome is Outcome.CLARIFY
    assert {match.entry for match in turn.matches} == {"mikro", "makro"}


def test_an_exact_word_wins_over_its_look_alike(talk: Talk) -> None:
    assert shown(talk("mikro")) == ("mikro",)
    assert shown(talk("makro")) == ("makro",)


def test_a_comparison_shows_both_passages(talk: Talk) -> None:
    assert set(shown(talk("bedanya mikro sama makro apa?"))) == {"mikro", "makro"}


def test_two_questions_in_one_message_get_both_passages(talk: Talk) -> None:
    assert shown(talk("empati itu apa? terus kesabaran?")) == ("empati", "kesabaran")


def test_next_and_previous_walk_along_the_list(talk: Talk) -> None:
    assert shown(talk("empati", "lanjut")) == ("organisasi",)
    assert shown(talk("empati", "lanjut", "sebelumnya")) == ("empati",)


def test_an_ordinal_counts_in_the_list_that_was_shown(talk: Talk) -> None:
    assert shown(talk("peran peksos apa aja", "yang keempat dong")) == ("peran-militer",)


def test_a_correction_leads_to_what_was_meant(talk: Talk) -> None:
    assert shown(talk("peksos sekolah", "bukan itu, maksudku yang militer")) == ("peran-militer",)


def test_an_ellipsis_stays_with_the_answer_before(talk: Talk) -> None:
    assert shown(talk("peksos kesehatan mental dan zat", "pencegahannya gimana?")) == ("peran-zat",)


def test_typing_a_choice_does_what_tapping_it_does(talk: Talk) -> None:
    assert shown(talk("mkro", "Pekerjaan sosial makro")) == ("makro",)


def test_a_new_question_is_free_to_leave_the_list_of_choices(talk: Talk) -> None:
    assert shown(talk("mkro", "apa itu empati")) == ("empati",)


def test_the_second_miss_in_a_row_offers_the_menu(talk: Talk) -> None:
    turn = talk("qwpoei zmxn", "tyghb vnmc")
    assert turn.outcome is Outcome.FALLBACK
    assert Data(Verb.TOPIC, "materi") in {Data.parse(button.data) for button in turn.reply.flat_buttons}


@pytest.mark.parametrize("said", ["halo min", "p", "makasih ya kak", "kamu bot ya?", "wkwkwk"])
def test_small_talk_is_answered_as_such(said: str, talk: Talk) -> None:
    assert talk(said).outcome is Outcome.SMALLTALK


def test_wanting_a_person_is_a_handoff(talk: Talk) -> None:
    assert talk("mau ngomong sama orang aja dong").outcome is Outcome.HANDOFF


def test_danger_is_noticed_before_anything_else_and_leaves_no_trace(talk: Talk) -> None:
    turn = talk("aku pengen mati aja rasanya")
    assert (turn.outcome, turn.private, turn.conversation.asked) == (Outcome.CRISIS, True, "")


def test_every_entry_is_reached_by_its_title_its_link_and_its_menu(assistant: Assistant, talk: Talk) -> None:
    listed = menu_entries(assistant.dialogue)
    for entry in assistant.knowledge.entries.values():
        by_link = assistant.dialogue.respond(Command("start", entry.id), Conversation())
        by_button = talk((str(Data(Verb.ENTRY, entry.id)),))
        assert by_link.reply == by_button.reply
        assert entry.id in listed
        assert shown(talk(entry.title)) == (entry.id,)


def test_every_screen_has_a_way_on_and_a_way_back(assistant: Assistant, talk: Talk) -> None:
    screens = ["m", "h", "l", *(f"t:{topic}" for topic in assistant.knowledge.topics)]
    screens += [f"e:{entry}" for entry in assistant.knowledge.entries]
    for data in screens:
        reply = talk((data,)).reply
        assert reply.flat_buttons, data
        assert data == "m" or any(button.data == "m" for button in reply.flat_buttons), data
