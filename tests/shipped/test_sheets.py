"""The shipped entries pass through a sheet and come back whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.model import Knowledge
from bot.operators.sheets.exporting import export_sheet
from bot.operators.sheets.importing import Import, import_sheet
from bot.storage.loader import load_knowledge
from tests.shipped_knowledge import FOLDER


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_nothing_is_lost_on_the_way_to_a_sheet_and_back(knowledge: Knowledge, tmp_path: Path, suffix: str) -> None:
    export_sheet(knowledge, tmp_path / f"a{suffix}")
    import_sheet(Import(tmp_path / f"a{suffix}", tmp_path / "lagi", FOLDER / "umum"))
    again = load_knowledge(tmp_path / "lagi")
    assert list(again.entries.values()) == list(knowledge.entries.values())
    assert list(again.topics.values()) == list(knowledge.topics.values())
    export_sheet(again, tmp_path / f"b{suffix}")
    if suffix == ".csv":  # a workbook holds the hour at which it was made
        assert (tmp_path / "b.csv").read_bytes() == (tmp_path / "a.csv").read_bytes()
