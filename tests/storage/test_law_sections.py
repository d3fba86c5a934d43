"""A rulebook is read with all its articles, or every slip in it is told with its line and a remedy."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.core.phrases import RULEBOOK
from bot.core.rulebook import Article, Chapter, Quote, Rulebook
from bot.storage.loader import load_knowledge, load_placed
from tests.storage.conftest import PHRASES, Folder

RULES = """\
peraturan:
  id: tata-kedai
  nama: Tata Tertib Kedai Nomor 2 Tahun 2020
  singkat: Tata Kedai
  sebutan: [tata kedai, aturan kedai]
  sumber: Papan di pintu
  diperiksa: "2026-11-01"
  entri: [saring]
  bab:
    - nomor: I
      judul: Umum
      pasal:
        - nomor: "1"
          tentang: arti kata
          kata: [definisi]
          isi: |
            Di kedai ini:
            1. Kopi adalah minuman.
            2. Tamu adalah yang minum.
        - {nomor: "2", tentang: jam buka, isi: Kedai buka tiap pagi., entri: [tubruk]}
    - nomor: II
      judul: Tamu
      bagian:
        - nomor: Kesatu
          judul: Hak
          pasal:
            - {nomor: "2A", tentang: hak tamu, isi: Tamu berhak duduk.}
        - nomor: Kedua
          judul: Kewajiban
          pasal:
            - {nomor: "3", tentang: kewajiban tamu, isi: Tamu membayar.}
"""

Complaint = Callable[[str], str]


def test_a_rulebook_is_read_with_its_chapters_sections_and_articles(folder: Folder) -> None:
    folder.write("aturan.yaml", RULES)
    first = "Di kedai ini:\n1. Kopi adalah minuman.\n2. Tamu adalah yang minum."
    assert folder.load().rulebooks == {
        "tata-kedai": Rulebook(
            id="tata-kedai",
            name="Tata Tertib Kedai Nomor 2 Tahun 2020",
            short="Tata Kedai",
            names=("tata kedai", "aturan kedai"),
            source="Papan di pintu",
            checked_on="2026-11-01",
            entries=("saring",),
            chapters=(
                Chapter(
                    "I",
                    "Umum",
                    (
                        Article("1", first, "arti kata", ("definisi",)),
                        Article("2", "Kedai buka tiap pagi.", "jam buka", entries=("tubruk",)),
                    ),
                ),
                Chapter(
                    "II",
                    "Tamu",
                    (
                        Article("2A", "Tamu berhak duduk.", "hak tamu", section="Hak"),
                        Article("3", "Tamu membayar.", "kewajiban tamu", section="Kewajiban"),
                    ),
                ),
            ),
        )
    }


def test_articles_are_found_by_number_in_small_letters_and_know_their_chapter(folder: Folder) -> None:
    folder.write("aturan.yaml", RULES)
    rulebook = folder.load().rulebooks["tata-kedai"]
    assert list(rulebook.articles) == ["1", "2", "2a", "3"]
    assert rulebook.chapter_of == {"1": 1, "2": 1, "2a": 2, "3": 2}


def test_every_article_has_its_place(folder: Folder) -> None:
    folder.write("aturan.yaml", RULES)
    places = load_placed(folder.root, PHRASES).places
    assert {number: place.begin.line for (_, number), place in places.articles.items()} == {
        "1": 13, "2": 20, "2A": 27, "3": 31,
    }  # fmt: skip
    assert places.articles["tata-kedai", "1"].line("isi", 1).line == 18
    assert places.rulebooks["tata-kedai"].key("sebutan").line == 5


def test_a_folder_without_a_rulebook_has_none_and_needs_no_sentences_about_them(folder: Folder) -> None:
    phrases = {**PHRASES, f"{RULEBOOK}offer": frozenset[str]()}
    assert load_knowledge(folder.root, phrases).rulebooks == {}


def test_a_folder_with_a_rulebook_needs_them(folder: Folder) -> None:
    folder.write("aturan.yaml", RULES)
    with pytest.raises(Exception, match=f'Frasa "{RULEBOOK}offer" belum ada'):
        load_knowledge(folder.root, {**PHRASES, f"{RULEBOOK}offer": frozenset[str]()})


def test_several_rulebooks_may_stand_side_by_side(folder: Folder) -> None:
    folder.write("a.yaml", RULES)
    folder.write("b.yaml", RULES.replace("tata-kedai", "tata-dua").replace("[tata kedai, aturan kedai]", "[dua]"))
    assert list(folder.load().rulebooks) == ["tata-kedai", "tata-dua"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  nama: Tata Tertib Kedai Nomor 2 Tahun 2020\n", "", '1: "nama" belum ada pada peraturan'),
        ("  sumber:", "  sumbr:", '6: Kunci "sumbr" pada peraturan tidak dikenal; mungkin maksudnya "sumber"'),
        ('"2026-11-01"', '"1 November"', '7: Tanggal "1 November" tidak sah'),
        ("[tata kedai, aturan kedai]", "[]", '5: "sebutan" pada peraturan masih kosong'),
        ("          kata: [definisi]", "          kta: [definisi]", '15: Kunci "kta" pada pasal "1" tidak dikenal'),
        ("      judul: Umum\n", "      juduI: Umum\n", '11: Kunci "juduI" pada bab "I" tidak dikenal'),
        ("          judul: Hak\n", "          judul: Hak\n          ayat: x\n", '26: Kunci "ayat" pada bagian "Kesa'),
        ("    - nomor: II\n", "    - nomor: III\n", '21: Nomor "III" melompat dari "1"'),
        ("    - nomor: II\n", "    - nomor: I\n", '21: Nomor "I" sudah ada di baris 10'),
        ("    - nomor: II\n", "    - nomor: dua\n", '21: Nomor bab "dua" tidak terbaca'),
        ('{nomor: "3"', '{nomor: "4"', '31: Nomor "4" melompat dari "2A"'),
        ('{nomor: "3"', '{nomor: "2B"', ""),
        ('{nomor: "3"', '{nomor: "2C"', '31: Nomor "2C" melompat dari "2A"'),
        ('{nomor: "3"', '{nomor: "2"', '31: Nomor "2" sudah ada di baris 20'),
        ('{nomor: "3"', '{nomor: tiga', '31: Nomor pasal "tiga" tidak terbaca'),
        ("isi: Tamu membayar.", 'isi: ""', '31: "isi" pada pasal "3" masih kosong'),
        ("tentang: kewajiban tamu", f"tentang: {'kewajiban ' * 7}", '31: "tentang" pada pasal "3" terlalu panjang'),
        ("entri: [tubruk]", "entri: [tubrik]", '20: Entri "tubrik" di "entri" tidak ada; mungkin maksudnya "tubruk"'),
        ("id: tata-kedai", "id: tubruk", '2: Id peraturan "tubruk" sudah dipakai entri di kopi/seduh.yaml:4'),
        ("[tata kedai, aturan kedai]", "[tata kedai, Tata-Kedai]", ""),
    ],
)
def test_a_slip_is_told_with_its_line(folder: Folder, old: str, new: str, said: str) -> None:
    assert RULES.count(old) == 1
    folder.write("aturan.yaml", RULES.replace(old, new))
    if not said:
        folder.load()
    else:
        assert any(one.removeprefix("kopi/aturan.yaml:").startswith(said) for one in folder.complaints())


def test_a_chapter_without_articles_is_told(folder: Folder) -> None:
    rules, _, _ = RULES.partition("      bagian:")
    folder.write("aturan.yaml", rules)
    assert folder.complaints() == ['kopi/aturan.yaml:21: "pasal" belum ada pada bab "II"; tambahkan.']


def test_an_id_and_a_name_belong_to_one_rulebook_only(folder: Folder) -> None:
    folder.write("a.yaml", RULES)
    folder.write("b.yaml", RULES.replace("[tata kedai, aturan kedai]", "[Tata Kedai!]"))
    assert folder.complaints() == [
        'kopi/b.yaml:2: Id peraturan "tata-kedai" sudah dipakai di kopi/a.yaml:2; ganti salah satu.',
        'kopi/b.yaml:5: Sebutan "Tata Kedai!" sudah ada di kopi/a.yaml:5; hapus salah satu.',
    ]


def test_each_quote_has_its_place(folder: Folder) -> None:
    folder.more("kutipan:\n  - hukum: a\n    teks: b\n  - {hukum: c, teks: d}")
    spots = load_placed(folder.root, PHRASES).places.entries["embun"]
    assert [spots.line("kutipan", number).line for number in (0, 1)] == [20, 21]


def test_what_is_no_mapping_is_told(complaint: Complaint) -> None:
    assert complaint("peraturan: teks\n").startswith("1: Isi peraturan harus berupa")


def test_an_entry_may_quote_laws(folder: Folder) -> None:
    folder.more("kutipan:\n  - {hukum: tata-kedai, teks: Tamu membayar.}\n  - {hukum: uu-1-2000, teks: Lain.}")
    assert folder.load().entries["embun"].quotes == (
        Quote("tata-kedai", "Tamu membayar."), Quote("uu-1-2000", "Lain."),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("quotes", "said"),
    [
        ("kutipan: teks", '18: "kutipan" harus berupa daftar'),
        ("kutipan:\n  - {hukum: tata-kedai}", '19: "teks" belum ada pada kutipan ke-1'),
        ("kutipan:\n  - {hukum: a, teks: b, ayat: c}", '19: Kunci "ayat" pada kutipan ke-1 tidak dikenal'),
    ],
)
def test_a_slip_in_a_quote_is_told_with_its_line(folder: Folder, quotes: str, said: str) -> None:
    folder.more(quotes)
    (only,) = folder.complaints()
    assert only.removeprefix("kopi/seduh.yaml:").startswith(said)
