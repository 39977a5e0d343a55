"""Printed formulas read by Python's own grammar, and their numbers by the definitions alone: a witness that shares nothing with the program."""

from __future__ import annotations

import ast
import keyword
from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction

from symcount.formula import Name, Negative, Node, Number, Power, Product, Quotient, Rounding, Sum
from symcount.layers import Layer
from symcount.roles import ROLES

SMALL_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29)
POINTS = 4
NOTHING: Mapping[str, int] = {}


def tree(text: str) -> Node:
    """The tree of a formula that symcount prints."""
    return _tree(ast.parse(text, mode="eval").body, text)


def plain_sides(text: str) -> list[Node]:
    """The sides of a text in Python's notation and `^`, `=` between them, names alone left out; none where any side is written otherwise."""
    try:
        sides = [tree(side.replace("^", "**").strip()) for side in text.split("=")] if text.isascii() else []
    except (AssertionError, SyntaxError):
        return []
    return [side for side in sides if not isinstance(side, Name)]


def _tree(node: ast.expr, text: str) -> Node:
    match node:
        case ast.Constant(value=int() | float()):
            return Number(Fraction(ast.get_source_segment(text, node) or ""))
        case ast.Name(id=name):
            return Name(name)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Negative(_tree(operand, text))
        case ast.BinOp(left=left, op=ast.Sub(), right=right):
            return Sum((_tree(left, text), Negative(_tree(right, text))))
        case ast.BinOp(left=left, op=operation, right=right):
            return _joined(operation, _tree(left, text), _tree(right, text))
        case ast.Call(func=ast.Name(id="floor" | "ceil" as rounding), args=[operand]):
            return Rounding(_tree(operand, text), rounding == "ceil")
    raise AssertionError(f"not printed by symcount: {ast.unparse(node)}")


def _joined(operation: ast.operator, left: Node, right: Node) -> Node:
    match operation:
        case ast.Add():
            return Sum((left, right))
        case ast.Mult():
            return Product((left, right))
        case ast.Div():
            return Quotient(left, right)
    assert isinstance(operation, ast.Pow)
    return Power(left, right)


def is_code(names: Collection[str]) -> bool:
    """Whether Python reads these names as they stand: none is a keyword, none of a script that it normalises."""
    return all(name.isascii() and name.isidentifier() and not keyword.iskeyword(name) for name in names)


def points(names: Collection[str], layer: Layer | None = None, given: Mapping[str, int] = NOTHING) -> Iterator[dict[str, int]]:
    """Some sizes for these names, no two alike, where those divide that must, by the divisors given or by those of the point."""
    for shift in range(POINTS):
        point = {name: _size(name, place + shift) for place, name in enumerate(sorted(names))}
        for size, divisor in layer.multiples.items() if layer else ():
            if size in point:
                point[size] *= point.get(divisor, 1) * given.get(divisor, 1)
        yield point


def _size(name: str, place: int) -> int:
    values = ROLES[name].values if name in ROLES else ()
    return values[place % len(values)] if values else SMALL_PRIMES[place % len(SMALL_PRIMES)]
