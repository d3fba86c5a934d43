"""The rules over all files: what must be there once, ids, links, parents, ways of asking, sentences."""

from __future__ import annotations

import pytest

from .conftest import BASICS, MORE, TOPIC, Folder
from .test_sections import GAP


def only(folder: Folder) -> str:
    (complaint,) = folder.complaints()
    return complaint.removeprefix("kopi/")


def without(text: str, key: str) -> str:
    """`text` without the top-level `key` and what is under it."""
    kept, skip = [], False
    for line in text.splitlines(keepends=True):
        if not line.startswith(" "):
            skip = line.startswith(key)
        kept += [] if skip else [line]
    return "".join(kept)


@pytest.mark.parametrize("key", ["tentang", "keselamatan"])
def test_a_missing_part_is_told_of_the_folder(folder: Folder, key: str) -> None:
    folder.write("dasar.yaml", without(BASICS, key))
    assert folder.complaints() == [f'kopi: Bagian "{key}:" belum ada; tambahkan di salah satu berkas.']


@pytest.mark.parametrize("key", ["tentang", "keselamatan"])
def test_a_part_that_is_wrong_is_not_called_missing_as_well(folder: Folder, key: str) -> None:
    folder.write("dasar.yaml", without(BASICS, key) + f"{key}: teks\n")
    assert "harus berupa baris-baris" in only(folder)


@pytest.mark.parametrize(("key", "line"), [("tentang", 1), ("keselamatan", 2)])
def test_a_part_told_twice_names_both_places(folder: Folder, key: str, line: int) -> None:
    others = {"tentang", "keselamatan", "frasa"} - {key}
    text = BASICS
    for other in others:
        text = without(text, other)
    folder.write("lagi.yaml", text)
    assert (
        only(folder) == f'lagi.yaml:1: Bagian "{key}:" sudah ada di kopi/dasar.yaml:{line}; hapus salah satu.'
    )


def test_moves_told_twice_name_both_places(folder: Folder) -> None:
    folder.write("a.yaml", "percakapan: {banding: [beda]}\n")
    folder.write("b.yaml", "percakapan: {banding: [lain]}\n")
    assert only(folder) == 'b.yaml:1: Bagian "percakapan:" sudah ada di kopi/a.yaml:1; hapus salah satu.'


def test_a_folder_without_entries_is_refused(folder: Folder) -> None:
    (folder.root / "seduh.yaml").unlink()
    assert folder.complaints() == [
        'kopi: Folder belum memuat entri; tambahkan berkas dengan "topik:" dan "entri:".'
    ]


def test_a_topic_without_a_title_is_told(folder: Folder) -> None:
    folder.write("seduh.yaml", TOPIC.replace("judul: Menyeduh\n", ""))
    assert only(folder) == 'seduh.yaml:1: Topik "seduh" belum punya judul; tambahkan baris "judul:".'


def test_the_same_entry_id_in_two_topics_is_told(folder: Folder) -> None:
    folder.write(
        "tambah.yaml", f"topik: alat\njudul: Alat\nentri:\n{MORE.replace('id: embun', 'id: tubruk')}"
    )
    assert (
        only(folder)
        == 'tambah.yaml:4: Id entri "tubruk" sudah dipakai di kopi/seduh.yaml:4; ganti salah satu.'
    )


def test_the_same_gap_id_is_told(folder: Folder) -> None:
    folder.write("a.yaml", GAP)
    folder.write("b.yaml", GAP)
    assert only(folder).startswith('b.yaml:2: Id celah "harga" sudah dipakai di kopi/a.yaml:2')


def test_the_same_small_talk_id_is_told(folder: Folder) -> None:
    talk = "  - {id: salam, pertanyaan: [halo], jawaban: [Halo!]}\n"
    folder.write("a.yaml", "obrolan:\n" + talk * 2)
    assert only(folder).startswith('a.yaml:3: Id obrolan "salam" sudah dipakai di kopi/a.yaml:2')


def test_different_kinds_may_share_an_id(folder: Folder) -> None:
    folder.write("celah.yaml", GAP.replace("id: harga", "id: tubruk"))
    assert "tubruk" in folder.load().gaps


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("terkait: [tubrul]", '18: Entri "tubrul" di "terkait" tidak ada; mungkin maksudnya "tubruk".'),
        (
            "terkait:\n  - tubruk\n  - zzz",
            '20: Entri "zzz" di "terkait" tidak ada; periksa ejaannya, atau hapus.',
        ),
        ("mudah_tertukar: [zzz]", '18: Entri "zzz" di "mudah_tertukar" tidak ada'),
        ("induk: zzz", '18: Entri "zzz" di "induk" tidak ada'),
        ("terkait: [embun]", '18: "terkait" menunjuk ke entri itu sendiri; hapus atau ganti.'),
        ("mudah_tertukar: [embun]", '18: "mudah_tertukar" menunjuk ke entri itu sendiri'),
        ("induk: embun", '18: "induk" menunjuk ke entri itu sendiri'),
        ("terkait:\n  - tubruk\n  - tubruk", '20: "tubruk" dua kali di "terkait"; hapus salah satu.'),
        ("terkait: tubruk", '18: "terkait" harus berupa daftar'),
    ],
)
def test_a_link_must_lead_to_another_entry(folder: Folder, fields: str, expected: str) -> None:
    folder.more(fields)
    assert only(folder).startswith(f"seduh.yaml:{expected}")


def test_the_entry_near_a_gap_must_exist(folder: Folder) -> None:
    folder.write("celah.yaml", GAP.replace("terdekat: tubruk", "terdekat: zzz"))
    assert only(folder).startswith('celah.yaml:2: Entri "zzz" di "terdekat" tidak ada')


def test_parents_that_go_round_are_told_once(folder: Folder) -> None:
    text = TOPIC.replace("id: tubruk\n", "id: tubruk\n    induk: saring\n")
    text = text.replace("id: saring\n", "id: saring\n    induk: embun\n")
    folder.write("seduh.yaml", text + MORE + "    induk: tubruk\n")
    assert only(folder) == (
        'seduh.yaml:5: "induk" berputar: tubruk → saring → embun → tubruk; putuskan salah satunya.'
    )


def test_a_child_that_hangs_on_a_circle_does_not_repeat_it(folder: Folder) -> None:
    text = TOPIC.replace("id: tubruk\n", "id: tubruk\n    induk: saring\n")
    text = text.replace("id: saring\n", "id: saring\n    induk: tubruk\n")
    folder.write("seduh.yaml", text + MORE + "    induk: tubruk\n")
    assert "berputar: tubruk → saring → tubruk" in only(folder)


def test_parents_of_parents_are_allowed(folder: Folder) -> None:
    folder.write(
        "seduh.yaml",
        TOPIC.replace("id: saring\n", "id: saring\n    induk: tubruk\n") + MORE + "    induk: saring\n",
    )
    assert folder.load().children == {"tubruk": ("saring",), "saring": ("embun",)}


def test_a_parent_in_another_topic_is_told(folder: Folder) -> None:
    folder.write("alat.yaml", f"topik: alat\njudul: Alat\nentri:\n{MORE}    induk: tubruk\n")
    assert only(folder).startswith('alat.yaml:8: Induk "tubruk" ada di topik lain, "seduh"; pilih induk lain')


@pytest.mark.parametrize("way", ["apa itu kopi tubruk", "APA ITU, kopi  tubruk?!"])
def test_a_way_of_asking_belongs_to_one_entry(folder: Folder, way: str) -> None:
    folder.write("seduh.yaml", TOPIC + MORE.replace("apa itu seduh dingin", f'"{way}"'))
    complaint = only(folder)
    assert complaint.startswith("seduh.yaml:16: Pertanyaan ")
    assert complaint.endswith('sudah ada di entri "tubruk" (kopi/seduh.yaml:7); pilih satu entri.')


def test_a_way_repeated_in_one_entry_is_told(folder: Folder) -> None:
    folder.write(
        "seduh.yaml",
        TOPIC.replace("- cara bikin tubruk\n", "- cara bikin tubruk\n      - Cara bikin tubruk!\n"),
    )
    assert (
        only(folder)
        == 'seduh.yaml:9: Pertanyaan "Cara bikin tubruk!" sudah ada di baris 8; hapus salah satu.'
    )


def test_ways_without_any_word_are_compared_as_they_are(folder: Folder) -> None:
    folder.write("seduh.yaml", TOPIC + MORE.replace("[apa itu seduh dingin]", '["☕", "🧊"]'))
    assert folder.load().entries["embun"].questions == ("☕", "🧊")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "  topic: Soal {topik} di {subjek}.\n",
            "",
            'dasar.yaml:9: Frasa "topic" belum ada; tambahkan di bawah "frasa:".',
        ),
        (
            "  topic:",
            "  topik: x\n  topic:",
            'dasar.yaml:10: Frasa "topik" tidak dikenal; mungkin maksudnya "topic".',
        ),
        (
            "{topik}",
            "{topk}",
            'dasar.yaml:10: Isian "{topk}" pada frasa "topic" tidak dikenal; mungkin maksudnya "topik".',
        ),
        ("{topik}", "{ topik }", 'dasar.yaml:10: Isian "{ topik }" pada frasa "topic" tidak dikenal'),
        (
            "Pilih topik.",
            '"{topik}"',
            'dasar.yaml:9: Isian "{topik}" pada frasa "menu" tidak dikenal; yang dikenal: nama, su',
        ),
    ],
)
def test_phrases_are_the_ones_the_bot_knows(folder: Folder, old: str, new: str, expected: str) -> None:
    folder.write("dasar.yaml", BASICS.replace(old, new))
    assert only(folder).startswith(expected)


@pytest.mark.parametrize("name", ["nama", "subjek"])
def test_name_and_subject_may_stand_in_any_phrase(folder: Folder, name: str) -> None:
    folder.write("dasar.yaml", BASICS.replace("Pilih topik.", f'"Aku {{{name}}}."'))
    assert folder.load().phrases["menu"][1] == f"Aku {{{name}}}."


def test_without_any_phrase_the_folder_lacks_them(folder: Folder) -> None:
    folder.write("dasar.yaml", without(BASICS, "frasa"))
    assert folder.complaints() == [
        'kopi: Frasa "menu" belum ada; tambahkan di bawah "frasa:".',
        'kopi: Frasa "topic" belum ada; tambahkan di bawah "frasa:".',
    ]


def test_a_phrase_told_twice_names_both_places(folder: Folder) -> None:
    folder.write("lagi.yaml", "frasa:\n  menu: Lagi.\n")
    assert only(folder) == 'lagi.yaml:2: Frasa "menu" sudah ada di kopi/dasar.yaml:9; hapus salah satu.'


def test_a_word_with_two_meanings_in_two_files_names_both_places(folder: Folder) -> None:
    folder.write("a.yaml", "ragam: {gak: tidak}\n")
    folder.write("b.yaml", "ragam: {gak: jangan}\n")
    assert only(folder) == (
        'b.yaml:1: Ragam "gak" sudah diartikan "tidak" di kopi/a.yaml:1; samakan atau hapus salah satu.'
    )
