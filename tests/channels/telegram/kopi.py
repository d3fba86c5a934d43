"""A tiny made-up knowledge: coffee. Its phrases are their own keys, so that a test sees which one was said."""

from __future__ import annotations

from typing import cast

from bot.core.conversation.dialogue import Dialogue
from bot.core.model import About, Entry, HelpLine, Intent, Knowledge, Lexicon, Safety, Topic
from bot.core.phrases import PHRASES
from bot.core.safety.detector import Detector
from bot.core.term import Term

LONG_BODY = "\n\n".join(f"Langkah {number}: tuang air panas perlahan, lalu tunggu." for number in range(300))
# Everything that could break HTML, in a title and in a text.
HOSTILE = "Kopi <b>A & B</b>"

ENTRIES = (
    Entry(
        "tubruk", "Kopi tubruk", "seduh",
        ("apa itu kopi tubruk", "cara bikin tubruk", "tubruk itu apa", "bikin tubruk gimana"),
        "Bubuk kasar diseduh air panas.", "Bubuk kasar diseduh air panas, lalu ampasnya ditunggu turun.",
        source="Buku Kopi, hlm. 3", context="Takaran untuk satu cangkir.",
    ),
    Entry(
        "saring", "Kopi saring", "seduh",
        ("apa itu kopi saring", "cara bikin kopi saring", "saring itu apa", "pakai kertas saring"),
        "Air menetes lewat kertas.", "Air menetes lewat kertas saring. " * 20, source="Buku Kopi, hlm. 5",
    ),
    Entry(
        "panjang", "Cara lengkap", "seduh", ("cara menyeduh paling lengkap", "panduan lengkap menyeduh"),
        "Semua langkah.", LONG_BODY,
    ),
    Entry(
        "aneh", HOSTILE, "biji", ("apa itu biji aneh", "biji aneh itu apa", "aneh kah biji"),
        "Nilai < 5 & > 3.", "a < b && c > d </blockquote><script>", source="Toko <Kopi> & Teh",
    ),
    Entry(
        "robusta", "Robusta", "biji", ("apa itu robusta", "robusta itu apa", "robusta pahit"),
        "Biji yang pahit.", "Robusta lebih pahit dan lebih kuat.", reflection=("Suka pahit?", "Minum pagi?"),
    ),
)  # fmt: skip


class Alarm:
    """Stands in for the detector, which is tested elsewhere: these words are danger, all others are not."""

    def alarmed(self, text: str) -> bool:
        return any(sign in text for sign in ("ingin mati", "bunuh diri"))


# Its name stands in the answer about robusta.
STRONG = Term("kuat", "Kuat", "Banyak kafeinnya.", "Buku Kopi, hlm. 9", "tubruk")


def make_dialogue(entries: tuple[Entry, ...] = ENTRIES, terms: tuple[Term, ...] = ()) -> Dialogue:
    dialogue = Dialogue(make_knowledge(entries, terms), {})
    dialogue.detector = cast(Detector, Alarm())
    return dialogue


def phrases() -> dict[str, tuple[str, ...]]:
    found = {key: (" ".join([key, *(f"{{{name}}}" for name in sorted(names))]),) for key, names in PHRASES.items()}
    # Without a notice there is no log, and every reply is the same for everybody.
    return found | {"telegram_notice": ("",)}


def make_knowledge(entries: tuple[Entry, ...] = ENTRIES, terms: tuple[Term, ...] = ()) -> Knowledge:
    topics = dict.fromkeys(entry.topic for entry in entries)
    return Knowledge(
        about=About("Tanya Kopi", "kopi", "Menjawab soal kopi.", "Soal kopi."),
        topics={
            topic: Topic(topic, topic.capitalize(), tuple(entry.id for entry in entries if entry.topic == topic))
            for topic in topics
        },
        entries={entry.id: entry for entry in entries},
        gaps={},
        intents={
            "terima-kasih": Intent("terima-kasih", ("terima kasih", "makasih ya", "thanks"), ("Sama-sama!",)),
            "sapa": Intent("sapa", ("halo", "hai", "selamat pagi"), ("Halo juga!",)),
        },
        out_of_scope=("berapa harga emas hari ini", "siapa presiden", "jadwal kereta besok"),
        safety=Safety(
            danger=("aku ingin mati saja",),
            harmless=("mati lampu waktu menyeduh",),
            reply="Kamu tidak sendiri. {bantuan}",
            lines=(HelpLine("Sahabat", "119", "Tiap hari.", "contoh.id", "2026-11-01"),),
            group_reply="Tulis ke aku secara pribadi, ya.",
        ),
        phrases=phrases(),
        lexicon=Lexicon(function_words=frozenset({"apa", "itu", "cara", "bikin", "yang"})),
        version="uji",
        terms={term.id: term for term in terms},
    )  # fmt: skip
