"""The statistics as one picture, to be read on a phone.

Lives here: three charts, one below the other, their sizes and colours; leaving out what the font cannot draw.
Never here: counting (counting.py), scales and which bars are named (html.py), sending it (bot.channels).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.core.model import Knowledge
from bot.operators.statistics.counting import HOURS, Statistics, bars
from bot.operators.statistics.html import KINDS, named, scale
from bot.operators.statistics.page import nothing_asked, titled
from bot.operators.wording.indonesian_forms import number, percent, period, short_date

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# 1000 by 1200 pixels: as wide as phones show pictures, and not much taller.
SIZE, DPI = (10, 12), 100
INK, SOFT, LINE, PAPER = "#1c2430", "#5d6878", "#dfe4ea", "#ffffff"
COLOURS = {"answered": "#1f77b4", "asked": "#e2a21a", "missed": "#c2492d"}
ENTRIES = 7
SMALL = 17
HEADLINE = {"fontsize": 26, "color": INK, "weight": "bold"}
TITLE = {"fontsize": 20, "color": INK, "weight": "bold"}
REMARK = {"fontsize": SMALL, "color": SOFT}
# Where everything begins and ends, in shares of the width.
LEFT, RIGHT = 0.045, 0.965


def draw_statistics(found: Statistics, knowledge: Knowledge) -> bytes:
    """The picture as PNG. Takes 0.2 s of computing, so whoever answers others meanwhile draws it in a thread."""
    from matplotlib.figure import Figure  # here: it takes half a second to import, which only a picture is worth

    figure = Figure(figsize=SIZE, dpi=DPI, facecolor=PAPER)
    _write(figure, 0.955, f"Pemakaian {knowledge.about.name}", HEADLINE)
    _write(figure, 0.925, period(found.since, found.until), REMARK)
    if found.empty:
        _write(figure, 0.5, nothing_asked(len(found.days)), REMARK)
    else:
        _write(figure, 0.88, f"{number(found.total.questions)} pertanyaan", TITLE)
        _over_time(figure, found)
        _entries(figure, found, knowledge)
        _hours(figure, found)
    kept = BytesIO()
    figure.savefig(kept, format="png")
    return kept.getvalue()


def _over_time(figure: Figure, found: Statistics) -> None:
    axes = _axes(figure, 0.64, 0.185, left=0.085)
    shown, total = bars(found.days), found.total
    spans, top = shown.spans, scale(shown.most)
    below = [0] * len(spans)
    for name, label in KINDS.items():
        values = [getattr(span, name) for span in spans]
        share = percent(getattr(total, name), total.questions)
        axes.bar(range(len(spans)), values, 0.8, below, color=COLOURS[name], label=f"{label} {share}")
        below = [lower + value for lower, value in zip(below, values, strict=True)]
    axes.set(xlim=(-0.6, len(spans) - 0.4), ylim=(0, top))
    axes.set_yticks((0, top // 2, top), map(number, (0, top // 2, top)))
    axes.yaxis.grid(color=LINE)
    places = named(len(spans))
    axes.set_xticks(places, [short_date(spans[place].day) for place in places])
    figure.legend(
        loc="center left", bbox_to_anchor=(LEFT, 0.854), ncols=3, frameon=False, fontsize=SMALL, labelcolor=INK,
        handlelength=0.8, handleheight=0.8, handletextpad=0.4, columnspacing=1.2, borderpad=0, borderaxespad=0,
    )  # fmt: skip


def _entries(figure: Figure, found: Statistics, knowledge: Knowledge) -> None:
    _write(figure, 0.568, "Paling sering dijawab", TITLE)
    axes = _axes(figure, 0.245, 0.315)
    axes.set_axis_off()
    rows = list(titled(found.entries, knowledge.entries))[:ENTRIES]
    most = rows[0][1] if rows else 1
    axes.set(xlim=(0, most * 1.1), ylim=(-ENTRIES, 0))
    for place, (title, times) in enumerate(rows):
        axes.text(0, -place - 0.58, _drawable(title), fontsize=SMALL, color=INK, va="baseline", parse_math=False)
        axes.barh(-place - 0.8, times, 0.18, color=COLOURS["answered"])
        axes.text(times + most * 0.012, -place - 0.8, number(times), fontsize=SMALL, color=SOFT, va="center")
    if not rows:
        axes.text(0, -0.6, "Belum ada yang tercatat.", fontsize=SMALL, color=SOFT)


def _hours(figure: Figure, found: Statistics) -> None:
    _write(figure, 0.195, "Jam (WIB)", TITLE)
    axes = _axes(figure, 0.05, 0.125)
    axes.bar(range(HOURS), found.hours, 0.8, color=COLOURS["answered"])
    axes.set(xlim=(-0.6, HOURS - 0.4), ylim=(0, max(*found.hours, 1)))
    axes.set_yticks(())
    axes.set_xticks(range(0, HOURS, 3), [f"{hour:02}" for hour in range(0, HOURS, 3)])


def _write(figure: Figure, height: float, text: str, look: Mapping[str, Any]) -> None:
    # Nothing that people write is a formula, not even with two dollar signs in it.
    figure.text(LEFT, height, _drawable(text), parse_math=False, **look)


def _axes(figure: Figure, bottom: float, height: float, left: float = LEFT) -> Axes:
    """Axes with nothing around them but a line below."""
    axes = figure.add_axes((left, bottom, RIGHT - left, height))
    axes.spines[["top", "left", "right"]].set_visible(False)
    axes.spines["bottom"].set_color(LINE)
    axes.tick_params(length=0, labelsize=SMALL, labelcolor=SOFT)
    axes.set_axisbelow(True)
    return axes


def _drawable(text: str) -> str:
    """`text` without what the font has no letters for, emoji above all: it would draw boxes."""
    letters = _letters()
    return " ".join("".join(letter for letter in text if ord(letter) in letters).split())


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    return frozenset(get_font(findfont(FontProperties())).get_charmap())
