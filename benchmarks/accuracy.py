"""Right, wrong and falsely answered: the bot beside its peers, on the same questions, in one run.

    python benchmarks/accuracy.py                              cross-validation of the shipped knowledge, and subjects/
    python benchmarks/accuracy.py FILE... [--knowledge DIR]    the questions in files (JSONL or sheets, as `evaluate`)

Lives here: asking, and the table.
Never here: the methods (see peers), the questions (see material), the counting (see bot.operators.evaluation.figures).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from material import Material, from_files, held_out, subject  # noqa: E402
from peers import FIRST, PEERS, missing  # noqa: E402

from bot.assistant import Assistant  # noqa: E402 - the path comes first
from bot.core.conversation.dialogue import Dialogue  # noqa: E402
from bot.core.turns import Outcome  # noqa: E402
from bot.operators.evaluation.cases import Case, Kind  # noqa: E402
from bot.operators.evaluation.figures import auroc, operating_points  # noqa: E402
from bot.operators.evaluation.trials import ask_all  # noqa: E402
from bot.storage.frequencies import load_frequencies  # noqa: E402
from bot.storage.loader import load_knowledge  # noqa: E402

OURS = "Tanya Peksos"
METHODS = (*PEERS, OURS)
HEAD = ("method", "top-1", "first four", "AUROC", "right at 2 %", "right at 5 %", "right at 10 %", "wrong at 5 %")


@dataclass(slots=True)
class Scores:
    """What a method made of the questions. `fours`: right among the first four; `none`: it names one entry only."""

    inside: list[tuple[float, bool]] = field(default_factory=list)
    outside: list[float] = field(default_factory=list)
    fours: int = 0
    names_one: bool = False

    def add(self, case: Case, ranked: Sequence[tuple[str, float]]) -> None:
        score = ranked[0][1] if ranked else 0.0
        if case.kind is Kind.OUT_OF_SCOPE:
            self.outside.append(score)
            return
        self.inside.append((score, bool(ranked) and case.expected.accepts(ranked[0][0])))
        self.fours += any(case.expected.accepts(name) for name, _ in ranked[:FIRST])

    def cells(self) -> list[float | None]:
        """Percentages in the order of HEAD, from top-1 on."""
        total = len(self.inside)
        top = sum(right for _, right in self.inside) / total
        area = auroc([score for score, _ in self.inside], self.outside)
        points = operating_points(self.inside, self.outside)
        right = [point.right for point in points]
        fours = None if self.names_one else self.fours / total
        return [None if value is None else 100 * value for value in (top, fours, area, *right, points[1].wrong)]


def of_peer(name: str, materials: Iterable[Material]) -> Scores:
    """A peer taught and asked, one material after another; its scores keep their scale."""
    found = Scores(names_one=name == "ChatterBot")
    for material in materials:
        texts, labels = material.ways
        peer = PEERS[name](texts, labels, material.out_of_scope)
        for case in material.cases:
            found.add(case, peer.rank(case.text))
    return found


def of_bot(materials: Iterable[Material]) -> tuple[Scores, dict[str, float]]:
    """The bot through its assistant, and what it does at its own threshold."""
    found, answered = Scores(), {"right": 0, "wrong": 0, "false": 0}
    for material in materials:
        assistant = Assistant(Dialogue(material.knowledge, load_frequencies()))
        for trial in ask_all(assistant, [(case,) for case in material.cases]):
            ranked = [(name, trial.confidence) for name in trial.ranked]
            found.add(trial.case, ranked)
            if trial.outcome is Outcome.ANSWER:
                kind = "false" if trial.case.kind is Kind.OUT_OF_SCOPE else "right" if trial.best_is_right else "wrong"
                answered[kind] += 1
    inside, outside = max(1, len(found.inside)), max(1, len(found.outside))
    return found, {kind: 100 * n / (outside if kind == "false" else inside) for kind, n in answered.items()}


def table(title: str, materials: Sequence[Material], methods: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Prints a table as it grows, and gives its rows; `methods` are the names of those that take part."""
    asked = [case for material in materials for case in material.cases]
    inside = sum(case.kind is Kind.IN_SCOPE for case in asked)
    ways = sum(len(material.ways[0]) for material in materials) // len(materials)
    entries = len(materials[0].knowledge.entries)
    print(f"\n### {title}\n\n{entries} entries, {ways} ways of asking and titles to learn from;", end=" ")
    print(f"{inside} questions in scope, {len(asked) - inside} out of scope.\n")
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
    for name in (name for name in PEERS if name in methods):
        reason = missing(name)
        if reason:
            print(f"| {name} | {reason} |{' |' * (len(HEAD) - 2)}", flush=True)
            continue
        yield _row(title, name, of_peer(name, materials))
    if OURS not in methods:
        return
    scores, own = of_bot(materials)
    yield _row(title, OURS, scores)
    print("\nAt its own threshold it answers {right:.1f} % rightly, {wrong:.1f} % wrongly,".format(**own), end=" ")
    print("and {false:.1f} % of what is out of scope.".format(**own), flush=True)
    yield {"table": title, "method": OURS, "own_threshold": own}


def _row(title: str, name: str, scores: Scores) -> dict[str, Any]:
    cells = scores.cells()
    shown = ("-" if cell is None else f"{cell:.1f}" for cell in cells)
    print(f"| {name} | {' | '.join(shown)} |", flush=True)
    return {"table": title, "method": name, **dict(zip(HEAD[1:], cells, strict=True))}


def materials(options: argparse.Namespace, home: Path) -> Iterator[tuple[str, list[Material]]]:
    """The title of each table and what it is about."""
    shipped = load_knowledge(options.knowledge)
    if options.files:
        yield ", ".join(path.name for path in options.files), from_files(shipped, options.files)
        return
    for sheet in sorted((ROOT / "benchmarks" / "subjects").glob("*.csv")):
        knowledge = subject(sheet, options.knowledge, home / sheet.stem)
        test = sheet.with_name(f"{sheet.stem}-uji.jsonl")
        if test.exists():
            yield f"{sheet.stem}: questions written apart", from_files(knowledge, [test])
        yield f"{sheet.stem}: cross-validation", held_out(knowledge, options.folds, options.sample)
    yield "the shipped knowledge: cross-validation", held_out(shipped, options.folds, options.sample)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="questions; without them, cross-validation")
    parser.add_argument("--knowledge", type=Path, default=ROOT / "knowledge")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--sample", type=int, default=400, help="questions a fold, evenly spread (0: all)")
    parser.add_argument("--only", action="append", choices=METHODS, help="just this method; may be repeated")
    parser.add_argument("--skip", action="append", default=[], choices=METHODS, help="a method to leave out")
    parser.add_argument("--json", type=Path, help="write all rows to this file")
    options = parser.parse_args()
    methods = [name for name in options.only or METHODS if name not in options.skip]
    start, rows = time.perf_counter(), []
    with tempfile.TemporaryDirectory() as home:
        for title, found in materials(options, Path(home)):
            rows += list(table(title, found, methods))
    print(f"\n{time.perf_counter() - start:.0f} s in all.")
    if options.json:
        options.json.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
