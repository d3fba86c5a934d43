"""A check as people read it in a terminal, and as JSON for programs.

Lives here: tables of 80 columns with the worst first, names in words, the shape of the JSON.
Never here: what is a finding, and how bad (the checks say so), exit codes (check.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.operators.checking import outlook
from bot.operators.checking.asking import Asked, Fate
from bot.operators.checking.check import Report
from bot.operators.checking.findings import Finding, Kind, Level
from bot.operators.checking.rivals import Rivalry
from bot.operators.checking.ways import confidence, details
from bot.operators.wording.indonesian_forms import number
from bot.storage.loader import PlacedKnowledge

KINDS = {
    Kind.LOADING: "berkas yang salah",
    Kind.TRIAL: "pertanyaan uji yang gagal",
    Kind.TITLE: "judul yang tidak sampai",
    Kind.TWIN: "cara bertanya kembar",
    Kind.WAY: "cara bertanya yang tidak sampai",
    Kind.VAGUE: "cara bertanya tanpa isi",
    Kind.FEW: "cara bertanya yang sedikit",
    Kind.GAP: "celah yang malah dijawab",
    Kind.RIVAL: "entri yang berebut",
    Kind.LABEL: "judul yang sama",
    Kind.LOOK_ALIKE: "nama yang mirip",
    Kind.LEXICON: "ragam yang mengubah nama",
    Kind.REACH: "menu dan tautan",
    Kind.TELEGRAM: "muat di Telegram",
    Kind.HELP_LINE: "nomor bantuan",
    Kind.TERM: "istilah",
    Kind.SOURCE: "sumber",
    Kind.QUOTE: "kutipan hukum",
    Kind.QUIZ: "kuis",
    Kind.CHECKED: "tanggal diperiksa",
    Kind.CONTEXT: "konteks",
    Kind.SPELLING: "ejaan",
}
FATES = {
    Fate.ANSWERED: "langsung dijawab dengan entrinya",
    Fate.RELATIVE: "dijawab dengan induk atau bagiannya",
    Fate.WORDING: "bunyi pasalnya ditampilkan",
    Fate.OFFERED: "ditawarkan, tinggal diketuk",
    Fate.ELSEWHERE: "dijawab dengan entri lain",
    Fate.LOST: "tidak dikenali",
    Fate.DECLINED: "ditolak sebagai celah",
    Fate.TALK: "dianggap obrolan",
    Fate.DANGER: "dikira tanda bahaya",
}
LEVELS = {Level.ERROR: ("Kesalahan", "bold red"), Level.HINT: ("Petunjuk", "bold yellow")}
# More of one kind are not read; JSON has them all.
SHOWN = 10
PAIRS = 10
# The width of an example beside its pair.
_EXAMPLE = 34


def print_report(console: Console, report: Report) -> None:
    """Counts, then every finding, the worst first, then what became of the ways of asking."""
    if report.placed is None:
        console.print(Text("Bot belum bisa menyala: berkas ini harus dibetulkan dulu.", "bold red"))
    else:
        console.print(Text(_size(report.placed), "bold"))
    if report.findings:
        console.print()
        console.print(_counts(report.findings))
    for level in Level:
        _print_findings(console, [one for one in report.findings if one.level is level], level)
    _print_asked(console, report.asked)
    _print_rivals(console, report.rivals)
    for line in outlook.lines(report.forecast) if report.asked else ():
        console.print()
        console.print(Text(line))
    console.print()
    console.print(_verdict(report))


def as_json(report: Report) -> dict[str, Any]:
    """Everything; `texts` are all titles and ways of asking that were tried."""
    return {
        "errors": report.count(Level.ERROR),
        "hints": report.count(Level.HINT),
        "knowledge": _sizes(report.placed) if report.placed else None,
        "findings": [_finding_json(one) for one in report.findings],
        "fates": Counter(one.fate.value for one in report.asked if not one.probe.gap),
        "forecast": outlook.as_json(report.forecast) if report.forecast else None,
        "rivals": [_rival_json(pair) for pair in report.rivals],
        "texts": [_asked_json(one) for one in report.asked],
    }


def _size(placed: PlacedKnowledge) -> str:
    sizes = _sizes(placed)
    parts = {"entries": "entri", "topics": "topik", "ways": "cara bertanya", "gaps": "celah"}
    said = ", ".join(f"{number(sizes[key])} {name}" for key, name in parts.items())
    return f"{placed.places.home}: {said}"


def _sizes(placed: PlacedKnowledge) -> dict[str, int]:
    knowledge = placed.knowledge
    ways = sum(len(entry.questions) for entry in knowledge.entries.values())
    return {
        "entries": len(knowledge.entries), "topics": len(knowledge.topics), "ways": ways, "gaps": len(knowledge.gaps),
        "gap_ways": sum(len(gap.questions) for gap in knowledge.gaps.values()),
    }  # fmt: skip


def _counts(findings: Sequence[Finding]) -> Table:
    table = Table(title="Temuan", title_justify="left", show_edge=False)
    table.add_column("tentang", min_width=34)
    for level in Level:
        table.add_column(LEVELS[level][0].lower(), justify="right")
    counted = Counter((one.kind, one.level) for one in findings)
    for kind in dict.fromkeys(one.kind for one in findings):
        table.add_row(KINDS[kind], *(_dashed(counted[kind, level]) for level in Level))
    return table


def _dashed(count: int) -> str:
    return number(count) if count else "–"


def _print_findings(console: Console, findings: Sequence[Finding], level: Level) -> None:
    """One kind after another; what to do is said once below those it holds for."""
    name, style = LEVELS[level]
    for kind in dict.fromkeys(one.kind for one in findings):
        some = [one for one in findings if one.kind is kind]
        console.print()
        console.print(Text(f"{name}: {KINDS[kind]} ({number(len(some))})", style))
        shown = some[:SHOWN]
        for advice in dict.fromkeys(one.advice for one in shown):
            for one in shown:
                if one.advice == advice:
                    console.print(Padding(Text(str(one.place), "bold", overflow="fold"), (0, 0, 0, 2)))
                    console.print(Padding(Text(one.message), (0, 0, 0, 4)))
            if advice:
                console.print(Padding(Text(f"→ {advice}", "cyan"), (0, 0, 0, 2)))
        if len(some) > SHOWN:
            console.print(f"  ... dan {number(len(some) - SHOWN)} lagi; --json menampilkan semua.")


def _print_asked(console: Console, asked: Sequence[Asked]) -> None:
    own = [one for one in asked if not one.probe.gap]
    if not own:
        return
    table = Table(title="Tiap judul dan cara bertanya, bila diketik ke bot", title_justify="left", show_edge=False)
    table.add_column("", min_width=40)
    table.add_column("banyaknya", justify="right")
    table.add_column("%", justify="right")
    fates = Counter(one.fate for one in own)
    for fate, name in FATES.items():
        if fates[fate]:
            table.add_row(name, number(fates[fate]), f"{100 * fates[fate] / len(own):.1f}".replace(".", ","))
    console.print()
    console.print(table)


def _print_rivals(console: Console, rivals: Sequence[Rivalry]) -> None:
    if not rivals:
        return
    table = Table(title="Entri yang paling sering berebut", title_justify="left", show_edge=False)
    table.add_column("entri", overflow="fold", max_width=28)
    table.add_column("berebut", justify="right")
    table.add_column("kalah", justify="right")
    table.add_column("misalnya", width=_EXAMPLE)
    for pair in rivals[:PAIRS]:
        example = min(pair.contested, key=lambda one: one.own - one.rival[1])
        shown = Text(f"{example.probe.text} ").append(_numbers(pair, example), "dim")
        table.add_row(f"{pair.one}\n{pair.other}", number(len(pair.contested)), _dashed(pair.lost), shown)
    console.print()
    console.print(table)
    if len(rivals) > PAIRS:
        console.print(f"... dan {number(len(rivals) - PAIRS)} pasangan lagi; --json menampilkan semua.")


def _numbers(pair: Rivalry, example: Asked) -> str:
    """The confidences of both, in the order in which the pair is written."""
    own, rival = confidence(example.own), confidence(example.rival[1])
    return f"({own} : {rival})" if example.probe.owner == pair.one else f"({rival} : {own})"


def _verdict(report: Report) -> Text:
    errors, hints = report.count(Level.ERROR), report.count(Level.HINT)
    if not report.findings:
        return Text("Tidak ada temuan.", "bold green")
    said = f"{number(errors)} kesalahan, {number(hints)} petunjuk."
    if errors:
        return Text(f"{said} Kesalahan harus dibetulkan.", "bold red")
    return Text(f"{said} Bot siap dipakai; petunjuk boleh dilihat kapan-kapan, dan boleh dibiarkan.", "bold green")


def _finding_json(one: Finding) -> dict[str, Any]:
    head = {"level": one.level.value, "kind": one.kind.value, "path": str(one.place.path), "line": one.place.line}
    return {**head, "message": one.message, "advice": one.advice, "details": dict(one.details)}


def _rival_json(pair: Rivalry) -> dict[str, Any]:
    return {
        "entries": [pair.one, pair.other],
        "related": pair.kin,
        "share": round(pair.share, 4),
        "lost": pair.lost,
        "contested": [_asked_json(one) for one in pair.contested],
    }


def _asked_json(one: Asked) -> dict[str, Any]:
    place = one.probe.place
    kind = "gap" if one.probe.gap else "title" if one.probe.title else "way"
    return {"path": str(place.path), "line": place.line, "kind": kind, **details(one)}
