"""What is shown of a rulebook, and where its buttons lead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.law.asking import Asked, Spot, What
from bot.core.law.references import Unit
from bot.core.law.screens import PAGE, LawScreens
from bot.core.turns import DATA_LIMIT, Passage, Reply
from tests.core.law.rules import BREWING, HOUSE, LAW, knowledge

SCREENS, TWO = LawScreens(knowledge(LAW)), LawScreens(knowledge(LAW, HOUSE))


def shown(number: str, loose: str = "", **parts: tuple[str, ...]) -> Reply:
    wanted = {Unit(name): labels for name, labels in parts.items()}
    return SCREENS.article(Asked(What.ARTICLES, (Spot("uu-5-2001", number),), parts=wanted, loose=loose))


def data(reply: Reply) -> list[str]:
    return [button.data for button in reply.flat_buttons]


def test_an_article_is_shown_word_for_word_with_its_place_and_source() -> None:
    (passage,) = shown("2").passages
    assert passage == Passage(
        entry="",
        title="law_title law_chapter II law_article 2 UU 5/2001",
        summary="Cara menyeduh",
        body=BREWING.replace("\n(", "\n\n("),
        source=f"law_source {LAW.name} law_article 2 Lembaran Teh 12 2026-11-01",
    )


def test_its_buttons_lead_to_what_explains_it_its_neighbours_its_chapter_and_the_menu() -> None:
    reply = shown("2")
    assert data(reply) == ["e:seduh", "a:uu-5-2001:1", "a:uu-5-2001:3", "b:uu-5-2001:2", "m"]
    assert reply.closing == "law_explained"


def test_an_article_that_nothing_explains_says_nothing_of_it() -> None:
    assert shown("3").closing == ""


def test_the_first_and_the_last_article_have_one_neighbour() -> None:
    assert data(shown("1")) == ["a:uu-5-2001:2", "b:uu-5-2001:1", "m"]
    assert data(shown("12")) == ["a:uu-5-2001:11", "b:uu-5-2001:3", "m"]


def test_the_only_article_has_none() -> None:
    assert data(TWO.article(Asked(What.ARTICLES, (Spot("tatib", "1"),)))) == ["b:tatib:1", "m"]


def test_a_part_is_shown_alone_and_the_whole_is_a_tap_away() -> None:
    reply = shown("2", paragraph=("2",), letter=("b",))
    assert reply.passages[0].body == "(2) Penyeduh wajib:\nb. menakar daun teh."
    assert reply.passages[0].title.endswith("law_article 2 law_paragraph 2 law_letter b UU 5/2001")
    assert "a:uu-5-2001:2" in data(reply)


def test_a_part_that_is_not_there_is_told_above_the_whole() -> None:
    reply = shown("3", paragraph=("7",))
    assert (reply.text, reply.passages[0].body) == ("law_no_part law_article 3", LAW.articles["3"].text)


def test_a_loose_letter_counts_only_where_there_is_such_a_line() -> None:
    assert shown("2", loose="b").passages[0].body.endswith("b. menakar daun teh.")
    assert shown("2", loose="z") == shown("2")
    assert shown("2", loose="z", paragraph=("3",)).passages[0].body == "(3) Suhu air diukur."
    assert shown("2", loose="a", paragraph=("2",)).passages[0].body.endswith("a. mencuci cangkir; dan")


def test_further_articles_are_offered_by_what_they_are_about() -> None:
    reply = SCREENS.article(Asked(What.FOUND, (Spot("uu-5-2001", "3"), Spot("uu-5-2001", "3a"))), "Itu.")
    assert reply.text == "Itu."
    assert reply.buttons[0][0].label == "law_button_article law_article 3A pencabutan izin"
    assert reply.buttons[0][0].data == "a:uu-5-2001:3a"


def test_a_chapter_lists_its_articles_page_by_page() -> None:
    first, second = SCREENS.chapter("uu-5-2001", 3), SCREENS.chapter("uu-5-2001", 3, 1)
    assert data(first) == [*(f"a:uu-5-2001:{number}" for number in range(4, 4 + PAGE)), "b:uu-5-2001:3-1",
                           "b:uu-5-2001", "m"]  # fmt: skip
    assert data(second) == ["a:uu-5-2001:12", "b:uu-5-2001:3-0", "b:uu-5-2001", "m"]
    assert first.in_place
    assert "Penikmat Teh" in first.text


@pytest.mark.parametrize("page", [-1, 99])
def test_a_page_that_is_not_there_is_the_nearest(page: int) -> None:
    assert data(SCREENS.chapter("uu-5-2001", 2, page))[:3] == ["a:uu-5-2001:2", "a:uu-5-2001:3", "a:uu-5-2001:3a"]


def test_the_contents_list_the_chapters_and_count_the_articles() -> None:
    reply = SCREENS.contents("uu-5-2001")
    assert data(reply) == ["b:uu-5-2001:1", "b:uu-5-2001:2", "b:uu-5-2001:3", "m", "m"]
    assert f"law_contents 3 {LAW.name} 13" in reply.text


def test_what_explains_the_whole_is_a_tap_away_from_its_lists() -> None:
    explained = LawScreens(knowledge(replace(LAW, entries=("seduh",))))
    assert data(explained.contents("uu-5-2001"))[-3:] == ["e:seduh", "m", "m"]
    assert data(explained.chapter("uu-5-2001", 1)) == ["a:uu-5-2001:1", "e:seduh", "b:uu-5-2001", "m"]
    assert data(explained.chapter("uu-5-2001", 2))[-3:] == ["e:seduh", "b:uu-5-2001", "m"]


def test_a_chapter_whose_articles_have_many_explanations_leads_to_those_of_the_whole() -> None:
    many = replace(LAW.chapters[0].articles[0], entries=("warna", "hijau", "hitam", "putih"))
    book = replace(LAW, entries=("seduh",), chapters=(replace(LAW.chapters[0], articles=(many,)),))
    explained = LawScreens(knowledge(book))
    assert data(explained.chapter("uu-5-2001", 1))[1:] == ["e:seduh", "b:uu-5-2001", "m"]


def test_articles_to_choose_from_name_their_rulebook_where_there_are_several() -> None:
    spots = (Spot("uu-5-2001", "1"), Spot("tatib", "1"))
    assert [button.label for button in TWO.offered(spots).flat_buttons[:2]] == [
        "law_button_article UU 5/2001, law_article 1 arti kata",
        "law_button_article Tatib, law_article 1 sikap tamu",
    ]
    assert data(TWO.offered(spots))[2:] == ["x", "m"]


def test_what_is_not_there_is_told_with_a_way_to_what_is() -> None:
    assert SCREENS.no_article(["uu-5-2001"]).text == "law_no_article law_article 12 UU 5/2001"
    assert SCREENS.no_chapter(["uu-5-2001"]).text == "law_no_chapter 3 UU 5/2001"
    assert LAW.name in SCREENS.another(["uu-5-2001"]).text
    assert data(SCREENS.another(["uu-5-2001"], "seduh")) == ["e:seduh", "b:uu-5-2001", "m"]
    assert data(TWO.several_contents(["uu-5-2001", "tatib"])) == ["b:uu-5-2001", "b:tatib", "m"]


def test_callback_data_of_the_longest_id_fits() -> None:
    assert len(f"b:{'x' * 32}:999-999") <= DATA_LIMIT
