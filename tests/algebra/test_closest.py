"""The counts next to a number, as trying every number finds them."""

from __future__ import annotations

from itertools import count as numbers

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.algebra import Growing, Value, Work, greatest_below, least_above, symbol
from symcount.algebra.one_equation import solutions
from symcount.errors import TooLarge

N, M = symbol("n"), symbol("m")
COUNTS = [4 * N * (N + M + 1), 2 * N * M + N + M, 1000 * N * M, N**2 + 7 * M**2, 12 * N * (N + 1), 300 * N * N + 500 * M * M, 101 * N**3 + 7]


def is_count(count: Growing, number: int) -> bool:
    return next(solutions(count, number, Work(100_000)), None) is not None


@given(st.sampled_from(COUNTS), st.integers(1, 3000))
def test_nothing_lies_between(value: Value, limit: int) -> None:
    count, first = Growing.of(value), Growing.of(value).at({})
    below = next((number for number in range(limit, first - 1, -1) if is_count(count, number)), None)
    assert greatest_below(count, limit, Work(100_000)) == below
    assert least_above(count, limit, Work(100_000)) == next(number for number in numbers(max(limit, first)) if is_count(count, number))


def test_a_number_alone_is_below_or_above() -> None:
    assert (greatest_below(Growing.of(N**0 * 7), 9, Work(9)), least_above(Growing.of(N**0 * 7), 9, Work(9))) == (7, None)


def test_too_much_work_is_refused() -> None:
    with pytest.raises(TooLarge, match="too many sizes"):
        greatest_below(Growing.of(N**2 + 10**6 * M**2), 10**24 - 1, Work(1000))
