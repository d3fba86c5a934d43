"""How a turn looks in a terminal.

Lives here: panels, numbered buttons, the explanation of a ranking; and the same as plain text.
Never here: what was typed, choosing an answer, sentences.

On a terminal a reply is drawn; anywhere else (a pipe, a file, a few columns) it is plain text.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.channels.plain import plain_text
from bot.core.conversation.meanings import Meaning, Understood
from bot.core.model import Knowledge
from bot.core.turns import Outcome, Passage, QuickReply, Reply, Turn

# Lines longer than this are tiring to read; in fewer columns than this, borders take more than they give.
WIDE, NARROW = 88, 32
# Two buttons of one row stand side by side in cells of this many columns.
CELL = 26
RANKED = 5
# The meaning that was taken, and the two behind it.
MEANINGS = 3
BAR = 10
# Magenta is the named colour that is legible on black and on white alike; the rest is weight and slant.
ACCENT, ALARM = "magenta", "red"
_ITEM = re.compile(r"\s*(?:[•*-]|\d{1,2}[.)])\s+")

Rows = tuple[tuple[str, str], ...]


class Page:
    """Shows turns on one console, one below the other."""

    def __init__(self, console: Console, knowledge: Knowledge) -> None:
        self._console = console
        self._knowledge = knowledge

    @property
    def is_drawn(self) -> bool:
        """Whether there is a screen, and room on it, for panels. Asked anew each time: windows change."""
        console = self._console
        return console.is_terminal and not console.is_dumb_terminal and console.width >= NARROW

    def show(self, turn: Turn) -> None:
        """A reply with its buttons."""
        if self.is_drawn:
            self._draw(drawn(turn, self._knowledge, self._width))
        else:
            self._write(written(turn.reply, self._knowledge))

    def note(self, key: str, **values: str) -> None:
        """A sentence of the terminal's own."""
        said = self._knowledge.phrase(key, 0, **values).strip()
        if self.is_drawn:
            self._draw(_inset(Text(said, "dim")))
        else:
            self._write(said)

    def show_reasons(self, turn: Turn, understood: Understood | None) -> None:
        """What led to a turn. `understood`: None where nothing was asked."""
        rows = reasons(turn, understood, self._knowledge)
        if self.is_drawn:
            self._draw(_table(rows))
        else:
            self._write("\n".join(f"{label}: {' | '.join(said.splitlines())}" for label, said in rows))

    @property
    def _width(self) -> int:
        return min(self._console.width, WIDE)

    def _draw(self, part: RenderableType) -> None:
        self._console.print(Group(Text(), part), width=self._width)

    def _write(self, text: str) -> None:
        """Letters only. Where there is no terminal, whoever shows the lines breaks them."""
        self._console.print(Text(f"\n{text}"), soft_wrap=not self._console.is_terminal)


def written(reply: Reply, knowledge: Knowledge) -> str:
    """A reply as plain text, its buttons numbered."""
    parts = [plain_text(reply, knowledge), *(f"{button.label}: {button.url}" for button in _links(reply))]
    numbered = (button for button in reply.flat_buttons if button.data)
    parts.append("\n".join(f"[{number}] {button.label}" for number, button in enumerate(numbered, 1)))
    return "\n\n".join(part for part in parts if part)


def drawn(turn: Turn, knowledge: Knowledge, width: int) -> RenderableType:
    """A reply as it looks on a terminal of `width` columns."""
    reply = turn.reply
    parts: list[RenderableType] = []
    if reply.text:
        text = _lines(reply.text)
        alarm = turn.outcome is Outcome.CRISIS
        parts.append(Panel(text, box=box.HEAVY, border_style=ALARM, padding=(0, 1)) if alarm else _inset(text))
    parts.extend(_panel(passage, knowledge, width) for passage in reply.passages)
    if reply.closing:
        parts.append(_inset(_lines(reply.closing)))
    parts.extend(_inset(Text(f"{button.label}: {button.url}")) for button in _links(reply))
    if any(button.data for button in reply.flat_buttons):
        parts.append(_choices(reply, width))
    return Group(*_apart(parts))


def _panel(passage: Passage, knowledge: Knowledge, width: int) -> Panel:
    # A border cuts a title that is too long for it, so that one stands inside.
    fits = cell_len(passage.title) + 8 <= width
    parts: list[RenderableType] = [] if fits else [Text(passage.title, "bold")]
    if passage.summary:
        parts.append(Text(passage.summary, "bold italic"))
    if passage.body.strip() != passage.summary.strip():
        parts.append(_lines(passage.body))
    if passage.context:
        parts.append(Text(knowledge.phrase("context", konteks=passage.context).strip(), "italic"))
    if passage.source:
        parts.append(Text(knowledge.phrase("source", sumber=passage.source).strip(), "dim"))
    title = Text(passage.title, f"bold {ACCENT}") if fits else None
    return Panel(Group(*_apart(parts)), title=title, title_align="left", border_style=ACCENT, padding=(0, 1))


def _lines(text: str) -> RenderableType:
    """The lines of a text; those of a list hang from their mark."""
    return Group(*(_line(line) for line in text.strip().splitlines()))


def _line(line: str) -> RenderableType:
    mark = _ITEM.match(line)
    return _hanging(Text(mark[0]), line[mark.end() :]) if mark else Text(line)


def _hanging(mark: Text, text: str) -> RenderableType:
    """`text` to the right of `mark`, also where it takes several lines."""
    grid = Table.grid()
    grid.add_column(width=cell_len(mark.plain), no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(mark, Text(text))
    return grid


def _choices(reply: Reply, width: int) -> RenderableType:
    """The buttons, numbered, in their rows where these fit."""
    lines: list[RenderableType] = []
    number = 0
    for row in reply.buttons:
        cells: list[tuple[Text, str]] = []
        for button in row:
            if button.data:
                number += 1
                cells.append((Text(f"{number:>2}  ", f"bold {ACCENT}"), button.label))
        longest = max((cell_len(label) for _, label in cells), default=0) + len("99  ")
        if cells and longest < CELL and len(cells) * CELL <= width:
            lines.append(Text.assemble(*(_padded(mark, label) for mark, label in cells)))
        else:
            lines.extend(_hanging(mark, label) for mark, label in cells)
    return _inset(Group(*lines))


def _padded(mark: Text, label: str) -> Text:
    return Text.assemble(mark, label, " " * (CELL - cell_len(mark.plain + label)))


def _links(reply: Reply) -> Iterator[QuickReply]:
    return (button for button in reply.flat_buttons if button.url)


def _inset(part: RenderableType) -> Padding:
    return Padding(part, (0, 2))


def _apart(parts: Iterable[RenderableType]) -> Iterator[RenderableType]:
    """The parts with an empty line between each two."""
    for place, part in enumerate(parts):
        if place:
            yield Text()
        yield part


# -- why -------------------------------------------------------------------------------------------------


def reasons(turn: Turn, understood: Understood | None, knowledge: Knowledge) -> Rows:
    """What led to a turn, as label and text; what there is none of is left out."""
    entries = ", ".join(turn.reply.entries)
    found = [("outcome", f"{turn.outcome.value} {turn.confidence:.2f} {turn.gap}"), ("entries", entries)]
    if understood is not None:
        question, ranking = understood.question, understood.question.ranking
        numbers = dataclasses.asdict(ranking.evidence).items()
        found += [
            ("reading", question.reading.text),
            ("meanings", "\n".join(map(_meant, understood.meanings[:MEANINGS]))),
            (
                "ranking",
                "\n".join(f"{_bar(match.confidence)} {match.entry}" for match in ranking.matches[:RANKED]),
            ),
            ("evidence", ", ".join(f"{name} {value:.2f}" for name, value in numbers)),
            ("closest", ranking.closest),
            ("gap", f"{ranking.gap_score:.2f} {ranking.gap}"),
            ("talk", f"{ranking.talk_score:.2f} {ranking.intent}"),
            ("foreign", f"{ranking.out_of_scope_score:.2f}"),
        ]
    return tuple((knowledge.phrase(f"terminal_why_{key}").strip(), said.strip()) for key, said in found if said)


def _meant(meaning: Meaning) -> str:
    """One thing that a message may mean: how it is carried out, of what, and what speaks for it."""
    about = ", ".join((*meaning.entries, *filter(None, (meaning.name, meaning.data))))
    return f"{_bar(meaning.chance)} {meaning.way.value} {about}".rstrip() + f" ({meaning.because})"


def _bar(confidence: float) -> str:
    full = round(min(max(confidence, 0.0), 1.0) * BAR)
    return f"{confidence:.2f} {'█' * full}{'░' * (BAR - full)}"


def _table(rows: Rows) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="italic")
    grid.add_column(overflow="fold", style="dim")
    for label, said in rows:
        grid.add_row(Text(label), Text(said))
    return _inset(grid)
