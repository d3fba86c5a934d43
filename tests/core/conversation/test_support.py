"""What is said in danger: the fitting text, the fitting line on top, and always a way on."""

from __future__ import annotations

import pytest

from bot.core.conversation.composing import Composer
from bot.core.conversation.support import SupportComposer
from bot.core.model import Danger, Move
from bot.core.turns import Data, Reply, Verb
from tests.core.conftest import make_knowledge
from tests.core.talking_in_danger import knowledge_of_danger


@pytest.fixture
def composer() -> SupportComposer:
    return SupportComposer(Composer(knowledge_of_danger()))


@pytest.fixture
def plain() -> SupportComposer:
    """Of a knowledge with one fixed text."""
    return SupportComposer(Composer(make_knowledge()))


def verbs(reply: Reply) -> list[Verb]:
    return [parsed.verb for button in reply.flat_buttons if (parsed := Data.parse(button.data))]


def test_an_opening_says_something_then_the_lines_then_what_the_bot_is(composer: SupportComposer) -> None:
    said, lines, closing = composer.opening(Danger.SUICIDE, 0).text.split("\n\n")
    assert said == "buka suicide satu"
    assert lines.splitlines()[0] == "• Ingin didengar: 119 lalu 8"
    assert closing == "Aku bot."


def test_each_kind_has_its_own_line_on_top_and_the_others_below(composer: SupportComposer) -> None:
    lines = composer.opening(Danger.DONE, 0).text.split("\n\n")[1].splitlines()
    assert [line.partition(":")[0] for line in lines] == ["• Ambulans", "• Polisi", "• Ingin didengar"]


def test_a_kind_with_texts_of_its_own_is_answered_with_them(composer: SupportComposer) -> None:
    assert composer.answer(Move.AFRAID, Danger.DONE, 0).text == "afraid gawat surat Dengar satu"
    assert composer.answer(Move.AFRAID, Danger.SUICIDE, 1).text == "afraid Dengar, 119 lalu 8 dua"


def test_nothing_is_said_twice_running(composer: SupportComposer) -> None:
    for first, second in (
        (composer.opening(Danger.CHILD, 3), composer.opening(Danger.CHILD, 4)),
        (composer.answer(Move.YES, Danger.CHILD, 3), composer.answer(Move.YES, Danger.CHILD, 4)),
        (composer.in_group(3, first=False), composer.in_group(4, first=False)),
        (composer.doubted(Danger.CHILD, 3), composer.doubted(Danger.CHILD, 4)),
    ):
        assert first.text != second.text


def test_every_reply_of_a_talk_leads_to_the_lines_and_out_of_the_talk(composer: SupportComposer) -> None:
    for reply in (
        composer.opening(Danger.CHILD, 0), composer.answer(Move.NO, Danger.CHILD, 0), composer.in_group(0, True),
        composer.doubted(Danger.CHILD, 0),
    ):  # fmt: skip
        assert verbs(reply) == [Verb.LINES, Verb.SAFE]
    assert verbs(composer.confirmed(0)) == [Verb.LINES, Verb.MENU]


def test_the_lines_name_their_source_and_the_fitting_one_first(composer: SupportComposer) -> None:
    said = composer.lines(Danger.SUICIDE).text
    assert said.index("Ingin didengar") < said.index("Polisi")
    assert said.count("lines_checked Situs 2026-01-01") == 3
    assert verbs(composer.lines(Danger.SUICIDE)) == [Verb.SAFE, Verb.MENU]


def test_lines_that_were_asked_for_do_not_suggest_that_there_was_an_alarm(composer: SupportComposer) -> None:
    reply = composer.lines(asked=True)
    assert reply.text.startswith("nomornya satu")
    assert verbs(reply) == [Verb.MENU]


def test_the_line_beside_an_answer_names_the_fitting_help(composer: SupportComposer) -> None:
    assert composer.beside(Danger.DONE, 1) == "samping ambulans, 119 dua"


def test_a_knowledge_without_texts_says_its_one_fixed_text(plain: SupportComposer) -> None:
    fixed = "Kamu tidak sendiri.\n• Polisi: 110"
    assert plain.opening(Danger.CHILD, 0).text == fixed
    assert plain.answer(Move.YES, Danger.CHILD, 0).text == fixed
    assert plain.doubted(Danger.CHILD, 0).text == fixed
    assert plain.in_group(0, first=True).text == "Buka obrolan pribadi."
    assert (plain.after(0), plain.beside(Danger.CHILD, 0)) == ("", "")
    assert plain.confirmed(0).text == "not_meant"
    assert plain.lines(Danger.CHILD, asked=True).text.startswith("lines_title")


def test_all_replies_are_there_to_be_checked(composer: SupportComposer, plain: SupportComposer) -> None:
    texts = {reply.text for reply in composer.replies()}
    assert {"afraid gawat surat Dengar dua", "grup satu", "grup lagi dua", "belum pasti satu", "syukurlah dua"} <= texts
    assert {reply.text for reply in plain.replies()} >= {"Kamu tidak sendiri.\n• Polisi: 110"}
