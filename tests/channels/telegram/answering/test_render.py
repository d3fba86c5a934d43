"""How a reply looks: escaping, folding, cutting."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.telegram.answering.render import FOLD_FROM, MESSAGE_UNITS, plain, render, units
from bot.core.turns import Passage, Reply
from bot.playground.content import tdlib

from ..kopi import make_knowledge

KNOWLEDGE = make_knowledge()
TAGS = re.compile(r"</?(?:b|i|blockquote)(?: expandable)?>")


def passage(body: str = "Isi.", *, title: str = "Judul", summary: str = "Ringkas.") -> Passage:
    return Passage("id", title, summary, body, "Di sini.", "Buku")


def test_a_passage_is_title_summary_quoted_body_context_and_source() -> None:
    (text,) = render(Reply("Awal.", (passage(),), "Akhir."), KNOWLEDGE)
    assert text.html == (
        "Awal.\n\n<b>Judul</b>\nRingkas.\n\n<blockquote>Isi.</blockquote>\n"
        "<i>context Di sini.</i>\nsource Buku\n\nAkhir."
    )


def test_the_plain_version_says_the_same_without_markup() -> None:
    (text,) = render(Reply("a < b", (passage("x & y"),)), KNOWLEDGE)
    assert text.plain == html.unescape(TAGS.sub("", text.html))


def test_a_long_body_is_folded_and_a_short_one_is_not() -> None:
    (short,), (long,) = (
        render(Reply(passages=(passage("x" * size),)), KNOWLEDGE) for size in (FOLD_FROM - 1, FOLD_FROM)
    )
    assert "<blockquote>x" in short.html
    assert "<blockquote expandable>x" in long.html


def test_a_body_that_only_repeats_the_summary_is_left_out() -> None:
    (text,) = render(Reply(passages=(passage("Sama. ", summary="Sama."),)), KNOWLEDGE)
    assert text.plain.count("Sama.") == 1


def test_missing_parts_leave_no_gaps() -> None:
    (text,) = render(Reply(passages=(Passage("id", "Judul", "", "Isi."),)), KNOWLEDGE)
    assert text.html == "<b>Judul</b>\n\n<blockquote>Isi.</blockquote>"


def test_markup_in_any_part_is_shown_as_it_was_typed() -> None:
    evil = '</b><a href="tg://user?id=1">x</a> & <script>'
    (text,) = render(Reply(evil, (Passage("id", evil, evil, evil + "!", evil, evil),), evil), KNOWLEDGE)
    assert "<a" not in text.html
    assert "<script" not in text.html
    assert text.plain.count(evil) == 7


def test_an_empty_reply_has_no_messages() -> None:
    assert render(Reply(" \n"), KNOWLEDGE) == ()


def test_direction_marks_controls_and_half_characters_vanish() -> None:
    assert plain("a\u202eb\ud83d\x00\x1b[31mc\u2066\r\nd") == "abc\nd".replace("c", "[31mc")


def test_joined_emoji_stay_whole() -> None:
    assert plain("👩\u200d👧") == "👩\u200d👧"


def test_a_text_over_the_limit_is_cut_at_paragraphs_and_loses_nothing() -> None:
    body = "\n\n".join(f"Paragraf {number} " + "kata " * 40 for number in range(60))
    texts = render(Reply(passages=(passage(body),)), KNOWLEDGE)
    assert len(texts) > 2
    assert all(units(text.plain) <= MESSAGE_UNITS for text in texts)
    assert all(text.html.count("<blockquote") == text.html.count("</blockquote>") for text in texts)
    assert all(re.search(r"Paragraf \d+ kata", text.plain) for text in texts)
    assert " ".join("".join(text.plain for text in texts).split()).count("Paragraf") == 60


def test_two_parts_share_a_message_only_as_long_as_both_fit() -> None:
    assert [units(text.plain) for text in render(Reply("x" * 4000, closing="y" * 94), KNOWLEDGE)] == [4096]
    assert [units(text.plain) for text in render(Reply("x" * 4000, closing="y" * 95), KNOWLEDGE)] == [4000, 95]


def test_a_character_of_two_units_is_never_cut_in_half() -> None:
    texts = render(Reply("😀" * 5000), KNOWLEDGE)
    assert [units(text.plain) for text in texts] == [4096, 4096, 1808]


@pytest.mark.parametrize("size", [4095, 4096, 4097, 8192, 8193])
def test_text_without_any_place_to_cut_is_cut_at_the_limit(size: int) -> None:
    texts = render(Reply("x" * size), KNOWLEDGE)
    assert "".join(text.plain for text in texts) == "x" * size


ANY = st.text(st.characters(), max_size=300)


@pytest.mark.skipif(not tdlib.is_available(), reason="needs tdjson, Telegram's own parser")
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(lead=ANY, title=ANY, summary=ANY, body=ANY | ANY.map(lambda text: text * 30), context=ANY, source=ANY)
def test_whatever_the_texts_are_telegram_understands_and_shows_them(
    lead: str, title: str, summary: str, body: str, context: str, source: str
) -> None:
    reply = Reply(lead, (Passage("id", title, summary, body, context, source),))
    for text in render(reply, KNOWLEDGE):
        shown, _ = tdlib.parse(text.html, "html")
        assert shown == text.plain
        assert 0 < units(shown) <= MESSAGE_UNITS
        # Bot API server: longer raw texts are refused before they are parsed (Client.cpp).
        assert len(text.html.encode()) <= 32768
