"""Factors where a reader would find them."""

from __future__ import annotations

import pytest
from hypothesis import given

from symcount.algebra import Equal, Value, compare, factor, switch, symbol
from tests.algebra.values import m, n, p, quotients, values

a, b, c = map(symbol, "abc")


def expanded(value: Value) -> Value:
    """A value as one sum, its factors forgotten."""
    return value + 1 - 1


@pytest.mark.parametrize(
    "value, hints, text",
    [
        (4 * (n * m + n + n**2) - 4 * (n + m + 1) * m, [], "4*(n - m)*(m + n + 1)"),
        (n**2 - m**2, [], "(m + n)*(n - m)"),
        (4 * n**2 - 9 * m**2, [], "(2*n - 3*m)*(3*m + 2*n)"),
        (n**2 + 2 * n * m + m**2, [], "(m + n)**2"),
        (n**2 - 4 * n + 4, [], "(n - 2)**2"),
        (expanded((n + m + p) ** 2), [], "(m + n + p)**2"),
        (expanded((a * b + c) * (n + 2 * m + 5)), [a * b + c], "(a*b + c)*(2*m + n + 5)"),
        (expanded((n + 1) ** 3), [], "(n + 1)**3"),
        (n**2 + 1, [], "n**2 + 1"),
        (n**2000 + m**2000 + n, [], "m**2000 + n**2000 + n"),
        (n**100_000 - 1, [], "(n**50000 + 1)*(n**50000 - 1)"),
        (expanded((n + 1) ** 2) ** 600_000, [], "(n**2 + 2*n + 1)**600000"),
        ((n**2 - 1) / (n + 1), [], "n - 1"),
        (-n * m - n, [], "-n*(m + 1)"),
        (n - n, [], "0"),
        (expanded((2 - switch("t")) * (n + m)), [n + m], "(2 - t)*(m + n)"),
    ],
)
def test_factor(value: Value, hints: list[Value], text: str) -> None:
    assert str(factor(value, *hints)) == text


@given(quotients, values)
def test_factoring_keeps_the_value(value: Value, hint: Value) -> None:
    assert compare(factor(value, hint), value) == Equal()
