"""Questions made of what an entry tells."""

from __future__ import annotations

import pytest

from bot.core.model import Entry
from bot.operators.suggesting.wordings import MOST, wordings


def made(title: str, answer: str) -> list[str]:
    return list(wordings(Entry("a", title, "t", (title,), "", answer)))


@pytest.mark.parametrize(
    ("title", "told", "asked"),
    [
        ("Kedai", "Kedai buka pukul 07.00 sampai 21.00 setiap hari.", "kedai buka jam berapa setiap hari"),
        ("Kopi tubruk", "Kopi tubruk Rp8.000 segelas, kecil atau besar.", "kopi tubruk berapa segelas"),
        ("Kartu anggota", "Kartu anggota jadi dalam tiga hari.", "kartu anggota jadi dalam berapa hari"),
        ("Kartu anggota", "Kartu anggota berlaku 12 bulan.", "kartu anggota berlaku berapa bulan"),
        ("Kopi tubruk", "Biayanya Rp9.000 dan tidak bisa ditawar.", "kopi tubruk biayanya berapa"),
        ("Biji", "Biji disangrai, Rp90.000 sebungkus.", "biji disangrai berapa sebungkus"),
    ],
)
def test_an_amount_a_time_and_a_price_are_asked_for_where_they_stand(title: str, told: str, asked: str) -> None:
    assert asked in made(title, told)


@pytest.mark.parametrize(
    ("title", "told", "asked"),
    [
        ("Pesanan", "Pesanan bisa lewat telepon.", "apakah pesanan bisa lewat telepon"),
        ("Pesanan", "Kami melayani pesanan rumah.", "apakah kalian melayani pesanan rumah"),
        ("Nota hilang", "Tunjukkan kartu identitas.", "kalau nota hilang apa harus tunjukkan kartu identitas"),
        ("Bayar QRIS", "QRIS diterima di kasir.", "apakah QRIS diterima di kasir"),
    ],
)
def test_a_sentence_without_an_amount_is_asked_for_yes_or_no(title: str, told: str, asked: str) -> None:
    assert asked in made(title, told)


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Cara membayar", "gimana cara membayar"),
        ("Syarat cuti", "syarat cuti apa saja"),
        ("Alamat kedai", "alamat kedai di mana"),
    ],
)
def test_a_title_of_a_known_kind_is_asked_as_such(title: str, asked: str) -> None:
    assert made(title, "Lihat papan pengumuman kedai ini.")[0] == asked


@pytest.mark.parametrize("told", ["Setelah itu pesanan dikirim.", "Itu berlaku selamanya.", "Ya.", "", "kata " * 20])
def test_what_leans_on_another_sentence_or_is_too_short_or_long_is_left_alone(told: str) -> None:
    assert made("Pesanan", told) == []


def test_nothing_is_longer_than_people_type() -> None:
    told = "Pesanan dikirim dalam tiga hari kerja ke seluruh kota di pulau ini oleh kurir kami sendiri tanpa biaya."
    assert all(len(way.split()) <= MOST for way in made("Pesanan", told))
