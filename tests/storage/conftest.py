"""A tiny made-up knowledge folder that is in order, to be spoiled by each test in one way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.core.model import Knowledge
from bot.errors import KnowledgeError, Problem
from bot.storage.loader import load_knowledge

PHRASES = {"menu": frozenset[str](), "topic": frozenset({"topik"})}

BASICS = """\
tentang: {nama: Tanya Kopi, subjek: kopi, deskripsi: Menjawab soal kopi., deskripsi_pendek: Soal kopi.}
keselamatan:
  bahaya: [aku tidak kuat lagi]
  bukan_bahaya: [kopinya terlalu kuat]
  jawaban: Kamu tidak sendiri.
  bantuan:
    - {nama: Sahabat, kontak: "0811", keterangan: Tiap hari, sumber: contoh.id, diperiksa: 2026-11-01}
frasa:
  menu: ["Mau tahu apa?", Pilih topik.]
  topic: Soal {topik} di {subjek}.
"""

TOPIC = """\
topik: seduh
judul: Menyeduh
entri:
  - id: tubruk
    judul: Kopi tubruk
    pertanyaan:
      - Apa itu kopi tubruk?
      - cara bikin tubruk
    jawaban: Bubuk kasar diseduh air panas.
  - id: saring
    judul: Kopi saring
    pertanyaan: [apa itu kopi saring]
    jawaban: Air menetes lewat kertas.
"""

MORE = """\
  - id: embun
    judul: Seduh dingin
    pertanyaan: [apa itu seduh dingin]
    jawaban: Semalam dalam air dingin.
"""


@dataclass(frozen=True, slots=True)
class Folder:
    """A knowledge folder under test; `complaints` are its problems as people read them."""

    root: Path

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def more(self, fields: str) -> None:
        """Adds a third entry, "embun", on lines 14 to 17, and `fields`, one a line, from line 18 on."""
        lines = "".join(f"    {line}\n" for line in fields.splitlines())
        self.write("seduh.yaml", TOPIC + MORE + lines)

    def load(self) -> Knowledge:
        return load_knowledge(self.root, PHRASES)

    def problems(self) -> tuple[Problem, ...]:
        with pytest.raises(KnowledgeError) as caught:
            self.load()
        return caught.value.problems

    def complaints(self) -> list[str]:
        return [str(problem) for problem in self.problems()]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "kopi")
    made.write("dasar.yaml", BASICS)
    made.write("seduh.yaml", TOPIC)
    return made


@pytest.fixture
def complaint(folder: Folder) -> Callable[[str], str]:
    """The only problem of the folder once it holds this text beside its sound files, as "line: message"."""

    def read(text: str) -> str:
        folder.write("rusak.yaml", text)
        (only,) = folder.complaints()
        return only.removeprefix("kopi/rusak.yaml").removeprefix(":").strip()

    return read
