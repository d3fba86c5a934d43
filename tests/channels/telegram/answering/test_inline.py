"""Inline mode: results while somebody types, in any chat."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.assistant import Assistant
from bot.core.conversation.dialogue import Dialogue
from bot.core.rulebook import Article, Chapter, Rulebook
from bot.playground import Person, Playground

from ..conftest import Run
from ..kopi import ENTRIES, make_dialogue, make_knowledge


@pytest.mark.usefixtures("bot")
class TestAFewEntries:
    async def test_a_query_finds_the_entry_and_its_answer(self, sari: Person) -> None:
        found = await sari.inline("apa itu robusta")
        best = found.results[0]
        assert (best["id"], best["title"], best["description"]) == ("robusta", "Robusta", "Biji yang pahit.")
        assert best["input_message_content"]["message_text"].startswith("<b>Robusta</b>")
        assert (found.cache_time, found.is_personal) == (300, False)

    async def test_a_chosen_result_is_the_answer_with_a_way_to_the_bot(self, sari: Person) -> None:
        asked = sari.inline("tubruk")
        await asked
        message = sari.choose(asked, "tubruk")
        assert message.text.startswith("Kopi tubruk\nBubuk")
        assert [button.url for button in message.buttons] == ["https://t.me/bot_424242_bot?start=tubruk"]

    async def test_an_empty_query_shows_the_topics_by_turns(self, sari: Person) -> None:
        assert [r["id"] for r in (await sari.inline("")).results] == [
            "tubruk",
            "aneh",
            "saring",
            "robusta",
            "panjang",
        ]

    async def test_a_long_answer_is_one_message(self, sari: Person) -> None:
        asked = sari.inline("cara menyeduh paling lengkap")
        assert (await asked).results[0]["id"] == "panjang"
        assert 3000 < len(sari.choose(asked, "panjang").text) <= 4096

    async def test_titles_and_texts_with_markup_arrive_as_they_are(self, sari: Person) -> None:
        asked = sari.inline("apa itu biji aneh")
        await asked
        assert sari.choose(asked, "aneh").text.startswith("Kopi <b>A & B</b>\nNilai < 5 & > 3.")

    async def test_who_finds_nothing_is_led_to_the_bot(self, sari: Person) -> None:
        found = await sari.inline("zzzz qqqq")
        assert found.button
        assert found.button["start_parameter"] == "inline"
        assert found.button["text"] == ("inline_open" if found.results else "inline_none")

    async def test_danger_offers_help_and_is_not_kept_for_others(self, sari: Person) -> None:
        asked = sari.inline("aku ingin mati saja")
        found = await asked
        assert found.titles == ("inline_safety_title",)
        assert (found.cache_time, found.is_personal) == (0, True)
        assert sari.choose(asked, "safety").text.startswith("Kamu tidak sendiri.")

    @pytest.mark.parametrize("offset", ["x", "-1", "9999", "٣", "1e3"])
    async def test_an_offset_nobody_gave_starts_anew(self, sari: Person, offset: str) -> None:
        assert (await sari.inline("", offset)).results

    async def test_an_expired_query_is_swallowed(self, pg: Playground, sari: Person) -> None:
        pg.plan_fault("answerInlineQuery", code=400, description="Bad Request: query is too old and response timeout")
        sari.inline("robusta")
        await pg.wait_call("answerInlineQuery")
        assert (await sari.inline("robusta")).results

    async def test_who_types_faster_than_can_be_read_is_answered_again_later(
        self, pg: Playground, sari: Person
    ) -> None:
        for _ in range(40):
            sari.inline("robusta")
        budi = pg.person("Budi")
        assert (await budi.inline("robusta")).results
        assert (await sari.inline("aku ingin mati saja")).titles == ("inline_safety_title",)
        assert 20 <= len(pg.calls("answerInlineQuery")) < 35


class TestARulebook:
    @pytest.fixture(autouse=True)
    async def with_rules(self, run: Run) -> AsyncIterator[None]:
        articles = (Article("1", "Tamu duduk.", "duduk"), Article("2", "Tamu memesan kopi.", "pesanan"))
        rules = Rulebook(
            "tata-tertib", "Tata Tertib Kedai", "Tata Tertib", ("tata tertib",), "Papan", "2026-11-01",
            (Chapter("I", "Tamu", articles),),
        )  # fmt: skip
        knowledge = replace(make_knowledge(), rulebooks={rules.id: rules})
        async with run(Assistant(Dialogue(knowledge, {}))):
            yield

    async def test_an_article_comes_first_with_its_wording(self, sari: Person) -> None:
        asked = sari.inline("pasal 2 tata tertib")
        best = (await asked).results[0]
        assert (best["id"], best["description"]) == ("tata-tertib_2", "Pesanan")
        assert "Tamu memesan kopi." in sari.choose(asked, "tata-tertib_2").text

    async def test_a_chosen_article_leads_to_itself_in_the_bot(self, sari: Person) -> None:
        asked = sari.inline("pasal 1 tata tertib")
        await asked
        (button,) = sari.choose(asked, "tata-tertib_1").buttons
        assert button.url == "https://t.me/bot_424242_bot?start=tata-tertib_1"

    async def test_a_chapter_brings_its_articles(self, sari: Person) -> None:
        found = await sari.inline("bab 1 tata tertib")
        assert [one["id"] for one in found.results][:2] == ["tata-tertib_1", "tata-tertib_2"]


class TestManyEntries:
    @pytest.fixture(autouse=True)
    async def many(self, run: Run) -> AsyncIterator[None]:
        entries = tuple(
            replace(ENTRIES[0], id=f"no-{number}", title=f"Nomor {number}", questions=(f"apa itu nomor {number}",))
            for number in range(70)
        )
        async with run(Assistant(make_dialogue(entries))):
            yield

    async def test_results_come_in_pages_and_end_at_fifty(self, sari: Person) -> None:
        seen: list[str] = []
        offset, pages = "", 0
        for _ in range(5):
            found = await sari.inline("", offset)
            seen += [result["id"] for result in found.results]
            offset, pages = found.next_offset, pages + 1
            if not offset:
                break
        assert (pages, len(seen), len(set(seen))) == (3, 50, 50)
