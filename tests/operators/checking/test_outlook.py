"""What is said of how well a knowledge will do."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from bot.operators.checking import outlook, page
from bot.operators.checking.findings import Kind, Level
from bot.operators.evaluation.figures import Figure
from bot.operators.evaluation.forecast import Forecast, Weak

from .shop import Shop

GOOD = Forecast(Figure("", 99, 100), Figure("", 100, 100), Figure("", 0, 100), Figure("", 2, 100), (), (), ())
POOR = Forecast(
    Figure("", 60, 100), Figure("", 80, 100), Figure("", 7, 100), Figure("", 30, 100), ("a", "b", "c", "d"),
    (Weak("e", 7, 8), Weak("f", 5, 7)), (Weak("g", 4),),
)  # fmt: skip
BARE = Forecast(None, None, None, None, ("a",), (), ())


def test_the_figures_stand_in_one_line_with_how_many_were_asked() -> None:
    first, *_ = outlook.lines(POOR)
    assert "60 % langsung benar, 80 % benar dalam satu ketukan, 7 % salah (dari 100 cara bertanya" in first
    assert "30 % telanjur dijawab (dari 100" in first


def test_what_raises_them_most_comes_first() -> None:
    _, advice = outlook.lines(POOR)
    parts = ["4 entri yang baru punya judul (a, b, c, ...)", "e (7 dari 8 meleset), f (5 dari 7 meleset)", "mirip g"]
    assert [advice.index(part) for part in parts] == sorted(advice.index(part) for part in parts)


def test_where_all_is_well_there_is_no_advice() -> None:
    assert len(list(outlook.lines(GOOD))) == 1


def test_what_cannot_be_foretold_is_said() -> None:
    first, advice = outlook.lines(BARE)
    assert "belum bisa diperkirakan" in first
    assert "telanjur" not in first
    assert "(a)" in advice


def test_programs_get_the_shares_and_the_entries() -> None:
    found = outlook.as_json(POOR)
    assert found["near"] == {"share": 0.3, "asked": 100}
    assert (found["weak"], found["greedy"]) == ([["e", 7, 8], ["f", 5, 7]], [["g", 4]])
    assert outlook.as_json(BARE)["right"] is None


@pytest.mark.parametrize(("foretells", "said"), [(4, "langsung benar"), (3, "tambahkan --forecast")])
def test_a_check_foretells_where_entries_are_few_enough(tmp_path: Path, foretells: int, said: str) -> None:
    report = Shop.open(tmp_path).check(asks=True, foretells=foretells)
    written = io.StringIO()
    page.print_report(Console(width=400, file=written), report)
    assert said in written.getvalue()
    assert (page.as_json(report)["forecast"] is not None) == (foretells == 4)


def test_entries_of_few_ways_are_hints_at_their_list_of_ways(tmp_path: Path) -> None:
    shop = Shop.open(tmp_path)
    text = (shop.root / "seduh.yaml").read_text("utf-8")
    head = text[: text.index("      - apa itu kopi saring")]
    (shop.root / "seduh.yaml").write_text(f"{head}      - Kopi saring\n      - cara menyaring\n", "utf-8")
    (found,) = shop.find(Kind.FEW)
    assert (found.level, found.details["ways"]) == (Level.HINT, 1)
    assert f'suggest --apply --knowledge "{shop.root}"' in found.advice
    assert found.place.line == head.count("\n")
