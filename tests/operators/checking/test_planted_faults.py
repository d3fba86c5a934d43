"""`check` finds every fault that is planted in a clean folder, at its line, and nothing where none is planted."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.operators.checking.findings import Kind, Level

from .planted import PLANTS, Plant
from .shop import Shop, places


def test_at_least_40_different_faults_are_planted_and_every_kind_of_finding_among_them() -> None:
    assert len({plant.name for plant in PLANTS}) == len(PLANTS) >= 40
    assert len({(plant.file, plant.old, plant.new) for plant in PLANTS}) == len(PLANTS)
    assert {plant.kind for plant in PLANTS} == set(Kind)


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.name)
def test_a_planted_fault_is_found_at_its_line(tmp_path: Path, plant: Plant) -> None:
    shop = Shop.open(tmp_path)
    assert shop.check(asks=True).findings == ()
    line = shop.put(plant.file, plant.old, plant.new) - plant.above
    report = shop.check(asks=True)
    found = [one for one in report.findings if one.kind is plant.kind and plant.said in one.message]
    assert [(place, one.level) for place, one in zip(places(found), found, strict=True)] == [
        (f"{plant.file}:{line}", plant.level)
    ]
    assert {one.kind for one in report.findings} <= {plant.kind, *plant.also}
    assert found[0].advice or plant.kind is Kind.LOADING  # the loader's sentences say themselves what to do
    assert report.exit_code(strict=True) == 3
    if plant.level is Level.ERROR:
        assert report.exit_code(strict=False) == 3
