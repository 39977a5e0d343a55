"""Counts as cases that grow: together they are the count, at every size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.algebra import Value, floor, growing_cases, symbol
from symcount.errors import InputError

N, M, V = symbol("n"), symbol("m"), symbol("V")

COUNTS = [4 * N * (N + M + 1), (V - 1) * M, N * (N - 1) / 2, (N - 1) * (M - 1) + N, N / 2 + M / 3, (2 * N - 1) * (2 * M - 1) * V]


@given(st.sampled_from(COUNTS), st.integers(1, 9), st.integers(1, 9), st.integers(1, 9))
def test_each_size_is_in_one_case(value: Value, n: int, m: int, v: int) -> None:
    sizes = {"n": n, "m": m, "V": v}
    fitting = []
    for case in growing_cases([value]):
        known = {name: sizes[name] - (meaning.at({name: 0}) if meaning.names else 0) for name, meaning in case.meanings.items()}
        if all(known[name] >= 1 and (meaning.names or sizes[name] == 1) for name, meaning in case.meanings.items()):
            fitting.append(case.counts[0].at(sizes | {name: int(size) for name, size in known.items()}) == value.at(sizes) * case.scale)
    assert fitting == [True]


@pytest.mark.parametrize(
    "value, message",
    [
        (N - M, "n - m does not grow with its sizes, so that there may be no end of them: give one more of m, n"),
        (N / M, "n/m is divided by m: give m"),
        (floor(N / 2) * M, "floor(n/2) is no sum of products of sizes: give the sizes in it"),
        (2**N, "2**n is no sum of products of sizes: give the sizes in it"),
        (M / (N + 1), "m/(n + 1) is divided by n + 1: give n"),
    ],
    ids=str,
)
def test_what_has_no_cases(value: Value, message: str) -> None:
    with pytest.raises(InputError) as refused:
        growing_cases([value])
    assert message in str(refused.value)
