"""The three divisions of layer definitions: of integers, kernel values and SymPy expressions alike."""

from __future__ import annotations

import sys
from typing import Any

from symcount.algebra.rounding import ceil, floor
from symcount.algebra.value import as_size
from symcount.errors import DivisionByZero, NotDivisible

Size = Any
"""An integer, a kernel value or a SymPy expression."""


def quotient(a: Size, b: Size) -> Size:
    """a / b, exact: of integers an integer.

    >>> quotient(12, 4)
    3
    >>> quotient(12, 5)
    Traceback (most recent call last):
    symcount.errors.NotDivisible: 12 is not divisible by 5

    `DivisionByZero` for a divisor of 0.
    """
    if not (isinstance(a, int) and isinstance(b, int)):
        return a / b
    result, remainder = _divmod(a, b)
    if remainder:
        raise NotDivisible(f"{a} is not divisible by {b}")
    return result


def floor_div(a: Size, b: Size) -> Size:
    """a / b rounded down.

    >>> floor_div(7, 2)
    3
    """
    if isinstance(a, int) and isinstance(b, int):
        return _divmod(a, b)[0]
    if _is_sympy(a) or _is_sympy(b):
        from sympy import floor as sympy_floor

        return sympy_floor(a / b)
    return floor(as_size(a) / b)


def ceil_div(a: Size, b: Size) -> Size:
    """a / b rounded up.

    >>> ceil_div(7, 2)
    4
    """
    if isinstance(a, int) and isinstance(b, int):
        return -_divmod(-a, b)[0]
    if _is_sympy(a) or _is_sympy(b):
        from sympy import ceiling

        return ceiling(a / b)
    return ceil(as_size(a) / b)


def _divmod(a: int, b: int) -> tuple[int, int]:
    if not b:
        raise DivisionByZero("division by zero")
    return divmod(a, b)


def _is_sympy(size: object) -> bool:
    """SymPy is not imported to ask: whoever has an expression has imported it."""
    return "sympy" in sys.modules and isinstance(size, sys.modules["sympy"].Basic)
