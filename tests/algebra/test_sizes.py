"""The three divisions of layer definitions."""

from __future__ import annotations

from typing import Any

import pytest

from symcount.algebra import ceil_div, floor_div, quotient, sympy_symbol
from symcount.errors import DivisionByZero, NotDivisible
from tests.algebra.values import m, n


@pytest.mark.parametrize(
    "divide, a, b, answer",
    [
        (quotient, 12, 4, "3"),
        (quotient, n, 4, "n/4"),
        (quotient, 12, n, "12/n"),
        (quotient, n, m, "n/m"),
        (quotient, sympy_symbol("n"), 4, "n/4"),
        (floor_div, 7, 2, "3"),
        (floor_div, n, 2, "floor(n/2)"),
        (floor_div, 7, n, "floor(7/n)"),
        (floor_div, sympy_symbol("n"), 2, "floor(n/2)"),
        (ceil_div, 7, 2, "4"),
        (ceil_div, n, m, "floor((n - 1)/m) + 1"),
        (ceil_div, sympy_symbol("n"), 2, "ceiling(n/2)"),
    ],
)
def test_division_of_sizes(divide: Any, a: Any, b: Any, answer: str) -> None:
    assert str(divide(a, b)) == answer


def test_errors() -> None:
    assert type(quotient(12, 4)) is int
    with pytest.raises(NotDivisible, match="12 is not divisible by 5"):
        quotient(12, 5)
    for divide in (quotient, floor_div, ceil_div):
        with pytest.raises(DivisionByZero):
            divide(1, 0)
