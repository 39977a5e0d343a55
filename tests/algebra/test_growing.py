"""Counts that grow: sizes put in, what is left without one, the greatest size within a limit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.algebra import Growing, Value, Work, as_size, ceil_div, floor_div, greatest_size, symbol
from symcount.errors import InputError, TooLarge

N, M = symbol("n"), symbol("m")
COUNTS = [4 * N * (N + M + 1), N**3 + M, 2 * N * M + N + M, 7 * N]


@given(st.sampled_from(COUNTS), st.integers(1, 50), st.integers(1, 50))
def test_sizes_put_in_one_after_the_other_give_the_number(value: Value, n: int, m: int) -> None:
    count = Growing.of(value)
    assert count.given("n", n).given("m", m).at({}) == count.at({"n": n, "m": m}) == value.at({"n": n, "m": m})
    assert "n" not in count.given("n", n).names


@given(st.sampled_from(COUNTS), st.integers(0, 5000))
def test_the_greatest_size_is_the_last_within_the_limit(value: Value, limit: int) -> None:
    count = Growing.of(value)
    size = greatest_size(count, "n", {"m": 2}, limit, Work(1000))
    assert size == 0 or count.at({"n": size, "m": 2}) <= limit
    assert count.at({"n": size + 1, "m": 2}) > limit


@pytest.mark.parametrize("value, without", [(4 * N * (N + M + 1), 0), (4 * N * M + 10, 10), (N + M, None)], ids=str)
def test_what_is_left_without_a_size(value: Value, without: int | None) -> None:
    assert Growing.of(value).number_without("n") == without


def test_a_high_power_costs_little() -> None:
    assert greatest_size(Growing.of(N**100_000), "n", {}, 10**100, Work(10)) == 1


def test_too_much_work_is_refused() -> None:
    with pytest.raises(TooLarge, match="too many sizes"):
        greatest_size(Growing.of(N**2), "n", {}, 10**100, Work(10))


@pytest.mark.parametrize("count", [N - M, as_size(floor_div(N, 2)) * M, N * ceil_div(M, 4)], ids=str)
def test_a_count_that_does_not_grow_is_refused(count: Value) -> None:
    with pytest.raises(InputError, match="does not grow"):
        Growing.of(count)
