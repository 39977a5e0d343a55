"""What is surely positive, from the smallest sizes on."""

from __future__ import annotations

import pytest
from hypothesis import given

from symcount.algebra import Value, floor, is_positive, number, switch, symbol
from tests.algebra.values import m, n, points, quotients

bias = symbol("bias")


@pytest.mark.parametrize(
    "value, positive",
    [
        (2 * (n + bias), True),
        (n + m - 1, True),
        (2 * n**2 - n, True),
        (n / (n + m - 1), True),
        (number(3), True),
        (number(0), False),
        (n - 1, False),
        (n - m, False),
        (bias, False),
        (bias + 1, True),
        (1 / bias, False),
        (2 - switch("tied"), False),  # true, but what is taken away has no end that is known
        (-n, False),
        (n / m, True),
        (floor(n / 2), False),
        ((n + m) ** 20 - 1, True),
    ],
)
def test_what_is_surely_positive(value: Value, positive: bool) -> None:
    assert is_positive(value) is positive


@given(quotients, points)
def test_what_is_said_to_be_positive_is(value: Value, point: dict[str, int]) -> None:
    assert not is_positive(value) or value.at(point) > 0
