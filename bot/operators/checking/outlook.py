"""A forecast as people read it, and as JSON for programs.

Lives here: the line with the figures, and the one about what would raise them most.
Never here: how it is made (bot.operators.evaluation.forecast).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.operators.evaluation.figures import Figure
from bot.operators.evaluation.forecast import NAMED, Forecast
from bot.operators.wording.indonesian_forms import number, percent

# Less than this is near enough to nothing not to be worth a sentence.
LITTLE = 0.05


def lines(forecast: Forecast | None) -> Iterator[str]:
    """What to expect, and what to do about it; where there is no forecast, how to get one."""
    if forecast is None:
        yield "Perkiraan pada pertanyaan orang lain: tambahkan --forecast (bahan yang besar perlu beberapa menit)."
        return
    yield f"Perkiraan hati-hati pada pertanyaan orang lain: {'; '.join(_expected(forecast))}."
    if advice := [text for _, text in sorted(_advice(forecast), reverse=True)]:
        yield f"Yang paling menaikkannya: {'; lalu '.join(advice)}."


def as_json(forecast: Forecast) -> dict[str, Any]:
    """The shares with how many were asked, and the entries that are named."""
    named = {"right": forecast.right, "in_one_tap": forecast.tap, "wrong": forecast.wrong, "near": forecast.near}
    return {
        **{name: {"share": round(one.share, 4), "asked": one.total} if one else None for name, one in named.items()},
        "bare": list(forecast.bare),
        "weak": [[one.entry, one.lost, one.asked] for one in forecast.weak],
        "greedy": [[one.entry, one.lost] for one in forecast.greedy],
    }


def _expected(forecast: Forecast) -> Iterator[str]:
    if forecast.right and forecast.tap and forecast.wrong:
        yield (
            f"{_percent(forecast.right)} langsung benar, {_percent(forecast.tap)} benar dalam satu ketukan, "
            f"{_percent(forecast.wrong)} salah (dari {number(forecast.right.total)} cara bertanya, "
            "masing-masing diuji tanpa dipelajari)"
        )
    else:
        yield "yang benar belum bisa diperkirakan, sebab belum ada cara bertanya selain judul"
    if forecast.near:
        yield (
            f"dari pertanyaan sebidang yang tidak ada entrinya, {_percent(forecast.near)} telanjur dijawab "
            f"(dari {number(forecast.near.total)}, tiap entri diuji tanpa entri itu)"
        )


def _advice(forecast: Forecast) -> Iterator[tuple[float, str]]:
    """What could be done, with the share of questions that it is about. Entries without a way come first: of them
    nothing is known."""
    if forecast.bare:
        names = _names(forecast.bare)
        yield 1.0, f"cara bertanya untuk {number(len(forecast.bare))} entri yang baru punya judul ({names})"
    if forecast.right and 1.0 - forecast.right.share >= LITTLE:
        weak = [f"{one.entry} ({one.lost} dari {one.asked} meleset)" for one in forecast.weak]
        yield 1.0 - forecast.right.share, f"lebih banyak cara bertanya untuk {', '.join(weak)}"
    if forecast.near and forecast.near.share >= LITTLE:
        names = ", ".join(one.entry for one in forecast.greedy)
        yield forecast.near.share, f"pertanyaan asing atau celah yang mirip {names}"


def _names(entries: Sequence[str]) -> str:
    return ", ".join(entries[:NAMED]) + (", ..." if len(entries) > NAMED else "")


def _percent(figure: Figure) -> str:
    return percent(figure.hits, figure.total)
