"""What an entry says, for whoever chooses between it and an article."""

from __future__ import annotations

from bot.core.law.entries import EntryTexts
from tests.core.law.rules import LAW, law_talk

TEXTS: EntryTexts = law_talk(LAW).asking.entries


def test_an_entry_cites_the_articles_that_it_names() -> None:
    assert TEXTS.cites("seduh", "8")
    assert not TEXTS.cites("seduh", "80")
    assert not TEXTS.cites("warna", "8")


def test_an_entry_is_about_the_words_of_its_title_and_its_ways_of_asking() -> None:
    assert TEXTS.says("seduh", ["mobil", "suhu"])
    assert not TEXTS.says("seduh", ["mobil"])
    assert not TEXTS.says("seduh", [])
