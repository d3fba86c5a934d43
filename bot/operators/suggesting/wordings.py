"""Questions made of the sentences of an answer and of its title.

Lives here: how a sentence is turned around so that it asks for what it tells, and which sentences cannot be.
Never here: whether a question is fit to be learnt (suggest.py), what people really ask: nothing here knows that.

Indonesian asks in place: what is asked for is left where it stands ("selesai dalam tiga hari", "selesai dalam berapa
hari"). So an amount, a time or a price is taken out, and a sentence without one is asked for yes or no.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.model import Entry

# Longer ones nobody types, shorter ones could mean anything.
FEWEST, MOST = 3, 12
# A word of the title that says what it is about.
TELLING = 4

_SENTENCE = re.compile(r"(?:[.!?;:](?=\s|$)|[\n•])+")
_NUMBER = (
    r"(?:\d[\d.,]*|(?:se|dua |tiga |empat |lima |enam |tujuh |delapan |sembilan )?(?:puluh|belas|ratus|ribu)"
    r"|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)"
)
_UNIT = (
    r"(?:detik|menit|jam|hari|minggu|bulan|tahun|semester|kali|orang|lembar|halaman|buku|sks|meter|kilometer|km|kg"
    r"|kilogram|gram|liter|persen)\b"
)
_CLOCK = r"\d{1,2}(?:[.:]\d{2})?"
# What is told, and what asks for it; the first that a sentence holds.
_ASKED = (
    (re.compile(rf"\b(?:pukul|jam) {_CLOCK}(?: ?(?:sampai|hingga|-|–) ?(?:(?:pukul|jam) )?{_CLOCK})?"), "jam berapa"),
    (re.compile(r"\brp ?\d[\d.,]*\d(?: (?:ribu|juta|miliar))?"), "berapa"),
    (re.compile(rf"\b{_NUMBER}(?: {_NUMBER})* (?={_UNIT})"), "berapa "),
)
# What is told after the next of these is another matter.
_ENOUGH = re.compile(r",(?= )| dan | dengan ")
_QUOTES = re.compile('["“”]')
# A sentence that leans on the one before it means nothing alone.
_LEANING = re.compile(
    r"(?:di (?:atas|bawah|luar) itu|(?:se(?:telah|lain|sudah|belum)|oleh karena) itu|itu|ini|hal (?:ini|itu)|namun"
    r"|tetapi|misalnya|contohnya|atau|dan|jika tidak|kalau tidak|sebaliknya|juga)\b"
)
# A sentence that tells somebody to do something.
_TELLS_TO = re.compile(
    r"(?:hubungi|beri|bawa|isi|buka|datang|kirim|mintalah|pilih|tulis|ambil|bayar|daftar|lihat|cek|unduh|simpan|periksa)\b"
    r"|(?!(?:me|di|ter|ber|ikan|akan|bukan|sedangkan|bahkan)\w*)\w+kan\b"
)
# How a title of this kind is asked.
_TITLES = (
    (re.compile(r"cara\b"), "gimana {}"),
    (re.compile(r"(?:syarat|persyaratan|dokumen|berkas|jenis|fasilitas)\b"), "{} apa saja"),
    (re.compile(r"(?:biaya|harga|tarif|ongkos|denda|gaji)\b"), "{} berapa"),
    (re.compile(r"jam\b"), "{} sampai jam berapa"),
    (re.compile(r"(?:jadwal|tanggal|waktu|tenggat|batas waktu)\b"), "{} kapan"),
    (re.compile(r"(?:alamat|lokasi|tempat|letak)\b"), "{} di mana"),
    (re.compile(r"(?:me|ber)\w{4,}"), "gimana caranya {}"),
)


def wordings(entry: Entry) -> Iterator[str]:
    """Questions that the entry answers, if they make sense at all: whoever knows the subject has to say so."""
    title = _lowered(entry.title.strip(" ?.!"))
    yield from (form.format(title) for pattern, form in _TITLES if pattern.match(title))
    for sentence in _SENTENCE.split(f"{entry.summary}\n{entry.answer}"):
        text = _lowered(_QUOTES.sub("", sentence).strip(" \t'()-–,"))
        if " " in text and not _LEANING.match(text) and (asked := _turned(text, title)):
            yield asked


def _turned(text: str, title: str) -> str:
    """The question for what `text` tells; "" if none can be made that somebody would type."""
    text = re.sub(r"\bkami\b", "kalian", text)
    for pattern, asks in _ASKED:
        if found := pattern.search(text):
            asked = f"{text[: found.start()].rstrip(' ,')} {asks}{_ENOUGH.split(text[found.end() :])[0]}"
            return _fit(asked if _names(asked, title) else f"{title} {asked}")
    asked = f"apa harus {text}" if _TELLS_TO.match(text) else f"apakah {text}"
    return _fit(asked if _names(asked, title) else f"kalau {title} {asked}")


def _names(text: str, title: str) -> bool:
    """Whether `text` has a telling word of the title in it, or a form of one."""
    words = [word.strip(",") for word in text.split()]
    return any(any(one == word if one.isupper() else _alike(one, word) for word in words) for one in title.split())


def _alike(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= TELLING and (one in other or other in one)


def _fit(text: str) -> str:
    words = text.split()
    return " ".join(words) if FEWEST <= len(words) <= MOST else ""


def _lowered(text: str) -> str:
    """In small letters, but for words of capitals only ("QRIS"), as people write them."""
    return " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in text.split())
