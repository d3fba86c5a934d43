"""The fault catalogue (README.md) is complete, and what it points to is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent
NUMBERS = range(1, 79)
_ROW = re.compile(r"^\| (\d+) \| (.+) \| (.+) \| (.+) \|$", re.MULTILINE)
_TEST = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
_CASES = re.compile(r"test_case((?:_\d\d)+)_")
ROWS = {int(number): shown for number, _, _, shown in _ROW.findall((HERE / "README.md").read_text("utf-8"))}


@cache
def functions(path: Path) -> frozenset[str]:
    """The names of the tests in a file."""
    if not path.exists():
        return frozenset()
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return frozenset(node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def cases_here() -> frozenset[int]:
    """The numbers in the names of the tests of this folder."""
    names = {name for path in HERE.glob("test_*.py") for name in functions(path)}
    found = filter(None, map(_CASES.match, names))
    return frozenset(int(number) for match in found for number in match[1].split("_") if number)


def test_every_case_has_a_row_and_every_row_a_case() -> None:
    assert sorted(ROWS) == list(NUMBERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_case_is_shown_by_tests_that_exist(number: int) -> None:
    shown = ROWS[number]
    pointed = _TEST.findall(shown)
    missing = [f"{path}::{name}" for path, name in pointed if name not in functions(TESTS / path)]
    assert not missing
    is_here = shown.startswith("here")
    assert is_here == (number in cases_here()), "a test of this folder and no word of it, or the other way round"
    assert is_here or pointed, "no test shows it"
