"""The text of the files of a folder made from a sheet."""

from __future__ import annotations

import pytest

from bot.core.model import About, Entry, Topic
from bot.core.rulebook import Quote
from bot.operators.editing import entry_files
from bot.operators.editing.entry_files import about_file, spot_at, topic_files


def entry(name: str, **more: str) -> Entry:
    return Entry(name, name.upper(), "t", (f"apa itu {name}",), "", f"Isi {name}.", **more)


def test_an_entry_is_written_the_way_people_write_it() -> None:
    topics = (Topic("t", "Topik: satu", ("a",)),)
    texts = ("Ringkas.", "Satu.\n\nDua.", "buku", "di sini", "b")
    quotes = (Quote("uu-1", "Tiap: orang."),)
    whole = Entry("a", "A", "t", ("apa a", "a: apa"), *texts, ("b", "c"), ("c",), ("Cocok?",), quotes=quotes)
    assert dict(topic_files(topics, {"a": whole})) == {
        "1-t.yaml": """\
topik: t
judul: "Topik: satu"
entri:
  - id: a
    judul: A
    induk: b
    ringkas: Ringkas.
    jawaban: |
      Satu.

      Dua.
    konteks: di sini
    sumber: buku
    terkait: [b, c]
    mudah_tertukar: [c]
    renungan:
      - Cocok?
    kutipan:
      - hukum: uu-1
        teks: "Tiap: orang."
    pertanyaan:
      - apa a
      - "a: apa"
"""
    }


def test_files_sort_in_the_order_of_the_topics() -> None:
    topics = [Topic(f"t{i}", "T", (f"e{i}",)) for i in range(11)]
    names = [name for name, _ in topic_files(topics, {f"e{i}": entry(f"e{i}") for i in range(11)})]
    assert names == sorted(names)
    assert names[0] == "01-t0.yaml"


def test_a_topic_too_big_for_one_file_is_spread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry_files, "PIECE", 200)
    entries = {name: entry(name) for name in "abcd"}
    files = dict(topic_files([Topic("t", "T", tuple(entries))], entries))
    assert list(files) == ["1-t-1.yaml", "1-t-2.yaml"]
    assert all(text.startswith("topik: t\njudul: T\nentri:\n") for text in files.values())


def test_a_line_of_a_file_leads_to_its_entry_and_key() -> None:
    (text,) = dict(topic_files([Topic("t", "T", ("a", "no"))], {"a": entry("a"), "no": entry("no")})).values()
    found = [spot_at(text, line) for line in range(len(text.split("\n")))]
    assert found[:4] == [("", "")] * 4
    assert (found[4], found[5], found[-1]) == (("a", "id"), ("a", "judul"), ("no", "pertanyaan"))


def test_the_bot_is_introduced() -> None:
    lines = about_file(About("Tanya Kopi", "kopi", "Soal kopi.", "Kopi: semua")).split("\n")
    assert lines[1:4] == ["tentang:", "  nama: Tanya Kopi", "  subjek: kopi"]
    assert lines[4:] == ["  deskripsi: Soal kopi.", '  deskripsi_pendek: "Kopi: semua"', ""]
