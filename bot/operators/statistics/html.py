"""The statistics as one page for a browser, which asks nothing of any other place.

Lives here: its parts as HTML. Bars are SVG that stretches; words and numbers stand beside it, so that they keep their
size on a phone. Colours and sizes are in style.css.
Never here: counting (counting.py), the picture for Telegram (picture.py).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from bot.core.model import Knowledge
from bot.operators.statistics.counting import HOURS, Span, Statistics, bars
from bot.operators.statistics.page import nothing_asked, titled
from bot.operators.statistics.quizzes import Asked, asked_questions, summary
from bot.operators.wording.indonesian_forms import number, percent, period, short_date

STYLE = Path(__file__).with_name("style.css")
KINDS = {"answered": "Dijawab", "asked": "Ditanya balik", "missed": "Belum tahu"}
COLUMNS = {"Tanggal": "", "Pertanyaan": "questions", **{label: name for name, label in KINDS.items()}}
COLUMNS |= {"Obrolan": "talk", "Tanda bahaya": "crisis"}
# Names below a chart that do not run into each other on a phone.
NAMES = 5
# A bar's share of its place.
FULL = 0.8
# What the top of a scale may be, times a power of ten: easy to read, and so is half of it.
TOPS = (2, 4, 6, 8, 10, 12, 16)


def page(found: Statistics, knowledge: Knowledge) -> str:
    """The whole page."""
    title = escape(f"Pemakaian {knowledge.about.name}")
    body = "".join(_body(found, knowledge))
    return (
        f'<!doctype html>\n<html lang="id">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n"
        f"<header><h1>{title}</h1><p>{period(found.since, found.until)}</p></header>\n{body}</body>\n</html>\n"
    )


def scale(most: int) -> int:
    """The top of a scale that reaches `most`: 2, 4, 6, 8, 10, 12, 16, 20, 40, ..."""
    power = 1
    while TOPS[-1] * power < most:
        power *= 10
    return next(top * power for top in TOPS if top * power >= most)


def named(bars_shown: int) -> range:
    """The bars that get a name below them, at most NAMES and from the last one on."""
    every = math.ceil(bars_shown / NAMES)
    return range(bars_shown - 1, -1, -every)


def _body(found: Statistics, knowledge: Knowledge) -> Iterator[str]:
    if found.empty:
        yield f'<main><section class="empty">{nothing_asked(len(found.days))}</section></main>\n'
        return
    yield f"<main>\n{_figures(found)}{_over_time(found)}{_hours(found.hours)}"
    yield f'<div class="lists">\n{"".join(_lists(found, knowledge))}</div>\n</main>\n'
    yield (
        "<footer>Yang dihitung: tiap pesan yang diketik, tanpa menu dan tanpa tombol. Celah yang dikenal termasuk "
        "belum tahu. Entri, celah, dan jempol "
        f"berasal dari {number(found.logged)} giliran orang yang sudah diberi tahu soal catatan dan tidak menolaknya."
        "</footer>\n"
    )


def _figures(found: Statistics) -> str:
    total = found.total
    cells = [("", "Pertanyaan", number(total.questions))]
    cells += [(name, label, percent(getattr(total, name), total.questions)) for name, label in KINDS.items()]
    cells += [("", "Obrolan", number(total.talk)), ("", "Tanda bahaya", number(total.crisis))]
    cells += [("", "Jempol naik", number(found.thumbs_up)), ("", "Jempol turun", number(found.thumbs_down))]
    inner = "".join(f'<div class="{kind}"><dt>{label}</dt><dd>{value}</dd></div>\n' for kind, label, value in cells)
    return f'<dl class="figures">\n{inner}</dl>\n'


def _over_time(found: Statistics) -> str:
    shown = bars(found.days)
    spans, top = shown.spans, scale(shown.most)
    columns = "".join(f"<g><title>{_told(span)}</title>{_stack(i, span, top)}</g>" for i, span in enumerate(spans))
    names = {place: short_date(spans[place].day) for place in named(len(spans))}
    legend = "".join(f"<li>{_swatch(name)}{label}</li>" for name, label in KINDS.items())
    return (
        f"<section><h2>Pertanyaan tiap {shown.each}</h2>\n{_chart(columns, len(spans), top, names)}"
        f'<ul class="legend">{legend}</ul>\n{_table(spans)}</section>\n'
    )


def _stack(place: int, span: Span, top: int) -> str:
    parts, below = [], 0.0
    for name in KINDS:
        height = 100 * getattr(span, name) / top
        if height:
            parts.append(_bar(place, name, height, below))
        below += height
    return "".join(parts)


def _hours(hours: Sequence[int]) -> str:
    top = scale(max(hours))
    columns = "".join(
        f"<g><title>pukul {hour:02}: {number(times)}</title>{_bar(hour, 'hour', 100 * times / top)}</g>"
        for hour, times in enumerate(hours)
    )
    names = {hour: f"{hour:02}" for hour in range(0, HOURS, 3)}
    return f"<section><h2>Jam (WIB)</h2>\n{_chart(columns, HOURS, top, names, 'short')}</section>\n"


def _bar(place: int, kind: str, height: float, below: float = 0.0) -> str:
    left, above = place + (1 - FULL) / 2, 100 - below - height
    return f'<rect class="{kind}" x="{left:.2f}" y="{above:.2f}" width="{FULL}" height="{height:.2f}"/>'


def _chart(columns: str, width: int, top: int, names: dict[int, str], kind: str = "") -> str:
    """Columns in a frame: 100 high, each 1 wide."""
    lines = "".join(f'<line class="grid" x1="0" x2="{width}" y1="{y}" y2="{y}"/>' for y in (0, 50, 100))
    below = "".join(f'<span style="left:{_middle(i, width)}">{name}</span>' for i, name in names.items())
    beside = "".join(f"<span>{number(value)}</span>" for value in (top, top // 2, 0))
    return (
        f'<div class="chart {kind}"><div class="scale" aria-hidden="true">{beside}</div>'
        f'<svg viewBox="0 0 {width} 100" preserveAspectRatio="none" role="img">{lines}{columns}</svg>'
        f'<div class="names" aria-hidden="true">{below}</div></div>\n'
    )


def _middle(place: int, width: int) -> str:
    """Where a name is centred: below its bar, but for the last one, which would leave a phone's screen."""
    return f"min({100 * (place + 0.5) / width:.2f}%, 100% - .9em)"


def _lists(found: Statistics, knowledge: Knowledge) -> Iterator[str]:
    yield _list("Paling sering dijawab", titled(found.entries, knowledge.entries))
    yield _list("Celah yang paling sering ditanyakan", titled(found.gaps, knowledge.gaps))
    yield _list("Paling sering diberi jempol turun", titled(found.disliked, knowledge.entries))
    yield _quiz(asked_questions(found.quiz, knowledge))
    now = {knowledge.version: f"{knowledge.version} (yang sekarang)"}
    yield _list("Giliran menurut versi pengetahuan", ((now.get(name, name), times) for name, times in found.versions))


def _list(title: str, rows: Iterable[tuple[str, int]]) -> str:
    listed = list(rows)
    if not listed:
        return ""
    most = listed[0][1]
    inner = "".join(
        f'<li class="row"><p><span>{escape(name)}</span><span>{number(times)}</span></p>'
        f'<div class="track"><i style="width:{100 * times / most:.1f}%"></i></div></li>\n'
        for name, times in listed
    )
    return f"<section><h2>{title}</h2>\n<ol>\n{inner}</ol></section>\n"


def _quiz(asked: Sequence[Asked]) -> str:
    """All answers in a line, and the questions that are worth a look."""
    if not asked:
        return ""
    doubtful = [(one.item.question, f"{one.share}, {one.remark} ({one.entry})") for one in asked if one.remark]
    rows = "".join(
        f"<li><p>{escape(question)}</p><p><small>{escape(said)}</small></p></li>\n" for question, said in doubtful
    )
    return f"<section><h2>Kuis</h2>\n<p>{escape(summary(asked))}</p>\n<ol>\n{rows}</ol></section>\n"


def _table(spans: Sequence[Span]) -> str:
    head = "".join(f"<th>{label}</th>" for label in COLUMNS)
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in _cells(span))}</tr>\n" for span in reversed(spans))
    return (
        f'<details><summary>Sebagai tabel</summary><div class="wide"><table><thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{rows}</tbody></table></div></details>\n"
    )


def _cells(span: Span) -> list[str]:
    return [short_date(span.day), *(number(getattr(span, name)) for name in COLUMNS.values() if name)]


def _told(span: Span) -> str:
    parts = ", ".join(f"{label.lower()} {number(getattr(span, name))}" for name, label in KINDS.items())
    return f"{short_date(span.day)}: {parts}"


def _swatch(kind: str) -> str:
    return f'<svg viewBox="0 0 1 1" aria-hidden="true"><rect class="{kind}" width="1" height="1" rx=".2"/></svg>'
