"""Faults to plant in the coffee shop of shop.py, one at a time, and what `check` has to say of each.

A fault replaces `old` by `new` in a file. It has to be found `above` lines above the one on which `new` ends.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.operators.checking.findings import Kind, Level

ERROR, HINT = Level.ERROR, Level.HINT
SEDUH, BIJI, DASAR, FRASA, ATUR = "seduh.yaml", "biji.yaml", "dasar.yaml", "frasa.yaml", "atur.yaml"
SPARSE = "Air menetes lewat kertas saring."
OTHER_LAST = "- saring lewat kertas berapa menit\n"
LAST_WAY = "- biji apek gara-gara wadahnya\n"
GAP_WAY = "- kisaran harga kopi per kilo\n"
SOURCE = "    sumber: Buku Kedai, halaman 5\n"
# The first stands in atur.yaml, the second in a law that is not kept, the last in neither.
QUOTES = """\
    kutipan:
      - {hukum: tata-tertib, teks: Tamu duduk.}
      - {hukum: uu-1-2000, teks: Tamu berdiri.}
      - {hukum: tata-tertib, teks: Tamu pulang.}
"""
ONE_AND_THE_SAME = """\
  - id: taruh
    judul: Biji yang disimpan
    jawaban: Di wadah rapat dan gelap.
    sumber: Buku Kedai, halaman 9
    pertanyaan:
      - mana di disimpan biji
      - agar awet biji menyimpan cara
      - berapa lama biji tahan
      - yang rapat wadah biji
      - di kulkas boleh disimpan
      - wadahnya biji gara-gara apek
"""


def quiz(right: str, other: str = "kain", why: str = "Lewat kertas saring.") -> str:
    """A quiz question about what water drips through."""
    return f"    kuis:\n      - {{tanya: Lewat apa?, pilihan: [{right}, {other}], benar: {right}, alasan: {why}}}\n"


def term(name: str, called: str, more: str = "sumber: Buku Kedai") -> str:
    """The section of a glossary of one term, on two lines."""
    return f"istilah:\n  - {{id: {name}, istilah: {called}, arti: Yang tersisa., {more}}}\n"


@dataclass(frozen=True, slots=True)
class Plant:
    """`said` is a part of the message. `also`: what follows from the fault and is found beside it."""

    name: str
    file: str
    old: str
    new: str
    kind: Kind
    said: str
    level: Level = ERROR
    above: int = 0
    also: tuple[Kind, ...] = ()


def loading(name: str, file: str, old: str, new: str, said: str, above: int = 0) -> Plant:
    return Plant(name, file, old, new, Kind.LOADING, said, above=above)


def way(name: str, text: str, kind: Kind, said: str, level: Level = HINT, *also: Kind) -> Plant:
    """One more way of asking for the entry "simpan"."""
    return Plant(name, BIJI, LAST_WAY, f"{LAST_WAY}      - {text}\n", kind, said, level, also=also)


FILES = [
    loading(
        "two quiz choices that are both right", SEDUH, SOURCE, f"{SOURCE}{quiz('kertas saring', 'Kertas saring.')}",
        "sama dengan yang di baris",
    ),
    loading(
        "a quiz choice longer than Telegram takes", SEDUH, SOURCE, f"{SOURCE}{quiz('kertas saring', 'k' * 101)}",
        "paling banyak 100",
    ),
    loading(
        "two right answers to a quiz question", SEDUH, SOURCE, f"{SOURCE}{quiz('[kertas, saring]')}",
        '"benar" di sini harus berupa teks',
    ),
    loading("a term of an unknown entry", DASAR, "ragam: {", f"{term('ampas', 'Ampas', 'entri: tubruc')}ragam: {{",
        'Entri "tubruc" di "entri" tidak ada', above=1),
    loading("an id twice", BIJI, "  - id: simpan\n", "  - id: giling\n", "sudah dipakai"),
    loading("an id of other characters", BIJI, "  - id: simpan\n", "  - id: Simpan!\n", "tidak sah"),
    loading("an id too long for callback data", BIJI, "id: simpan\n", f"id: {'s' * 33}\n", "paling banyak 32"),
    loading("no id", BIJI, "  - id: simpan\n    judul", "  - judul", '"id" belum ada'),
    loading("a title too long for a button", SEDUH, "Kopi saring\n", "Kopi saring " * 4 + "\n", "terlalu panjang"),
    loading("no title", SEDUH, "    judul: Kopi saring\n", "    judul:\n", "masih kosong"),
    loading("a topic's title too long", SEDUH, "judul: Menyeduh", "judul: " + "Menyeduh " * 6, "terlalu panjang"),
    loading("no answer", SEDUH, f"    jawaban: {SPARSE}\n", "    jawaban:\n", "masih kosong"),
    loading("no ways at all", SEDUH, "- apa itu kopi saring\n      - cara menyaring dengan kertas\n"
        "      - pakai kertas saring bagaimana\n      - kertas saringnya dibilas dulu\n"
        "      - kenapa airnya harus menetes\n      - saring lewat kertas berapa menit\n", "[]\n",
        "paling sedikit satu", above=1),
    loading("an unknown key", SEDUH, "sumber: Buku Kedai, halaman 5", "sumbr: Buku Kedai", "tidak dikenal"),
    loading("a dangling terkait", SEDUH, "terkait: [saring]", "terkait: [sarung]", "tidak ada"),
    loading("a dangling mudah_tertukar", SEDUH, "terkait: [saring]", "mudah_tertukar: [tubrik]", "tidak ada"),
    loading("a dangling induk", SEDUH, "terkait: [saring]", "induk: seduhan", "tidak ada"),
    loading("a link to itself", SEDUH, "terkait: [saring]", "terkait: [tubruk]", "entri itu sendiri"),
    loading("a link twice", SEDUH, "terkait: [saring]", "terkait: [saring, saring]", "dua kali"),
    loading("a parent in another topic", SEDUH, "terkait: [saring]", "induk: simpan", "topik lain"),
    loading("a way under two entries", SEDUH, "- apa itu kopi saring", "- Apa itu KOPI tubruk?", "sudah ada di"),
    loading("an empty way", SEDUH, "- apa itu kopi saring", '- ""', "butir kosong"),
    loading("a way with a colon", SEDUH, "- apa itu kopi saring", "- tanya: apa itu", "apit teks dengan tanda kutip"),
    loading("an open quote", SEDUH, "- apa itu kopi saring", '- "apa itu kopi saring', "tidak ditutup"),
    loading("a tab", SEDUH, SOURCE, "\tsumber: Buku Kedai\n", "tab"),
    loading("a key twice", SEDUH, "judul: Menyeduh", "judul: Menyeduh\njudul: Menyeduh lagi", "sudah ada di baris"),
    loading("an alias", SEDUH, "judul: Menyeduh", "judul: *menyeduh", "tidak didukung"),
    loading("an invisible character", SEDUH, SPARSE, f'"{SPARSE}\\0"', "tak terlihat"),
    loading("a help line without a date", DASAR, '"2026-11-01"', '"1 November"', "tidak sah"),
    loading("a help line without a source", DASAR, "      sumber: contoh.id\n", "      sumber:\n", "masih kosong"),
    loading("small talk of an unknown outcome", DASAR, "  - id: sapaan\n", "  - id: sapaan\n    hasil: tertawa\n",
        "tidak dikenal"),
    loading("a gap that leads nowhere", DASAR, "  - id: harga\n", "  - id: harga\n    terdekat: kopiah\n",
        "tidak ada", above=1),
    loading("a gap without where to ask", DASAR, "    tanya: Tanyakan ke kedai terdekat.\n", "    tanya:\n",
        "masih kosong"),
    loading("two documents in one file", DASAR, "tolong, jelaskan]}\n", "tolong, jelaskan]}\n---\n", "dokumen"),
    loading("a description too long for Telegram", DASAR, "deskripsi: Menjawab soal kopi.",
        f"deskripsi: {'Menjawab soal kopi. ' * 26}", "paling banyak 512"),
    loading("a short description too long", DASAR, "deskripsi_pendek: Soal kopi.",
        f"deskripsi_pendek: {'Soal kopi. ' * 12}", "paling banyak 120"),
    loading("a test of an unknown entry", BIJI, LAST_WAY, f"{LAST_WAY}uji:\n  simpann:\n    - taruh di mana\n",
        "bukan id entri"),
    loading("a test that is a way of asking", BIJI, LAST_WAY,
        f"{LAST_WAY}uji:\n  simpan:\n    - biji disimpan di mana?\n", "sama dengan cara bertanya"),
    loading("a word read in two ways", SEDUH, OTHER_LAST, f"{OTHER_LAST}ragam: {{bikin: buat}}\n", "sudah diartikan"),
    loading("a second introduction", SEDUH, OTHER_LAST,
        f"{OTHER_LAST}tentang: {{nama: B, subjek: b, deskripsi: b, deskripsi_pendek: b}}\n", "sudah ada di"),
    loading("a topic under two titles", SEDUH, "topik: seduh\njudul: Menyeduh", "topik: biji\njudul: Menyeduh",
        "lain dari"),
    loading("parents in a circle", BIJI, LAST_WAY, f"{LAST_WAY}  - id: tumbuk\n    judul: Tumbuk\n"
        "    induk: tumbukan\n    jawaban: a\n    pertanyaan: [menumbuk biji]\n  - id: tumbukan\n    judul: Tumbukan\n"
        "    jawaban: b\n    pertanyaan: [tumbukannya biji]\n    induk: tumbuk\n", "berputar", above=7),
    loading("an unknown sentence", FRASA, "kalimat menu\n", "kalimat menu\n  menuu: kalimat menu\n", "tidak dikenal"),
    loading("a missing sentence", FRASA, "  menu: kalimat menu\n", "", 'Frasa "menu" belum ada'),
    loading("an unknown placeholder", FRASA, "  menu: kalimat menu", '  menu: "pilih {topick}"', "tidak dikenal"),
    loading("a sentence twice", FRASA, "  menu: kalimat menu", "  menu: kalimat menu\n  menu: lagi", "sudah ada"),
]  # fmt: skip

ASKED = [
    Plant("a way of another entry", SEDUH, OTHER_LAST,
        f"{OTHER_LAST}      - menyimpan biji di wadah yang rapat\n", Kind.WAY, 'bukan entri "saring"'),
    way("a way without words", '"???"', Kind.WAY, "tidak sampai", HINT, Kind.VAGUE),
    way("a way of one letter", "y", Kind.VAGUE, "tidak menyebut pokoknya"),
    way("a way of function words only", "tolong jelaskan apa itu", Kind.VAGUE, "tidak menyebut pokoknya"),
    way("a way that sounds like danger", "aku mau mati", Kind.WAY, "dikira tanda bahaya"),
    way("a way that is small talk", "hai halo", Kind.WAY, "ditanggapi sebagai obrolan"),
    way("a way that a gap swallows", "harga sekilo berapa", Kind.WAY, 'ditolak sebagai celah "harga"', HINT, Kind.GAP),
    Plant("a way that reads like another's", SEDUH, OTHER_LAST,
        f"{OTHER_LAST}      - biji menggiling cara\n", Kind.TWIN, "terbaca sama", also=(Kind.TITLE, Kind.WAY)),
    Plant("a way that reads like a gap's", DASAR, GAP_WAY, f"{GAP_WAY}      - awet agar biji menyimpan cara\n",
        Kind.TWIN, "terbaca sama", also=(Kind.GAP,)),
    Plant("a gap that an entry answers", DASAR, GAP_WAY, f"{GAP_WAY}      - cara menyimpan biji kopi agar awet\n",
        Kind.GAP, 'dijawab dengan "Menyimpan biji"'),
    Plant("a way of an entry as out of scope", DASAR, "  - skor bola semalam\n", "  - lama berapa biji tahan\n",
        Kind.TWIN, "terbaca sama"),
    Plant("a way of an entry as small talk", DASAR, "hai bot]", "hai bot, cara menggiling biji]",
        Kind.TWIN, "terbaca sama"),
    Plant("a title of another's words", SEDUH, "judul: Kopi saring", "judul: Tubruk dibuat bagaimana",
        Kind.TITLE, 'dijawab dengan "Kopi tubruk"', also=(Kind.TWIN,)),
    Plant("a title that is small talk", SEDUH, "judul: Kopi saring", "judul: Halo", Kind.TITLE, "obrolan",
        also=(Kind.TWIN,)),
    Plant("a title that is danger", SEDUH, "judul: Kopi saring", "judul: Aku mau mati", Kind.TITLE, "bahaya"),
    Plant("two entries with one title", SEDUH, "judul: Kopi saring", "judul: Kopi tubruk", Kind.LABEL,
        "(kopi/seduh.yaml:5)", also=(Kind.TITLE,)),
    Plant("entries of two topics with one title", SEDUH, "judul: Kopi saring", "judul: Menggiling biji", Kind.LABEL,
        "(kopi/biji.yaml:5)", HINT, also=(Kind.TITLE,)),
    Plant("names that one slip mixes up", SEDUH, "judul: Kopi saring", "judul: Kopi tabruk", Kind.LOOK_ALIKE,
        "berbeda satu huruf", HINT),
    Plant("an id that sounds like danger", BIJI, "  - id: giling\n", "  - id: aku-mau-mati\n", Kind.REACH,
        "dikira tanda bahaya"),
    Plant("a word turned into another entry's", DASAR, "ragam: {", "ragam: {saring: tubruk, ", Kind.LEXICON,
        'terbaca sebagai entri "tubruk"', HINT, also=(Kind.TITLE, Kind.TWIN, Kind.RIVAL)),
    Plant("a word of a name that is dropped", DASAR, "ragam: {", 'ragam: {saring: "", ', Kind.LEXICON,
        "kehilangan kata", HINT),
    Plant("a test that fails", BIJI, LAST_WAY, f"{LAST_WAY}uji:\n  tubruk:\n    - menyaring dengan kertas saring\n",
        Kind.TRIAL, 'hasilnya "saring"'),
    Plant("a test of danger that fails", BIJI, LAST_WAY, f"{LAST_WAY}uji:\n  bahaya:\n    - kopi saring itu apa\n",
        Kind.TRIAL, 'seharusnya "bahaya"'),
    Plant("a test of not knowing that fails", BIJI, LAST_WAY,
        f"{LAST_WAY}uji:\n  tidak-tahu:\n    - kopi saring itu apa\n", Kind.TRIAL, 'hasilnya "saring"'),
    Plant("two entries that are one", BIJI, LAST_WAY, LAST_WAY + ONE_AND_THE_SAME, Kind.RIVAL, "berebut", HINT, 21,
        (Kind.TWIN, Kind.WAY)),
]  # fmt: skip

SAID = [
    Plant("an entry with hardly a way of asking", SEDUH, "- apa itu kopi saring\n      - cara menyaring dengan kertas\n"
        "      - pakai kertas saring bagaimana\n      - kertas saringnya dibilas dulu\n"
        "      - kenapa airnya harus menetes\n      - saring lewat kertas berapa menit\n",
        "- cara menyaring dengan kertas\n      - kopi saring\n", Kind.FEW, "baru punya 1", HINT, 2),
    Plant("a paragraph over 4096 characters", SEDUH, SPARSE, "Air menetes. " * 400, Kind.TELEGRAM, "Paragraf", HINT,
        also=(Kind.TELEGRAM,)),
    Plant("an answer over 4096 characters", SEDUH, f"    jawaban: {SPARSE}\n",
        "    jawaban: |\n" + "      Air menetes.\n\n" * 400, Kind.TELEGRAM, "hanya pesan pertama", HINT, above=799),
    Plant("a source too long to copy", SEDUH, SOURCE, f"    sumber: {'Buku Kedai ' * 30}\n", Kind.TELEGRAM,
        "Tombol Salin tidak muncul", HINT),
    Plant("a menu that is too long", FRASA, "  menu: kalimat menu", f"  menu: {'pilih ' * 900}", Kind.TELEGRAM,
        "terpotong", HINT),
    Plant("a rulebook's source too long to copy", ATUR, "sumber: Papan", f"sumber: {'Papan kedai ' * 30}",
        Kind.TELEGRAM, "Tombol Salin tidak muncul", HINT),
    Plant("a line of an article over 4096 characters", ATUR, "isi: Tamu memesan.", f"isi: {'Tamu memesan ' * 400}",
        Kind.TELEGRAM, "Paragraf", HINT),
    Plant("an old help line", DASAR, '"2026-11-01"', '"2026-01-01"', Kind.HELP_LINE, "lebih dari 180 hari", HINT),
    Plant("a help line of the future", DASAR, '"2026-11-01"', '"2027-01-01"', Kind.HELP_LINE, "belum tiba"),
    Plant("an entry checked long ago", SEDUH, SOURCE, f'{SOURCE}    diperiksa: "2025-11-01"\n', Kind.CHECKED,
        "lebih dari 365 hari", HINT),
    Plant("an entry checked on a day to come", SEDUH, SOURCE, f'{SOURCE}    diperiksa: "2027-01-01"\n',
        Kind.CHECKED, "belum tiba"),
    Plant("a rulebook checked long ago", ATUR, '"2026-11-01"', '"2025-11-01"', Kind.CHECKED, "lebih dari 365 hari",
        HINT),
    Plant("no source", SEDUH, SOURCE, "", Kind.SOURCE, 'tidak punya "sumber"', HINT, above=2),
    Plant("another country without context", SEDUH, SPARSE, "Medicare membayar air.", Kind.CONTEXT, "Medicare", HINT),
    Plant("a term without an entry", DASAR, "ragam: {", f"{term('ampas', 'Ampas')}ragam: {{", Kind.TERM,
        'tidak punya "entri"', HINT, above=1),
    Plant("a term without a source", DASAR, "ragam: {", f"{term('ampas', 'Ampas', 'entri: tubruk')}ragam: {{",
        Kind.SOURCE, 'Istilah "Ampas" tidak punya "sumber"', HINT, above=1),
    Plant("a term that danger takes", DASAR, "ragam: {",
        f"{term('mati', 'Ingin mati saja', 'entri: tubruk, sumber: Buku')}ragam: {{", Kind.TERM, "tidak sampai", HINT,
        above=1),
    Plant("a quote that its law does not hold", SEDUH, SOURCE, f"{SOURCE}{QUOTES}", Kind.QUOTE, "Tamu pulang", HINT),
    Plant(
        "a quiz answer that its entry does not hold", SEDUH, SOURCE, f"{SOURCE}{quiz('kertas emas')}", Kind.QUIZ,
        'Jawaban kuis "kertas emas" tidak ada di jawaban entri "saring": "emas"',
    ),
    Plant(
        "a quiz reason that says something else", SEDUH, SOURCE,
        f"{SOURCE}{quiz('kertas saring', why='Kertasnya paling murah di toko sebelah.')}", Kind.QUIZ,
        "berkata lain", HINT,
    ),
    Plant("a slip in an answer", SEDUH, SPARSE, "Air menetes lewat kertsa saring.", Kind.SPELLING, "kertsa", HINT),
    Plant("a slip in a summary", SEDUH, "langsung diseduh.", "langsng diseduh.", Kind.SPELLING, "langsng", HINT),
]  # fmt: skip

PLANTS = [*FILES, *ASKED, *SAID]
