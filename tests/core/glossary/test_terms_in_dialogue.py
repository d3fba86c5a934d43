"""Terms within a conversation: named, tapped, looked up, opened by a link."""

from __future__ import annotations

import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.core.term import MEANING_LIMIT, Term
from bot.core.turns import Data, Outcome, Verb
from tests.core.conftest import command, press, shown, talked
from tests.core.glossary.words import buttons, open_dialogue, term_of


@pytest.fixture(scope="module")
def tea() -> Dialogue:
    return open_dialogue()


@pytest.mark.parametrize("asked", ["apa itu tannin", "Tannin?", "tannin itu apa", "tanin"])
def test_asking_for_a_term_by_its_name_tells_what_it_means(tea: Dialogue, asked: str) -> None:
    turn = talked(tea, asked)
    assert (turn.outcome, term_of(turn), turn.reply.entries) == (Outcome.ANSWER, "Tannin", ())
    assert turn.reply.passages[0].body == "Yang membuat sepat."
    assert turn.reply.passages[0].source == "Buku Teh"


def test_another_name_finds_it_too(tea: Dialogue) -> None:
    assert term_of(talked(tea, "apa itu pelayuan")) == "Dilayukan"


def test_an_entry_that_people_ask_for_by_the_same_name_goes_before_the_term(tea: Dialogue) -> None:
    assert shown(talked(tea, "apa itu teh hijau")) == ("hijau",)


def test_where_no_entry_is_sure_enough_the_term_is_better_than_asking_back() -> None:
    vague = open_dialogue(Term("teh", "Teh", "Seduhan daun.", names=("minuman",)), Term("kapan", "Kapan petik", "x"))
    assert term_of(talked(vague, "apa itu minuman")) == "Teh"


def test_whoever_says_more_than_the_name_asks_for_more_than_the_term(tea: Dialogue) -> None:
    assert term_of(talked(tea, "cara seduh teh hitam supaya tannin keluar")) == ""


def test_danger_comes_first(tea: Dialogue) -> None:
    assert talked(tea, "tannin, aku ingin mati").outcome is Outcome.CRISIS
    assert talked(tea, command("istilah", "aku ingin mati")).outcome is Outcome.CRISIS


def test_a_term_is_tapped_under_an_answer_and_leads_back_to_it(tea: Dialogue) -> None:
    answer = talked(tea, "apa itu teh hitam")
    assert "d:pelayuan:hitam" in buttons(answer)
    tapped = talked(tea, "apa itu teh hitam", press("d:pelayuan:hitam"))
    assert (term_of(tapped), tapped.reply.in_place) == ("Dilayukan", False)
    assert buttons(tapped) == ["e:hitam", "m"]


def test_the_way_back_needs_no_memory_of_the_conversation(tea: Dialogue) -> None:
    assert buttons(talked(tea, press("d:pucuk:hitam"))) == ["e:putih", "e:hitam", "m"]
    assert buttons(talked(tea, press("d:pucuk:putih"))) == ["e:putih", "m"]
    assert buttons(talked(tea, press("d:pucuk:gone"))) == ["e:putih", "g:p", "m"]


def test_what_is_asked_next_is_asked_of_the_answer_that_the_term_was_tapped_under(tea: Dialogue) -> None:
    assert talked(tea, press("d:pelayuan:hitam")).conversation.shown == ("hitam",)
    assert talked(tea, "apa itu tannin").conversation.shown == ("hitam",)
    assert talked(tea, "apa itu pelayuan").conversation.shown == ()
    assert talked(tea, "apa itu tannin").conversation.asked == "apa itu tannin"


def test_a_typed_label_is_a_tap(tea: Dialogue) -> None:
    turn = talked(tea, press("g:t"), "term_button Tannin")
    assert term_of(turn) == "Tannin"


def test_the_letters_lead_to_their_terms_and_to_each_other(tea: Dialogue) -> None:
    letters = talked(tea, command("istilah"))
    assert buttons(talked(tea, press("g"))) == buttons(letters)
    assert (letters.outcome, letters.reply.in_place) == (Outcome.MENU, True)
    assert buttons(letters) == ["g:d", "g:p", "g:s", "g:t", "m", "m"]
    sheet = talked(tea, press("g:t"))
    assert sheet.reply.in_place
    assert [data for data in buttons(sheet) if data[0] == "d"] == ["d:tannin", "d:teh-hijau"]
    assert buttons(sheet)[2:] == ["g:s", "g", "m"]
    assert "Yang membuat sepat." in sheet.reply.text
    assert buttons(talked(tea, press("g:d")))[1:] == ["g:p", "g", "m"]


def test_a_full_letter_has_pages() -> None:
    many = open_dialogue(*(Term(f"a{number}", f"A{number:02}", "x") for number in range(10)), Term("b", "B", "x"))
    first, second = talked(many, press("g:a")), talked(many, press("g:a:1"))
    assert [data for data in buttons(first) if data[0] == "d"] == [f"d:a{number}" for number in range(8)]
    assert buttons(first)[-3:] == ["g:a:1", "g", "m"]
    assert buttons(second)[:2] == ["d:a8", "d:a9"]
    assert buttons(second)[2:4] == ["g:a", "g:b"]


@pytest.mark.parametrize("data", ["d:gone", "g:q", "g:t:9", "g:t:x"])
def test_a_button_to_what_is_gone_brings_the_menu(tea: Dialogue, data: str) -> None:
    assert talked(tea, press(data)).reply.text == "old_button"


def test_links_open_a_term_and_the_letters(tea: Dialogue) -> None:
    assert term_of(talked(tea, command("start", "istilah-tannin"))) == "Tannin"
    assert buttons(talked(tea, command("start", "istilah")))[0] == "g:d"
    assert talked(tea, command("start", "istilah-gone")).reply.text == "start"
    assert talked(tea, command("start", "tannin")).reply.text == "start"


def test_the_command_finds_a_term_even_where_an_entry_goes_before_it(tea: Dialogue) -> None:
    assert term_of(talked(tea, command("istilah", "teh hijau"))) == "Teh hijau"
    assert term_of(talked(tea, command("kamus", "tannin"))) == "Tannin"


def test_what_is_no_term_is_a_question_like_any_other(tea: Dialogue) -> None:
    assert shown(talked(tea, command("istilah", "cara menyeduh teh"))) == ("seduh",)


def test_the_main_menu_leads_to_the_terms_if_there_are_some(tea: Dialogue, dialogue: Dialogue) -> None:
    assert "g" in buttons(talked(tea, press("m")))
    assert "g" not in buttons(talked(dialogue, press("m")))


def test_without_terms_the_command_and_old_buttons_bring_the_menu(dialogue: Dialogue) -> None:
    assert talked(dialogue, command("istilah")).reply.text == "menu"
    assert talked(dialogue, command("start", "istilah")).reply.text == "start"
    for data in ("g", "g:t", "d:tannin"):
        assert talked(dialogue, press(data)).reply.text == "old_button"


def test_the_whole_list_is_asked_for_in_words(tea: Dialogue, dialogue: Dialogue) -> None:
    turn = talked(tea, "halo kak, buka glosarium")
    assert (buttons(turn)[0], turn.reply.in_place) == ("g:d", False)
    assert "g:d" not in buttons(talked(dialogue, "buka glosarium"))


def test_everything_that_a_button_carries_fits_it() -> None:
    longest = Data(Verb.TERM, "x" * 28, "e" * 32)
    assert len(str(longest)) == 63
    assert Data.parse(str(longest)) == longest
    assert Data.parse("d:" + "x" * 32 + ":" + "e" * 32) is None


def test_a_term_stands_under_its_first_letter_without_accents() -> None:
    assert [Term("x", name, "x").letter for name in ("Ésai", "3K", "…", "")] == ["e", "3", "0", "0"]
    assert MEANING_LIMIT * 8 < 4096


def test_what_only_asks_is_no_name_of_a_term() -> None:
    asking = open_dialogue(Term("apa", "Apa itu", "x"), Term("tannin", "Tannin", "x"))
    assert term_of(talked(asking, "apa itu")) == ""
    assert term_of(talked(asking, "apa itu tannin")) == "Tannin"


def test_a_term_outside_a_conversation_is_found_by_its_name_alone(tea: Dialogue) -> None:
    assert (tea.term("apa itu tannin"), tea.term("seduh tannin")) == ("tannin", "")
    found = Data(Verb.TERM, "tannin")
    assert (found.start, tea.terms.passage(found).body) == ("istilah-tannin", "Yang membuat sepat.")
