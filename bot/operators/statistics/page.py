"""The statistics as people read them in a terminal.

Lives here: bars of characters, tables of 80 columns, and the words that the other two views share.
Never here: counting (counting.py), the page for a browser (html.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.core.model import Entry, Gap, Knowledge
from bot.operators.statistics.counting import HOURS, Bars, Ranked, Span, Statistics, bars
from bot.operators.statistics.quizzes import Asked, asked_questions, summary
from bot.operators.wording.indonesian_forms import NOTHING, number, percent, period, short_date

# A month of days; a longer time is shown in weeks.
DAYS = 31
WIDTH = 50
NAME_WIDTH = 44
# Told apart without colours too.
KINDS = (
    ("answered", "dijawab", "█", "cyan"),
    ("asked", "ditanya balik", "▒", "yellow"),
    ("missed", "belum tahu", "░", "red"),
)
_STEPS = "▁▂▃▄▅▆▇█"


def print_statistics(console: Console, found: Statistics, knowledge: Knowledge) -> None:
    """Everything, or one sentence if there is nothing."""
    console.print(Text(f"{knowledge.about.name}, {period(found.since, found.until)}", style="bold"))
    if found.empty:
        console.print(nothing_asked(len(found.days)))
        return
    for title, part in _parts(found, knowledge):
        console.print()
        if title:
            console.print(Text(title, style="bold"))
        console.print(Padding(part, (0, 0, 0, 2)))


def nothing_asked(days: int) -> str:
    return f"Belum ada pertanyaan dalam {days} hari terakhir."


def titled(ranked: Ranked, known: Mapping[str, Entry] | Mapping[str, Gap]) -> Iterator[tuple[str, int]]:
    """Names as people know them. What the knowledge no longer has keeps its id."""
    return ((known[name].title if name in known else name, times) for name, times in ranked)


def _parts(found: Statistics, knowledge: Knowledge) -> Iterator[tuple[str, RenderableType]]:
    yield "", _summary(found)
    shown = bars(found.days, DAYS)
    yield f"Pertanyaan tiap {shown.each}", _over_time(shown)
    yield "Jam (WIB)", _hours(found.hours)
    if found.entries:
        yield "Paling sering dijawab", _list(titled(found.entries, knowledge.entries))
    if found.gaps:
        yield "Celah yang paling sering ditanyakan", _list(titled(found.gaps, knowledge.gaps))
    if found.disliked:
        yield "Paling sering diberi jempol turun", _list(titled(found.disliked, knowledge.entries))
    if asked := asked_questions(found.quiz, knowledge):
        yield "Kuis", _quiz(asked)
    if found.versions:
        yield "Versi pengetahuan", _versions(found, knowledge.version)


def _summary(found: Statistics) -> RenderableType:
    total = found.total
    parts = [f"{percent(getattr(total, name), total.questions)} {label}" for name, label, _, _ in KINDS]
    lines = [
        f"{number(total.questions)} pertanyaan: {', '.join(parts)}",
        f"{number(total.talk)} obrolan, {number(total.crisis)} tanda bahaya",
        f"{number(found.thumbs_up)} jempol naik, {number(found.thumbs_down)} jempol turun",
    ]
    return Group(*lines)


def _over_time(shown: Bars) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right")
    table.add_column(width=WIDTH)
    table.add_column(justify="right")
    for span in shown.spans:
        times = number(span.questions) if span.questions else NOTHING
        table.add_row(short_date(span.day), _stack(span, shown.most), times)
    legend = Text("  ").join(Text(f"{mark} {label}", style=colour) for _, label, mark, colour in KINDS)
    return Group(table, Padding(legend, (0, 0, 0, 7)))


def _stack(span: Span, most: int) -> Text:
    """One bar. Its parts end where their running sum does, so that rounding never makes it longer."""
    bar, drawn, reached = Text(), 0, 0
    for name, _, mark, colour in KINDS:
        reached += getattr(span, name)
        end = round(WIDTH * reached / most) if most else 0
        bar.append(mark * (end - drawn), colour)
        drawn = end
    return bar if drawn or not span.questions else Text("▏", "cyan")


def _hours(hours: Sequence[int]) -> RenderableType:
    most = max(hours)
    marks = (_STEPS[-(-(len(_STEPS) - 1) * times // most)] if times else " " for times in hours)
    line = "".join(f"{mark}{mark} " for mark in marks)
    below = "".join(f"{hour:02} " for hour in range(HOURS))
    return Group(Text(line, "cyan"), Text(below, "dim"))


def _list(rows: Iterable[tuple[str, int]]) -> RenderableType:
    listed = list(rows)
    most = listed[0][1]
    table = Table.grid(padding=(0, 1))
    table.add_column(width=NAME_WIDTH, no_wrap=True, overflow="ellipsis")
    table.add_column(justify="right")
    table.add_column(width=20)
    for name, times in listed:
        table.add_row(Text(name), number(times), Text("█" * max(1, round(20 * times / most)), "cyan"))
    return table


def _quiz(asked: Sequence[Asked]) -> RenderableType:
    """All answers in a line, and the questions that are worth a look."""
    lines = [Text(summary(asked))]
    for one in asked:
        if one.remark:
            lines.append(Text(f"• {one.entry}: {one.item.question}"))
            lines.append(Text(f"  {one.share}, {one.remark}", "dim"))
    return Group(*lines)


def _versions(found: Statistics, current: str) -> RenderableType:
    lines = []
    for version, times in found.versions:
        now = " (yang sekarang)" if version == current else ""
        lines.append(Text(f"{version}{now}: {percent(times, found.logged)} dari {number(found.logged)} giliran"))
    return Group(*lines)
