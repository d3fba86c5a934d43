"""What editors write becomes the parts of the knowledge; each slip is told with its line and a remedy."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from bot.core.model import About, Act, Entry, Gap, HelpLine, Intent, Moves, Signs, Topic
from bot.storage.sections import MOVES

from .conftest import BASICS, MORE, TOPIC, Folder

Complaint = Callable[[str], str]

GAP = """\
celah:
  - id: harga
    judul: Harga kopi
    pertanyaan: [berapa harga kopi]
    jawaban: Harga tidak ada di sini.
    tanya: Tanya warung terdekat.
    terdekat: tubruk
"""


def spoiled(folder: Folder, name: str, text: str) -> str:
    """The only complaint once the file `name` holds `text`, as "line: message"."""
    folder.write(name, text)
    (only,) = folder.complaints()
    return only.removeprefix(f"kopi/{name}:")


# What is read


def test_about_is_read(folder: Folder) -> None:
    assert folder.load().about == About("Tanya Kopi", "kopi", "Menjawab soal kopi.", "Soal kopi.")


def test_an_entry_is_read_with_all_its_fields(folder: Folder) -> None:
    folder.more(
        "ringkas: Pakai air dingin.\nsumber: Buku kopi, bab 2\nkonteks: di rumah\ninduk: saring\n"
        "terkait: [tubruk]\nmudah_tertukar: [tubruk, saring]\nrenungan: [Suka dingin?, Sabar menunggu?]"
    )
    assert folder.load().entries["embun"] == Entry(
        id="embun",
        title="Seduh dingin",
        topic="seduh",
        questions=("apa itu seduh dingin",),
        summary="Pakai air dingin.",
        answer="Semalam dalam air dingin.",
        source="Buku kopi, bab 2",
        context="di rumah",
        parent="saring",
        related=("tubruk",),
        confusable=("tubruk", "saring"),
        reflection=("Suka dingin?", "Sabar menunggu?"),
    )


@pytest.mark.parametrize("key", ["ringkas", "sumber", "konteks", "induk", "terkait", "mudah_tertukar", "renungan"])
def test_optional_fields_may_stay_blank(folder: Folder, key: str) -> None:
    folder.more(f"{key}:")
    assert folder.load().entries["embun"].id == "embun"


def test_a_topic_lists_its_entries_in_the_order_of_the_file(folder: Folder) -> None:
    assert folder.load().topics == {"seduh": Topic("seduh", "Menyeduh", ("tubruk", "saring"))}


@pytest.mark.parametrize("title", ["judul: Menyeduh\n", ""])
def test_a_topic_may_span_files(folder: Folder, title: str) -> None:
    folder.write("tambah.yaml", f"topik: seduh\n{title}entri:\n{MORE}")
    assert folder.load().topics["seduh"].entries == ("tubruk", "saring", "embun")


def test_the_title_of_a_topic_may_stand_in_a_later_file(folder: Folder) -> None:
    folder.write("awal.yaml", f"topik: seduh\nentri:\n{MORE}")
    assert folder.load().topics["seduh"].title == "Menyeduh"


def test_a_gap_is_read(folder: Folder) -> None:
    folder.write("celah.yaml", GAP)
    assert folder.load().gaps["harga"] == Gap(
        "harga",
        "Harga kopi",
        ("berapa harga kopi",),
        "Harga tidak ada di sini.",
        "Tanya warung terdekat.",
        "tubruk",
    )


def test_a_gap_may_have_nothing_near(folder: Folder) -> None:
    folder.write("celah.yaml", GAP.replace("terdekat: tubruk", "terdekat:"))
    assert folder.load().gaps["harga"].nearest == ""


def test_out_of_scope_messages_are_read_from_a_list_or_from_groups(folder: Folder) -> None:
    folder.write("a.yaml", "asing: [satu, dua]\n")
    folder.write("b.yaml", "asing:\n  cuaca: [tiga]\n  bola: [empat]\n")
    assert folder.load().out_of_scope == ("satu", "dua", "tiga", "empat")


def test_small_talk_is_read(folder: Folder) -> None:
    folder.write(
        "obrolan.yaml",
        "obrolan:\n  - {id: salam, pertanyaan: [halo], jawaban: [Halo!, Hai!]}\n"
        "  - {id: manusia, pertanyaan: [mau orang], jawaban: [Baik.], hasil: handoff}\n",
    )
    assert list(folder.load().intents.values()) == [
        Intent("salam", ("halo",), ("Halo!", "Hai!"), "smalltalk"),
        Intent("manusia", ("mau orang",), ("Baik.",), "handoff"),
    ]


def test_safety_is_read(folder: Folder) -> None:
    folder.write(
        "dasar.yaml",
        BASICS.replace(
            "  jawaban:", "  tanda:\n    kata: {mati: [mati]}\n    pola: [mati]\n  jawaban_grup: Japri.\n  jawaban:"
        ),
    )
    safety = folder.load().safety
    assert safety.danger == ("aku tidak kuat lagi",)
    assert safety.harmless == ("kopinya terlalu kuat",)
    assert safety.signs == Signs(groups={"mati": ("mati",)}, patterns=("mati",))
    assert (safety.reply, safety.group_reply) == ("Kamu tidak sendiri.", "Japri.")
    assert safety.lines == (HelpLine("Sahabat", "0811", "Tiap hari", "contoh.id", "2026-11-01"),)


def test_a_phrase_is_one_text_or_several(folder: Folder) -> None:
    assert folder.load().phrases == {
        "menu": ("Mau tahu apa?", "Pilih topik."),
        "topic": ("Soal {topik} di {subjek}.",),
    }


def test_the_lexicon_is_gathered_from_several_files_in_lower_case(folder: Folder) -> None:
    folder.write(
        "a.yaml",
        "ragam: {Gak: tidak, sih: ''}\n"
        "bingkai: {kata: [Apa], frasa: [apa itu]}\n"
        "konsep: {espreso: [Kopi Kental]}\n",
    )
    folder.write(
        "b.yaml",
        "ragam: {gak: tidak, gue: saya}\n"
        "bingkai: {kata: [siapa]}\n"
        "konsep: {espreso: [shot], susu: [latte]}\n",
    )
    lexicon = folder.load().lexicon
    assert lexicon.slang == {"gak": "tidak", "sih": "", "gue": "saya"}
    assert (lexicon.function_words, lexicon.function_phrases) == ({"apa", "siapa"}, ("apa itu",))
    assert lexicon.concepts == {"espreso": ("kopi kental", "shot"), "susu": ("latte",)}


def test_the_moves_of_a_conversation_are_read(folder: Folder) -> None:
    folder.write("percakapan.yaml", "percakapan:\n  sambungan: [terus, kalau]\n  banding: [beda]\n")
    assert folder.load().lexicon.moves == Moves(opener=("terus", "kalau"), compare=("beda",))


def test_every_move_of_the_model_can_be_written() -> None:
    assert {*MOVES.values()} == {field.name for field in dataclasses.fields(Moves)}


def test_how_people_steer_is_read(folder: Folder) -> None:
    folder.write(
        "kemudi.yaml",
        "kemudi:\n  gerak: {berikutnya: [lanjut, terus apa]}\n  dengan_nama: {sambung: ['kalau {x}']}\n"
        "  urutan: {pertama: [satu, '1'], kedua: [dua], terakhir: [terakhir]}\n  penunjuk: [yang]\n"
        "  panggilan: [kak]\n",
    )
    steering = folder.load().lexicon.steering
    assert steering.acts == {Act.NEXT: ("lanjut", "terus apa")}
    assert steering.named == {Act.SAME_OF: ("kalau {x}",)}
    assert (steering.places[:3], steering.last) == ((("satu", "1"), ("dua",), ()), ("terakhir",))
    assert (steering.pointers, steering.vocatives, steering.openings) == (("yang",), ("kak",), ())


def test_one_file_may_hold_every_kind(folder: Folder) -> None:
    (folder.root / "seduh.yaml").unlink()
    folder.write("dasar.yaml", BASICS + TOPIC + GAP)
    assert len(folder.load().entries) == 2


def test_white_space_around_a_text_is_dropped(folder: Folder) -> None:
    folder.more("ringkas: |\n\n  Pakai air dingin.\n")
    assert folder.load().entries["embun"].summary == "Pakai air dingin."


# Slips


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("obrolann: []\n", '1: Kunci "obrolann" pada berkas ini tidak dikenal; mungkin maksudnya "obrolan".'),
        ("xyz: []\n", '1: Kunci "xyz" pada berkas ini tidak dikenal; yang dikenal: asing, bidang, bingkai, '),
        ("judul: Lepas\n", '1: "judul" butuh topik; tambahkan baris "topik: id-topik" di berkas ini.'),
        ("entri: []\n", '1: "entri" butuh topik'),
        ("topik: seduh\nentri: []\n", '2: "entri" masih kosong; isi paling sedikit satu butir.'),
        ("topik: seduh\nentri:\n", '2: "entri" masih kosong'),
        ("topik: seduh\nentri: teks\n", '2: "entri" harus berupa daftar'),
        ("topik: seduh\nentri: {a: b}\n", '2: "entri" harus berupa daftar'),
        ("topik: seduh\nentri:\n  - teks\n", '3: Isi entri ke-1 harus berupa baris-baris "kunci: nilai"'),
        ("celah: [[]]\n", "1: Isi celah ke-1 harus berupa"),
        ("asing:\n", '1: "asing" pada berkas ini masih kosong'),
        ("asing: teks\n", '1: "asing" harus berupa daftar'),
        ("asing: {bola: teks}\n", '1: "bola" harus berupa daftar'),
        ("asing: {bola: []}\n", '1: "bola" pada asing masih kosong'),
        ("asing:\n  - a\n  -\n", '3: Ada butir kosong di "asing"; isi atau hapus.'),
        ("asing:\n  - a\n  - siapa: dia\n", '3: Teks di "asing" terbaca sebagai "kunci: nilai"; apit teks'),
        ("asing:\n  - a\n  - [b]\n", '3: "asing" di sini harus berupa teks, bukan daftar'),
        ("ragam: [gak]\n", '1: Isi ragam harus berupa baris-baris "kunci: nilai"'),
        ("ragam:\n  gak: [tidak]\n", '2: "gak" di sini harus berupa teks, bukan daftar'),
        (
            "ragam:\n  gak: tidak\n  Gak: enggak\n",
            '3: Ragam "Gak" sudah diartikan "tidak" di kopi/rusak.yaml:2',
        ),
        ("bingkai: kata\n", "1: Isi bingkai harus berupa"),
        ("bingkai: {kta: []}\n", '1: Kunci "kta" pada bingkai tidak dikenal; mungkin maksudnya "kata".'),
        ("bingkai: {kata: apa}\n", '1: "kata" harus berupa daftar'),
        ("konsep: {espreso: shot}\n", '1: "espreso" harus berupa daftar'),
        ("konsep: {espreso: }\n", '1: "espreso" pada konsep masih kosong'),
        ("frasa: teks\n", "1: Isi frasa harus berupa"),
        ("percakapan: teks\n", "1: Isi percakapan harus berupa"),
        ("percakapan: {lanjut: [a]}\n", '1: Kunci "lanjut" pada percakapan tidak dikenal'),
        ("percakapan: {banding: lagi}\n", '1: "banding" harus berupa daftar'),
        ("kemudi:\n  urutan: [satu]\n", "2: Isi urutan harus berupa"),
        ("kemudi:\n  dengan_nama:\n    sambung: [kalau itu]\n", "3:"),
        ("konsep: [a]\n", "1: Isi konsep harus berupa"),
        ("keselamatan: teks\n", "1: Isi keselamatan harus berupa"),
        ("obrolan: []\n", '1: "obrolan" masih kosong'),
        (
            "obrolan:\n  - {id: a, pertanyaan: [b], jawaban: [c], hasil: handof}\n",
            '2: Hasil "handof" tidak dikenal; mungkin maksudnya "handoff".',
        ),
        (
            "obrolan:\n  - {id: a, pertanyaan: [b], jawaban: [c], hasil: }\n",
            '2: "hasil" pada obrolan "a" masih kosong',
        ),
        ("obrolan:\n  - {id: a, pertanyaan: [b], jawaban: c}\n", '2: "jawaban" harus berupa daftar'),
        ("obrolan:\n  - {id: a, pertanyaan: [b]}\n", '2: "jawaban" belum ada pada obrolan "a"; tambahkan.'),
        ("obrolan:\n  - {id: '', pertanyaan: [b], jawaban: [c]}\n", '2: "id" pada obrolan ke-1 masih kosong'),
    ],
)
def test_a_slip_is_told_with_its_line_and_a_remedy(complaint: Complaint, text: str, expected: str) -> None:
    assert complaint(text).startswith(expected)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "    jawaban: Bubuk kasar diseduh air panas.\n",
            "",
            '4: "jawaban" belum ada pada entri "tubruk"; tambahkan.',
        ),
        (
            "jawaban: Bubuk kasar diseduh air panas.",
            "jawaban:",
            '9: "jawaban" pada entri "tubruk" masih kosong',
        ),
        (
            "jawaban: Bubuk kasar",
            "jawabn: x\n    jawaban: Bubuk kasar",
            '9: Kunci "jawabn" pada entri "tubruk" tidak dik',
        ),
        ("    judul: Kopi tubruk\n", "", '4: "judul" belum ada pada entri "tubruk"'),
        ("judul: Kopi tubruk", "judul: " + "k" * 41, '5: "judul" pada entri "tubruk" terlalu panjang (41'),
        ("judul: Kopi tubruk", "judul: [Kopi tubruk]", '5: "judul" di sini harus berupa teks, bukan daftar'),
        ("judul: Kopi tubruk", "judul: {Kopi: tubruk}", '5: Teks di "judul" terbaca sebagai "kunci: nilai"'),
        ("judul: Menyeduh", "judul: " + "k" * 41, '2: "judul" pada berkas ini terlalu panjang'),
        ("pertanyaan: [apa itu kopi saring]", "pertanyaan: apa itu", '12: "pertanyaan" harus berupa daftar'),
        (
            "pertanyaan: [apa itu kopi saring]",
            "pertanyaan: []",
            '12: "pertanyaan" pada entri "saring" masih kosong',
        ),
        ("    pertanyaan: [apa itu kopi saring]\n", "", '10: "pertanyaan" belum ada pada entri "saring"'),
        (
            "- cara bikin tubruk",
            "- caranya: tubruk",
            '8: Teks di "pertanyaan" terbaca sebagai "kunci: nilai"',
        ),
        (
            "id: tubruk",
            "id: Kopi Tubruk",
            '4: id "Kopi Tubruk" tidak sah; pakai huruf kecil a-z, angka, dan tanda',
        ),
        ("id: tubruk", "id: " + "k" * 33, "4: id "),
        ("id: tubruk", "id: tubrük", '4: id "tubrük" tidak sah'),
        ("topik: seduh", "topik: Se duh", '1: topik "Se duh" tidak sah'),
        ("topik: seduh", "topik:", '1: "topik" pada berkas ini masih kosong'),
    ],
)
def test_a_slip_in_an_entry_is_told(folder: Folder, old: str, new: str, expected: str) -> None:
    assert old in TOPIC
    assert spoiled(folder, "seduh.yaml", TOPIC.replace(old, new, 1)).startswith(expected)


def test_a_title_of_forty_characters_and_an_id_of_thirty_two_fit(folder: Folder) -> None:
    folder.write(
        "seduh.yaml", TOPIC.replace("Kopi tubruk", "k" * 40).replace("id: tubruk", "id: " + "k" * 32)
    )
    assert "k" * 32 in folder.load().entries


def test_an_entry_without_an_id_is_told_by_its_number(folder: Folder) -> None:
    message = spoiled(folder, "seduh.yaml", TOPIC.replace("id: saring\n    ", ""))
    assert message == '10: "id" belum ada pada entri ke-2; tambahkan.'


def test_another_title_for_the_same_topic_is_told(folder: Folder) -> None:
    message = spoiled(folder, "tambah.yaml", f"topik: seduh\njudul: Lain\nentri:\n{MORE}")
    assert (
        message
        == '2: Judul topik "seduh" lain dari "Menyeduh" (kopi/seduh.yaml:2); samakan, atau hapus baris ini.'
    )


@pytest.mark.parametrize("key", ["judul", "pertanyaan", "jawaban", "tanya"])
def test_a_gap_needs_all_but_what_is_near(folder: Folder, key: str) -> None:
    lines = [line for line in GAP.splitlines(keepends=True) if not line.strip().startswith(key)]
    assert (
        spoiled(folder, "celah.yaml", "".join(lines))
        == f'2: "{key}" belum ada pada celah "harga"; tambahkan.'
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("nama: Tanya Kopi, ", "", '1: "nama" belum ada pada tentang'),
        (
            "Menjawab soal kopi.",
            "k" * 513,
            '1: "deskripsi" pada tentang terlalu panjang (513 karakter, paling banyak 512)',
        ),
        (
            "Soal kopi.}",
            "k" * 121 + "}",
            '1: "deskripsi_pendek" pada tentang terlalu panjang (121 karakter, paling',
        ),
        (
            "tentang: {",
            "tentang: {nam: x, ",
            '1: Kunci "nam" pada tentang tidak dikenal; mungkin maksudnya "nama".',
        ),
        (
            "  jawaban: Kamu",
            "  jawab: x\n  jawaban: Kamu",
            '5: Kunci "jawab" pada keselamatan tidak dikenal; mungkin',
        ),
        ("  bahaya: [aku tidak kuat lagi]\n", "", '2: "bahaya" belum ada pada keselamatan'),
        ("  bukan_bahaya: [kopinya terlalu kuat]\n", "", '2: "bukan_bahaya" belum ada pada keselamatan'),
        ("jawaban: Kamu tidak sendiri.", "jawaban:", '5: "jawaban" pada keselamatan masih kosong'),
        ("sumber: contoh.id, ", "", '7: "sumber" belum ada pada bantuan ke-1'),
        ("sumber: contoh.id", "sumber: ''", '7: "sumber" pada bantuan ke-1 masih kosong'),
        (", diperiksa: 2026-11-01", "", '7: "diperiksa" belum ada pada bantuan ke-1'),
        ("2026-11-01", "1 November 2026", '7: Tanggal "1 November 2026" tidak sah; tulis tahun-bulan-hari'),
        ("2026-11-01", "2026-02-30", '7: Tanggal "2026-02-30" tidak sah'),
        ("2026-11-01", "20261101", '7: Tanggal "20261101" tidak sah'),
        ("2026-11-01", "2026-W44-1", '7: Tanggal "2026-W44-1" tidak sah'),
        ('["Mau tahu apa?", Pilih topik.]', "", '9: "menu" pada frasa masih kosong'),
        ('["Mau tahu apa?", Pilih topik.]', "[]", '9: "menu" pada frasa masih kosong'),
        ('["Mau tahu apa?", Pilih topik.]', "{a: b}", '9: Teks di "menu" terbaca sebagai "kunci: nilai"'),
    ],
)
def test_a_slip_in_the_basics_is_told(folder: Folder, old: str, new: str, expected: str) -> None:
    assert old in BASICS
    assert spoiled(folder, "dasar.yaml", BASICS.replace(old, new, 1)).startswith(expected)


def test_help_needs_at_least_one_line(folder: Folder) -> None:
    head, _, tail = BASICS.partition("    - {nama: Sahabat")
    message = spoiled(folder, "dasar.yaml", head + tail.partition("\n")[2])
    assert message == '6: "bantuan" masih kosong; isi paling sedikit satu butir.'


def test_a_long_value_is_quoted_in_part(complaint: Complaint) -> None:
    assert len(complaint(f"? {'panjang ' * 2000}\n: x\n")) < 300
