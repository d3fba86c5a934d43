"""Tidy YAML for knowledge files, the way people write them.

Lives here: when a text needs quotes, blocks for long texts, lists of ids on one line.
Never here: files, and what any key means.

Written by hand because PyYAML's emitter folds long lines and quotes what needs no quotes; editors should find
what they would have typed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

import yaml

# A longer text stands in a block of its own below its key.
LINE_LIMIT = 100
# The C loader reads a short text in a twentieth of the time; both give the same.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def scalar(text: str) -> str:
    """`text` on one line: plain if every YAML program reads it back as this very string, else in quotes."""
    return text if _is_plain(text) else json.dumps(text, ensure_ascii=False)


def field(key: str, text: str, indent: int = 0) -> Iterable[str]:
    """The lines of `key: text`; no line for an empty text."""
    space = " " * indent
    if not text:
        return
    if "\n" not in text and len(text) <= LINE_LIMIT:
        yield f"{space}{key}: {scalar(text)}"
        return
    if text != text.strip() or not text[0].isprintable():  # a block would lose or misread its edges
        yield f"{space}{key}: {json.dumps(text, ensure_ascii=False)}"
        return
    yield f"{space}{key}: |"
    yield from (f"{space}  {line}" if line else "" for line in text.split("\n"))


def items(key: str, texts: Sequence[str], indent: int = 0) -> Iterable[str]:
    """The lines of a list with one text a line; no line for an empty list."""
    space = " " * indent
    if texts:
        yield f"{space}{key}:"
        yield from (f"{space}  - {scalar(text)}" for text in texts)


def names(key: str, ids: Sequence[str], indent: int = 0) -> Iterable[str]:
    """The line of a short list of ids; no line for an empty list."""
    if ids:
        yield f"{' ' * indent}{key}: [{', '.join(map(scalar, ids))}]"


def _is_plain(text: str) -> bool:
    if not text.isprintable():
        return False
    try:
        found = yaml.load(f"a: {text}\n", Loader=_LOADER)  # noqa: S506 - a safe loader by either name
    except (yaml.YAMLError, ValueError):
        return False
    return bool(found == {"a": text})
