"""The wording of an article as a tree: paragraphs, letters, numbers; and the part of it that was asked for.

Lives here: taking an article's lines apart, picking some of them with what introduces them, putting them together.
Never here: what a message asks for (references.py), titles and screens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.law.references import Unit

_MARKS = (
    (Unit.PARAGRAPH, re.compile(r"\((\d+[a-z]?)\)\s")),
    (Unit.NUMBER, re.compile(r"(\d+)[.)]\s")),
    (Unit.LETTER, re.compile(r"([a-z]{1,2})[.)]\s")),
)
# What people call a line that has another mark: "ayat 9" for a number, "poin 2" for the letter b.
_KINDS = (Unit.PARAGRAPH, Unit.NUMBER, Unit.LETTER)

# A longer article is shown with room between all its lines.
ROOMY = 2000

Parts = Mapping[Unit, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an article and the list below it. `unit` and `label` are those of its mark; a line may have none."""

    text: str
    unit: Unit | None = None
    label: str = ""
    below: tuple[Line, ...] = ()


def parse(text: str) -> tuple[Line, ...]:
    """The lines of an article, lists below what introduces them."""
    flat = [_line(said.strip()) for said in text.split("\n") if said.strip()]
    return _nested(flat, ())


def _line(text: str) -> Line:
    for unit, mark in _MARKS:
        if found := mark.match(text):
            return Line(text, unit, found[1])
    return Line(text)


def _nested(flat: Sequence[Line], above: tuple[Unit, ...]) -> tuple[Line, ...]:
    """`flat` as a tree. `above`: the units of the lists that these lines stand in."""
    found: list[Line] = []
    at = 0
    while at < len(flat):
        head = flat[at]
        outer = above if head.unit is None else (*above, head.unit)
        end = at + 1
        while end < len(flat) and _is_below(flat[end], head, outer):
            end += 1
        found.append(replace(head, below=_nested(flat[at + 1 : end], outer)))
        at = end
    return tuple(found)


def _is_below(line: Line, head: Line, outer: Sequence[Unit]) -> bool:
    """Whether a line belongs to a list under `head`. Paragraphs stand under nothing; a line without a mark closes the
    list that it follows, and belongs to the paragraph around it."""
    if line.unit is None:
        return head.unit is Unit.PARAGRAPH
    return line.unit is not Unit.PARAGRAPH and line.unit not in outer


def pick(lines: Sequence[Line], parts: Parts) -> tuple[Line, ...]:
    """The lines with the marks in `parts`, each below what introduces it; none if there are no such."""
    found = []
    for line in lines:
        within = parts
        if line.unit and line.unit in parts:
            if line.label not in parts[line.unit]:
                continue
            within = {unit: labels for unit, labels in parts.items() if unit is not line.unit}
            if not within:
                found.append(line)
                continue
        if below := pick(line.below, within):
            found.append(replace(line, below=below))
    return tuple(found)


def meant(lines: Sequence[Line], parts: Parts) -> tuple[Line, ...]:
    """The same, also where a mark was called by another name."""
    for tried in _readings(parts):
        if found := pick(lines, tried):
            return found
    return ()


def _readings(parts: Parts) -> Iterator[Parts]:
    """What `parts` may stand for, the words as they are first."""
    yield parts
    for asked, labels in parts.items():
        others = {unit: said for unit, said in parts.items() if unit is not asked}
        for unit in _KINDS:
            if unit is not asked and unit not in parts:
                yield {**others, unit: [_as(unit, label) for label in labels]}


def _as(unit: Unit, label: str) -> str:
    """A label as the marks of `unit` would have it: the second letter is b."""
    if unit is Unit.LETTER and label.isdigit() and 1 <= int(label) <= 26:
        return chr(ord("a") + int(label) - 1)
    return label


def marks(lines: Sequence[Line]) -> tuple[tuple[Unit, str], ...]:
    """The marks on the way to the only line that was picked; none as soon as there are several."""
    found: list[tuple[Unit, str]] = []
    while len(lines) == 1:
        (line,) = lines
        if line.unit:
            found.append((line.unit, line.label))
        lines = line.below
    return tuple(found) if not lines else ()


def text_of(lines: Sequence[Line]) -> str:
    """The lines as they are shown, with room between paragraphs, between numbered definitions, and in long ones between
    all lines: a channel that has to cut them cuts there."""
    text = "\n\n".join(_whole(line) for line in lines)
    return "\n\n".join(text.split("\n")).replace("\n\n\n\n", "\n\n") if len(text) > ROOMY else text


def _whole(line: Line) -> str:
    apart = "\n\n" if any(below.unit is Unit.NUMBER for below in line.below) else "\n"
    return apart.join([line.text, *(_whole(below) for below in line.below)])
