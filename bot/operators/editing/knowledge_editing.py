"""Editing a knowledge folder, one step at a time, each of them checked by the loader.

Lives here: which file a part stands in, its encoding, taking a step back that the loader refuses.
Never here: what is inserted where (way_writing.py), what the operator is asked (bot.operators.gaps).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.model import Knowledge
from bot.core.phrases import PHRASES
from bot.errors import BotError, KnowledgeError, Problem
from bot.operators.editing.file_replacing import replace_file
from bot.operators.editing.slugs import slug, unique
from bot.operators.editing.way_writing import NewEntry, Written, new_file, with_entry, with_ways
from bot.operators.editing.yaml_places import Source, UnclearPlaceError, plain, value
from bot.storage.folder import read_folder
from bot.storage.loader import load_knowledge

_WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_HAS_TOPIC = re.compile(r"^topik\s*:", re.MULTILINE)
_NUMBERED = re.compile(r"(\d+)-")


class EditRefusedError(BotError):
    """The folder is as it was before the step."""


@dataclass(frozen=True, slots=True)
class Target:
    """What gets a way of asking: an entry, or a known gap."""

    section: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something new stands."""

    path: Path
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    data: bytes

    @property
    def mark(self) -> bytes:
        """The byte order mark at its beginning, if there is one."""
        return next((mark for mark in (*_WIDE, codecs.BOM_UTF8) if self.data.startswith(mark)), b"")

    @property
    def encoding(self) -> str:
        return _WIDE.get(self.mark, "utf-8")

    @property
    def text(self) -> str:
        # What cannot be read comes through unchanged; the loader will have its say about it.
        return self.data[len(self.mark) :].decode(self.encoding, "surrogateescape")

    @property
    def topic(self) -> str:
        """The id of the topic whose entries are in here; "" if there is none."""
        if not _HAS_TOPIC.search(self.text):
            return ""
        try:
            found = value(Source.read(self.text).root, "topik")
        except UnclearPlaceError:
            return ""
        return str(plain(found)) if found else ""

    def encoded(self, text: str) -> bytes:
        return self.mark + text.encode(self.encoding, "surrogateescape")


class KnowledgeEditor:
    """Edits the folder, and keeps the knowledge that is in it after every step."""

    def __init__(self, folder: Path, phrases: Mapping[str, frozenset[str]] = PHRASES) -> None:
        """Raises KnowledgeError: what is wrong already has to be mended first."""
        self._folder = folder
        self._phrases = phrases
        self.knowledge: Knowledge = load_knowledge(folder, phrases)

    def add_ways(self, target: Target, ways: list[str]) -> Place:
        """`ways` become ways of asking for `target`. Raises EditRefusedError."""
        # Taking a file apart takes 0.2 s for 160 KB; most are out of the question at a glance.
        named = re.compile(rf"id[\"']?\s*:\s*[\"']?{re.escape(target.id)}(?![\w-])")
        for file in self._files():
            if named.search(file.text):
                try:
                    return self._change(file, lambda text: with_ways(text, target.section, target.id, ways))
                except KeyError:
                    continue
        raise EditRefusedError(f'{self._folder}: "{target.id}" tidak ditemukan lagi; mungkin berkasnya baru diubah.')

    def add_entry(self, entry: NewEntry, topic: str) -> Place:
        """`entry` goes to the end of the last file of the topic with this id. Raises EditRefusedError."""
        files = [file for file in self._files() if topic in file.text and file.topic == topic]
        if not files:
            raise EditRefusedError(f'{self._folder}: berkas topik "{topic}" tidak ditemukan.')
        return self._change(files[-1], lambda text: with_entry(text, entry))

    def add_topic(self, title: str, entry: NewEntry) -> Place:
        """A new topic with `entry` in a new file beside those of other topics. Raises EditRefusedError."""
        topic = unique(slug(title, "topik"), set(self.knowledge.topics))
        others = [file.path for file in self._files() if _HAS_TOPIC.search(file.text)]
        home = others[0].parent if others else self._folder
        stem = unique(f"{_next_number(others)}{topic}", {path.stem for path in home.iterdir()})
        return self._step(home / f"{stem}.yaml", None, new_file(topic, title, entry))

    def new_id(self, title: str) -> str:
        """The id of a new entry called `title`."""
        return unique(slug(title, "entri"), set(self.knowledge.entries))

    def _files(self) -> list[_File]:
        problems: list[Problem] = []
        found = read_folder(self._folder, problems)
        if problems:
            raise EditRefusedError("\n".join(map(str, problems)))
        return [_File(self._folder / file.name, file.data) for file in found]

    def _change(self, file: _File, change: Callable[[str], Written]) -> Place:
        try:
            return self._step(file.path, file, change(file.text))
        except UnclearPlaceError as error:
            raise EditRefusedError(
                f"{file.path}:{error.line}: susunannya tidak bisa ditambahi tanpa mengubah yang lain; sunting sendiri."
            ) from None

    def _step(self, path: Path, old: _File | None, written: Written) -> Place:
        new = (old or _File(path, b"")).encoded(written.text)
        replace_file(path, new)
        try:
            self.knowledge = load_knowledge(self._folder, self._phrases)
        except KnowledgeError as error:
            # What somebody else saved in between is not undone.
            if path.read_bytes() == new:
                replace_file(path, old.data) if old else path.unlink()
            raise EditRefusedError(f"{error}\nPerubahan tadi dibatalkan.") from error
        return Place(path, written.line)


def _next_number(files: Sequence[Path]) -> str:
    """The number that the next file of a topic begins with, where all the others do."""
    found = [match[1] for file in files if (match := _NUMBERED.match(file.name))]
    if not found or len(found) < len(files):
        return ""
    return f"{max(map(int, found)) + 1:0{min(map(len, found))}}-"
