"""Small changes to Python code, one at a time, that a good test notices.

A change is an edit of the text, so that the rest of the file, comments and lines, stays as it is.
"""

from __future__ import annotations

import ast
import hashlib
from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
OPPOSITE_CALLS = {"min": "max", "max": "min", "all": "any", "any": "all"}
# What a type checker reads and no test can notice.
NOT_RUN = frozenset({"annotation", "returns", "decorator_list", "type_params"})


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change: ``old`` at a byte ``offset`` becomes ``new``.

    ``place`` is the function or class; ``nth`` counts equal changes of one place, from 1.
    """

    place: str
    offset: int
    old: str
    new: str
    nth: int = 1

    @property
    def name(self) -> str:
        """What stays the same while other functions of the file change."""
        again = f" ({self.nth})" if self.nth > 1 else ""
        return f"{self.place}: {' '.join(self.old.split())} -> {' '.join(self.new.split())}{again}"

    def apply(self, source: bytes) -> bytes:
        """The file with this one change."""
        end = self.offset + len(self.old.encode())
        return source[: self.offset] + self.new.encode() + source[end:]


def sample(source: bytes, count: int, seed: int) -> list[Mutation]:
    """``count`` of all mutations in the order of the file, the same for one seed.

    Each is drawn by its name alone, so that a change to one function does not change what is drawn in others.
    """
    drawn = sorted(mutations(source), key=lambda row: hashlib.sha256(f"{seed} {row.name}".encode()).digest())
    return sorted(drawn[:count], key=lambda row: row.offset)


def mutations(source: bytes) -> list[Mutation]:
    """Every mutation of a file, in order."""
    lines = [0]
    for line in source.splitlines(keepends=True):
        lines.append(lines[-1] + len(line))
    seen: Counter[str] = Counter()
    found = []
    for place, node, new in sorted(_changes(ast.parse(source), "module"), key=lambda row: _start(row[1])):
        start = lines[node.lineno - 1] + node.col_offset
        end = lines[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        mutation = Mutation(place, start, source[start:end].decode(), new)
        seen[mutation.name] += 1
        found.append(replace(mutation, nth=seen[mutation.name]))
    return found


def _start(node: ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _changes(node: ast.AST, place: str) -> Iterator[tuple[str, ast.expr, str]]:
    """Place, expression and the text to put instead, for the whole tree below ``node``."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        place = node.name if place == "module" else f"{place}.{node.name}"
    for expression, new in _replacements(node):
        yield place, expression, f"({ast.unparse(new)})"
    for name, value in ast.iter_fields(node):
        # A docstring, or an f-string's literal parts.
        wordy = isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Expr) and isinstance(value, ast.Constant))
        if name in NOT_RUN or wordy:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _changes(child, place)


def _replacements(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The expressions that are changed at one node, with what stands in their place."""
    if isinstance(node, ast.expr):
        yield from ((node, new) for new in _other_values(node))
    elif isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) not in ("None", "False"):
        yield node.value, ast.Constant(None)
    elif isinstance(node, ast.If | ast.comprehension):
        tests = [node.test] if isinstance(node, ast.If) else node.ifs
        # Conditions of other shapes are changed by themselves.
        plain = (test for test in tests if isinstance(test, ast.Name | ast.Attribute | ast.Call))
        yield from ((test, ast.UnaryOp(ast.Not(), test)) for test in plain)


def _other_values(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            other = copy(node)
            other.ops = [*node.ops[:index], COMPARISONS[type(operator)](), *node.ops[index + 1 :]]
            yield other
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        yield ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OPPOSITE_CALLS:
        yield ast.Call(ast.Name(OPPOSITE_CALLS[node.func.id]), node.args, node.keywords)
    elif isinstance(node, ast.IfExp):
        yield ast.IfExp(node.test, node.orelse, node.body)
    elif isinstance(node, ast.Constant):
        yield from _other_constant(node)


def _other_constant(node: ast.Constant) -> Iterator[ast.expr]:
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
    elif isinstance(node.value, str):
        yield ast.Constant(f"{node.value}?")
