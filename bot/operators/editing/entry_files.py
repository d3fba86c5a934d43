"""The YAML files of a folder that is made anew, as text.

Lives here: tentang.yaml and entri/*.yaml, one topic a file, in the words editors use.
Never here: where the entries come from (bot.operators.sheets), writing to a disk (bot.operators.folders).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from bot.core.model import About, Entry, Topic
from bot.core.rounds import QuizItem
from bot.core.rulebook import Quote
from bot.operators.editing import yaml_writer as yaml
from bot.storage.folder import FILE_LIMIT

# A file may hold FILE_LIMIT bytes; a bigger topic is spread over several files.
PIECE = FILE_LIMIT * 3 // 4
_KEY = re.compile(r"    ([a-z_]+):")
_ENTRY = re.compile(r"  - id: (?:\"([^\"]+)\"|(\S+))")


def about_file(about: About) -> str:
    """tentang.yaml."""
    lines = ["# Siapa bot ini. Nama dan deskripsi ini juga dikirim ke Telegram saat bot menyala.", "tentang:"]
    fields = {
        "nama": about.name,
        "subjek": about.subject,
        "deskripsi": about.description,
        "deskripsi_pendek": about.short_description,
    }
    lines.extend(chain.from_iterable(yaml.field(key, text, 2) for key, text in fields.items()))
    return _text(lines)


def topic_files(topics: Iterable[Topic], entries: Mapping[str, Entry]) -> Iterator[tuple[str, str]]:
    """The name and text of each file of entries. Names sort in the order of the topics."""
    listed = list(topics)
    digits = len(str(len(listed)))
    for number, topic in enumerate(listed, 1):
        above = ["induk_topik: " + yaml.scalar(topic.parent)] if topic.parent else []
        head = _text(["topik: " + yaml.scalar(topic.id), "judul: " + yaml.scalar(topic.title), *above])
        if not topic.entries:  # only topics stand in it
            yield f"{number:0{digits}}-{topic.id}.yaml", head
            continue
        head += "entri:\n"
        pieces = list(_pieces(_text(_entry(entries[entry])) for entry in topic.entries))
        width = len(str(len(pieces)))
        for place, piece in enumerate(pieces, 1):
            ending = f"-{place:0{width}}" if len(pieces) > 1 else ""
            yield f"{number:0{digits}}-{topic.id}{ending}.yaml", head + "\n".join(piece)


def spot_at(text: str, line: int) -> tuple[str, str]:
    """The id of the entry and the key that `line` (from 1) of a file of entries belongs to; empty if to none."""
    key = ""
    for said in reversed(text.split("\n")[:line]):
        if not key and (begun := _KEY.match(said)):
            key = begun[1]
        if found := _ENTRY.fullmatch(said):
            return found[1] or found[2], key or "id"
    return "", ""


def _entry(entry: Entry) -> Iterator[str]:
    yield f"  - id: {yaml.scalar(entry.id)}"
    yield f"    judul: {yaml.scalar(entry.title)}"
    yield from yaml.field("induk", entry.parent, 4)
    yield from yaml.field("ringkas", entry.summary, 4)
    yield from yaml.field("jawaban", entry.answer, 4)
    yield from yaml.field("sederhana", entry.simple, 4)
    yield from yaml.field("contoh", entry.example, 4)
    yield from yaml.field("konteks", entry.context, 4)
    yield from yaml.field("sumber", entry.source, 4)
    yield from yaml.field("menurut", entry.according, 4)
    yield from yaml.field("diperiksa", entry.checked_on, 4)
    yield from yaml.field("berlaku", entry.valid, 4)
    yield from yaml.names("terkait", entry.related, 4)
    yield from yaml.names("mudah_tertukar", entry.confusable, 4)
    yield from yaml.items("renungan", entry.reflection, 4)
    yield from yaml.items("fakta", entry.facts, 4)
    yield from _quotes(entry.quotes)
    yield from _quiz(entry.quiz)
    yield from yaml.items("pertanyaan", entry.questions, 4)


def _quotes(quotes: Sequence[Quote]) -> Iterator[str]:
    if quotes:
        yield "    kutipan:"
    for quote in quotes:
        first, *rest = chain(yaml.field("hukum", quote.law, 8), yaml.field("teks", quote.text, 8))
        yield f"      - {first.lstrip()}"
        yield from rest


def _quiz(items: Sequence[QuizItem]) -> Iterator[str]:
    if items:
        yield "    kuis:"
    for item in items:
        first, *rest = yaml.field("tanya", item.question, 8)
        yield f"      - {first.lstrip()}"
        yield from rest
        yield from yaml.items("pilihan", item.choices, 8)
        yield from yaml.field("benar", item.choices[item.right], 8)
        yield from yaml.field("alasan", item.why, 8)


def _pieces(texts: Iterable[str]) -> Iterator[list[str]]:
    piece: list[str] = []
    size = 0
    for text in texts:
        bytes_more = len(text.encode())
        if piece and size + bytes_more > PIECE:
            yield piece
            piece, size = [], 0
        piece.append(text)
        size += bytes_more
    if piece:
        yield piece


def _text(lines: Iterable[str]) -> str:
    return "\n".join(lines) + "\n"
