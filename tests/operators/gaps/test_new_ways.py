"""What may become a way of asking, and for which entry or gap."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Gap
from bot.operators.gaps.new_ways import NewWays


@pytest.fixture
def ways(trained: Dialogue) -> NewWays:
    gap = Gap("harga", "Harga kopi", ("kopi berapa duit",), "Belum ada.", "Tanya kedai.", "")
    return NewWays(replace(trained.knowledge, gaps={"harga": gap}), trained)


@pytest.mark.parametrize(
    ("way", "trouble"),
    [
        ("robusta sama arabika", ""),
        ("Apa itu KOPI tubruk?", "Sudah ada di entri tubruk."),
        ("kopi berapa duit", "Sudah ada di celah harga."),
        ("halo", "Sudah ada di obrolan sapaan."),
        ("resep rendang", "Sudah ada di asing"),
        ("telepon [telepon] dong", "disamarkan"),
        ("hubungi 0812-3456-7890", "disamarkan"),
        ("aku mau bunuh diri", "tanda bahaya"),
        ("?!", "Tidak ada kata"),
        ("12", "Tidak ada kata"),
    ],
)
def test_a_wording_is_taken_or_there_is_a_reason(ways: NewWays, way: str, trouble: str) -> None:
    said = ways.trouble(way)
    assert said.startswith(trouble) or trouble in said
    assert bool(said) == bool(trouble)


def test_only_what_may_be_learnt_is_offered(ways: NewWays) -> None:
    assert ways.offerable(["apa itu kopi tubruk", "robusta?", "[surel]"]) == ["robusta?"]


@pytest.mark.parametrize(
    ("text", "first"),
    [("tubruk", "tubruk"), ("menggiling", "giling"), ("simpen biji", "simpan"), ("harga", "harga")],
)
def test_a_target_is_found_by_id_title_or_content(ways: NewWays, text: str, first: str) -> None:
    assert ways.targets(text)[0].id == first


def test_an_id_is_meant_exactly(ways: NewWays) -> None:
    assert [target.id for target in ways.targets("tubruk")] == ["tubruk"]


def test_what_is_like_nothing_finds_nothing(ways: NewWays) -> None:
    assert ways.targets("zzz qqq") == []


def test_an_entry_that_is_gone_is_no_target(ways: NewWays) -> None:
    assert ways.entry("luwak") is None
    assert ways.entry("tubruk") is not None
