"""Who runs what: files whole, some of them together, and none that is not there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.distribution import LONG, TOGETHER, Distribution

ROOT = Path(__file__).parent.parent
SOMEBODY: Any = None


@pytest.mark.parametrize(
    ("test", "piece"),
    [
        ("tests/core/test_turns.py::test_a", "tests/core/test_turns.py"),
        ("tests/core/test_turns.py::test_a[b::c]", "tests/core/test_turns.py"),
        ("tests/shipped/test_source.py::test_a", "shipped"),
        ("tests/test_doors.py::test_a", "shipped"),
        ("tests/browser/test_looking.py::test_a", "browser"),
    ],
)
def test_a_file_is_run_whole_and_some_are_run_together(test: str, piece: str) -> None:
    assert Distribution._split_scope(SOMEBODY, test) == piece


def test_every_file_that_is_named_is_there() -> None:
    named = {*TOGETHER, *LONG} - {*TOGETHER.values()}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
