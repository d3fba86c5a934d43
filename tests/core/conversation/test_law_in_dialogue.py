"""Articles of rulebooks within a conversation: after danger, before the ranking."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.conversation.composing import Composer
from bot.core.conversation.dialogue import STATE_SECONDS, Dialogue
from bot.core.turns import Outcome, Utterance
from tests.core.conftest import FREQUENCY, Alarm, command, press, shown, talked
from tests.core.law.rules import LAW, article, knowledge


@pytest.fixture(scope="module")
def with_law() -> Dialogue:
    made = Dialogue(knowledge(LAW), FREQUENCY)
    made.detector = Alarm()  # type: ignore[assignment]
    return made


def test_a_reference_is_answered_with_the_article(with_law: Dialogue) -> None:
    turn = talked(with_law, "pasal 3")
    assert (turn.outcome, article(turn), shown(turn)) == (Outcome.ANSWER, "3", ("",))
    assert turn.reply.entries == ()


def test_danger_comes_first(with_law: Dialogue) -> None:
    assert talked(with_law, "pasal 3, aku ingin mati").outcome is Outcome.CRISIS


def test_what_is_no_reference_is_ranked_as_ever(with_law: Dialogue) -> None:
    assert shown(talked(with_law, "apa itu teh hijau")) == ("hijau",)
    assert shown(talked(with_law, "pasal 3", "apa itu teh hijau")) == ("hijau",)


def test_what_an_entry_answers_is_left_to_it(with_law: Dialogue) -> None:
    assert shown(talked(with_law, "cara menyeduh teh menurut uu teh")) == ("seduh",)


def test_a_typed_label_of_a_button_opens_its_article(with_law: Dialogue) -> None:
    turn = talked(with_law, press("b:uu-5-2001:2"), "pasal 3A pencabutan izin")
    assert article(turn) == "3a"


def test_buttons_and_links_lead_to_articles_and_chapters(with_law: Dialogue) -> None:
    assert article(talked(with_law, press("a:uu-5-2001:3"))) == "3"
    assert talked(with_law, press("b:uu-5-2001:2")).reply.in_place
    opened = talked(with_law, command("start", "uu-5-2001"))
    assert (opened.outcome, opened.reply.flat_buttons[0].data) == (Outcome.MENU, "b:uu-5-2001:1")
    assert article(talked(with_law, command("start", "uu-5-2001_3"))) == "3"


def test_a_rulebook_has_its_button_in_the_main_menu_above_the_help(with_law: Dialogue) -> None:
    assert [button.data for button in talked(with_law, command("menu")).reply.flat_buttons][-2:] == ["b:uu-5-2001", "h"]
    assert talked(with_law, press("b:uu-5-2001")).reply.flat_buttons[0].data == "b:uu-5-2001:1"


def test_and_in_the_topic_whose_entries_explain_it_on_its_first_page() -> None:
    book = replace(LAW, entries=("seduh",))
    composer = Composer(knowledge(book))
    topic = composer.knowledge.entries["seduh"].topic
    assert composer.topic(topic).flat_buttons[0].data == "b:uu-5-2001"
    other = next(one for one in composer.knowledge.topics if one != topic)
    assert composer.topic(other).flat_buttons[0].data != "b:uu-5-2001"


@pytest.mark.parametrize("data", ["a:uu-5-2001:99", "a:uu-9-2001:1", "b:uu-5-2001:9"])
def test_a_button_to_what_is_gone_brings_the_menu(with_law: Dialogue, data: str) -> None:
    assert talked(with_law, press(data)).reply.text == "old_button"


def test_an_article_is_forgotten_after_a_while(with_law: Dialogue) -> None:
    later = Utterance("pasal selanjutnya", STATE_SECONDS + 1.0)
    assert article(talked(with_law, "pasal 3", later)) == ""


def test_an_article_ends_a_talk_about_danger(with_law: Dialogue) -> None:
    turn = talked(with_law, "aku ingin mati", press("a:uu-5-2001:3"))
    assert turn.conversation.danger is None
