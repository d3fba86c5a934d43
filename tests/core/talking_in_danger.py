"""A tiny knowledge of how to talk with somebody in danger: every text tells what it is, by kind, move and variant."""

from __future__ import annotations

from dataclasses import replace

from bot.core.model import Answers, Danger, HelpLine, Knowledge, Move, Opening, Safety, Support
from tests.core.conftest import make_knowledge

LINES = (
    HelpLine("Polisi", "110", "Darurat.", "Situs", "2026-01-01", "polisi", "polisi"),
    HelpLine("Ambulans", "119", "Gawat.", "Situs", "2026-01-01", "ambulans", "ambulans"),
    HelpLine("Ingin didengar", "119 lalu 8", "Didengar.", "Situs", "2026-01-01", "dengar", "Dengar", "surat Dengar"),
)
FIRST = {Danger.DONE: "ambulans", Danger.SUICIDE: "dengar"}
EXAMPLES: dict[Move, str] = {
    Move.SERIOUS: "aku serius, ini sungguhan, aku tidak main main, beneran serius",
    Move.AFRAID: "takut menelepon, malu menelepon, aku takut lapor, tidak berani lapor",
    Move.WHAT_NOW: "terus harus bagaimana, harus ke mana, aku harus apa, sebaiknya apa",
    Move.YES: "iya, ya, oke, iya nanti",
    Move.NO: "tidak, tidak mau, nggak, belum mau",
    Move.WORSE: "sudah kutelan semua, darahnya keluar terus, dia di depan pintu, makin parah",
    Move.SAFE: "aku sudah aman, sudah tenang, aku baik baik saja, sudah ditolong",
    Move.JOKE: "cuma bercanda, becanda kok, bukan itu maksudku, iseng doang",
    Move.THANKS: "terima kasih, makasih, makasih sudah mendengar, terima kasih ya",
}
KINDS: dict[Danger, str] = {
    Danger.SUICIDE: "saya ingin mati, aku mau mati saja, ingin mati malam ini",
    Danger.DONE: "sudah minum racun dan ingin mati, racun sudah kuminum",
    Danger.FAMILY: "suami memukul saya, dipukul suami dan ingin mati",
}
REQUESTS = "nomor polisi, nomor ambulans, ada nomor darurat, hotline darurat berapa, nomor bantuan, telepon siapa"
OTHERS = "nomor toko teh, nomor rekening toko, nomor kursi"


def split(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


def two(name: str) -> tuple[str, str]:
    return f"{name} satu", f"{name} dua"


SUPPORT = Support(
    openings={
        kind: Opening(two(f"buka {kind}"), (FIRST.get(kind, "polisi"), "polisi"), "Aku bot.", "Panduan")
        for kind in Danger
    },
    answers={
        move: Answers(two(f"{move} {{utama}}"), {Danger.DONE: two(f"{move} gawat {{tulis}}")}, "Panduan")
        for move in Move
    },
    examples={move: split(texts) for move, texts in EXAMPLES.items()},
    line_requests=split(REQUESTS),
    other_requests=split(OTHERS),
    group=two("grup"),
    group_next=two("grup lagi"),
    after=two("sesudahnya"),
    confirmed=two("syukurlah"),
    doubted=two("belum pasti"),
    beside=two("samping {utama}"),
    requested=two("nomornya"),
)
SAFETY = Safety(
    danger=tuple(text for texts in KINDS.values() for text in split(texts)),
    harmless=("lampu mati", "teh mati rasa"),
    reply="Kamu tidak sendiri.\n{bantuan}",
    lines=LINES,
    group_reply="Buka obrolan pribadi.",
    kinds={kind: split(texts) for kind, texts in KINDS.items()},
    support=SUPPORT,
)


def knowledge_of_danger(**changes: object) -> Knowledge:
    """The tea knowledge with all of this; `changes` are fields of its `Safety`."""
    return make_knowledge(safety=replace(SAFETY, **changes))  # type: ignore[arg-type]
