"""Open questions as a table and as JSON."""

from __future__ import annotations

import io
import json

from rich.console import Console

from bot.core.model import Knowledge
from bot.core.turns import Match
from bot.operators.gaps.miss_groups import Misses, MissGroup
from bot.operators.gaps.misses import Kind
from bot.operators.gaps.page import ROWS, as_json, print_misses

LUWAK = MissGroup(
    ("[b]kopi luwak[/b] itu sebenarnya dibuat dari apa dan bagaimana caranya", "luwak?"),
    ((Kind.UNANSWERED, 1200), (Kind.REJECTED, 2)),
    Match("tubruk", 0.314),
)
FOUND = Misses((LUWAK, MissGroup(("barista",), ((Kind.DISLIKED, 1),), None)), (("harga", 7),), 3)


def printed(found: Misses, knowledge: Knowledge) -> str:
    console = Console(file=io.StringIO(), width=80)
    print_misses(console, found, knowledge, 30)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def test_a_row_tells_how_often_what_was_asked_and_what_is_near(knowledge: Knowledge) -> None:
    page = printed(FOUND, knowledge)
    for words in ("1.202", "[b]kopi luwak[/b]", "1.200 tak terjawab, 2 ditolak", "Kopi tubruk", "tubruk, 31 %"):
        assert words in page
    assert max(map(len, page.splitlines())) <= 80


def test_known_gaps_stand_apart_and_settled_questions_are_counted(knowledge: Knowledge) -> None:
    _, known = printed(FOUND, knowledge).split("Celah yang dikenal")
    assert "harga" in known
    assert "3 pertanyaan yang dulu meleset" in known


def test_more_than_can_be_read_is_left_to_json(knowledge: Knowledge) -> None:
    page = printed(Misses((LUWAK,) * (ROWS + 2), (), 0), knowledge)
    assert "... dan 2 kelompok lagi" in page


def test_nothing_open_is_told_in_one_sentence(knowledge: Knowledge) -> None:
    assert printed(Misses((), (), 0), knowledge) == "Tidak ada pertanyaan terbuka dalam 30 hari terakhir.\n"


def test_json_has_every_way_and_names_beside_ids(knowledge: Knowledge) -> None:
    found = json.loads(json.dumps(as_json(FOUND, knowledge)))
    first, second = found["groups"]
    assert first["nearest"] == {"entry": "tubruk", "title": "Kopi tubruk", "confidence": 0.314}
    assert (first["times"], first["kinds"], len(first["ways"])) == (1202, {"unanswered": 1200, "rejected": 2}, 2)
    assert second["nearest"] is None
    assert found["known"] == [{"gap": "harga", "title": "harga", "times": 7}]
    assert found["settled"] == 3
