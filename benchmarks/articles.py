"""Questions about articles of a law: how many are answered rightly at once, and how many in one tap.

    python benchmarks/articles.py [FILE...] [--knowledge DIR]    otherwise the three in subjects

A line is {"q": ..., "pasal": "37"}; null where no article must be shown. "bab": the chapter that must be listed
instead; "isi": what must stand in the reply; "bukan": what must not.

Lives here: asking, judging, and the figures.
Never here: the questions, understanding them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bot.assistant import Assistant, open_assistant  # noqa: E402 - the path comes first
from bot.channels.plain import plain_text  # noqa: E402
from bot.core.turns import Conversation, Data, Turn, Utterance, Verb  # noqa: E402

SUBJECTS = ROOT / "benchmarks" / "subjects"
FILES = tuple(SUBJECTS / f"pasal-{name}uji.jsonl" for name in ("", "2-", "3-"))
RIGHT, TAP, WRONG = "right", "one tap", "wrong"

Case = Mapping[str, str | None]


def judged(assistant: Assistant, cases: Iterable[Case]) -> Iterator[tuple[str, Case, Turn]]:
    """What came of each question, asked in a conversation of its own."""
    for case in cases:
        turn = assistant.dialogue.respond(Utterance(case["q"] or ""), Conversation())
        yield _verdict(assistant, case, turn), case, turn


def _verdict(assistant: Assistant, case: Case, turn: Turn) -> str:
    text = plain_text(turn.reply, assistant.knowledge)
    fits = (case.get("isi") or "") in text and not (case.get("bukan") and str(case["bukan"]) in text)
    if "bab" in case:
        return RIGHT if f"Bab {case['bab']}:" in text and not turn.reply.passages else WRONG
    if case["pasal"] == _shown(turn):
        return RIGHT if fits else WRONG
    offered = [data for button in turn.reply.flat_buttons if (data := Data.parse(button.data))]
    return TAP if any(data.verb is Verb.ARTICLE and data.extra == case["pasal"] for data in offered) else WRONG


def _shown(turn: Turn) -> str | None:
    """The number of the article that is shown."""
    data = Data.parse(turn.conversation.article)
    return data.extra if data and turn.reply.passages else None


def read(path: Path) -> list[Case]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, default=FILES)
    parser.add_argument("--knowledge", type=Path, default=ROOT / "knowledge")
    chosen = parser.parse_args()
    assistant = open_assistant(chosen.knowledge)
    for path in chosen.files:
        counts: Counter[str] = Counter()
        for verdict, case, turn in judged(assistant, read(path)):
            counts[verdict] += 1
            if verdict != RIGHT:
                print(f"{verdict}: {case['q']} -> {turn.outcome.value} {_shown(turn) or ''}")
        total = sum(counts.values())
        print(f"{path.name}: {total}, right {counts[RIGHT]}, in one tap {counts[TAP]}, wrong {counts[WRONG]}")


if __name__ == "__main__":
    main()
