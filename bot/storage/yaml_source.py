"""YAML as plain data in which everything knows its line.

Lives here: the event scan with its limits, what YAML offers and we refuse, the three kinds of node.
Never here: files, and what any key means.

Why an event scan. The C loader crashes on 100,000 brackets (SIGSEGV) and safe_load needs 8 s for a 762-byte
bomb of merge keys, but both happen while nodes are composed. The C parser's *events* come from a loop over a
stack on the heap: the same brackets end after 3 ms and 23 events at the depth limit below, and without
aliases nothing can multiply. Measured with PyYAML 6.0.3 and libyaml 0.2.5 on 10,000 questions (12,700 lines,
1.07 MB): this scan 0.07 s of the 0.15 s that loading takes, and 1.0 s with PyYAML's own scanner instead.
Forty kinds of hostile input were tried in processes of their own. None crashed, and one was slow: 60,000 %TAG
lines took 6.4 s, hence no line may begin with "%".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.errors import Problem
from bot.storage.folder import UNPRINTABLE
from bot.storage.problems import Place, quoted
from bot.storage.yaml_syntax import UNREADABLE, explain

DEPTH_LIMIT = 20
NODE_LIMIT = 200_000  # over the whole folder, so that loading is bounded in time: this many take 0.5 s

# Wheels carry libyaml. Where it is missing the Python scanner does as well, more slowly and more strictly: it
# refuses a tab between words and a question mark at the end of an unquoted item in [...].
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_DIRECTIVE = re.compile("^%", re.MULTILINE)
_SKIPPED = "\0"  # stands for a key that was refused; its value is read and dropped


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar; always a string, whatever it looks like. The lines of a `literal` one (`|`) are those below `line`."""

    line: int
    value: str
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    line: int
    values: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping; `lines` are the lines of its keys."""

    line: int
    values: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that has been reported already: to be passed over in silence."""

    line: int


Node = Text | Items | Fields | Refused


@dataclass(slots=True)
class YamlReader:
    """Reads the files of one folder. All problems go to `problems`; nothing is raised."""

    problems: list[Problem]
    nodes: int = 0

    def read(self, path: Path, text: str) -> Fields | None:
        """The mapping that `text` is; None, and a problem that says why, if nothing can be made of it."""
        builder = _Builder(path, self.problems)
        if found := _DIRECTIVE.search(text):
            line = text.count("\n", 0, found.start()) + 1
            builder.note(line, 'Baris tidak boleh diawali "%"; hapus, atau apit teks dengan tanda kutip.')
            return None
        try:
            for event in yaml.parse(text, Loader=LOADER):
                if excess := self._excess(builder, event):
                    builder.note(_line(event), excess)
                    return None
                builder.take(event)
        except yaml.MarkedYAMLError as error:
            builder.note(*explain(error, text))
            return None
        except (yaml.YAMLError, ValueError, OverflowError):
            # Not all errors of PyYAML are marked, and its Python scanner lets chr() fail on "\Uffffffff".
            builder.note(0, UNREADABLE)
            return None
        return builder.result()

    def _excess(self, builder: _Builder, event: yaml.Event) -> str:
        """Why the file cannot be read on; empty if it can."""
        self.nodes += isinstance(event, yaml.NodeEvent)
        if self.nodes > NODE_LIMIT:
            return (
                f"Sampai di sini folder sudah berisi {NODE_LIMIT} butir, batas paling banyak; kurangi isinya."
            )
        if len(builder.open) >= DEPTH_LIMIT and isinstance(event, yaml.CollectionStartEvent):
            return f"Isian bersarang lebih dari {DEPTH_LIMIT} tingkat; sederhanakan."
        if builder.root and isinstance(event, yaml.DocumentStartEvent):
            return 'Satu berkas hanya boleh berisi satu dokumen; hapus baris "---" ini.'
        return ""


@dataclass(slots=True)
class _Builder:
    """Puts the events of one file together, without recursion."""

    path: Path
    problems: list[Problem]
    root: Node | None = None
    open: list[Items | Fields] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)  # beside `open`: the key that waits for its value

    def take(self, event: yaml.Event) -> None:
        """Adds what `event` brings."""
        if isinstance(event, yaml.NodeEvent):
            node = self._node(event, _line(event))
            self._put(node)
            if isinstance(node, Items | Fields):
                self.open.append(node)
                self.keys.append(None)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()
            self.keys.pop()

    def result(self) -> Fields | None:
        """What the finished file is, if it is a mapping."""
        root = self.root
        if isinstance(root, Fields):
            return root
        if root is None or (isinstance(root, Text) and not root.value.strip()):
            self.note(0, "Berkas kosong; isi, atau hapus berkasnya.")
        else:
            self.note(root.line, 'Berkas harus berisi kunci, misalnya "topik: nama-topik".')
        return None

    def note(self, line: int, message: str) -> None:
        """Adds a problem of this file."""
        self.problems.append(Place(self.path, line).problem(message))

    def _node(self, event: yaml.NodeEvent, line: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            self.note(line, f'Rujukan "*{event.anchor}" tidak didukung; apit teks dengan tanda kutip.')
            return Refused(line)
        if event.anchor:
            self.note(
                line, f'Jangkar "&{event.anchor}" tidak didukung; hapus, atau apit teks dengan tanda kutip.'
            )
        if tag := getattr(event, "tag", None):
            self.note(line, f"Tag {quoted(tag)} tidak didukung; hapus, atau apit teks dengan tanda kutip.")
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(line)
        if isinstance(event, yaml.MappingStartEvent):
            return Fields(line)
        assert isinstance(event, yaml.ScalarEvent)
        if UNPRINTABLE.search(event.value):  # by an escape, "\0" or "\ud83d": the raw text has none
            self.note(line, "Ada kode karakter tak terlihat di dalam teks ini; hapus kode itu.")
            return Refused(line)
        return Text(line, event.value, event.style == "|")

    def _put(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent, Items):
            parent.values.append(node)
        elif (key := self.keys[-1]) is None:
            self.keys[-1] = self._key(parent, node)
        else:
            self.keys[-1] = None
            if key != _SKIPPED:
                parent.values[key] = node

    def _key(self, parent: Fields, node: Node) -> str:
        key = node.value.strip() if isinstance(node, Text) else ""
        if isinstance(node, Refused):
            return _SKIPPED
        if not key:
            self.note(node.line, "Kunci di sini kosong atau bukan teks; tulis seperti kunci: nilai.")
        elif key == "<<":
            self.note(node.line, 'Kunci gabungan "<<" tidak didukung; tulis isinya langsung.')
        elif key in parent.lines:
            first = parent.lines[key]
            self.note(node.line, f"Kunci {quoted(key)} sudah ada di baris {first}; hapus salah satu.")
        else:
            parent.lines[key] = node.line
            return key
        return _SKIPPED


def _line(event: yaml.Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 0
