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


def numbered(case: int) -> frozenset[tuple[str, str]]:
    """The tests of this folder that have the number of a case in their name: file and name."""
    found = [(path, name) for path in HERE.glob("test_*.py") for name in functions(path)]
    return frozenset((f"{HERE.name}/{path.name}", name) for path, name in found if f"_{case:02}_" in _numbers(name))


def _numbers(name: str) -> str:
    """The numbers of cases in a test's name, with a line before and behind each."""
    match = _CASES.match(name)
    return f"{match[1]}_" if match else ""


def test_every_case_has_a_row_and_every_row_a_case() -> None:
    assert sorted(ROWS) == list(NUMBERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_case_is_shown_by_tests_that_exist(number: int) -> None:
    pointed = set(_TEST.findall(ROWS[number]))
    assert pointed, "no test shows it"
    assert not [f"{path}::{name}" for path, name in pointed if name not in functions(TESTS / path)]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_test_with_the_number_of_a_case_stands_in_its_row_and_in_no_other(number: int) -> None:
    pointed = set(_TEST.findall(ROWS[number]))
    assert numbered(number) == {(path, name) for path, name in pointed if path.startswith(f"{HERE.name}/")}
