"""Typed messages and pressed buttons become turns, and the last article is remembered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.law.talk import LawTalk
from bot.core.turns import Callback, Command, Conversation, Data, Outcome, Turn, Verb
from tests.core.law.rules import BREWING, HOUSE, LAW, article, law_talk, say


def press(data: str, law: LawTalk | None = None) -> Turn | None:
    parsed = Data.parse(data)
    assert parsed is not None
    return (law or law_talk(LAW)).pressed(Callback(data, 3.0), parsed, Conversation())


@given(st.lists(st.sampled_from(["pasal", "bab", "ayat", "uu", "teh", "3", "99", "itu", "kuhp", "selanjutnya", "hak"])))
def test_no_order_of_words_breaks_the_talk(words: list[str]) -> None:
    turn = say(" ".join(words), start=Conversation(article="a:uu-5-2001:3", shown=("seduh",)), sure="seduh")
    assert turn is None or turn.reply.flat_buttons


def test_an_article_is_an_answer_and_remembered() -> None:
    turn = say("pasal 3")
    assert turn is not None
    assert (turn.outcome, turn.confidence, turn.matches) == (Outcome.ANSWER, 1.0, ())
    assert turn.conversation.article == "a:uu-5-2001:3"
    assert (turn.conversation.shown, turn.conversation.misses) == ((), 0)
    assert turn.conversation.offered == turn.reply.flat_buttons


def test_without_a_rulebook_nothing_is_answered() -> None:
    assert say("pasal 3", law=law_talk()) is None


@pytest.mark.parametrize(
    ("said", "number"),
    [
        (("pasal 3", "apa itu"), ""),
        (("pasal 3", "compare"), ""),
        (("pasal 3", "next"), "3a"),
        (("pasal 3", "previous"), "2"),
        (("pasal 3", "again"), "3"),
        (("pasal 3", "example"), "3"),
        (("pasal 3", "pasal selanjutnya"), "3a"),
        (("pasal 2", "ayat 2 nya"), "2"),
        (("pasal 3", "bab 1", "next"), "3a"),
    ],
)
def test_acts_go_on_from_the_last_article(said: tuple[str, ...], number: str) -> None:
    assert article(say(*said)) == number


def test_behind_the_last_article_there_is_none() -> None:
    turn = say("pasal 12", "next")
    assert turn is not None
    assert (turn.outcome, turn.reply.text) == (Outcome.FALLBACK, "law_no_article law_article 12 UU 5/2001")
    assert turn.conversation.misses == 0
    assert turn.conversation.article == "a:uu-5-2001:12"


def test_after_an_entry_acts_are_not_about_articles() -> None:
    start = Conversation(article="a:uu-5-2001:3", shown=("seduh",))
    assert say("next", start=start) is None
    assert article(say("pasal selanjutnya", start=start)) == "3a"


@pytest.mark.parametrize("kept", ["", "a:uu-5-2001:99", "a:uu-6-2001:3", "nonsense!"])
def test_an_article_that_is_no_longer_there_is_forgotten(kept: str) -> None:
    assert say("next", start=Conversation(article=kept)) is None


@pytest.mark.parametrize(
    ("text", "outcome", "begins"),
    [
        ("pasal berapa yang mengatur izin kedai", Outcome.ANSWER, "law_found law_article 3"),
        ("pasal berapa yang mengatur penikmat", Outcome.CLARIFY, "law_offer"),
        ("bab 2", Outcome.ANSWER, "breadcrumb"),
        ("bab apa saja", Outcome.ANSWER, "breadcrumb"),
        ("bab 9", Outcome.FALLBACK, "law_no_chapter 3"),
        ("pasal 99", Outcome.FALLBACK, "law_no_article"),
        ("pasal 5 uu kopi", Outcome.FALLBACK, "law_another"),
    ],
)
def test_each_question_has_its_screen(text: str, outcome: Outcome, begins: str) -> None:
    turn = say(text)
    assert turn is not None
    assert (turn.outcome, turn.reply.in_place) == (outcome, False)
    assert turn.reply.text.startswith(begins)
    assert turn.conversation.asked == text


def test_of_several_rulebooks_one_is_asked_for() -> None:
    turn = say("ada berapa pasal", law=law_talk(LAW, HOUSE))
    assert turn is not None
    assert [button.data for button in turn.reply.flat_buttons] == ["b:uu-5-2001", "b:tatib", "m"]


def test_buttons_show_articles_and_turn_pages_in_place() -> None:
    shown, chapter, contents = press("a:uu-5-2001:3a"), press("b:uu-5-2001:3-1"), press("b:uu-5-2001")
    assert shown is not None
    assert chapter is not None
    assert contents is not None
    assert (shown.outcome, shown.reply.in_place, article(shown)) == (Outcome.ANSWER, False, "3a")
    assert (chapter.outcome, chapter.reply.in_place) == (Outcome.MENU, True)
    assert chapter.reply.flat_buttons[0].data == "a:uu-5-2001:12"
    assert press("b:uu-5-2001:0-0") == contents.__class__(
        Callback("b:uu-5-2001:0-0", 3.0), contents.outcome, contents.reply, contents.conversation, confidence=1.0
    )


@pytest.mark.parametrize(
    "data", ["a:uu-5-2001:99", "a:uu-5-2001", "b:uu-5-2001:4", "b:uu-6-2001", "a:uu-6-2001:1", "e:uu-5-2001", "m"]
)
def test_buttons_to_what_is_not_there_lead_nowhere(data: str) -> None:
    assert press(data) is None


def started(link: str) -> Turn | None:
    return law_talk(LAW).started(Command("start", link), link, Conversation())


def test_a_link_opens_the_contents() -> None:
    turn = started("uu-5-2001")
    assert turn is not None
    assert (turn.outcome, turn.reply) == (Outcome.MENU, law_talk(LAW).screens.contents("uu-5-2001"))


def test_a_link_opens_an_article_which_is_remembered() -> None:
    turn = started(Data(Verb.ARTICLE, "uu-5-2001", "3a").start)
    assert article(turn) == "3a"


@pytest.mark.parametrize("link", ["uu-5-2001_99", "uu-5-2001_3_a", "uu-6-2001", "uu-6-2001_1", "seduh", ""])
def test_a_link_to_what_is_not_there_opens_nothing(link: str) -> None:
    assert started(link) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pasal 3", ["a:uu-5-2001:3"]),
        ("pasal berapa yang mengatur izin kedai", ["a:uu-5-2001:3"]),
        ("bab 1", ["a:uu-5-2001:1"]),
        ("bab 2", ["a:uu-5-2001:2", "a:uu-5-2001:3", "a:uu-5-2001:3a"]),
        ("pasal 99", []),
        ("teh hijau", []),
    ],
)
def test_articles_are_found_without_a_conversation(text: str, found: list[str]) -> None:
    assert [str(one) for one in law_talk(LAW).search(text)] == found


def test_without_a_rulebook_no_article_is_found() -> None:
    assert law_talk().search("pasal 3") == ()


def test_the_wording_of_what_was_found_is_the_whole_article() -> None:
    law = law_talk(LAW)
    (found,) = law.search("pasal 2")
    assert law.passage(found).body.replace("\n\n", "\n") == BREWING
