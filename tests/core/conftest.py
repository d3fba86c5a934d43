"""A tiny made-up knowledge about tea, and a dialogue on it, trained once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.core.conversation.dialogue import Dialogue
from bot.core.model import (
    About,
    Act,
    Entry,
    Gap,
    HelpLine,
    Intent,
    Knowledge,
    Lexicon,
    Moves,
    Safety,
    Steering,
    Topic,
)
from bot.core.phrases import PHRASES
from bot.core.turns import Callback, Command, Conversation, Event, Turn, Utterance

# Zipf frequencies of the general words that the tests use.
FREQUENCY = {
    "apa": 6.5, "itu": 6.5, "cara": 5.5, "air": 5.5, "panas": 5.2, "daun": 5.0, "minum": 5.1, "cuaca": 4.2,
    "harga": 5.0, "mobil": 5.0, "halo": 4.8, "kapan": 5.3, "lama": 5.2, "manis": 4.5, "pahit": 4.2, "gula": 4.5,
    "pagi": 5.3, "seduh": 3.6, "beda": 4.6, "tanam": 4.2, "kebun": 4.4, "petik": 3.7, "tulis": 4.7, "hijau": 4.8,
    "hitam": 4.9, "putih": 4.9, "teh": 4.9, "warna": 4.9, "rasa": 5.1, "suhu": 4.4, "kucing": 4.4, "bola": 4.8,
}  # fmt: skip


def _entry(name: str, title: str, topic: str, ways: str, answer: str, **more: object) -> Entry:
    questions = tuple(line.strip() for line in ways.strip().splitlines())
    return Entry(name, title, topic, questions, f"Ringkas {name}.", answer, **more)  # type: ignore[arg-type]


ENTRIES = (
    _entry(
        "warna", "Warna teh", "teh",
        """teh ada berapa warna
        warna teh apa saja
        sebutkan warna teh
        daftar warna teh""",
        "Teh ada tiga: hijau, hitam, putih. Pilih salah satu.", related=("seduh",),
    ),
    _entry(
        "hijau", "Teh hijau", "teh",
        """apa itu teh hijau
        teh hijau
        hijau itu apa
        teh yang tidak dilayukan""",
        "Teh hijau tidak dilayukan. Rasanya segar dan agak pahit.", parent="warna", confusable=("hijaz",),
    ),
    _entry(
        "hitam", "Teh hitam", "teh",
        """apa itu teh hitam
        teh hitam
        hitam itu apa
        teh yang dilayukan penuh""",
        "Teh hitam dilayukan penuh. Rasanya pekat dan tegas.", parent="warna", related=("hijau", "seduh"),
        simple="Teh yang gelap.", example="Teh Assam.",
    ),
    _entry(
        "putih", "Teh putih", "teh",
        """apa itu teh putih
        teh putih
        putih itu apa
        teh dari pucuk muda""",
        "Teh putih dari pucuk muda yang hanya dikeringkan.", parent="warna",
    ),
    _entry(
        "hijaz", "Teh hijaz", "teh",
        """apa itu teh hijaz
        teh hijaz
        hijaz itu apa
        minuman dari hijaz""",
        "Teh hijaz dicampur kapulaga.",
    ),
    _entry(
        "seduh", "Cara menyeduh", "dapur",
        """cara menyeduh teh
        berapa suhu air
        berapa lama diseduh
        gimana nyeduh teh""",
        "Seduh dengan air delapan puluh derajat selama tiga menit.", source="Buku Teh", context="Untuk satu cangkir.",
    ),
    _entry(
        "simpan", "Cara menyimpan", "dapur",
        """cara menyimpan teh
        simpan teh di mana
        biar teh tidak apek
        wadah untuk teh""",
        "Simpan di wadah kedap, jauh dari cahaya.", related=("seduh",),
        reflection=("Punya wadah?", "Suka rapi?"),
    ),
)  # fmt: skip

MOVES = Moves(
    compare=("beda", "bedanya"), join=("dan", "sama"), opener=("kalau",), ask=("apa", "bagaimana", "berapa"),
)  # fmt: skip

STEERING = Steering(
    acts={
        Act.SHORTER: ("singkatnya", "ringkasnya saja", "intinya apa", "versi pendek dong", "persingkat dong"),
        Act.SIMPLER: ("lebih sederhana", "bahasa mudahnya", "jelaskan lebih mudah", "terlalu rumit"),
        Act.LONGER: ("selengkapnya", "jelaskan lengkap", "lebih panjang dong", "lengkapnya mana"),
        Act.EXAMPLE: ("contohnya", "contohnya apa", "beri contoh dong", "misalnya apa"),
        Act.AGAIN: ("jelaskan lagi", "ulangi", "ulangi dong", "coba ulang lagi"),
        Act.SOURCE: ("sumbernya apa", "sumbernya dari mana", "dari buku apa", "itu kata siapa"),
        Act.NEXT: ("lanjut", "lanjut dong", "berikutnya", "terus apa lagi"),
        Act.PREVIOUS: ("sebelumnya", "yang sebelumnya dong", "mundur dong"),
        Act.OTHERS: ("selain itu", "selain itu apa", "yang lain apa", "ada lagi apa"),
        Act.COMPARE: ("bedanya apa", "apa bedanya", "bandingkan dong", "beda keduanya apa"),
        Act.WHY: ("kenapa", "kenapa begitu", "alasannya apa"),
        Act.ASPECT: ("tempatnya di mana", "berapa lamanya", "siapa yang buat", "caranya bagaimana"),
        Act.BOTH: ("dua-duanya", "keduanya dong", "semuanya dong"),
        Act.OTHER_ONE: ("yang satunya", "satunya lagi", "yang satunya dong"),
        Act.BACK: ("balik ke tadi", "kembali ke awal tadi", "yang tadi dong", "balik ke yang pertama tadi"),
        Act.YES: ("iya", "ya", "iya betul", "boleh dong"),
        Act.NO: ("bukan itu", "bukan", "salah dong", "bukan yang itu"),
        Act.MENU: ("balik ke menu", "menu dong"),
    },
    named={
        Act.SAME_OF: ("kalau {x}", "kalau {x} bagaimana", "kalau yang {x}", "terus {x}"),
        Act.CORRECT: ("bukan itu, maksudku {x}", "maksudku {x}", "salah, {x}"),
        Act.SWITCH: ("ganti topik, {x}", "sekarang {x}"),
        Act.BACK_TO: ("balik ke {x}", "kembali ke {x} tadi"),
        Act.COMPARE_WITH: ("bedanya sama {x}", "apa bedanya dengan {x}", "bandingkan dengan {x}"),
    },
    openings=("mau tanya", "misi", "coba"), closings=("dong ya", "makasih"), vocatives=("kak", "min"),
    chatter=("wkwk", "hmm"), pointers=("yang", "nomor", "poin"),
    places=(
        ("1", "satu", "pertama"), ("2", "dua", "kedua"), ("3", "tiga", "ketiga"), ("4", "keempat"), ("5", "kelima"),
    ),
    last=("terakhir",), middle=("tengah",), top=("paling atas",), bottom=("paling bawah",),
)  # fmt: skip

LEXICON = Lexicon(
    slang={"gimana": "bagaimana", "gak": "tidak", "tlg": "", "nyeduh": "seduh"},
    function_words=frozenset(
        [
            "apa",
            "itu",
            "berapa",
            "yang",
            "bagaimana",
            "tidak",
            "dan",
            "sama",
            "kalau",
            "ini",
            "di",
            "dong",
            "dari",
            "mana",
            "sih",
            "saja",
            "selain",
            "lagi",
            "jelaskan",
            "maksudku",
            "bukan",
            "kak",
            "halo",
            "terima",
            "kasih",
            "untuk",
            "biar",
            "kenapa",
            "begitu",
        ]
    ),
    function_phrases=("halo kak", "terima kasih"),
    concepts={"panas": ("panas", "mendidih", "air mendidih"), "wadah": ("wadah", "toples")},
    moves=MOVES,
    steering=STEERING,
)


def make_knowledge(**changes: object) -> Knowledge:
    """The tea knowledge, with some fields replaced."""
    topics = {
        "teh": Topic("teh", "Tentang teh", tuple(entry.id for entry in ENTRIES if entry.topic == "teh")),
        "dapur": Topic("dapur", "Di dapur", tuple(entry.id for entry in ENTRIES if entry.topic == "dapur")),
    }
    phrases = {
        key: (f"{key} " + " ".join("{" + name + "}" for name in sorted(names)),) for key, names in PHRASES.items()
    }
    harga = Gap(
        "harga",
        "Harga teh",
        ("harga teh berapa", "teh mahal gak", "berapa rupiah teh"),
        "Belum tahu.",
        "Tanya toko.",
        "seduh",
    )
    sapaan = Intent(
        "sapaan",
        ("halo", "halo kak", "selamat pagi", "pagi kak"),
        ("Halo dari {nama}!", "Hai soal {subjek}!"),
        courtesy=True,
    )
    orang = Intent("orang", ("mau bicara dengan manusia", "sambungkan ke manusia"), ("Baik.",), "handoff")
    menu = Intent("menu", ("tampilkan menu", "buka menu"), ("Ini menunya.",), "menu")
    bantuan = Intent("bantuan", ("petunjuk pemakaian", "bantuan dong"), ("Ini caranya.",), "menu", screen="help")
    knowledge = Knowledge(
        about=About("Tanya Teh", "teh", "Bot teh.", "Teh."), topics=topics,
        entries={entry.id: entry for entry in ENTRIES}, gaps={"harga": harga},
        intents={intent.id: intent for intent in (sapaan, orang, menu, bantuan)},
        out_of_scope=(
            "cuaca besok", "skor bola", "harga mobil bekas", "kucing saya sakit", "kapan libur", "lagu terbaru",
        ),
        safety=Safety(
            danger=("saya ingin mati", "aku mau mati saja"), harmless=("lampu mati", "teh mati rasa"),
            reply="Kamu tidak sendiri.\n{bantuan}",
            lines=(HelpLine("Polisi", "110", "Darurat.", "Situs", "2026-01-01"),),
            group_reply="Buka obrolan pribadi.",
        ),
        phrases=phrases, lexicon=LEXICON, version="uji",
    )  # fmt: skip
    return replace(knowledge, **changes)  # type: ignore[arg-type]


class Alarm:
    """Stands in for the detector, which has tests of its own."""

    def alarmed(self, text: str) -> bool:
        return "ingin mati" in text


@pytest.fixture(scope="session")
def dialogue() -> Dialogue:
    made = Dialogue(make_knowledge(), FREQUENCY, contact="admin teh")
    made.detector = Alarm()  # type: ignore[assignment]
    return made


Talk = Callable[..., Turn]


@pytest.fixture
def talk(dialogue: Dialogue) -> Talk:
    """Says one thing after another in a fresh conversation and returns the last turn. Texts are utterances."""

    def _talk(*said: str | Event, start: Conversation | None = None) -> Turn:
        conversation = start or Conversation()
        for one in said:
            event = Utterance(one) if isinstance(one, str) else one
            turn = dialogue.respond(event, conversation)
            conversation = turn.conversation
        return turn

    return _talk


def talked(dialogue: Dialogue, *said: str | Event, start: Conversation | None = None) -> Turn:
    """The turn that the last of some messages leads to."""
    conversation = start or Conversation()
    for one in said:
        turn = dialogue.respond(Utterance(one) if isinstance(one, str) else one, conversation)
        conversation = turn.conversation
    return turn


def after(*shown: str, dialogue: Dialogue, **changes: object) -> Conversation:
    """The conversation in which these entries were shown, one after another."""
    conversation = Conversation()
    for entry in shown:
        conversation = dialogue.respond(Callback(f"e:{entry}"), conversation).conversation
    return replace(conversation, **changes)  # type: ignore[arg-type]


def press(data: str) -> Callback:
    return Callback(data)


def command(name: str, argument: str = "") -> Command:
    return Command(name, argument)


def shown(turn: Turn) -> tuple[str, ...]:
    """The entries whose passages a turn shows."""
    return tuple(passage.entry for passage in turn.reply.passages)
