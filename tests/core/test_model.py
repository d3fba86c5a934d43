from __future__ import annotations

from bot.core.model import Entry
from tests.core.conftest import make_knowledge


def test_children_keep_the_order_of_the_file() -> None:
    assert make_knowledge().children == {"warna": ("hijau", "hitam", "putih")}


def test_siblings_are_the_children_of_the_same_parent() -> None:
    assert make_knowledge().siblings("hitam") == ("hijau", "hitam", "putih")


def test_siblings_of_a_top_entry_are_the_top_entries_of_its_topic() -> None:
    assert make_knowledge().siblings("warna") == ("warna", "hijaz")


def test_variants_of_a_phrase_take_turns() -> None:
    knowledge = make_knowledge(phrases={"sapa": ("satu {nama}", "dua {x}")})
    assert knowledge.phrase("sapa") == "satu Tanya Teh"
    assert knowledge.phrase("sapa", 1, x="y") == "dua y"


def test_a_way_of_asking_that_is_the_title_says_nothing_more() -> None:
    entry = Entry("jam", "Jam buka", "a", ("jam buka", "buka sampai pukul berapa"), "", "Pukul delapan.")
    assert entry.own_ways == ("buka sampai pukul berapa",)
    assert entry.is_titled("JAM BUKA")
