"""Reading the fields of one mapping, and noting what is wrong with them.

Lives here: required and optional fields, texts, lists, ids, titles; the sentences for wrong types.
Never here: which keys a part of the knowledge has (see sections), and YAML itself.

Nothing here raises: a wrong field is noted as a problem and read as empty, so that all problems are found.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.core.model import ID_LIMIT, TITLE_LIMIT
from bot.errors import Problem
from bot.storage.places import PartPlaces
from bot.storage.problems import Place, Placed, quoted, suggestion
from bot.storage.yaml_source import Fields, Items, Node, Refused, Text

T = TypeVar("T")

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ID = re.compile(f"[a-z0-9-]{{1,{ID_LIMIT}}}")


@dataclass(frozen=True, slots=True)
class Part:
    """One mapping of a file. `label` is how messages call it; `problems` collects what is wrong."""

    begin: Place
    node: Fields
    label: str
    problems: list[Problem]

    def __contains__(self, key: str) -> bool:
        return key in self.node.values

    def fields(self) -> Iterator[Placed[str]]:
        """The keys in the order of the file."""
        return (Placed(key, self.place(key)) for key in self.node.values)

    def place(self, key: str = "") -> Place:
        """Where `key` stands; where the part begins, without a key or if there is none such."""
        line = self.node.lines.get(key)
        return Place(self.begin.path, line) if line else self.begin

    def text_places(self, key: str) -> tuple[Place, ...]:
        """Where each line of a text stands; a text that YAML folds is taken to stand where it begins."""
        node = self.node.values.get(key)
        if not isinstance(node, Text):
            return ()
        lines = node.value.strip().split("\n")
        above = node.value[: len(node.value) - len(node.value.lstrip())].count("\n") + 1
        first = [node.line + above + number if node.literal else node.line for number in range(len(lines))]
        return tuple(Place(self.begin.path, line) for line in first)

    def note(self, message: str, key: str = "") -> None:
        """Adds a problem at `key`."""
        self.problems.append(self.place(key).problem(message))

    def only(self, *allowed: str) -> None:
        """Notes every key that is not one of `allowed`."""
        for key in self.node.values:
            if key not in allowed:
                hint = suggestion(key, allowed)
                self.note(f"Kunci {quoted(key)} pada {self.label} tidak dikenal; {hint}.", key)

    def text(self, key: str, limit: int = 0) -> str:
        """The text of a field that must be there and not be empty, of at most `limit` characters (0: any)."""
        if self._absent(key):
            return ""
        value = self.optional_text(key, limit)
        if not value and self._is_blank(key):
            self.note(f'"{key}" pada {self.label} masih kosong; isi teksnya.', key)
        return value

    def optional_text(self, key: str, limit: int = 0) -> str:
        """The text of a field that may be missing or empty, without white space around it."""
        if key not in self:
            return ""
        said = self._said(self.node.values[key], key, self.place(key))
        if said and limit and len(said.value) > limit:
            size = f"{len(said.value)} karakter, paling banyak {limit}"
            self.note(f"{quoted(key)} pada {self.label} terlalu panjang ({size}); persingkat.", key)
        return said.value if said else ""

    def optional_date(self, key: str) -> str:
        """A day as year-month-day; empty if there is none."""
        said = self.optional_text(key)
        if said and not is_date(said):
            self.note(f"Tanggal {quoted(said)} tidak sah; tulis tahun-bulan-hari, misalnya 2026-11-24.", key)
        return said

    def id(self, key: str = "id") -> str:
        """A required id. A wrong one is returned all the same, so that links to it are not called dead."""
        value = self.text(key)
        if value and not _ID.fullmatch(value):
            rule = f"pakai huruf kecil a-z, angka, dan tanda hubung, paling banyak {ID_LIMIT} karakter"
            self.note(f"{key} {quoted(value)} tidak sah; {rule}.", key)
        return value

    def title(self) -> str:
        """The required `judul`; it has to fit a button."""
        return self.text("judul", TITLE_LIMIT)

    def date(self, key: str) -> str:
        """A required ISO date."""
        value = self.text(key)
        if value and not is_date(value):
            self.note(f"Tanggal {quoted(value)} tidak sah; tulis tahun-bulan-hari, misalnya 2026-11-24.", key)
        return value

    def texts(self, key: str) -> tuple[Placed[str], ...]:
        """The texts of a list that must be there and not be empty."""
        if self._absent(key):
            return ()
        node = self.node.values[key]
        if self._is_blank(key) or (isinstance(node, Items) and not node.values):
            self.note(f'"{key}" pada {self.label} masih kosong; isi paling sedikit satu butir.', key)
            return ()
        return self.optional_texts(key)

    def optional_texts(self, key: str) -> tuple[Placed[str], ...]:
        """The texts of a list that may be missing or empty. An empty item is a problem."""
        found = []
        for item in self._items(key):
            place = Place(self.begin.path, item.line)
            said = self._said(item, key, place)
            if said and not said.value:
                self.problems.append(place.problem(f'Ada butir kosong di "{key}"; isi atau hapus.'))
            elif said:
                found.append(said)
        return tuple(found)

    def text_or_texts(self, key: str) -> tuple[str, ...]:
        """A field that is one text or a list of texts, and not empty."""
        if isinstance(self.node.values.get(key), Items):
            return tuple(said.value for said in self.texts(key))
        value = self.text(key)
        return (value,) if value else ()

    def holds_fields(self, key: str) -> bool:
        """Whether the value of `key` is a mapping."""
        return isinstance(self.node.values.get(key), Fields)

    def choice(self, key: str, known: Mapping[str, T]) -> T | None:
        """What the text of an optional field stands for; None if there is none, or one that is not known."""
        said = self.optional_text(key)
        if said and said not in known:
            self.note(f"{quoted(said)} tidak dikenal pada {quoted(key)}; {suggestion(said, known)}.", key)
        return known.get(said)

    def part(self, key: str, label: str) -> Part | None:
        """The mapping under `key`; None if there is none."""
        if key not in self:
            return None
        return self._part(self.node.values[key], label, self.place(key))

    def parts(self, key: str, label: str) -> Iterator[Part]:
        """The mappings of a list that must be there and not be empty, each called `label` and its id or number."""
        if self._absent(key):
            return
        node = self.node.values[key]
        if self._is_blank(key) or (isinstance(node, Items) and not node.values):
            self.note(f'"{key}" masih kosong; isi paling sedikit satu butir.', key)
        yield from self.optional_parts(key, label)

    def optional_parts(self, key: str, label: str) -> Iterator[Part]:
        """The mappings of a list that may be missing or empty."""
        for number, item in enumerate(self._items(key), 1):
            name = (item.values.get("id") or item.values.get("nomor")) if isinstance(item, Fields) else None
            shown = quoted(name.value) if isinstance(name, Text) and name.value else f"ke-{number}"
            if part := self._part(item, f"{label} {shown}", Place(self.begin.path, item.line)):
                yield part

    def _absent(self, key: str) -> bool:
        if key in self:
            return False
        self.note(f'"{key}" belum ada pada {self.label}; tambahkan.')
        return True

    def _is_blank(self, key: str) -> bool:
        node = self.node.values[key]
        return isinstance(node, Text) and not node.value.strip()

    def _items(self, key: str) -> list[Node]:
        node = self.node.values.get(key)
        if isinstance(node, Items):
            return node.values
        if isinstance(node, Fields) or (isinstance(node, Text) and node.value.strip()):
            self.note(f'"{key}" harus berupa daftar; tulis tiap butir pada baris sendiri, diawali "- ".', key)
        return []

    def _said(self, node: Node, key: str, place: Place) -> Placed[str] | None:
        if isinstance(node, Text):
            return Placed(node.value.strip(), place)
        if isinstance(node, Items):
            message = f"{quoted(key)} di sini harus berupa teks, bukan daftar; tulis teksnya langsung."
            self.problems.append(place.problem(message))
        elif isinstance(node, Fields):
            message = f'Teks di {quoted(key)} terbaca sebagai "kunci: nilai"; apit teks dengan tanda kutip.'
            self.problems.append(place.problem(message))
        return None

    def _part(self, node: Node, label: str, place: Place) -> Part | None:
        if isinstance(node, Fields):
            return Part(place, node, label, self.problems)
        if not isinstance(node, Refused):
            message = f'Isi {label} harus berupa baris-baris "kunci: nilai"; perbaiki tulisannya.'
            self.problems.append(place.problem(message))
        return None


def places_of(part: Part, ways: Iterable[Placed[str]] = (), *texts: str) -> PartPlaces:
    """Where a part stands, and its ways of asking and its `texts` line by line."""
    keys = {key.value: key.place for key in part.fields()}
    return PartPlaces(
        part.place(), keys, {text: part.text_places(text) for text in texts}, tuple(way.place for way in ways)
    )


def is_date(text: str) -> bool:
    """Whether `text` is a day that there is. fromisoformat alone would also take "20260101" and "2026-W01-1"."""
    try:
        return bool(_DATE.fullmatch(text) and datetime.date.fromisoformat(text))
    except ValueError:
        return False


def values(said: Iterable[Placed[T]]) -> tuple[T, ...]:
    """What was read, without its places."""
    return tuple(one.value for one in said)
