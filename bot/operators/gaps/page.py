"""Open questions as operators read them in a terminal, and as JSON for programs.

Lives here: tables of 80 columns, names of the kinds in words, the shape of the JSON.
Never here: finding and grouping them (misses.py, miss_groups.py), asking about them (review.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.core.model import Knowledge
from bot.operators.gaps.miss_groups import Misses, MissGroup
from bot.operators.gaps.misses import Kind
from bot.operators.wording.indonesian_forms import number

KINDS = {Kind.UNANSWERED: "tak terjawab", Kind.REJECTED: "ditolak", Kind.DISLIKED: "jempol turun"}
# More rows are not read; JSON has them all.
ROWS = 40
_EXAMPLE, _ENTRY = 36, 28


def print_misses(console: Console, found: Misses, knowledge: Knowledge, days: int) -> None:
    """The open groups, the known gaps apart, and how many were settled since."""
    if not found.groups:
        console.print(Text(f"Tidak ada pertanyaan terbuka dalam {days} hari terakhir.", style="bold"))
    else:
        console.print(_open(found.groups, knowledge, days))
        if len(found.groups) > ROWS:
            console.print(f"... dan {number(len(found.groups) - ROWS)} kelompok lagi; --json menampilkan semua.")
    if found.known:
        console.print()
        console.print(_known(found, knowledge))
    if found.settled:
        console.print()
        console.print(f"{number(found.settled)} pertanyaan yang dulu meleset sekarang sudah tertangani.")


def kinds(group: MissGroup) -> str:
    """How often which kind: "5 tak terjawab, 1 ditolak"."""
    return ", ".join(f"{number(times)} {KINDS[kind]}" for kind, times in group.kinds)


def confidence(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


def as_json(found: Misses, knowledge: Knowledge) -> dict[str, Any]:
    """Everything, with names beside the ids."""
    return {
        "groups": [_group_json(group, knowledge) for group in found.groups],
        "known": [{"gap": gap, "title": _gap_title(gap, knowledge), "times": times} for gap, times in found.known],
        "settled": found.settled,
    }


def _open(groups: Sequence[MissGroup], knowledge: Knowledge, days: int) -> Table:
    table = Table(title=f"Pertanyaan terbuka dalam {days} hari terakhir", title_justify="left", show_edge=False)
    table.add_column("kali", justify="right")
    table.add_column("ditanyakan, misalnya", width=_EXAMPLE)
    table.add_column("entri terdekat", width=_ENTRY)
    for group in groups[:ROWS]:
        asked = Text(group.example).append(f"\n{kinds(group)}", "dim")
        table.add_row(number(group.times), asked, _nearest(group, knowledge))
    return table


def _nearest(group: MissGroup, knowledge: Knowledge) -> Text:
    if group.nearest is None:
        return Text("–", "dim")
    match = group.nearest
    return Text(knowledge.entries[match.entry].title).append(f"\n{match.entry}, {confidence(match.confidence)}", "dim")


def _known(found: Misses, knowledge: Knowledge) -> Table:
    table = Table(title="Celah yang dikenal: memang belum ada di bahan", title_justify="left", show_edge=False)
    table.add_column("kali", justify="right")
    table.add_column("celah")
    for gap, times in found.known:
        table.add_row(number(times), Text(_gap_title(gap, knowledge)).append(f"  {gap}", "dim"))
    return table


def _gap_title(gap: str, knowledge: Knowledge) -> str:
    """What the knowledge no longer has keeps its id."""
    return knowledge.gaps[gap].title if gap in knowledge.gaps else gap


def _group_json(group: MissGroup, knowledge: Knowledge) -> dict[str, Any]:
    match = group.nearest
    nearest = match and {
        "entry": match.entry,
        "title": knowledge.entries[match.entry].title,
        "confidence": round(match.confidence, 4),
    }
    return {
        "times": group.times,
        "kinds": {kind.value: times for kind, times in group.kinds},
        "example": group.example,
        "ways": list(group.ways),
        "nearest": nearest,
    }
