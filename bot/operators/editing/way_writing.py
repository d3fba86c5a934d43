"""One more way of asking, or one more entry, in the text of a knowledge file, of which everything else stays.

Lives here: at which line and with which indent, dash and quotes something is inserted, so that it looks like the rest.
Never here: reading and writing files (knowledge_editing.py), whether the result is right (bot.storage).

ruamel.yaml tells the places, and lines are inserted there. Writing its whole round trip would do for tidy files only:
it puts a new item below the comments that follow the list, joins long lists in brackets and evens out spaces.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ruamel.yaml.nodes import SequenceNode

from bot.operators.editing import yaml_writer as yaml
from bot.operators.editing.yaml_places import Source, UnclearPlaceError, plain

WAYS = "pertanyaan"
ENTRIES = "entri"
_DASH = re.compile(r"- +")


@dataclass(frozen=True, slots=True)
class Written:
    """A text, and the line (from 1) where what is new in it begins."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class NewEntry:
    """The least that an entry needs."""

    id: str
    title: str
    answer: str
    ways: tuple[str, ...]

    def lines(self, column: int) -> Iterator[str]:
        """Its lines, with the dash in `column`."""
        space, inner = " " * column, column + 2
        yield f"{space}- id: {yaml.scalar(self.id)}"
        yield f"{space}  judul: {yaml.scalar(self.title)}"
        yield from yaml.field("jawaban", self.answer, inner)
        yield from yaml.items(WAYS, self.ways, inner)


def with_ways(text: str, section: str, name: str, ways: list[str]) -> Written:
    """`text` with `ways` at the end of the list of the part `name`. Raises UnclearPlaceError if that cannot be done
    without changing anything else, KeyError if there is no such part."""
    source = Source.read(text)
    found = _ways(source, section, name)
    line = source.last_line(found, found.start_mark.column)
    if found.flow_style:
        place, line = found.value[-1].end_mark.index, found.value[-1].end_mark.line
        more = "".join(f", {json.dumps(way, ensure_ascii=False)}" for way in ways)
        written = Written(text[:place] + more + text[place:], line + 1)
    else:
        dash = _dash(source, found)
        written = _inserted(source, line + 1, [dash + yaml.scalar(way) for way in ways])
    again = Source.read(written.text)
    _check(source, again, _ways(again, section, name), ways)
    return written


def with_entry(text: str, entry: NewEntry) -> Written:
    """`text` with `entry` as the last one of its topic. Raises UnclearPlaceError."""
    source = Source.read(text)
    found = source.list_in(source.root, ENTRIES)
    if found.flow_style:
        raise UnclearPlaceError(found.start_mark.line + 1)
    last, column = found.value[-1], found.start_mark.column
    lines = list(entry.lines(column))
    apart = len(found.value) == 1 or _stands_apart(source, last.start_mark.line)
    written = _inserted(source, source.last_line(last, column) + 1, [""] * apart + lines)
    again = Source.read(written.text)
    alone = plain(Source.read("\n".join(lines)).root)
    _check(source, again, again.list_in(again.root, ENTRIES), alone if isinstance(alone, list) else [])
    return Written(written.text, written.line + apart)


def new_file(topic: str, title: str, entry: NewEntry) -> Written:
    """A file that holds one topic with one entry."""
    head = (f"topik: {yaml.scalar(topic)}", f"judul: {yaml.scalar(title)}", f"{ENTRIES}:")
    return Written("".join(f"{line}\n" for line in (*head, *entry.lines(2))), len(head) + 1)


def _ways(source: Source, section: str, name: str) -> SequenceNode:
    part = source.part(section, name)
    if part is None:
        raise KeyError(name)
    return source.list_in(part, WAYS)


def _dash(source: Source, found: SequenceNode) -> str:
    """What stands in front of an item, up to its first letter."""
    start = found.value[-1].start_mark
    column: int = found.start_mark.column
    dash: str = source.lines[start.line][column : start.column]
    return " " * column + (dash if _DASH.fullmatch(dash) else "- ")


def _stands_apart(source: Source, line: int) -> bool:
    """Whether there is a blank line above `line` (from 0) and the comments that belong to it."""
    above = (said.strip() for said in reversed(source.lines[:line]))
    return not next((said for said in above if not said.startswith("#")), "")


def _inserted(source: Source, place: int, new: Sequence[str]) -> Written:
    """The text with `new` lines before its line `place` (from 0), ended as the line before them is."""
    before, after = "".join(source.lines[:place]), "".join(source.lines[place:])
    ending = next((found for line in source.lines[place - 1 :: -1] if (found := _ending(line))), "\n")
    if not _ending(before):  # the last line of a file that does not end in a line break
        return Written(before + "".join(ending + line for line in new), place + 1)
    return Written(before + "".join(line + ending for line in new) + after, place + 1)


def _ending(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :][-2:]


def _check(old: Source, new: Source, grown: SequenceNode, added: Sequence[object]) -> None:
    """UnclearPlaceError unless `new` is `old` with `added` at the end of the list `grown`, and nothing else."""
    size = len(added)
    first, found = grown.value[-size], [plain(item) for item in grown.value[-size:]]
    del grown.value[-size:]
    if found != list(added) or plain(new.root) != plain(old.root):
        raise UnclearPlaceError(first.start_mark.line + 1)
