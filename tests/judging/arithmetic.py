"""An evaluation of printed formulas that shares nothing with the kernel: Python's own grammar over exact fractions."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Mapping
from fractions import Fraction

OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Pow: operator.pow}
ROUNDINGS = {"floor": math.floor, "ceil": math.ceil}


def value_at(text: str, sizes: Mapping[str, int]) -> Fraction:
    """The value of `text`, as symcount prints formulas, at the sizes given."""
    return _value(ast.parse(text, mode="eval").body, sizes)


def _value(node: ast.expr, sizes: Mapping[str, int]) -> Fraction:
    match node:
        case ast.Constant(value=int(number)):
            return Fraction(number)
        case ast.Name(id=name):
            return Fraction(sizes[name])
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, sizes)
        case ast.BinOp(left=left, op=operation, right=right):
            return Fraction(OPERATIONS[type(operation)](_value(left, sizes), _value(right, sizes)))
        case ast.Call(func=ast.Name(id=rounding), args=[operand]) if rounding in ROUNDINGS:
            return Fraction(ROUNDINGS[rounding](_value(operand, sizes)))
        case _:
            raise AssertionError(f"not printed by symcount: {ast.unparse(node)}")
