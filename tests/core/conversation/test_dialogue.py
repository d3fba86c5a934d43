from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.conversation.dialogue import STATE_SECONDS, Dialogue
from bot.core.conversation.meanings import Way
from bot.core.policy import Policy
from bot.core.turns import Callback, Conversation, Outcome, Turn, Utterance
from tests.core.conftest import ENTRIES, FREQUENCY, Talk, command, make_knowledge, press, shown

# What every menu leads to.
MENU = {"t:teh", "t:dapur", "h"}


def datas(turn: Turn) -> set[str]:
    return {button.data for button in turn.reply.flat_buttons}


def test_a_clear_question_is_answered_with_its_passage(talk: Talk) -> None:
    turn = talk("apa itu teh hijau")
    assert (turn.outcome, shown(turn)) == (Outcome.ANSWER, ("hijau",))


def test_an_answer_is_remembered_with_its_list(talk: Talk) -> None:
    state = talk("apa itu teh hijau").conversation
    assert (state.shown, state.listed) == (("hijau",), ("hijau", "hitam", "putih"))


def test_an_overview_lists_its_children(talk: Talk) -> None:
    assert talk("warna teh apa saja").conversation.listed == ("hijau", "hitam", "putih")


def test_start_with_an_entry_shows_it(talk: Talk) -> None:
    assert shown(talk(command("start", "seduh"))) == ("seduh",)


def test_start_with_anything_else_is_a_normal_start(talk: Talk) -> None:
    turn = talk(command("start", "../../etc"))
    assert (turn.outcome, turn.reply.text) == (Outcome.MENU, "start")


@pytest.mark.parametrize("name", ["menu", "robusta", "", "hapus"])
def test_the_menu_and_a_command_that_the_dialogue_does_not_know_show_the_menu(name: str, talk: Talk) -> None:
    turn = talk(command(name))
    assert (turn.outcome, turn.reply.text) == (Outcome.MENU, "menu")
    assert datas(turn) >= MENU


@pytest.mark.parametrize(("name", "key"), [("bantuan", "help"), ("help", "help"), ("privasi", "privacy")])
def test_commands_lead_to_their_screens(name: str, key: str, talk: Talk) -> None:
    assert talk(command(name)).reply.text == key


def test_searching_for_nothing_asks_for_a_word(talk: Talk) -> None:
    assert talk(command("cari")).reply.text == "search_empty"


def test_searching_answers_like_a_question(talk: Talk) -> None:
    assert shown(talk(command("cari", "teh hitam"))) == ("hitam",)


def test_danger_in_a_command_is_noticed(talk: Talk) -> None:
    assert talk(command("start", "aku ingin mati")).outcome is Outcome.CRISIS


def test_danger_gets_the_help_lines_and_leaves_no_trace(talk: Talk) -> None:
    turn = talk("saya ingin mati")
    assert (turn.outcome, turn.private) == (Outcome.CRISIS, True)
    assert "ingin mati" not in repr(turn.conversation)
    assert "Polisi: 110" in turn.reply.text


def test_danger_in_a_group_gets_the_short_text(dialogue: Dialogue) -> None:
    turn = dialogue.respond(Utterance("saya ingin mati"), Conversation(), group=True)
    assert turn.reply.text == "Buka obrolan pribadi."


def test_the_help_lines_say_their_source_and_date(talk: Talk) -> None:
    turn = talk(press("l"))
    assert turn.outcome is Outcome.CRISIS
    assert "Situs 2026-01-01" in turn.reply.text


def test_not_meant_leads_back_to_the_menu(talk: Talk) -> None:
    turn = talk(press("s"))
    assert turn.reply.text == "not_meant"
    assert datas(turn) >= MENU


@pytest.mark.parametrize(
    "data", ["", "e", "e:tidak-ada", "t:tidak-ada", "zz:1", "../../x", "e:hijau:extra:more", "v:1:+"]
)
def test_a_button_that_leads_nowhere_shows_the_newest_menu(data: str, talk: Talk) -> None:
    turn = talk(press(data))
    assert turn.reply.text == "old_button"
    assert datas(turn) >= MENU


def test_a_button_shows_its_entry(talk: Talk) -> None:
    assert shown(talk(press("e:putih"))) == ("putih",)


def test_the_menu_button_shows_the_menu(talk: Talk) -> None:
    turn = talk(press("m"))
    assert (turn.outcome, turn.reply.text, turn.reply.in_place) == (Outcome.MENU, "menu", True)
    assert datas(turn) == MENU


def test_a_topic_button_shows_its_menu(talk: Talk) -> None:
    turn = talk(press("t:teh"))
    assert (turn.outcome, turn.reply.in_place, turn.conversation.listed[0]) == (Outcome.MENU, True, "warna")


@pytest.mark.parametrize(("page", "shown"), [("0", "warna"), ("1", "putih"), ("7", "putih"), ("x", "warna")])
def test_a_page_beyond_the_last_is_the_last_and_what_is_no_page_is_the_first(
    page: str, shown: str, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.core.conversation.composing.PAGE", 3)
    turn = talk(press(f"t:teh:{page}"))
    assert (turn.outcome, turn.conversation.listed[0]) == (Outcome.MENU, shown)


def test_the_help_button_shows_help(talk: Talk) -> None:
    assert talk(press("h")).reply.text == "help"


def test_a_message_without_words_is_unreadable(talk: Talk) -> None:
    turn = talk("?!…")
    assert (turn.outcome, turn.reply.text) == (Outcome.FALLBACK, "unreadable")


def test_an_out_of_scope_question_is_declined_with_a_way_on(talk: Talk) -> None:
    turn = talk("skor bola")
    assert turn.outcome is Outcome.FALLBACK
    assert "m" in datas(turn)


def test_the_nearest_entries_are_named_only_if_they_are_near(talk: Talk) -> None:
    assert talk("skor bola").reply.closing == ""
    all_is_near = Dialogue(make_knowledge(), FREQUENCY, Policy(near=0.0, choice=0.0))
    assert all_is_near.respond(Utterance("skor bola"), Conversation()).reply.closing == "fallback_nearest"


def test_a_gap_says_what_is_missing_and_where_to_ask(talk: Talk) -> None:
    turn = talk("harga teh berapa")
    assert (turn.outcome, turn.gap, turn.conversation.misses) == (Outcome.FALLBACK, "harga", 0)
    assert turn.reply.text == "Belum tahu.\n\nTanya toko."
    assert "e:seduh" in datas(turn)


def test_the_second_miss_offers_the_menu_and_the_contact(talk: Talk) -> None:
    turn = talk("skor bola", "cuaca besok")
    assert (turn.reply.text, turn.reply.closing) == ("fallback_again", "contact admin teh")
    assert datas(turn) >= MENU


def test_an_answer_in_between_starts_the_count_of_misses_anew(talk: Talk) -> None:
    assert talk("skor bola", "teh hijau", "cuaca besok").conversation.misses == 1


def test_none_of_these_offers_the_menu(talk: Talk) -> None:
    turn = talk("hijat", press("x"))
    assert (turn.outcome, turn.reply.text, turn.conversation.misses) == (Outcome.FALLBACK, "none_of_these", 1)
    assert datas(turn) >= MENU


def test_none_of_these_after_a_miss_counts_as_the_second(talk: Talk) -> None:
    assert talk("skor bola", press("x")).reply.text == "fallback_again"


def test_small_talk_is_answered_in_turns(talk: Talk) -> None:
    assert talk("halo").reply.text == "Halo dari Tanya Teh!"
    assert talk("halo", "selamat pagi").reply.text == "Hai soal teh!"


def test_wanting_a_person_gets_the_contact(talk: Talk) -> None:
    turn = talk("sambungkan ke manusia")
    assert (turn.outcome, turn.reply.closing) == (Outcome.HANDOFF, "contact admin teh")


def test_asking_for_the_menu_gets_it_as_a_new_message(talk: Talk) -> None:
    turn = talk("tampilkan menu")
    assert (turn.outcome, turn.reply.text, turn.reply.in_place) == (Outcome.MENU, "menu", False)
    assert datas(turn) >= MENU


def test_asking_for_help_gets_help(talk: Talk) -> None:
    assert talk("petunjuk pemakaian").reply.text == "help"


def test_a_slip_that_fits_two_declared_look_alikes_asks(talk: Talk) -> None:
    turn = talk("hijat")
    assert turn.outcome is Outcome.CLARIFY
    assert {match.entry for match in turn.matches} == {"hijau", "hijaz"}


def test_a_typed_choice_is_as_good_as_a_tap(talk: Talk) -> None:
    typed, tapped = talk("hijat", "teh hijaz"), talk("hijat", press("e:hijaz"))
    assert shown(typed) == ("hijaz",)
    assert (typed.reply, typed.outcome) == (tapped.reply, tapped.outcome)
    assert typed.event == Utterance("teh hijaz")


def test_a_comparison_leads_with_both_titles(talk: Talk) -> None:
    turn = talk("beda teh hijau sama teh hitam")
    assert (shown(turn), turn.reply.text) == (("hijau", "hitam"), "compare Teh hijau, Teh hitam")
    assert turn.conversation.listed == ("hijau", "hitam")


def test_an_example_stands_above_its_answer_and_where_there_is_none_that_is_said(talk: Talk) -> None:
    assert talk("teh hitam", "contohnya").reply.text == "example Teh Assam."
    assert talk("teh hijau", "contohnya").reply.text == "no_example"


def test_a_leaning_move_without_an_answer_before_asks_from_what(talk: Talk) -> None:
    turn = talk("lanjut")
    assert (turn.outcome, turn.reply.text) == (Outcome.MENU, "no_context")


def test_state_ages_out_after_half_an_hour(talk: Talk) -> None:
    assert STATE_SECONDS == 1800
    assert shown(talk("teh hijau", Utterance("lanjut", at=STATE_SECONDS))) == ("hitam",)
    assert talk("teh hijau", Utterance("lanjut", at=STATE_SECONDS + 1.0)).reply.text == "no_context"


def test_a_doubtful_question_asks_with_choices() -> None:
    doubting = Dialogue(make_knowledge(), FREQUENCY, Policy(answer=2.0, hedge=2.0, hedge_alone=2.0, choice=0.0))
    turn = doubting.respond(Utterance("teh hijau"), Conversation())
    assert (turn.outcome, turn.reply.text) == (Outcome.CLARIFY, "clarify")
    assert turn.reply.flat_buttons[0].data == "e:hijau"


def test_a_title_is_told_from_what_only_sounds_like_one(dialogue: Dialogue) -> None:
    assert dialogue.titled("TEH HITAM!") == "hitam"
    assert dialogue.titled("teh hitam pekat") == ""


def test_what_was_understood_leans_on_the_conversation_as_far_as_it_is_still_there(dialogue: Dialogue) -> None:
    shown = Conversation(shown=("hitam",))
    assert dialogue.understood("teh hitam", Conversation()).meanings[0].entries == ("hitam",)
    assert dialogue.understood("lanjut", shown).meanings[0].way is Way.ANSWER
    gone = dialogue.understood("lanjut", Conversation(shown=("tiada",)))
    assert gone.meanings == dialogue.understood("lanjut", Conversation()).meanings


def test_search_returns_entries_best_first(dialogue: Dialogue) -> None:
    found = dialogue.search("teh", limit=3)
    confidences = [match.confidence for match in found]
    assert (len(found), confidences) == (3, sorted(confidences, reverse=True))
    assert dialogue.search("teh hitam", limit=3)[0].entry == "hitam"


def test_what_is_told_beside_a_question_does_not_keep_it_from_being_answered(talk: Talk) -> None:
    told = "halo kak! saya baru beli mobil, kucing sakit. teh hijau itu apa? terima kasih"
    assert talk(told.replace("teh hijau itu apa?", "")).outcome is not Outcome.ANSWER
    assert shown(talk(told)) == ("hijau",)


def test_what_can_be_answered_is_and_the_gap_beside_it_is_named(talk: Talk) -> None:
    turn = talk("apa itu teh hijau dan berapa harga teh")
    gap = make_knowledge().gaps["harga"]
    assert shown(turn) == ("hijau",)
    assert (turn.outcome, turn.gap, turn.reply.text) == (Outcome.ANSWER, "harga", "both")
    assert turn.reply.closing.endswith(f"\n\n{gap.reply}\n\n{gap.ask}")


def test_of_three_questions_all_that_are_known_are_answered_beside_the_gap(talk: Talk) -> None:
    turn = talk("apa itu teh hijau, apa itu teh hitam dan berapa harga teh")
    assert (shown(turn), turn.gap, turn.reply.text) == (("hijau", "hitam"), "harga", "both")


def test_going_on_in_a_list_whose_entries_were_removed_meanwhile_is_no_fault(talk: Talk) -> None:
    gone = Conversation(shown=("hilang",), listed=("hilang", "juga-hilang"), past=("hilang",))
    for said in ("lanjut", "sebelumnya", "yang kedua", "contohnya", "bedanya apa", "balik ke tadi", "bukan itu"):
        assert "hilang" not in shown(talk(said, start=gone))


def test_what_is_not_known_letter_for_letter_has_to_be_learnt(dialogue: Dialogue) -> None:
    assert dialogue.by_likeness().questions.ranker is dialogue.questions.ranker
    names = dialogue.by_likeness().interpreter.tools.names
    assert (dict(names.titles), dict(names.ways)) == ({}, {})
    assert dialogue.interpreter.tools.names.ways
    assert shown(dialogue.by_likeness().respond(Utterance("teh hijau"), Conversation())) == ("hijau",)


def test_what_stands_alone_at_its_entry_is_known_by_heart_only() -> None:
    entries = {entry.id: entry for entry in ENTRIES}
    strange = "simpan teh di wadah"
    entries["hitam"] = replace(entries["hitam"], questions=(*entries["hitam"].questions, strange))
    dialogue = Dialogue(make_knowledge(entries=entries), FREQUENCY)
    close, loose = (
        dialogue.by_likeness(loosely).questions.ask(strange).ranking.evidence.score for loosely in (False, True)
    )
    assert loose < close


def test_who_compares_back_means_both(talk: Talk) -> None:
    assert shown(talk("teh hijau", "bedanya sama teh hitam")) == ("hijau", "hitam")


@pytest.mark.parametrize(("extra", "page"), [("2", 2), ("999", 999), ("1000", 0), ("x", 0), ("", 0)])
def test_a_page_of_a_topic_has_a_number_of_at_most_three_digits(
    extra: str, page: int, dialogue: Dialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []
    topic, menu = next(iter(dialogue.knowledge.topics)), dialogue.composer.menu()
    monkeypatch.setattr(dialogue.composer, "topic", lambda _, number: opened.append(number) or menu)
    dialogue.respond(Callback(f"t:{topic}:{extra}" if extra else f"t:{topic}"), Conversation())
    assert opened == [page]


def test_what_is_chosen_to_compare_is_shown_beside_the_last_answer(talk: Talk) -> None:
    compared = talk("teh hijau", press("e:hitam:vs"))
    assert (shown(compared), compared.reply.text) == (("hijau", "hitam"), "compare Teh hijau, Teh hitam")
    assert shown(talk("teh hijau", press("e:hijau:vs"))) == ("hijau",)
    assert shown(talk(press("e:hitam:vs"))) == ("hitam",)


def test_a_dialogue_about_other_entries_ranks_as_one_that_learnt_everything_anew() -> None:
    dialogue = Dialogue(make_knowledge(), FREQUENCY)
    entries = {entry.id: entry for entry in ENTRIES if entry.id != "hijaz"}
    topics = {
        name: replace(topic, entries=tuple(entry for entry in topic.entries if entry in entries))
        for name, topic in make_knowledge().topics.items()
    }
    fewer = make_knowledge(entries=entries, topics=topics)
    about, anew = dialogue.about(fewer), Dialogue(fewer, FREQUENCY)
    for text in ("teh hijau", "hijaz itu apa", "cara menyeduh", "halo"):
        assert about.questions.ask(text) == anew.questions.ask(text)
    assert about.detector.alarmed("aku mau mati") == dialogue.detector.alarmed("aku mau mati")
    assert "hijaz" in dialogue.knowledge.entries


def test_a_dialogue_decides_by_another_policy_without_learning_anew(dialogue: Dialogue) -> None:
    strict = dialogue.under(Policy(answer=1.0))
    assert strict.questions.ranker is dialogue.questions.ranker
    replies = [one.respond(Utterance("hijau apa sih"), Conversation()).reply.text for one in (strict, dialogue)]
    assert replies == ["hedge", ""]


def test_a_knowledge_may_bring_the_numbers_that_decide() -> None:
    own = replace(make_knowledge(), policy=Policy(answer=1.0))
    assert Dialogue(own, FREQUENCY).questions.policy.answer == 1.0
    assert Dialogue(own, FREQUENCY, Policy(answer=0.5)).questions.policy.answer == 0.5
