"""Titles and ways of asking that do not get where they belong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.turns import Conversation, Outcome, Passage, Reply, Turn, Utterance
from bot.operators.checking.asking import Asked, Fate, Probe, probes
from bot.operators.checking.asking import asked as asked_of
from bot.operators.checking.findings import Kind, Level
from bot.operators.checking.ways import way_findings
from bot.storage.loader import load_knowledge, load_placed
from bot.storage.problems import Place

from .shop import Shop, places


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop.open(tmp_path)


def test_a_way_under_the_wrong_entry_is_found(shop: Shop) -> None:
    line = shop.way("seduh.yaml", "apa itu kopi saring", "menyimpan biji di wadah yang rapat")
    (only,) = shop.find(Kind.WAY, asks=True)
    assert (places([only]), only.level) == ([f"seduh.yaml:{line}"], Level.ERROR)
    assert 'dijawab dengan "Menyimpan biji", bukan entri "saring"' in only.message
    assert "pindahkan ke sana" in only.advice
    assert (only.details["rival"], only.details["owner"]) == ("simpan", "saring")
    assert float(str(only.details["rival_confidence"])) > float(str(only.details["own_confidence"]))


def test_a_way_without_words_is_lost(shop: Shop) -> None:
    line = shop.way("biji.yaml", "boleh disimpan di kulkas", '"???"')
    (only,) = shop.find(Kind.WAY, asks=True)
    assert (places([only]), only.level) == ([f"biji.yaml:{line}"], Level.HINT)
    assert 'tidak sampai ke entri "simpan"' in only.message


def test_a_way_that_sounds_like_danger_is_found(shop: Shop) -> None:
    line = shop.way("biji.yaml", "boleh disimpan di kulkas", "aku mau mati")
    (only,) = shop.find(Kind.WAY, asks=True)
    assert places([only]) == [f"biji.yaml:{line}"]
    assert "dikira tanda bahaya" in only.message
    assert "bukan_bahaya" in only.advice


def test_a_way_that_is_small_talk_is_found(shop: Shop) -> None:
    line = shop.way("biji.yaml", "boleh disimpan di kulkas", "hai halo")
    assert places(shop.find(Kind.WAY, asks=True)) == [f"biji.yaml:{line}"]


def test_a_way_that_is_declined_as_a_gap_is_found(shop: Shop) -> None:
    line = shop.way("biji.yaml", "boleh disimpan di kulkas", "harga sekilo berapa")
    (only,) = shop.find(Kind.WAY, asks=True)
    assert places([only]) == [f"biji.yaml:{line}"]
    assert 'ditolak sebagai celah "harga"' in only.message


def test_a_gap_that_is_answered_is_found(shop: Shop) -> None:
    line = shop.way("dasar.yaml", "mahal tidak sih harganya", "cara menyimpan biji kopi agar awet")
    (only,) = shop.find(Kind.GAP, asks=True)
    assert (places([only]), only.level) == ([f"dasar.yaml:{line}"], Level.ERROR)
    assert 'adalah celah "harga", tetapi dijawab dengan "Menyimpan biji"' in only.message


def test_a_gap_that_is_answered_with_its_nearest_entry_is_a_hint(shop: Shop) -> None:
    shop.put("dasar.yaml", "    tanya: Tanyakan", "    terdekat: simpan\n    tanya: Tanyakan")
    shop.way("dasar.yaml", "mahal tidak sih harganya", "cara menyimpan biji kopi agar awet")
    assert [one.level for one in shop.find(Kind.GAP, asks=True)] == [Level.HINT]


def test_a_gap_named_below_the_answer_to_the_rest_is_declined_all_the_same(shop: Shop) -> None:
    probe = Probe("harga", "cara menyimpan biji, harganya berapa", Place(Path("a.yaml"), 1), gap=True)
    passage = Passage("simpan", "Menyimpan biji", "", "Di wadah.", "", "")
    turn = Turn(Utterance(probe.text), Outcome.ANSWER, Reply(passages=(passage,)), Conversation(), gap="harga")
    knowledge = load_knowledge(shop.root)
    assert asked_of(probe, turn, knowledge).fate is Fate.DECLINED
    assert asked_of(probe, replace(turn, gap=""), knowledge).fate is Fate.ELSEWHERE


def test_a_title_that_leads_to_another_entry_is_an_error(shop: Shop) -> None:
    line = shop.put("seduh.yaml", "judul: Kopi saring", "judul: Tubruk dibuat bagaimana")
    found = shop.find(Kind.TITLE, asks=True)
    assert (places(found), found[0].level) == ([f"seduh.yaml:{line}"], Level.ERROR)
    assert 'Judul "Tubruk dibuat bagaimana"' in found[0].message
    assert "judul" in found[0].advice


def test_a_title_that_means_nothing_is_an_error(shop: Shop) -> None:
    line = shop.put("seduh.yaml", "judul: Kopi saring", 'judul: "Halo"')
    found = shop.find(Kind.TITLE, asks=True)
    assert (places(found), found[0].level) == ([f"seduh.yaml:{line}"], Level.ERROR)


@pytest.mark.parametrize(
    ("way", "twin"),
    [("gmn tubruk dibuat", "tubruk dibuat bagaimana"), ("tubruk membuat pakai apa!!", "bikin tubruk pakai apa")],
)
def test_ways_of_two_entries_that_read_the_same_are_found_with_both_places(shop: Shop, way: str, twin: str) -> None:
    first = shop.put("seduh.yaml", f"- {twin}\n", f"- {twin}\n")
    line = shop.way("biji.yaml", "biji tahan berapa lama", f'"{way}"')
    (only,) = shop.find(Kind.TWIN, asks=True)
    # The files are read by name, so the way in "seduh" is the second of the two.
    assert (places([only]), only.level) == ([f"seduh.yaml:{first}"], Level.ERROR)
    assert f'di entri "simpan" (kopi/biji.yaml:{line})' in only.message


@pytest.mark.parametrize(
    ("name", "neighbour", "way"),
    [
        ("dasar.yaml", "mahal tidak sih harganya", "gmn tubruk dibuat"),
        ("dasar.yaml", "skor bola semalam", "bagaimana tubruk dibuat"),
    ],
)
def test_an_entry_shares_no_way_with_a_gap_or_with_what_is_out_of_scope(
    shop: Shop, name: str, neighbour: str, way: str
) -> None:
    if neighbour == "skor bola semalam":
        line = shop.put(name, f"  - {neighbour}\n", f"  - {neighbour}\n  - {way}\n")
    else:
        line = shop.way(name, neighbour, way)
    assert places(shop.find(Kind.TWIN, asks=True)) == [f"{name}:{line}"]


def test_an_entry_shares_no_way_with_small_talk(shop: Shop) -> None:
    line = shop.put("dasar.yaml", "hai bot]", "hai bot, tubruk dibuat gmn]")
    assert places(shop.find(Kind.TWIN, asks=True)) == [f"dasar.yaml:{line}"]


def asked(fate: Fate, own: float, rival: float, shown: tuple[str, ...] = ("simpan",)) -> Asked:
    probe = Probe("saring", "cara", Place(Path("a.yaml"), 1))
    return Asked(probe, fate, shown, own, (("simpan", rival),))


@pytest.mark.parametrize(
    ("own", "rival", "level"),
    [(0.1, 0.9, Level.ERROR), (0.5, 0.9, Level.HINT), (0.1, 0.7, Level.HINT)],
)
def test_only_a_sure_and_clear_mistake_is_an_error(shop: Shop, own: float, rival: float, level: Level) -> None:
    knowledge = load_knowledge(shop.root)
    assert [one.level for one in way_findings([asked(Fate.ELSEWHERE, own, rival)], knowledge)] == [level]


@pytest.mark.parametrize("fate", [Fate.ANSWERED, Fate.OFFERED, Fate.RELATIVE])
def test_a_way_whose_entry_is_one_tap_away_is_no_finding(shop: Shop, fate: Fate) -> None:
    assert list(way_findings([asked(fate, 0.5, 0.4)], load_knowledge(shop.root))) == []


def test_the_part_that_fits_any_subject_has_no_twins(shop: Shop) -> None:
    general = shop.root / "umum"
    general.mkdir()
    talk = "obrolan:\n  - id: pujian\n    pertanyaan: [cara menggiling biji, mantap sekali]\n    jawaban: [Hore!]\n"
    (general / "obrolan.yaml").write_text(f"{talk}asing: [biji tahan berapa lama]\n", "utf-8")
    assert shop.find(Kind.TWIN, asks=True) == []


def test_a_title_that_is_also_a_way_of_asking_is_asked_once(shop: Shop) -> None:
    line = shop.way("seduh.yaml", "apa itu kopi saring", "kopi SARING")
    placed = load_placed(shop.root)
    asked = [one for one in probes(placed.knowledge, placed.places) if one.text.casefold() == "kopi saring"]
    assert [(one.title, one.place.line == line) for one in asked] == [(True, False)]


@pytest.mark.parametrize(
    ("way", "advice"), [("kopi saring", "menyebut pokoknya"), ("saringan", "Tulis judul ini juga")]
)
def test_a_title_is_not_told_to_become_a_way_of_asking_that_it_is(shop: Shop, way: str, advice: str) -> None:
    shop.way("seduh.yaml", "apa itu kopi saring", way)
    probe = Probe("saring", "Kopi saring", Place(Path("seduh.yaml"), 5), title=True)
    (found,) = way_findings([Asked(probe, Fate.LOST, (), 0.1, ())], load_knowledge(shop.root))
    assert advice in found.advice


def test_a_title_that_names_nothing_is_told_as_a_title_only(shop: Shop) -> None:
    shop.put("seduh.yaml", "judul: Kopi saring", "judul: Apa itu")
    shop.way("seduh.yaml", "apa itu kopi saring", "apa itu")
    assert shop.find(Kind.VAGUE, asks=True) == []
