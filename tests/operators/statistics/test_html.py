"""The page for a browser."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from bot.core.model import Knowledge
from bot.core.turns import Outcome
from bot.operators.statistics.counting import statistics
from bot.operators.statistics.html import page, scale

from ..logged import TODAY, count, logged

COUNTS = [count("outcome-answer", 6), count("outcome-fallback", 2), count("hour-09", 8)]
TURNS = [logged("?", Outcome.ANSWER, entry="tubruk")]


class Balance(HTMLParser):
    """Whether every element that is opened is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """Opened and closed at once."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_asks_nothing_of_any_other_place(knowledge: Knowledge) -> None:
    html = page(statistics(TURNS, COUNTS, 30, TODAY), knowledge)
    balance = Balance()
    balance.feed(html)
    assert balance.open == []
    assert not re.search(r"https?:|src=|url\(|@import|<script", html)


def test_bars_stand_on_each_other_and_reach_their_share_of_the_scale(knowledge: Knowledge) -> None:
    html = page(statistics((), COUNTS, 7, TODAY), knowledge)
    assert '<rect class="answered" x="6.10" y="25.00" width="0.8" height="75.00"/>' in html
    assert '<rect class="missed" x="6.10" y="0.00" width="0.8" height="25.00"/>' in html
    assert "<title>15 Jan: dijawab 6, ditanya balik 0, belum tahu 2</title>" in html


def test_titles_are_no_markup(knowledge: Knowledge) -> None:
    entry = replace(knowledge.entries["tubruk"], title="<b>Tubruk & kawan</b>")
    html = page(statistics(TURNS, COUNTS, 7, TODAY), replace(knowledge, entries={"tubruk": entry}))
    assert "&lt;b&gt;Tubruk &amp; kawan&lt;/b&gt;" in html
    assert "<b>" not in html


def test_an_empty_log_has_a_page_too(knowledge: Knowledge) -> None:
    html = page(statistics((), (), 30, TODAY), knowledge)
    assert "Belum ada pertanyaan dalam 30 hari terakhir." in html
    assert "<svg" not in html


@pytest.mark.parametrize(("most", "top"), [(0, 2), (1, 2), (5, 6), (11, 12), (17, 20), (103, 120), (161, 200)])
def test_scales_end_at_a_number_that_is_easy_to_halve(most: int, top: int) -> None:
    assert scale(most) == top
