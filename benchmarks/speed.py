"""Time a question, time to load, and memory, against the number of ways of asking, beside the peers.

    python benchmarks/speed.py [--sizes 100 1000 10000 100000] [--json FILE]

Each method and size is measured in a process of its own, in CPU time of one thread: other work on the machine
does not count. The ways of asking are made of the shipped knowledge's
words, shuffled (see synthetic); so are the questions, which no method has seen.

Lives here: starting the processes, the clock, the table.
Never here: the methods (see peers), the questions (see synthetic).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

TURN, RANKING = "Tanya Peksos, a whole turn", "Tanya Peksos, ranking alone"
QUESTIONS, WARM_UP = 1000, 20
# A slow method answers fewer questions: as many as fit in this many seconds, and no fewer than FEWEST.
SECONDS, FEWEST = 20.0, 30
# A process that takes longer is stopped and shown as such.
LIMIT = 600
HEAD = ("method", "ways", "load s", "memory MB", "median us", "p99 us")


def measure(method: str, ways: int) -> dict[str, Any]:
    """One method at one size, in this process: seconds to load, MB it added, microseconds a question."""
    import peers
    import synthetic

    from bot.storage.loader import load_knowledge

    shipped = load_knowledge(ROOT / "knowledge")
    folder = synthetic.folder(shipped, ways)
    asked = synthetic.questions(shipped, QUESTIONS)
    texts = [text for entry in folder.entries.values() for text in entry.questions]
    labels = [entry.id for entry in folder.entries.values() for _ in entry.questions]
    before, start = _resident(), time.process_time()
    ask = _bot(method, folder) if method in (TURN, RANKING) else peers.PEERS[method](texts, labels).rank
    loaded, after = time.process_time() - start, _resident()
    times = _timed(ask, asked)
    return {
        "method": method,
        "ways": len(texts),
        "entries": len(folder.entries),
        "load_s": round(loaded, 2),
        "memory_mb": round(after - before),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "median_us": round(statistics.median(times)),
        "p99_us": round(sorted(times)[int(0.99 * (len(times) - 1))]),
        "questions": len(times),
    }


def _bot(method: str, folder: Any) -> Callable[[str], object]:
    from bot.assistant import Assistant
    from bot.core.conversation.dialogue import Dialogue
    from bot.core.turns import Utterance
    from bot.storage.frequencies import load_frequencies

    dialogue = Dialogue(folder, load_frequencies())
    if method == RANKING:
        return dialogue.questions.ask
    assistant = Assistant(dialogue)
    return lambda text: assistant.handle(Utterance(text), text)


def _timed(ask: Callable[[str], object], asked: list[str]) -> list[float]:
    """Microseconds of each question; the first WARM_UP are not counted."""
    times: list[float] = []
    began = time.perf_counter()
    for number, text in enumerate(asked):
        start = time.process_time()
        ask(text)
        if number >= WARM_UP:
            times.append(1e6 * (time.process_time() - start))
        if len(times) >= FEWEST and time.perf_counter() - began > SECONDS:
            break
    return times


def _resident() -> float:
    """MB this process holds now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def in_own_process(method: str, ways: int) -> dict[str, Any]:
    """What `measure` gives in a fresh process; {"failed": reason} if it does not end well."""
    command = [sys.executable, __file__, "--one", method, str(ways)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, env=_environment())
    except subprocess.TimeoutExpired:
        return {"failed": f"more than {LIMIT} s"}
    if done.returncode:
        return {"failed": (done.stderr.strip().split("\n") or ["?"])[-1][:80]}
    return dict(json.loads(done.stdout.strip().split("\n")[-1]))


def _environment() -> dict[str, str]:
    """One thread each, so that methods are compared and not numbers of cores."""
    threads = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    return {**os.environ, **threads}


def main() -> None:
    from peers import PEERS, missing

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=[100, 1_000, 10_000, 100_000])
    parser.add_argument("--methods", nargs="+", default=[TURN, RANKING, *PEERS])
    parser.add_argument("--one", nargs=2, metavar=("METHOD", "WAYS"), help="measure in this process, print JSON")
    parser.add_argument("--json", type=Path, help="write all rows to this file")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one[0], int(options.one[1]))))
        return
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
    rows = []
    for method in options.methods:
        absent = missing(method) if method in PEERS else ""
        for ways in options.sizes:
            row = {"failed": absent} if absent else in_own_process(method, ways)
            rows.append({"method": method, "ways": ways, **row})
            _print(rows[-1])
            if "failed" in row:
                break  # a larger one would fail as well
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def _print(row: dict[str, Any]) -> None:
    cells = [row["method"], f"{row['ways']:,}"]
    if "failed" in row:
        cells += [row["failed"], "", "", ""]
    else:
        cells += [f"{row['load_s']:.1f}", *(f"{row[key]:,}" for key in ("memory_mb", "median_us", "p99_us"))]
    print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
