"""Wrong copies of a module, each with one thing changed.

Lives here: what is changed: numbers, comparisons, "and" and "or", conditions, sums, least and most.
Never here: running anything, reading files.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_COMPARISONS: Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
}  # fmt: skip
_SUMS: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
}  # fmt: skip
_CALLS = {"max": "min", "min": "max", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A copy with one change: `was` became `now` in the function (or class, or constant) `where`."""

    path: str
    where: str
    line: int
    was: str
    now: str
    number: int

    @property
    def name(self) -> str:
        """The same after the module was changed somewhere else."""
        return f"{self.path}: {self.where}: {self.was} -> {self.now}"


def mutants(path: str, source: str) -> list[Mutant]:
    """All of a module; no two of them have one name."""
    maker = _Maker(path)
    maker.visit(ast.parse(source))
    return list({one.name: one for one in reversed(maker.found)}.values())[::-1]


def mutated(mutant: Mutant, source: str) -> ast.Module:
    """The copy itself."""
    tree = _Maker(mutant.path, mutant.number).visit(ast.parse(source))
    assert isinstance(tree, ast.Module)
    return ast.fix_missing_locations(tree)


class _Maker(ast.NodeTransformer):
    """Finds every change, numbered; makes the one with the number `chosen`."""

    def __init__(self, path: str, chosen: int = -1) -> None:
        self.found: list[Mutant] = []
        self._path, self._chosen = path, chosen
        self._where: list[str] = []

    def visit(self, node: ast.AST) -> ast.AST:
        named = _name(node)
        self._where += [named] if named else []
        made = node
        for other in _changes(node):
            where = ".".join(self._where) or "-"
            was, now = ast.unparse(node), ast.unparse(ast.fix_missing_locations(other))
            if len(self.found) == self._chosen:
                made = other
            self.found.append(Mutant(self._path, where, getattr(node, "lineno", 0), was, now, len(self.found)))
        # What lies deeper is found in the original, so that the numbers are the same in every copy.
        self._within(node)
        if named:
            self._where.pop()
        return made

    def _within(self, node: ast.AST) -> None:
        for field, value in ast.iter_fields(node):
            if not _decides(node, field):
                continue
            if isinstance(value, ast.AST):
                setattr(node, field, self.visit(value))
            elif isinstance(value, list):
                value[:] = [self.visit(one) if isinstance(one, ast.AST) else one for one in value]


def _name(node: ast.AST) -> str:
    """What a function, a class, or a constant of a module is called."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return node.name
    if isinstance(node, ast.Assign) and node.col_offset == 0:
        return ast.unparse(node.targets[0])
    return ""


def _decides(node: ast.AST, field: str) -> bool:
    """Whether a part of a node is more than a type, a decorator, or a text for the reader."""
    if field in ("annotation", "returns", "decorator_list", "type_params"):
        return False
    return not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) and not isinstance(
        node, ast.Import | ast.ImportFrom
    )


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """What could stand in the place of a node."""
    if isinstance(node, ast.Constant):
        yield from map(ast.Constant, _other_values(node.value))
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        for other in _COMPARISONS.get(type(node.ops[0]), ()):
            yield ast.Compare(node.left, [other()], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in _SUMS:
        yield ast.BinOp(node.left, _SUMS[type(node.op)](), node.right)
    elif isinstance(node, ast.IfExp):
        yield ast.IfExp(node.test, node.orelse, node.body)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
        yield ast.Call(ast.Name(_CALLS[node.func.id], ast.Load()), node.args, node.keywords)


def _other_values(value: object) -> tuple[bool | int | float, ...]:
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int):
        return (value - 1, value + 1) if value > 0 else (value + 1,)
    if isinstance(value, float):
        return (value / 2, value * 2) if value else (-0.5, 0.5)
    return ()
