"""The knowledge as a sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.model import Knowledge
from bot.operators.sheets.exporting import export_sheet
from bot.operators.sheets.rows import SheetError, read_sheet


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_every_entry_has_a_row(knowledge: Knowledge, tmp_path: Path, name: str) -> None:
    assert export_sheet(knowledge, tmp_path / name).entries == 4
    rows = read_sheet(tmp_path / name).rows
    assert [row.cells[0] for row in rows] == ["id", "tubruk", "saring", "giling", "simpan"]


def test_a_place_that_cannot_be_written_is_named(knowledge: Knowledge, tmp_path: Path) -> None:
    with pytest.raises(SheetError, match="tidak dapat ditulis"):
        export_sheet(knowledge, tmp_path / "tiada" / "a.csv")
