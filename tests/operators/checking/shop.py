"""A knowledge folder about coffee in which `check` finds nothing, to be spoiled line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console

from bot.channels.telegram.answering.fitting import misfits
from bot.core.phrases import PHRASES
from bot.operators.checking.check import Check, Report, check
from bot.operators.checking.findings import Finding, Kind

TODAY = date(2026, 11, 24)

BASICS = """\
tentang: {nama: Tanya Kopi, subjek: kopi, deskripsi: Menjawab soal kopi., deskripsi_pendek: Soal kopi.}
keselamatan:
  bahaya: [aku mau bunuh diri, aku tidak mau hidup lagi, ingin mati saja, aku mau mati]
  bukan_bahaya: [kopinya terlalu kuat, aku capek menggiling, mati lampu di kedai]
  jawaban: Kamu tidak sendiri. {bantuan}
  bantuan:
    - nama: Sahabat
      kontak: "0811"
      keterangan: Tiap hari.
      sumber: contoh.id
      diperiksa: "2026-11-01"
obrolan:
  - id: sapaan
    pertanyaan: [halo, hai, selamat pagi, assalamualaikum, hai bot]
    jawaban: [Halo!]
asing:
  - cuaca besok bagaimana
  - skor bola semalam
  - harga emas hari ini
  - resep rendang padang
celah:
  - id: harga
    judul: Harga kopi
    jawaban: Bahanku tidak menyebut harga.
    tanya: Tanyakan ke kedai terdekat.
    pertanyaan:
      - harga sekilo kopi berapa
      - berapa harga secangkir di kedai
      - mahal tidak sih harganya
      - kisaran harga kopi per kilo
ragam: {gmn: bagaimana, bikin: membuat}
bingkai: {kata: [apa, itu, tolong, jelaskan]}
"""

BREWING = """\
topik: seduh
judul: Menyeduh
entri:
  - id: tubruk
    judul: Kopi tubruk
    ringkas: Bubuk kasar langsung diseduh.
    jawaban: |
      Bubuk kasar diseduh air panas di gelas.

      Tunggu sampai ampasnya turun.
    sumber: Buku Kedai, halaman 3
    terkait: [saring]
    pertanyaan:
      - apa itu kopi tubruk
      - cara menyeduh tubruk
      - tubruk dibuat bagaimana
      - bikin tubruk pakai apa
      - kenapa tubruk ada ampasnya
      - tubruk pakai gelas apa
  - id: saring
    judul: Kopi saring
    jawaban: Air menetes lewat kertas saring.
    sumber: Buku Kedai, halaman 5
    pertanyaan:
      - apa itu kopi saring
      - cara menyaring dengan kertas
      - pakai kertas saring bagaimana
      - kertas saringnya dibilas dulu
      - kenapa airnya harus menetes
      - saring lewat kertas berapa menit
"""

BEANS = """\
topik: biji
judul: Biji kopi
entri:
  - id: giling
    judul: Menggiling biji
    jawaban: Kasar untuk tubruk dan halus untuk mesin.
    sumber: Buku Kedai, halaman 7
    pertanyaan:
      - biji digiling sehalus apa
      - cara menggiling biji
      - gilingan kasar untuk apa
      - ukuran gilingan berapa
      - penggiling tangan atau listrik
      - menggiling sehalus tepung boleh
  - id: simpan
    judul: Menyimpan biji
    jawaban: Di wadah rapat dan gelap sampai satu bulan.
    sumber: Buku Kedai, halaman 9
    pertanyaan:
      - biji disimpan di mana
      - cara menyimpan biji agar awet
      - biji tahan berapa lama
      - wadah biji yang rapat
      - boleh disimpan di kulkas
      - biji apek gara-gara wadahnya
"""


RULES = """\
peraturan:
  id: tata-tertib
  nama: Tata Tertib Kedai
  singkat: Tata Tertib
  sebutan: [tata tertib]
  sumber: Papan
  diperiksa: "2026-11-01"
  bab:
    - nomor: I
      judul: Tamu
      pasal:
        - nomor: "1"
          tentang: duduk
          isi: Tamu duduk.
        - nomor: "2"
          tentang: pesanan
          isi: Tamu memesan.
"""


@dataclass(frozen=True, slots=True)
class Shop:
    """The folder. `put` spoils it and gives the line it did it at; `find` checks and picks findings."""

    root: Path

    @classmethod
    def open(cls, home: Path) -> Shop:
        root = home / "kopi"
        root.mkdir(parents=True)
        own = {"copy_text": '"{jawaban} ({sumber})"', "law_source": '"{pasal} ({sumber})"'}
        phrases = "".join(f"  {key}: {own.get(key, f'kalimat {key}')}\n" for key in PHRASES)
        (root / "dasar.yaml").write_text(BASICS, "utf-8")
        (root / "frasa.yaml").write_text(f"frasa:\n{phrases}", "utf-8")
        (root / "seduh.yaml").write_text(BREWING, "utf-8")
        (root / "biji.yaml").write_text(BEANS, "utf-8")
        (root / "atur.yaml").write_text(RULES, "utf-8")
        return cls(root)

    def put(self, name: str, old: str, new: str) -> int:
        """Writes `new` for the only `old`; the line on which `new` ends. A line break at its end does not count."""
        path = self.root / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        before, after = text.split(old)
        path.write_text(before + new + after, "utf-8")
        return (before + new).rstrip("\n").count("\n") + 1

    def way(self, name: str, neighbour: str, *ways: str) -> int:
        """Adds ways of asking behind another one; the line of the last."""
        return self.put(name, f"- {neighbour}\n", "".join(f"- {way}\n      " for way in (neighbour, *ways)).rstrip(" "))

    def check(self, asks: bool = False, today: date = TODAY, foretells: int = 0) -> Report:
        return check(Check(self.root, today, misfits, asks=asks, foretells=foretells), Console(quiet=True))

    def find(self, kind: Kind, asks: bool = False, today: date = TODAY) -> list[Finding]:
        """The findings of one kind."""
        return [one for one in self.check(asks, today).findings if one.kind is kind]


def places(findings: Sequence[Finding]) -> list[str]:
    """Where they are, from the folder's name on."""
    return [str(one.place).removeprefix("kopi/") for one in findings]
