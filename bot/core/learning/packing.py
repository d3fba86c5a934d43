"""Frozen values as plain data, and back: a tree that JSON can hold, and rows of numbers.

Lives here: packing whatever was learnt, so that it can be kept, and unpacking it with checks.
Never here: files (bot.storage.learnt_files), which values are kept (bot.core.conversation.learnt).

Nothing in packed data names code to run: it may name the classes only that the annotations of what is expected lead to.
A field that a class gains is packed like the rest; fields that begin with "_" are caches and begin empty.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from enum import Enum
from itertools import islice
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

T = TypeVar("T")
Numbers = npt.NDArray[Any]

# Between texts that are packed as one; a single long text leaves no gaps in memory behind.
_BREAK = "\n"
_PLAIN = (str, int, float, bool, type(None))
# By the first letter of numpy's names: truths, whole numbers, floating ones.
_NUMERIC = frozenset("biuf")
_SPARSE: Mapping[str, Any] = {"csr": sp.csr_matrix, "csc": sp.csc_matrix}


class UnreadableError(ValueError):
    """Packed data that is not what it should be."""


@dataclasses.dataclass(frozen=True, slots=True)
class Packed:
    """`tree` is what JSON can hold; `numbers` are those of all arrays, one row for each type of number."""

    tree: Any
    numbers: Mapping[str, Numbers]


def pack(value: object, given: Mapping[str, object]) -> Packed:
    """`value` as plain data. What is in `given` is only named: whoever unpacks has it. Raises TypeError for what it
    does not know how to pack."""
    packer = _Packer({id(one): name for name, one in given.items()})
    tree = packer.node(value)
    return Packed(tree, {name: np.concatenate(found) for name, found in packer.numbers.items()})


def unpack(packed: Packed, kind: type[T], given: Mapping[str, object]) -> T:
    """The value that was packed. Raises UnreadableError if `packed` holds none of that kind."""
    try:
        found = _Unpacker(packed.numbers, _reachable(kind), given).value(packed.tree)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise UnreadableError(f"{type(error).__name__}: {error}") from error
    if not isinstance(found, kind):
        raise UnreadableError(type(found).__name__)
    return found


class _Packer:
    """Lists of the tree are tuples; everything that is neither plain nor a tuple is a tag with what it needs."""

    def __init__(self, given: Mapping[int, str]) -> None:
        self.numbers: dict[str, list[Numbers]] = {}
        self._ends: dict[str, int] = {}
        self._given = given
        # What several share is packed once; it is held here, for an id may be given anew to what comes later.
        self._packed: dict[int, tuple[int, object]] = {}

    def node(self, value: Any) -> Any:
        if type(value) in _PLAIN:
            return value
        if type(value) is tuple:
            return self._tuple(value)
        if id(value) in self._given:
            return {"given": self._given[id(value)]}
        if isinstance(value, Enum):
            return {"one": [_name(type(value)), value.value]}
        if isinstance(value, np.ndarray):
            return {"array": self._array(value)}
        if isinstance(value, Mapping):
            return {"map": [self.node(tuple(value)), self.node(tuple(value.values()))]}
        if isinstance(value, frozenset):
            return {"set": self.node(tuple(sorted(value)))}
        if dataclasses.is_dataclass(value):
            return self._fields_of(value)
        return self._matrix(value)

    def _tuple(self, value: tuple[Any, ...]) -> Any:
        kinds = {type(one) for one in value}
        if kinds == {str} and not any(_BREAK in one for one in value):
            return {"texts": _BREAK.join(value)}
        if kinds == {tuple} and {type(text) for one in value for text in one} == {str}:
            return {"lists": [self._tuple(tuple(text for one in value for text in one)), list(map(len, value))]}
        if len(value) > 1 and len(kinds) == 1 and dataclasses.is_dataclass(kind := kinds.pop()):
            columns = [self._tuple(tuple(getattr(one, field) for one in value)) for field in _fields(kind)]
            return {"rows": [_name(kind), columns]}
        return [self.node(one) for one in value]

    def _fields_of(self, value: Any) -> Any:
        if (known := self._packed.get(id(value))) is not None:
            return {"same": known[0]}
        fields = {field: self.node(getattr(value, field)) for field in _fields(type(value))}
        self._packed[id(value)] = (len(self._packed), value)
        return {"of": [_name(type(value)), fields]}

    def _array(self, value: Numbers) -> Any:
        name = value.dtype.name
        if value.dtype.kind not in _NUMERIC:
            raise TypeError(f"cannot pack numbers of type {name}")
        at = self._ends.get(name, 0)
        self._ends[name] = at + value.size
        if value.size:  # a row of nothing could not be mapped from a file
            self.numbers.setdefault(name, []).append(np.ravel(value))
        return [name, at, list(value.shape)]

    def _matrix(self, value: Any) -> Any:
        for tag, kind in _SPARSE.items():
            if isinstance(value, kind):
                parts = [self._array(part) for part in (value.data, value.indices, value.indptr)]
                return {tag: [*parts, list(value.shape)]}
        raise TypeError(f"cannot pack {type(value).__name__}")


class _Unpacker:
    def __init__(self, numbers: Mapping[str, Numbers], kinds: Mapping[str, type], given: Mapping[str, object]) -> None:
        self._numbers = numbers
        self._kinds = kinds
        self._given = given
        self._unpacked: list[Any] = []
        # Words recur in every part of what was learnt; each is held once.
        self._texts: dict[str, str] = {}

    def value(self, node: Any) -> Any:
        if isinstance(node, list):
            return tuple([self.value(one) for one in node])
        if not isinstance(node, dict):
            return node
        ((tag, body),) = node.items()
        if tag in _SPARSE:
            return self._matrix(_SPARSE[tag], body)
        return getattr(self, f"_take_{tag}")(body)

    def _take_given(self, name: str) -> object:
        return self._given[name]

    def _take_one(self, body: Any) -> Any:
        name, value = body
        return self._kinds[name](value)

    def _take_texts(self, joined: str) -> tuple[str, ...]:
        return tuple([self._texts.setdefault(text, text) for text in joined.split(_BREAK)])

    def _take_lists(self, body: Any) -> tuple[tuple[str, ...], ...]:
        node, sizes = body
        flat = iter(self.value(node))
        return tuple([tuple(islice(flat, size)) for size in sizes])

    def _take_array(self, body: Any) -> Numbers:
        name, at, shape = body
        size = int(np.prod(shape))
        return self._numbers[name][at : at + size].reshape(shape) if size else np.zeros(shape, np.dtype(name))

    def _take_map(self, body: Any) -> dict[Any, Any]:
        keys, values = map(self.value, body)
        return dict(zip(keys, values, strict=True))

    def _take_set(self, body: Any) -> frozenset[Any]:
        return frozenset(self.value(body))

    def _take_of(self, body: Any) -> Any:
        name, nodes = body
        kind = self._kinds[name]
        if list(nodes) != _fields(kind):
            raise KeyError(name)
        made = kind(**{field: self.value(node) for field, node in nodes.items()})
        self._unpacked.append(made)
        return made

    def _take_same(self, place: int) -> Any:
        return self._unpacked[place]

    def _take_rows(self, body: Any) -> tuple[Any, ...]:
        name, columns = body
        kind = self._kinds[name]
        fields = _fields(kind)
        if len(columns) != len(fields):
            raise KeyError(name)
        rows = zip(*map(self.value, columns), strict=True)
        return tuple([kind(**dict(zip(fields, row, strict=True))) for row in rows])

    def _matrix(self, kind: Any, body: Any) -> Any:
        (data, indices, ends), shape = map(self._take_array, body[:3]), tuple(body[3])
        made = kind(shape, dtype=data.dtype)
        if ends[0] or ends.shape != made.indptr.shape or not ends[-1] == len(indices) == len(data):
            raise ValueError(shape)
        # Not by `kind((data, indices, ends))`: that copies whatever is a part of something much larger.
        made.data, made.indices, made.indptr = data, indices, ends
        return made


def _fields(kind: Any) -> list[str]:
    """The names of what a dataclass is made from, caches left out."""
    return [field.name for field in dataclasses.fields(kind) if field.init and not field.name.startswith("_")]


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _reachable(kind: type) -> dict[str, type]:
    """The dataclasses and enumerations that the annotations of `kind` lead to, itself among them."""
    found: dict[str, type] = {}
    waiting: list[Any] = [kind]
    while waiting:
        hint = waiting.pop()
        waiting += get_args(hint)
        one = get_origin(hint) or hint
        if not isinstance(one, type) or not (issubclass(one, Enum) or dataclasses.is_dataclass(one)):
            continue
        if _name(one) not in found:
            found[_name(one)] = one
            waiting += _hints(one)
    return found


def _hints(kind: type) -> Iterator[Any]:
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        yield from (hints[field] for field in _fields(kind))
