"""An evaluation as people read it in a terminal, and as JSON for programs.

Lives here: names of the figures in words, tables, the shape of the JSON.
Never here: counting (figures.py), the picture (threshold_plot.py).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from bot.core.policy import Policy
from bot.operators.evaluation.cases import Verdict
from bot.operators.evaluation.cross_validation import Spread, Validation
from bot.operators.evaluation.figures import (
    Figure,
    auroc,
    confusions,
    figures,
    operating_points,
    reliability,
    scores,
)
from bot.operators.evaluation.folds import By
from bot.operators.evaluation.trials import Trial
from bot.operators.evaluation.tuning import TUNABLE, Tuned

NAMES = {
    "right_at_once": "benar langsung",
    "in_one_tap": "benar langsung atau sekali ketuk",
    "wrong": "jawaban salah",
    "asked_back": "ditanya balik",
    "best_right": "peringkat pertama benar",
    "first_four": "benar ada di empat teratas",
    "falsely_answered": "di luar bahan, tetapi dijawab",
    "foreign_asked_back": "di luar bahan, ditanya balik",
    "talk_recognised": "obrolan dikenali",
    "crisis_noticed": "tanda bahaya dikenali",
    "false_alarms": "dikira tanda bahaya",
    "kind_right": "jenis bahaya dikenali",
    "move_right": "gerak sesudah bahaya dikenali",
    "lines_given": "permintaan nomor bantuan dikenali",
    "lines_unasked": "dikira meminta nomor bantuan",
    "turns_right": "giliran percakapan benar",
    "dialogues_right": "percakapan benar seluruhnya",
    "auroc": "AUROC",
}
MISSES = {
    Verdict.WRONG: "salah",
    Verdict.FALSE: "keliru dijawab",
    Verdict.MISSED: "tidak terjawab",
    Verdict.TAP: "sekali ketuk",
}
TITLES = {
    By.WAY: "Validasi silang: cara bertanya yang belum dipelajari",
    By.ENTRY: "Validasi silang: entri dihilangkan, pertanyaannya seharusnya dibiarkan",
    By.DANGER: "Validasi silang: contoh bahaya yang belum dipelajari",
}
CONFUSIONS = 10


def print_trials(console: Console, trials: Sequence[Trial], misses: int = 0) -> None:
    """Figures, reliability, thresholds and mistaken pairs; up to `misses` misses of each kind."""
    console.print(_figures(figures(trials)))
    if bands := reliability(trials):
        console.print(_figures(bands, "Keandalan: dari jawaban dengan keyakinan ini, yang benar"))
    _print_points(console, trials)
    _print_confusions(console, trials)
    for verdict in MISSES if misses else ():
        _print_misses(console, [trial for trial in trials if trial.verdict is verdict], verdict, misses)


def print_tuned(console: Console, before: Policy, found: Tuned) -> None:
    """Each number that may be chosen, before and now, and what both are worth."""
    table = _table("Angka yang menentukan", "nama", "sebelumnya", "sekarang")
    for name in TUNABLE:
        was, now = getattr(before, name), getattr(found.policy, name)
        table.add_row(name, f"{was:g}", f"{now:g}" if now != was else "tetap")
    console.print(table)
    worths = f"{found.before:.3f}, sekarang {found.after:.3f}, paling baik 1."
    worths = f"Nilai atas pertanyaan yang belum dipelajari: {worths}"
    console.print(worths if found.policy != before else "Tidak ada angka yang lebih baik dari yang sekarang.")


def print_validation(console: Console, found: Validation) -> None:
    """Mean and spread of each figure over the folds."""
    table = _table(TITLES[found.by], "ukuran", "n", "rata-rata %", "simpangan antar-lipatan")
    for spread in found.spreads:
        table.add_row(_name(spread), str(spread.total), _percent(spread.mean), _percent(spread.deviation))
    console.print(table)
    _print_confusions(console, found.trials)


def as_json(trials: Sequence[Trial], validations: Iterable[Validation]) -> dict[str, Any]:
    """Shares are percentages; `low` and `high` bound a 95 % interval."""
    return {
        "figures": [_figure_json(figure) for figure in figures(trials)],
        "reliability": [_figure_json(figure) for figure in reliability(trials)],
        "operating_points": _points_json(trials),
        "confusions": [dict(zip(("wanted", "shown", "times"), pair, strict=True)) for pair in confusions(trials)],
        "misses": [_miss_json(trial) for trial in trials if trial.verdict in MISSES],
        "cross_validation": {found.by.value: list(map(_spread_json, found.spreads)) for found in validations},
    }


def _figures(found: Iterable[Figure], title: str = "Hasil") -> RenderableType:
    table = _table(title, "ukuran", "n", "kena", "%", "selang 95 %")
    for figure in found:
        low, high = figure.interval
        interval = f"{_percent(low)} - {_percent(high)}"
        table.add_row(_name(figure), str(figure.total), str(figure.hits), _percent(figure.share), interval)
    return table


def _print_points(console: Console, trials: Sequence[Trial]) -> None:
    inside, outside = scores(trials)
    points = operating_points(inside, outside)
    if not points:
        return
    area = _percent(auroc([score for score, _ in inside], outside))
    title = f"Kalau ambang jawab digeser (AUROC {area})"
    table = _table(title, "yang di luar bahan dijawab", "ambang", "benar %", "salah %")
    for point in points:
        shown = f"paling banyak {point.allowed:.0%}"
        table.add_row(shown, f"{point.threshold:.3f}", _percent(point.right), _percent(point.wrong))
    console.print(table)


def _print_confusions(console: Console, trials: Sequence[Trial]) -> None:
    """What is answered for what; out-of-scope questions by their kind, in brackets."""
    pairs = confusions(trials)[:CONFUSIONS]
    table = _table("Paling sering tertukar", "seharusnya", "dijawab", "kali")
    for wanted, shown, times in pairs:
        table.add_row(Text(wanted), Text(shown), str(times))
    if pairs:
        console.print(table)


def _print_misses(console: Console, trials: Sequence[Trial], verdict: Verdict, most: int) -> None:
    if not trials:
        return
    table = _table(f"{MISSES[verdict]}: {len(trials)}", "tertulis", "seharusnya", "hasil", "peringkat", "yakin")
    for trial in trials[:most]:
        texts = (
            trial.case.text,
            trial.case.expected.wanted,
            trial.outcome.value,
            ", ".join(trial.ranked[:3]),
        )
        table.add_row(*map(Text, texts), f"{trial.confidence:.2f}")
    console.print(table)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", show_edge=False)
    for column in columns:
        is_number = column in ("n", "kena", "%", "kali", "yakin", "ambang") or column.endswith("%")
        table.add_column(column, justify="right" if is_number else "left")
    return table


def _name(figure: Figure | Spread) -> Text:
    return Text(f"  {figure.detail}" if figure.detail else NAMES.get(figure.name, figure.name))


def _percent(share: float) -> str:
    return "-" if math.isnan(share) else f"{100 * share:.1f}"


def _figure_json(figure: Figure) -> dict[str, Any]:
    low, high = figure.interval
    numbers = {"percent": figure.share, "low": low, "high": high}
    head = {"name": figure.name, "detail": figure.detail, "hits": figure.hits, "total": figure.total}
    return {**head, **{key: _number(value) for key, value in numbers.items()}}


def _spread_json(spread: Spread) -> dict[str, Any]:
    numbers = {"mean": _number(spread.mean), "deviation": _number(spread.deviation)}
    return {"name": spread.name, "detail": spread.detail, "total": spread.total, **numbers}


def _points_json(trials: Sequence[Trial]) -> list[dict[str, Any]]:
    points = operating_points(*scores(trials))
    return [
        {
            "allowed": _number(point.allowed),
            "threshold": round(point.threshold, 4) if math.isfinite(point.threshold) else None,
            "right": _number(point.right),
            "wrong": _number(point.wrong),
        }
        for point in points
    ]


def _miss_json(trial: Trial) -> dict[str, Any]:
    return {
        "text": trial.case.text,
        "place": trial.case.place,
        "wanted": trial.case.expected.wanted,
        "verdict": trial.verdict.value,
        "outcome": trial.outcome.value,
        "ranked": list(trial.ranked[:4]),
        "confidence": round(trial.confidence, 4),
    }


def _number(share: float) -> float | None:
    return None if math.isnan(share) else round(100 * share, 2)
