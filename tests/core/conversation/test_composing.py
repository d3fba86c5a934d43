from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.button_rows import HALF_ROW
from bot.core.conversation.composing import PAGE, Composer
from bot.core.model import Topic
from bot.core.turns import Data
from tests.core.conftest import ENTRIES, make_knowledge


@pytest.fixture
def composer() -> Composer:
    return Composer(make_knowledge(), contact="")


def data(reply) -> list[str]:  # type: ignore[no-untyped-def]
    return [button.data for button in reply.flat_buttons]


def test_an_answer_leads_to_its_related_entries_back_and_to_the_menu(composer: Composer) -> None:
    assert data(composer.answer(["hitam"])) == ["e:hijau", "e:seduh", "e:warna", "m"]


def test_an_overview_leads_to_all_its_parts(composer: Composer) -> None:
    assert data(composer.answer(["warna"])) == ["e:hijau", "e:hitam", "e:putih", "t:teh", "m"]


def test_entries_shown_together_do_not_lead_to_each_other(composer: Composer) -> None:
    assert "e:hijau" not in data(composer.answer(["hijau", "hitam"]))


def test_a_passage_carries_its_source_and_context(composer: Composer) -> None:
    (passage,) = composer.answer(["seduh"]).passages
    assert (passage.source, passage.context) == ("Buku Teh", "Untuk satu cangkir.")


def test_a_hedged_answer_offers_what_else_may_have_been_meant(composer: Composer) -> None:
    reply = composer.hedged("seduh", ["simpan", "hijau"], "mungkin:")
    assert (reply.text, [passage.entry for passage in reply.passages]) == ("mungkin:", ["seduh"])
    assert data(reply) == ["e:simpan", "e:hijau", "x", "t:dapur", "m"]


def test_a_brief_answer_is_its_summary_or_all_of_it_where_there_is_none(composer: Composer) -> None:
    (passage,) = composer.brief(["seduh"]).passages
    assert (passage.summary, passage.body) == ("Ringkas seduh.", "")
    entries = {"seduh": replace(composer.knowledge.entries["seduh"], summary="")}
    (whole,) = Composer(make_knowledge(entries=entries)).brief(["seduh"]).passages
    assert whole.summary.startswith("Seduh dengan air")


def test_plain_words_and_an_example_stand_above_the_answer_and_a_lack_of_them_is_said(composer: Composer) -> None:
    assert (composer.simple("hitam", 0).text, composer.example("hitam", 0).text) == (
        "simple Teh yang gelap.", "example Teh Assam.",
    )  # fmt: skip
    assert composer.simple("putih", 0).text == "no_simple Ringkas putih."
    assert composer.example("putih", 0).text == "no_example"


def test_the_source_of_an_answer_stands_alone_with_where_it_holds(composer: Composer) -> None:
    reply = composer.source("seduh")
    assert (reply.text, reply.passages) == ("Cara menyeduh\n\nsource Buku Teh\n\ncontext Untuk satu cangkir.", ())
    assert composer.source("hijau").text == "Teh hijau\n\nno_source"


def test_the_menu_lists_the_topics(composer: Composer) -> None:
    assert data(composer.menu()) == ["t:teh", "t:dapur", "h"]


def test_short_labels_share_a_row_and_long_ones_do_not(composer: Composer) -> None:
    rows = composer.topic("teh").buttons
    assert max(len(row) for row in rows) == 2
    assert all(len(button.label) <= HALF_ROW for row in rows[:-1] if len(row) == 2 for button in row)


@pytest.mark.parametrize(
    ("page", "turns"),
    [(0, ["t:besar:1"]), (1, ["t:besar:0", "t:besar:2"]), (2, ["t:besar:1"]), (99, ["t:besar:1"]), (-1, ["t:besar:1"])],
)
def test_a_long_topic_has_pages(page: int, turns: list[str]) -> None:
    entries = {f"e{n}": replace(ENTRIES[4], id=f"e{n}", topic="besar") for n in range(2 * PAGE + 1)}
    knowledge = make_knowledge(entries=entries, topics={"besar": Topic("besar", "Besar", tuple(entries))})
    found = [text for text in data(Composer(knowledge).topic("besar", page)) if text.startswith("t:")]
    assert found == turns


def test_a_screen_of_its_own_leads_back(composer: Composer) -> None:
    assert data(composer.screen("help")) == ["m", "m"]


def test_choices_come_first_and_can_all_be_refused(composer: Composer) -> None:
    reply = composer.choices(["hijau", "hitam"], "mana?")
    assert (reply.text, data(reply)) == ("mana?", ["e:hijau", "e:hitam", "x", "m"])


def test_not_knowing_names_the_nearest_only_if_there_are_any(composer: Composer) -> None:
    assert composer.unknown("maaf").closing == ""
    assert composer.unknown("maaf", ["hijau"]).closing == "fallback_nearest"


def test_without_a_contact_nobody_is_promised(composer: Composer) -> None:
    assert composer.lost().closing == ""
    assert composer.handoff("orang", 0).closing == "no_contact"


def test_a_contact_is_given_where_there_is_one() -> None:
    composer = Composer(make_knowledge(), contact="Bu Rina")
    assert composer.lost().closing == composer.handoff("orang", 0).closing == "contact Bu Rina"


def test_small_talk_fills_in_the_name_and_the_subject(composer: Composer) -> None:
    assert [composer.talk("sapaan", turn).text for turn in range(2)] == ["Halo dari Tanya Teh!", "Hai soal teh!"]


def test_every_button_of_every_screen_is_well_formed(composer: Composer) -> None:
    screens = [
        composer.menu(), composer.screen("privacy"), composer.lost(), composer.talk("sapaan", 0),
        composer.handoff("orang", 0), composer.unknown("maaf", ["hijau"]), composer.choices(["hijau"], "mana?"),
        *(composer.topic(topic) for topic in composer.knowledge.topics),
        *(composer.answer([entry]) for entry in composer.knowledge.entries),
        *(composer.reflection("simpan", step) for step in (1, 2, 3)),
    ]  # fmt: skip
    for reply in screens:
        assert data(reply)
        assert all(Data.parse(text) is not None for text in data(reply))
