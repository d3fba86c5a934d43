"""Between the rows of a sheet and the entries of a knowledge.

Lives here: what each column means, what may be left out, what is wrong with a row.
Never here: encodings and separators (rows.py), folders and YAML (importing.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.core.model import ID_LIMIT, Entry, Knowledge, Topic
from bot.core.rounds import QuizItem
from bot.core.rulebook import Quote
from bot.operators.editing.slugs import label, slug, unique
from bot.operators.sheets.quizzes import quiz_cell, read_quiz_cell
from bot.operators.sheets.rows import Row, SheetError, heading
from bot.operators.sheets.workbooks import letter
from bot.storage.parts import is_date
from bot.storage.problems import nearest, quoted, suggestion

COLUMNS = (
    "id", "judul", "pertanyaan", "jawaban", "topik", "sumber",
    "ringkas", "konteks", "induk", "terkait", "mudah_tertukar", "renungan", "kutipan", "sederhana", "contoh", "menurut",
    "diperiksa", "berlaku", "fakta", "induk_topik", "kuis",
)  # fmt: skip
REQUIRED = ("judul", "jawaban")
# Where a sheet names no topic, all its entries stand in this one.
ONLY_TOPIC = ("tanya-jawab", "Tanya jawab")

_ID = re.compile(f"[a-z0-9-]{{1,{ID_LIMIT}}}")
_TOPIC = re.compile(f"([a-z0-9-]{{1,{ID_LIMIT}}}):\\s+(\\S.*)")
_BETWEEN_IDS = re.compile(r"[\s,;]+")
_NO_WORD = re.compile(r"[\W_]+")
# What Excel and Google Sheets show where a formula has no result.
_FORMULA_FAILED = re.compile(r"#(N/A|NAME\?|REF!|VALUE!|DIV/0!|NULL!|NUM!|SPILL!|CALC!|ERROR!)")
_SAME = {"pertanyaan": "hapus salah satu", "judul": "tulis cara bertanya yang lain di kolom pertanyaan"}


@dataclass(frozen=True, slots=True)
class SheetEntries:
    """What a sheet says; `rows` are the entries' rows, `notes` what was made up or left out."""

    topics: tuple[Topic, ...]
    entries: Mapping[str, Entry]
    rows: Mapping[str, int]
    notes: tuple[str, ...]


def problem(path: Path, row: int, column: str, message: str) -> str:
    """How a problem names its place; some belong to a row and to no column."""
    return f"{path}, baris {row}{f', kolom {column}' if column else ''}: {message}"


def to_entries(path: Path, rows: Sequence[Row]) -> SheetEntries:
    """The entries in the rows of a sheet that begins with a heading. Raises SheetError with all problems."""
    columns, notes = _columns(path, rows)
    draft = _Draft(path, notes=notes)
    taken = draft.claim_ids([(row, _cell(row, columns, "id")) for row in rows[1:]])
    for row in rows[1:]:
        draft.check_shape(row, rows[0].cells)
        draft.add(row, {name: _cell(row, columns, name) for name in COLUMNS}, taken)
    draft.check_links()
    if draft.problems:
        # A row at a time, as the person will mend them; the order within a row stays.
        raise SheetError("\n".join(text for _, text in sorted(draft.problems, key=lambda one: one[0])))
    if not draft.entries:
        raise SheetError(f"{path}: lembar belum memuat entri; isi di bawah kepala kolom.")
    return draft.finished()


def to_rows(knowledge: Knowledge) -> Iterator[tuple[str, ...]]:
    """The heading and one row an entry, topic by topic. Only entries and topics have a place in a sheet."""
    yield COLUMNS
    for topic in knowledge.topics.values():
        for entry_id in topic.entries:
            entry = knowledge.entries[entry_id]
            yield (
                entry.id, _line(entry.title), "\n".join(map(_line, entry.questions)), entry.answer.strip(),
                _topic_cell(topic), entry.source, entry.summary, entry.context, entry.parent,
                ", ".join(entry.related), ", ".join(entry.confusable), "\n".join(map(_line, entry.reflection)),
                "\n".join(f"{quote.law}: {_line(quote.text)}" for quote in entry.quotes),
                entry.simple, entry.example, entry.according, entry.checked_on, entry.valid,
                "\n".join(map(_line, entry.facts)), _topic_cell(knowledge.topics[topic.parent]) if topic.parent else "",
                quiz_cell(entry.quiz),
            )  # fmt: skip


def _columns(path: Path, rows: Sequence[Row]) -> tuple[dict[str, int], list[str]]:
    """Where each known column stands, and a note on the others. SheetError if a required one is missing."""
    found: dict[str, int] = {}
    ignored = []
    for place, cell in enumerate(rows[0].cells if rows else ()):
        name = heading(cell)
        if name in COLUMNS and name not in found:
            found[name] = place
        elif cell:
            ignored.append(f"{quoted(cell)} ({suggestion(name, set(COLUMNS) - found.keys())})")
    missing = [name for name in REQUIRED if name not in found]
    if missing:
        seen = ", ".join(quoted(cell) for cell in (rows[0].cells if rows else ()) if cell) or "kosong"
        wanted = " dan ".join(f'"{name}"' for name in missing)
        message = f"kolom {wanted} tidak ada; tulis namanya di baris kepala kolom, yang sekarang berisi {seen}."
        raise SheetError(problem(path, rows[0].number if rows else 1, "", message))
    return found, [f"Kolom yang tidak dipakai: {'; '.join(ignored)}."] if ignored else []


def _cell(row: Row, columns: Mapping[str, int], name: str) -> str:
    place = columns.get(name, len(row.cells))
    return row.cells[place] if place < len(row.cells) else ""


@dataclass(slots=True)
class _Draft:
    """Entries as they are gathered, and what is wrong with them, each with its row."""

    path: Path
    problems: list[tuple[int, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    topics: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    above: dict[str, str] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    ways: dict[str, int] = field(default_factory=dict)
    labels: dict[str, int] = field(default_factory=dict)
    made: int = 0

    def note(self, row: int, column: str, message: str) -> None:
        self.problems.append((row, problem(self.path, row, column, message)))

    def claim_ids(self, cells: Sequence[tuple[Row, str]]) -> set[str]:
        """The ids that the sheet gives itself; a made-up one must differ from all of them."""
        first: dict[str, int] = {}
        for row, written in cells:
            if written and not _ID.fullmatch(written):
                rule = f"huruf kecil a-z, angka, dan tanda hubung, paling banyak {ID_LIMIT}"
                hint = f"mungkin {slug(written, 'entri')}, atau kosongkan"
                self.note(row.number, "id", f"{quoted(written)} tidak sah ({rule}); {hint}.")
            elif written in first:
                message = f"{quoted(written)} sudah dipakai di baris {first[written]}; ganti salah satu."
                self.note(row.number, "id", message)
            elif written:
                first[written] = row.number
        return set(first)

    def check_shape(self, row: Row, headings: Sequence[str]) -> None:
        """Cells without a heading, and cells with what is left of a formula that failed."""
        for place, cell in enumerate(row.cells):
            name = headings[place] if place < len(headings) else ""
            column = (heading(name) if heading(name) in COLUMNS else name) or letter(place)
            if cell and not name:
                message = "tidak punya kepala kolom; hapus sel ini, atau apit teks yang berisi pemisah dengan kutip."
                self.note(row.number, column, message)
            if _FORMULA_FAILED.fullmatch(cell):
                self.note(row.number, column, f"rumusnya gagal ({cell}); betulkan, atau tulis teksnya langsung.")

    def add(self, row: Row, cells: Mapping[str, str], taken: set[str]) -> None:
        """Adds the entry of one row, and says what it lacks. All of a wrong one is looked at as well."""
        for name in REQUIRED:
            if not cells[name]:
                self.note(row.number, name, "masih kosong; isi.")
        name = cells["id"] or unique(slug(cells["judul"], "entri"), taken)
        if name in self.entries:
            name = f"{name} {row.number}"  # its id is complained about already
        taken.add(name)
        self.made += not cells["id"]
        title = _line(cells["judul"])
        if label(title) != title:
            self.notes.append(f"Baris {row.number}: judul dipendekkan untuk tombol: {quoted(label(title))}.")
        if title and (first := self.labels.setdefault(label(title).casefold(), row.number)) != row.number:
            said = f"judul {quoted(label(title))} sama dengan judul di baris {first}"
            self.notes.append(f"Baris {row.number}: {said}; bedakan, supaya tombolnya terbeda.")
        above = self._topic(row, cells["induk_topik"]) if cells["induk_topik"] else ""
        topic = self._topic(row, cells["topik"])
        if above:
            self.above[topic] = above
        self.topics[topic][1].append(name)
        self.rows[name] = row.number
        self.entries[name] = Entry(
            id=name,
            title=label(title),
            topic=topic,
            questions=self._questions(row, title, cells["pertanyaan"]),
            summary=cells["ringkas"],
            answer=cells["jawaban"],
            source=cells["sumber"],
            context=cells["konteks"],
            parent=cells["induk"],
            related=_ids(cells["terkait"]),
            confusable=_ids(cells["mudah_tertukar"]),
            reflection=_lines(cells["renungan"]),
            quotes=self._quotes(row, cells["kutipan"]),
            simple=cells["sederhana"],
            example=cells["contoh"],
            according=cells["menurut"],
            checked_on=self._date(row, cells["diperiksa"]),
            valid=cells["berlaku"],
            facts=_lines(cells["fakta"]),
            quiz=self._quiz(row, cells["kuis"]),
        )

    def _quiz(self, row: Row, cell: str) -> tuple[QuizItem, ...]:
        items, wrong = read_quiz_cell(cell)
        for complaint in wrong:
            self.note(row.number, "kuis", complaint)
        return items

    def _quotes(self, row: Row, cell: str) -> tuple[Quote, ...]:
        """The quotes of laws, one a line: the law's id, a colon, its words."""
        found = []
        for text in _lines(cell):
            law, colon, words = (part.strip() for part in text.partition(":"))
            if not (law and colon and words):
                self.note(row.number, "kutipan", f"{quoted(text)} bukan kutipan; tulis misalnya uu-14-2019: bunyinya.")
            found.append(Quote(law, words))
        return tuple(found)

    def _date(self, row: Row, cell: str) -> str:
        """A day; a workbook writes the time of day behind it."""
        day = cell.partition(" ")[0]
        if day and not is_date(day):
            self.note(row.number, "diperiksa", f"{quoted(cell)} bukan tanggal; tulis tahun-bulan-hari.")
        return day

    def _topic(self, row: Row, cell: str) -> str:
        """The id of the topic in `cell`: "id: title", a title, or the id of a topic named elsewhere."""
        cell = _line(cell)
        explicit = _TOPIC.fullmatch(cell)
        if explicit:
            name, title = explicit[1], label(explicit[2])
        elif cell:
            name, title = slug(cell, "topik"), label(cell)
        else:
            name, title = ONLY_TOPIC
        known = self.topics.setdefault(name, (title, []))
        if explicit and known[0] == name:  # until now only its id was named
            self.topics[name] = (title, known[1])
        elif explicit and known[0] != title:
            self.note(row.number, "topik", f"{quoted(name)} berjudul {quoted(known[0])} di atas; samakan.")
        return name

    def _questions(self, row: Row, title: str, cell: str) -> tuple[str, ...]:
        """The ways of asking, one a line; the title where there is none, or where its button cuts it."""
        texts = [*_lines(cell)]
        if (not texts or label(title) != title) and title:
            texts.insert(0, title)
        kept: dict[str, str] = {}
        for text in texts:
            key = _sameness(text)
            first = self.ways.setdefault(key, row.number)
            if first != row.number:
                column = "pertanyaan" if cell else "judul"
                self.note(row.number, column, f"{quoted(text)} sudah ditanyakan di baris {first}; {_SAME[column]}.")
            if key in kept:
                self.notes.append(f"Baris {row.number}: pertanyaan {quoted(text)} dua kali; yang kedua dilewati.")
            kept.setdefault(key, text)
        return tuple(kept.values())

    def check_links(self) -> None:
        """Every id that an entry points to must be there and be another entry."""
        for entry in self.entries.values():
            links = {"induk": (entry.parent,), "terkait": entry.related, "mudah_tertukar": entry.confusable}
            for column, ids in links.items():
                for target in filter(None, ids):
                    if target == entry.id:
                        message = f"{quoted(target)} adalah entri ini sendiri; hapus atau ganti."
                        self.note(self.rows[entry.id], column, message)
                    elif target not in self.entries:
                        hint = nearest(target, self.entries) or "periksa ejaannya, atau hapus"
                        self.note(self.rows[entry.id], column, f"entri {quoted(target)} tidak ada; {hint}.")
            self._check_parent(entry)

    def _check_parent(self, entry: Entry) -> None:
        parent = self.entries.get(entry.parent)
        if parent is None or parent is entry:
            return
        if parent.topic != entry.topic:
            message = f"{quoted(parent.id)} (baris {self.rows[parent.id]}) ada di topik lain; samakan topiknya."
            self.note(self.rows[entry.id], "induk", message)
        above: list[str] = []
        while parent and parent.id not in above:
            above.append(parent.id)
            parent = self.entries.get(parent.parent)
        if entry.id in above:
            self.note(self.rows[entry.id], "induk", "induknya berputar kembali ke entri ini; putuskan salah satunya.")

    def finished(self) -> SheetEntries:
        topics = tuple(
            Topic(name, title, tuple(ids), self.above.get(name, "")) for name, (title, ids) in self.topics.items()
        )
        notes = [*self.notes, f"{self.made} id dibuat dari judul."] if self.made else self.notes
        ordered = {entry: self.entries[entry] for topic in topics for entry in topic.entries}
        return SheetEntries(topics, ordered, self.rows, tuple(notes))


def _topic_cell(topic: Topic) -> str:
    """The shortest cell that is read back as this very topic."""
    title = _line(topic.title)
    if _TOPIC.fullmatch(title) is None and slug(title, "topik") == topic.id and title != topic.id:
        return title
    return f"{topic.id}: {title}"


def _ids(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in _BETWEEN_IDS.split(cell) if name))


def _lines(cell: str) -> tuple[str, ...]:
    """The texts of a cell that holds one a line."""
    return tuple(line for text in cell.split("\n") if (line := _line(text)))


def _line(text: str) -> str:
    return " ".join(text.split())


def _sameness(text: str) -> str:
    """What makes two ways of asking the same to the knowledge's own check (see bot.storage.checks)."""
    return _NO_WORD.sub(" ", text.casefold()).strip() or text
