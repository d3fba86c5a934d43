"""Words by which a message asks for an article, or tells of something else.

Lives here: tables of such words, and their slips.
Never here: references and numbers (references.py), what follows from a word (asking.py).
"""

from __future__ import annotations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.core.language.text import Reader

# A word of so many letters may hold a slip.
SLIPPING = 5

# What asks for a wording, and says nothing of what is in it.
CUES = frozenset({
    "isi", "isinya", "bunyi", "bunyinya", "teks", "teksnya", "redaksi", "redaksinya", "kutipan", "kutip", "lengkap",
    "lengkapnya", "naskah", "naskahnya", "ketentuan", "ketentuannya", "arti", "artinya", "maksud", "maksudnya",
    "pengertian", "definisi", "baca", "bacain", "bacakan", "lihat", "liat", "liatin", "lihatkan", "tampilkan",
    "tampilin", "kirim", "kirimin", "buka", "bukain", "cari", "cariin", "carikan", "kasih", "kasi", "sebut",
    "sebutin", "sebutkan", "jelasin", "jelaskan", "terangin", "mengatur", "ngatur", "diatur", "atur", "bahas",
    "membahas", "dibahas", "ngebahas", "memuat", "berisi", "termuat", "tercantum", "mencakup", "menyebut", "nyebut",
    "nyebutin", "bilang", "bilangnya", "ngomong", "ngomongin", "bicara", "membicarakan", "daftar", "jumlah",
    "jumlahnya", "total", "judul", "judulnya", "beda", "bedanya", "perbedaan", "perbedaannya", "ngasih", "ngasi",
    "memberi", "memberikan", "nyuruh", "menyuruh", "mewajibkan", "ngewajibin", "melarang", "ngelarang",
    "membolehkan", "ngebolehin", "mensyaratkan", "menetapkan", "netapin", "menentukan", "nentuin", "tertulis",
    "ditulis", "tertera", "tertuang", "disebut", "disebutkan", "dijelaskan", "dinyatakan", "dijelasin",
})  # fmt: skip
ASKS = CUES | frozenset({
    "apa", "apaan", "apakah", "gimana", "gmn", "bagaimana", "berapa", "brp", "mana", "tolong", "mohon", "coba",
    "dong", "piye", "opo",
})  # fmt: skip
# What links a topic to the article that is looked for.
LINKS = frozenset({
    "mengatur", "ngatur", "diatur", "atur", "diaturnya", "bahas", "membahas", "dibahas", "ngebahas", "memuat",
    "dimuat", "termuat", "berisi", "isi", "isinya", "tercantum", "bunyi", "bunyinya", "mencakup", "menyebut",
    "menyebutkan", "nyebut", "nyebutin", "bilang", "bilangnya", "ngomongin", "terdapat", "daftar", "nomor", "no",
    "nomer", "cari", "carikan", "jumlah", "jumlahnya", "total", "judul", "tertulis", "ditulis", "tertera", "tertuang",
    "disebut", "disebutkan", "dijelaskan", "dijelasin", "dinyatakan",
})  # fmt: skip
# Whoever tells of a case tells of another law.
CASES = frozenset({
    "kena", "dijerat", "terjerat", "jerat", "menjerat", "dituntut", "tuntutan", "didakwa", "dakwaan", "dituduh",
    "tersangka", "terdakwa", "divonis", "vonis", "dipenjara", "penjara", "polisi", "pidana", "dipidana",
    "dipidanakan", "dilaporin", "dilaporkan", "ditangkap",
})  # fmt: skip
# A code that has articles of its own.
ETHICS = ("kode", "etik")
OWN = frozenset({"saya", "aku", "gue", "gua", "gw", "ane", "ku", "mine"})
POINTING = frozenset({"itu", "ini", "tadi", "tersebut", "tsb"})
CONTENTS = frozenset({
    "isi", "isinya", "daftar", "lengkap", "lengkapnya", "naskah", "naskahnya", "teks", "teksnya", "baca",
})  # fmt: skip


def is_slip_of_cue(word: str, reader: Reader) -> bool:
    """Whether a word is one of CUES with a slip: mended it is one, or nobody knows it and it is like one."""
    if word in CUES or len(word) < SLIPPING:
        return False
    reading = reader.read(word)
    if CUES & set(reading.forms):
        return True
    strange = not all(reader.knows(one.form) for one in reading.words)
    return strange and process.extractOne(word, CUES, scorer=OSA.distance, score_cutoff=1) is not None
