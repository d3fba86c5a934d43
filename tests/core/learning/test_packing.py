"""What was learnt becomes plain data and comes back as it was; anything else is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Generic, TypeVar

import numpy as np
import numpy.typing as npt
import pytest
import scipy.sparse as sp

from bot.core.learning.packing import Packed, UnreadableError, pack, unpack

Sort = TypeVar("Sort", bound=str)
FREQUENCY: Mapping[str, float] = {"teh": 4.5}


class Roast(StrEnum):
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Cup:
    name: str
    sizes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Shelf(Generic[Sort]):
    sorts: tuple[Sort, ...]
    cups: tuple[Cup, ...] = ()
    favourite: Cup | None = None
    again: Cup | None = None
    prices: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    weights: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 3), np.float32))
    rows: Any = None
    frequency: Mapping[str, float] = field(default_factory=dict)
    _cache: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Kitchen:
    shelf: Shelf[Roast]


def full() -> Kitchen:
    cup = Cup("besar\nsekali", (1, 2))
    rows = sp.random(5, 7, 0.4, format="csr", dtype=np.float32, random_state=1)
    return Kitchen(
        Shelf(
            (Roast.DARK, Roast.LIGHT), (Cup("kecil"), Cup("sedang", (3,))), cup, cup, {"teh": 0.1, "kopi": 1e-17},
            {("teh", "hijau"): ("t",), ("kopi",): ("a", "b")}, frozenset(("b", "a")),
            np.arange(6, dtype=np.float32).reshape(2, 3), rows, FREQUENCY, {"memo": 1},
        )
    )  # fmt: skip


GIVEN = {"frequency": FREQUENCY}


def kept(value: object) -> Packed:
    """Through a file and back, as far as the tree goes."""
    packed = pack(value, GIVEN)
    return Packed(json.loads(json.dumps(packed.tree)), packed.numbers)


@pytest.fixture
def shelf() -> Shelf[Roast]:
    return unpack(kept(full()), Kitchen, GIVEN).shelf


def test_everything_comes_back_as_it_was_but_the_caches(shelf: Shelf[Roast]) -> None:
    before = full().shelf
    plain = ("sorts", "cups", "favourite", "prices", "words", "known")
    assert [getattr(shelf, name) for name in plain] == [getattr(before, name) for name in plain]
    assert [type(one) for one in shelf.sorts] == [Roast, Roast]
    assert shelf._cache == {}


def test_numbers_keep_their_shape_and_type_to_the_last_bit(shelf: Shelf[Roast]) -> None:
    before = full().shelf
    assert (shelf.weights.dtype, shelf.weights.tolist()) == (np.float32, before.weights.tolist())
    assert (shelf.rows != before.rows).nnz == 0
    assert (shelf.rows.shape, shelf.rows.dtype) == ((5, 7), np.float32)


def test_what_is_shared_is_shared_again_and_what_is_given_is_taken_from_whoever_gives_it(shelf: Shelf[Roast]) -> None:
    assert shelf.favourite is shelf.again
    assert shelf.frequency is FREQUENCY


def test_empty_things_come_back_empty() -> None:
    found = unpack(kept(Kitchen(Shelf((), rows=sp.csc_matrix((4, 0))))), Kitchen, GIVEN).shelf
    assert (found.sorts, found.cups, found.prices, found.weights.shape) == ((), (), {}, (0, 3))
    assert (found.rows.shape, found.rows.format) == ((4, 0), "csc")


@pytest.mark.parametrize("value", [object(), np.float32(1.0), {"daftar": ["a"]}, np.array(["a"])])
def test_what_nobody_knows_how_to_pack_is_refused_before_it_is_kept(value: object) -> None:
    with pytest.raises(TypeError, match="cannot pack"):
        pack(value, {})


def spoiled(change: str, by: str) -> Packed:
    packed = kept(full())
    told = json.dumps(packed.tree)
    assert change in told
    return replace(packed, tree=json.loads(told.replace(change, by)))


@pytest.mark.parametrize(
    ("change", "by"),
    [
        ("Roast", "Grind"),
        ("dark", "green"),
        ('"prices"', '"costs"'),
        ('{"given": "frequency"}', '{"given": "reader"}'),
        ('{"given": "frequency"}', '{"given": "frequency", "more": 1}'),
        ('{"given"', '{"exec"'),
        ('{"same": 0}', '{"same": 7}'),
        ('"array": ["float32", 0, [2, 3]]', '"array": ["float32", 0, [2000, 3]]'),
        ("[5, 7]", "[6, 7]"),
        ('{"texts": "kecil\\nsedang"}', '{"texts": "kecil\\nsedang\\nlagi"}'),
        ('{"texts": "kecil\\nsedang"}, ', ""),
    ],
)
def test_a_tree_that_was_changed_is_refused(change: str, by: str) -> None:
    with pytest.raises(UnreadableError):
        unpack(spoiled(change, by), Kitchen, GIVEN)


def test_another_kind_of_value_is_refused() -> None:
    with pytest.raises(UnreadableError, match="Cup"):
        unpack(kept(Cup("kecil")), Kitchen, GIVEN)


def test_a_class_that_is_not_expected_is_never_made() -> None:
    with pytest.raises(UnreadableError):
        unpack(kept(Kitchen(full().shelf)), Cup, GIVEN)
