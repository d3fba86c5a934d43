"""A made-up subject (coffee) as a sheet and as a folder, with the part of a folder that fits any subject."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.core.conversation.dialogue import Dialogue
from bot.core.model import Knowledge
from bot.core.phrases import PHRASES
from bot.operators.sheets.importing import Import, import_sheet
from bot.storage.loader import load_knowledge

SAFETY = """\
keselamatan:
  bahaya: [aku mau bunuh diri, aku tidak mau hidup lagi, ingin mati saja]
  bukan_bahaya: [kopinya terlalu kuat, aku capek menggiling, mati lampu di kedai]
  jawaban: Kamu tidak sendiri.
  bantuan:
    - {nama: Sahabat, kontak: "0811", keterangan: Tiap hari, sumber: contoh.id, diperiksa: 2026-11-01}
"""
TALK = """\
obrolan:
  - id: sapaan
    pertanyaan: [halo, hai, selamat pagi, assalamualaikum, hai bot]
    jawaban: [Halo!]
  - id: terima-kasih
    pertanyaan: [terima kasih, makasih, makasih banyak ya]
    jawaban: [Sama-sama.]
"""
OUT_OF_SCOPE = (
    "asing: [cuaca besok bagaimana, skor bola semalam, harga emas hari ini, resep rendang, cara ganti ban mobil]\n"
)

SHEET = """\
id,judul,pertanyaan,jawaban,topik
tubruk,Kopi tubruk,"apa itu kopi tubruk
cara menyeduh tubruk
tubruk dibuat bagaimana
bikin tubruk pakai apa",Bubuk kasar diseduh air panas di gelas.,Seduh
saring,Kopi saring,"apa itu kopi saring
cara menyaring dengan kertas
pakai kertas saring bagaimana
v60 itu apa",Air menetes lewat kertas saring.,Seduh
giling,Menggiling biji,"biji digiling sehalus apa
cara menggiling biji
gilingan kasar untuk apa
ukuran gilingan berapa",Kasar untuk tubruk dan halus untuk espreso.,Biji
simpan,Menyimpan biji,"biji disimpan di mana
cara menyimpan biji agar awet
biji tahan berapa lama
wadah biji yang rapat",Di wadah rapat dan gelap sampai satu bulan.,Biji
"""


@pytest.fixture(scope="session")
def general(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The part of a knowledge folder that fits any subject."""
    home = tmp_path_factory.mktemp("dasar") / "umum"
    home.mkdir()
    phrases = "".join(f"  {key}: kalimat {key}\n" for key in PHRASES)
    (home / "frasa.yaml").write_text(f"frasa:\n{phrases}", encoding="utf-8")
    (home / "keselamatan.yaml").write_text(SAFETY, encoding="utf-8")
    (home / "obrolan.yaml").write_text(TALK, encoding="utf-8")
    (home / "asing.yaml").write_text(OUT_OF_SCOPE, encoding="utf-8")
    (home / "catatan.txt").write_text("bukan pengetahuan", encoding="utf-8")
    return home


@pytest.fixture(scope="session")
def coffee(tmp_path_factory: pytest.TempPathFactory, general: Path) -> Path:
    """A complete folder about coffee."""
    home = tmp_path_factory.mktemp("kopi")
    sheet = home / "kopi.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    import_sheet(Import(sheet, home / "kopi", general))
    return home / "kopi"


@pytest.fixture(scope="session")
def knowledge(coffee: Path) -> Knowledge:
    return load_knowledge(coffee)


@pytest.fixture(scope="session")
def trained(knowledge: Knowledge) -> Dialogue:
    return Dialogue(knowledge, {"kopi": 5.0, "biji": 4.5, "cara": 5.5, "besok": 5.0})


@pytest.fixture
def assistant(trained: Dialogue) -> Assistant:
    return Assistant(trained)


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a file and gives its path."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
