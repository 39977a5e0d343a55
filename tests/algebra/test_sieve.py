"""Sizes that remainders leave: no solution is lost, and of many sizes few are left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.algebra import Growing, Value, Work, symbol
from symcount.algebra.sieve import BLOCK, sieved
from symcount.errors import TooLarge

N, M = symbol("n"), symbol("m")
COUNTS = [N**2 + M**2, 3 * N**2 + N * M + 2 * M**2 + 5, N**3 + 4 * M**2, N**2 * M**2 + N + M, 2 * N**2 * M + M**2 * N, N**5 + M**5]


@given(st.sampled_from(COUNTS), st.integers(1, 1500), st.integers(1, 10**6), st.booleans())
def test_no_solution_is_lost(value: Value, n: int, m: int, as_list: bool) -> None:
    count = Growing.of(value)
    sizes = range(1, 1501)
    left = list(sieved(count, count.at({"n": n, "m": m}), "n", list(sizes) if as_list else sizes, Work(1000)))
    assert n in left
    assert left == sorted(set(left) & set(sizes))


def test_a_list_is_sieved_as_a_range_is() -> None:
    count, sizes = Growing.of(N**2 + M**2), range(7, BLOCK + 5000)
    assert list(sieved(count, 10**12 + 1, "n", sizes, Work(10_000))) == list(sieved(count, 10**12 + 1, "n", list(sizes), Work(10_000)))


@pytest.mark.parametrize("value", COUNTS[:5], ids=str)
def test_few_of_many_are_left(value: Value) -> None:
    assert len(list(sieved(Growing.of(value), 10**12 + 7, "n", range(1, 200_001), Work(10_000)))) < 2000


def test_too_much_work_is_refused() -> None:
    with pytest.raises(TooLarge, match="too many sizes"):
        list(sieved(Growing.of(N**2 + M**2), 10**30, "n", range(1, 10**15), Work(1000)))
