"""Division with remainder."""

from __future__ import annotations

import pytest
from hypothesis import assume, given

from symcount.algebra import Polynomial, Value, divide
from symcount.errors import DivisionByZero, TooLarge
from tests.algebra.values import m, n, values


@pytest.mark.parametrize(
    "dividend, divisor, quotient, remainder",
    [
        (n**2 - 1, n + 1, "n - 1", "0"),
        (n**2 + n - m**2 - m, n + m + 1, "n - m", "0"),
        (n**2 + 1, n + 1, "n - 1", "2"),
        (n, 2 * n + 2, "1/2", "-1"),
        (m, n, "0", "m"),
    ],
)
def test_division(dividend: Value, divisor: Value, quotient: str, remainder: str) -> None:
    assert tuple(map(str, divide(dividend.polynomial(), divisor.polynomial()))) == (quotient, remainder)


@given(values, values)
def test_dividend_is_quotient_times_divisor_and_remainder(x: Value, y: Value) -> None:
    dividend, divisor = x.polynomial(), y.polynomial()
    assume(divisor)
    quotient, remainder = divide(dividend, divisor)
    assert quotient * divisor + remainder == dividend


def test_limits() -> None:
    with pytest.raises(DivisionByZero):
        divide(n.polynomial(), Polynomial({}))
    with pytest.raises(TooLarge):
        divide((n**100_000).polynomial(), (n - 1).polynomial())
