"""One count that is a number: a table, the law that everything is found and solves it, and that large numbers are reached."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.algebra import Growing, Value, Work, symbol
from symcount.algebra.one_equation import solutions

N, M, K = symbol("n"), symbol("m"), symbol("k")

SHAPES = [
    4 * N * (N + M + 1),  # n divides
    2 * N * M + N + M,  # 2n + 1 divides
    3 * N * M + 2 * N + 5 * M + 7,
    N * (M + 1) * K,
    N**2 * M + M,
    N**2 + M**2,
    N**3 + 2 * M**2 + M,
    N**2 * M**2 + N + M,
    N**2 * M + N + M,
    3 * N + 5 * M,
    N * M + M * K + K * N,
    (N + 2) * (M + 3),
    6 * N + 7,
]


MOST_OF_THREE = 12
"""Up to which three sizes are compared with trying them all."""


@given(st.sampled_from(SHAPES), st.integers(1, 100))
def test_all_solutions_are_found_and_no_others(value: Value, number: int) -> None:
    count = Growing.of(value)
    most = number if len(count.names) < 3 else MOST_OF_THREE
    found = sorted(tuple(one[name] for name in count.names) for one in solutions(count, number, Work(100_000)))
    sizes = product(range(1, most + 1), repeat=len(count.names))
    right = [size for size in sizes if count.at(dict(zip(count.names, size, strict=True))) == number]
    assert [size for size in found if max(size) <= most] == right


@given(st.sampled_from([value for value in SHAPES if len(value.names) < 3]), st.integers(1, 300), st.integers(1, 300))
def test_sizes_are_found_again(value: Value, n: int, m: int) -> None:
    count = Growing.of(value)
    sizes = {name: size for name, size in (("n", n), ("m", m)) if name in count.names}
    assert sizes in list(solutions(count, count.at(sizes), Work(100_000)))


@pytest.mark.parametrize(
    "value, number, many",
    [
        (4 * N * (N + M + 1), 4457472, 18),
        (4 * N * (N + M + 1), 963761198400, 2400),
        (2 * N * M + N + M, 10**12, 14),
        (N * (M + 1), 999999999989, 1),
        (N * M * K, 2**61 - 1, 3),
    ],
    ids=str,
)
def test_large_numbers_cost_little(value: Value, number: int, many: int) -> None:
    assert len(list(solutions(Growing.of(value), number, Work(1000)))) == many


@pytest.mark.parametrize(
    "value, number, many",
    [
        (N**2 + M**2, 10**12, 12),
        (N**2 + M**2, 10**13, 14),
        (N**3 + M**2, 10**12 + 1, 2),
        (N**2 * M**2 + N + M, 999_001**2 * 3**2 + 999_001 + 3, 2),
        (N**2 * M + N + M, 9_999**2 * 10_007 + 9_999 + 10_007, 3),
        (2 * N**2 * M + M**2 * N, 963761198400, 0),
        (10**6 * M**3 + N**2, 10**12, 0),
    ],
    ids=str,
)
def test_what_no_division_tells_takes_few_computations(value: Value, number: int, many: int) -> None:
    count = Growing.of(value)
    found = list(solutions(count, number, Work(50_000)))
    assert all(count.at(one) == number for one in found)
    assert len(found) == many


@pytest.mark.parametrize("value, n, m", [(N**2 + 3 * M**2, 812_345, 345_678), (N**2 * M + M**3 + N, 54_321, 123), (N**3 + N * M**2 + M, 77, 44_444)], ids=str)
def test_large_sizes_are_found_again(value: Value, n: int, m: int) -> None:
    count = Growing.of(value)
    assert {"n": n, "m": m} in list(solutions(count, count.at({"n": n, "m": m}), Work(50_000)))
