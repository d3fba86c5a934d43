"""Wrong copies differ from the original in one thing that decides, and are made again by their number."""

from __future__ import annotations

import ast

import pytest

from tests.mutants.deciding import MODULES, ROOT, SURVIVORS, read_survivors, those_about
from tests.mutants.making import mutants, mutated

SOURCE = '''"""A module."""
import math
from dataclasses import dataclass

LEAST = 0.5


@dataclass(frozen=True)
class Judge:
    """Says 2 things."""

    def fits(self, found: "list[1]", most: int = 3) -> bool:
        return max(found) >= LEAST and not most
'''


def names(source: str) -> list[str]:
    return [one.name.removeprefix("a.py: ") for one in mutants("a.py", source)]


def test_everything_that_decides_is_changed_and_nothing_else() -> None:
    assert names(SOURCE) == [
        "LEAST: 0.5 -> 0.25",
        "LEAST: 0.5 -> 1.0",
        "Judge.fits: 3 -> 2",
        "Judge.fits: 3 -> 4",
        "Judge.fits: max(found) >= LEAST and (not most) -> max(found) >= LEAST or not most",
        "Judge.fits: max(found) >= LEAST -> max(found) > LEAST",
        "Judge.fits: max(found) >= LEAST -> max(found) < LEAST",
        "Judge.fits: max(found) -> min(found)",
        "Judge.fits: not most -> most",
    ]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("x = a + b", "a - b"), ("x = a / b", "a * b"), ("x = a in b", "a not in b"), ("x = a is b", "a is not b"),
        ("x = a if b else c", "c if b else a"), ("x = True", "False"), ("x = 0", "1"), ("x = 0.0", "0.5"),
        ("x = any(a)", "all(a)"), ("x = a == b", "a != b"), ("x = a < b", "a >= b"),
    ],
)  # fmt: skip
def test_a_change_of_each_kind_is_made(was: str, now: str) -> None:
    assert any(name.endswith(f"-> {now}") for name in names(was))


@pytest.mark.parametrize("one", mutants("a.py", SOURCE), ids=lambda one: one.name)
def test_a_copy_has_the_change_that_it_is_named_after_and_no_other(one: object) -> None:
    copy = ast.unparse(mutated(one, SOURCE))  # type: ignore[arg-type]
    assert one.now in copy  # type: ignore[attr-defined]
    original = ast.unparse(ast.parse(SOURCE)).splitlines()
    assert sum(new != old for new, old in zip(copy.splitlines(), original, strict=True)) == 1


@pytest.mark.parametrize("path", MODULES)
def test_what_decides_is_there_and_so_are_its_tests(path: str) -> None:
    assert [name for name in (path, *those_about(path)) if not (ROOT / name).exists()] == []


def test_reasons_stand_below_what_lives() -> None:
    lines = ["# why", "", "a.py: f: 1 -> 2", "    it is", "    the same", "b.py: g: 2 -> 3"]
    assert read_survivors(lines) == {"a.py: f: 1 -> 2": "it is the same", "b.py: g: 2 -> 3": ""}


def test_whatever_may_live_is_there_and_has_a_reason() -> None:
    found = {one.name for path in MODULES for one in mutants(path, (ROOT / path).read_text("utf-8"))}
    survivors = read_survivors(SURVIVORS.read_text("utf-8").splitlines())
    assert sorted(survivors.keys() - found) == []
    assert all(survivors.values())
