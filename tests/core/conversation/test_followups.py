from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.core.conversation.followups import Followups, Leaning
from bot.core.turns import Conversation, Match, QuickReply
from tests.core.conftest import Talk, press, shown


@pytest.mark.parametrize(
    ("said", "entry"),
    [
        (("teh hijau", "lanjut"), "hitam"),
        (("teh hitam", "sebelumnya"), "hijau"),
        (("teh hijau", "selain itu"), "hitam"),
        (("warna teh apa saja", "lanjut"), "hijau"),
        (("teh hijau", "jelaskan lagi"), "hijau"),
        (("warna teh apa saja", "yang kedua"), "hitam"),
        (("warna teh apa saja", "yang terakhir"), "putih"),
        (("warna teh apa saja", "yang kedua rasanya apa"), "hitam"),
        (("teh hijau", "bukan itu, maksudku teh hitam"), "hitam"),
        (("teh hijau", "rasanya apa"), "hijau"),
        (("teh hijau", "kalau teh putih"), "putih"),
    ],
)
def test_a_leaning_message_leads_to_its_entry(said: tuple[str, ...], entry: str, talk: Talk) -> None:
    assert shown(talk(*said)) == (entry,)


def test_a_message_that_is_out_of_scope_by_itself_is_no_ellipsis_though_the_answer_uses_its_words(
    dialogue: Dialogue,
) -> None:
    question, state = dialogue.questions.ask("rasanya apa"), Conversation(shown=("hijau",))
    strange = replace(question, ranking=replace(question.ranking, out_of_scope_score=1.0))
    assert dialogue.followups.lean(question, state) == Leaning(("hijau",))
    assert dialogue.followups.lean(strange, state) is None


@pytest.mark.parametrize(("text", "leans"), [("rasanya apa", True), ("kalau rasa apa", False)])
def test_its_taste_is_of_what_was_shown_though_another_entry_would_do(
    text: str, leans: bool, dialogue: Dialogue
) -> None:
    question, state = dialogue.questions.ask(text), Conversation(shown=("hijau",))
    other = replace(question.ranking, matches=(Match("hitam", 0.9),), closest="teh hitam")
    found = dialogue.followups.lean(replace(question, ranking=other), state)
    assert found == (Leaning(("hijau",)) if leans else None)


def test_its_black_one_is_an_entry_of_its_own(talk: Talk) -> None:
    assert shown(talk("warna teh apa saja", "hitamnya apa")) == ("hitam",)


def test_after_two_misses_nothing_is_said_of_the_answer_before_them(dialogue: Dialogue) -> None:
    question = dialogue.questions.ask("rasanya apa")
    assert dialogue.followups.lean(question, Conversation(shown=("hijau",), misses=1)) == Leaning(("hijau",))
    assert dialogue.followups.lean(question, Conversation(shown=("hijau",), misses=2)) is None


@pytest.mark.parametrize("said", [("teh putih", "lanjut"), ("teh hijau", "sebelumnya")])
def test_the_ends_of_a_list_are_said(said: tuple[str, ...], talk: Talk) -> None:
    assert talk(*said).reply.text == "end_of_list"


def test_an_ordinal_beyond_the_list_is_an_ordinary_message(talk: Talk) -> None:
    assert shown(talk("warna teh apa saja", "yang kelima")) == ()


def test_an_ordinal_with_an_out_of_scope_question_is_not_answered_by_its_entry(talk: Talk) -> None:
    assert shown(talk("warna teh apa saja", "yang kedua skor bola mobil cuaca")) != ("hitam",)


def test_a_correction_that_names_what_was_shown_is_no_correction(talk: Talk) -> None:
    assert shown(talk("teh hijau", "bukan itu maksudku skor bola")) == ()


def test_a_no_alone_is_an_ordinary_message(dialogue: Dialogue) -> None:
    followups = dialogue.followups
    state = Conversation(shown=("hijau",))
    assert followups.lean(dialogue.questions.ask("bukan itu"), state) is None


def test_picking_among_several_shown_takes_the_best(talk: Talk) -> None:
    assert shown(talk("beda teh hijau sama teh hitam", "yang mana pekat")) == ("hitam",)


def test_picking_by_something_nobody_explains_is_an_ordinary_message(dialogue: Dialogue) -> None:
    followups = dialogue.followups
    question = dialogue.questions.ask("yang mana mobil")
    assert followups.lean(question, Conversation(shown=("hijau", "hitam"))) is None


def test_picking_by_words_alone_works_where_the_ranking_is_unsure(dialogue: Dialogue) -> None:
    questions = dialogue.questions
    unsure = Followups(replace(questions, ranker=_Unsure(questions.ranker)))  # type: ignore[arg-type]
    found = unsure._which(questions.reader.read("pucuk"), ("hijau", "putih"))
    assert found is not None
    assert found.entries == ("putih",)


class _Unsure:
    """A ranker that is never sure of anything."""

    def __init__(self, ranker: object) -> None:
        self._ranker = ranker
        self.index = ranker.index  # type: ignore[attr-defined]

    def rank(self, reading: object) -> object:
        return replace(self._ranker.rank(reading), matches=())  # type: ignore[attr-defined]


def test_a_button_without_a_readable_label_is_never_chosen(dialogue: Dialogue) -> None:
    state = Conversation(offered=(QuickReply("🏠", "m"),))
    assert dialogue.followups.choice(dialogue.questions.ask("teh"), state) is None


def test_a_topic_that_is_called_like_a_question_leaves_the_question_to_its_entry(dialogue: Dialogue) -> None:
    state = Conversation(offered=(QuickReply("Apa itu teh hijau", "t:teh"), QuickReply("Kebun dan pasar", "t:kebun")))
    assert dialogue.followups.choice(dialogue.questions.ask("apa itu teh hijau"), state) is None
    assert dialogue.followups.choice(dialogue.questions.ask("kebun dan pasar"), state) == "t:kebun"


def test_the_likest_label_is_chosen(dialogue: Dialogue) -> None:
    state = Conversation(offered=(QuickReply("Teh hijau", "e:hijau"), QuickReply("Teh hijaz", "e:hijaz")))
    assert dialogue.followups.choice(dialogue.questions.ask("teh hijaz"), state) == "e:hijaz"


def test_a_menu_gives_ordinals_their_list(talk: Talk) -> None:
    assert shown(talk(press("t:dapur"), "yang kedua")) == ("simpan",)


def test_an_entry_that_shares_nothing_with_the_message_is_left(talk: Talk) -> None:
    assert shown(talk("teh hijau", "kucingnya")) == ()


def test_a_correction_to_what_was_shown_already_is_left_to_the_ranking(dialogue: Dialogue) -> None:
    question = dialogue.questions.ask("bukan itu, maksudku teh hitam")
    assert dialogue.followups.lean(question, Conversation(shown=("hitam", "hijau", "putih"))) is None


def test_a_question_with_one_more_word_than_a_label_is_no_choice(dialogue: Dialogue) -> None:
    state = Conversation(offered=(QuickReply("Teh hijau dan teh hitam", "t:teh"),))
    assert dialogue.followups.choice(dialogue.questions.ask("teh hijau dan teh hitam putih"), state) is None


def test_a_second_comparison_is_not_taken_for_an_ellipsis(talk: Talk) -> None:
    assert shown(talk("beda teh hijau sama teh hitam", "bedanya hijau sama hitam apa")) == ("hijau", "hitam")
