"""Where things stand in the text of a YAML file, to the line and column.

Lives here: the file as nodes with their places (ruamel.yaml), finding a part by its id, where a part ends.
Never here: what is put there (way_writing.py), files. The loader (bot.storage) decides what is right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

# A block keeps the blank lines at its end with "+" behind its sign.
_KEEPS = re.compile(r"[|>]\d?\+")
_BREAK = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


class UnclearPlaceError(Exception):
    """The text is not built as expected; its line (from 1) is the argument."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a text, each with its line break, and its nodes."""

    lines: tuple[str, ...]
    root: Node

    @classmethod
    def read(cls, text: str) -> Source:
        try:
            root = YAML(typ="rt", pure=True).compose(text)
        except YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            raise UnclearPlaceError(mark.line + 1 if mark else 1) from None
        if root is None:
            raise UnclearPlaceError(1)
        return cls(tuple(line for line in _BREAK.split(text) if line), root)

    def part(self, section: str, name: str) -> MappingNode | None:
        """The mapping in the list `section` whose id is `name`."""
        parts = value(self.root, section)
        for node in parts.value if isinstance(parts, SequenceNode) else ():
            found = value(node, "id")
            if isinstance(found, ScalarNode) and found.value.strip() == name:
                return node if isinstance(node, MappingNode) else None
        return None

    def list_in(self, node: Node, key: str) -> SequenceNode:
        """The list under `key`, which has at least one item."""
        found = value(node, key)
        if not isinstance(found, SequenceNode) or not found.value:
            raise UnclearPlaceError(node.start_mark.line + 1)
        return found

    def last_line(self, node: Node, column: int) -> int:
        """The line (from 0) on which `node` ends, as a part of a list whose dashes stand in `column`."""
        while isinstance(node, CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        end: int = node.end_mark.line
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            end = self._block_end(node.start_mark.line, node.start_mark.column, column)
        return end

    def _block_end(self, end: int, sign: int, column: int) -> int:
        """The last line of the block whose sign stands on line `end`, column `sign`."""
        keeps = _KEEPS.match(self.lines[end][sign:])
        for number in range(end + 1, len(self.lines)):
            line = self.lines[number]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= column:
                break
            if line.strip() or keeps:
                end = number
        return end


def value(node: Node, key: str) -> Node | None:
    """What stands under `key` of a mapping."""
    for name, found in node.value if isinstance(node, MappingNode) else ():
        if isinstance(name, ScalarNode) and name.value.strip() == key and isinstance(found, Node):
            return found
    return None


def plain(node: Node) -> object:
    """A node without places and styles, to be compared."""
    if isinstance(node, MappingNode):
        return [(plain(key), plain(found)) for key, found in node.value]
    return [plain(item) for item in node.value] if isinstance(node, SequenceNode) else node.value.strip()
