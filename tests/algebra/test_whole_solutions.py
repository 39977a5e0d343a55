"""Whole-number solutions: a table of equations, the law that what is found solves them, and that nothing is missed."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.algebra import Equation, Growing, Value, Work, as_size, ceil_div, floor_div, symbol, whole_solutions
from symcount.errors import InputError, TooLarge

N, M, K = symbol("n"), symbol("m"), symbol("k")


def equal(count: Value, number: int) -> Equation:
    return Equation(Growing.of(count), number, number)


@pytest.mark.parametrize(
    "count, number, known, solutions",
    [
        (4 * N * (N + M + 1), 380, {"n": 5}, [{"n": 5, "m": 13}]),
        (4 * N * (N + M + 1), 380, {"m": 13}, [{"m": 13, "n": 5}]),
        (4 * N * (N + M + 1), 381, {"n": 5}, []),
        (N * (M + 1), 6, {}, [{"n": 1, "m": 5}, {"n": 2, "m": 2}, {"n": 3, "m": 1}]),
        (N * M, 6, {"n": 2, "m": 3}, [{"n": 2, "m": 3}]),
        (N * M, 6, {"n": 2, "m": 4}, []),
        (N**2 * M, 12, {}, [{"n": 1, "m": 12}, {"n": 2, "m": 3}]),
    ],
)
def test_solutions(count: Value, number: int, known: dict[str, int], solutions: list[dict[str, int]]) -> None:
    assert sorted(whole_solutions([equal(count, number)], known, Work(1000)), key=str) == sorted(solutions, key=str)


def test_equations_hold_together() -> None:
    assert list(whole_solutions([equal(N * M, 12), equal(2 * N, 6)], {}, Work(100))) == [{"n": 3, "m": 4}]


def test_a_rounded_count_lies_between_two() -> None:
    assert list(whole_solutions([Equation(Growing.of(10 * N), 95, 115)], {}, Work(100))) == [{"n": 10}, {"n": 11}]


@given(st.integers(1, 6), st.integers(0, 4), st.integers(1, 30))
def test_all_solutions_are_found_and_no_others(a: int, b: int, number: int) -> None:
    count = a * N * M + N**2 * K + b * M
    found = [(one["n"], one["m"], one["k"]) for one in whole_solutions([equal(count, number)], {}, Work(1_000_000))]
    right = [(n, m, k) for n, m, k in product(range(1, 6), range(1, 31), range(1, 31)) if a * n * m + n * n * k + b * m == number]
    assert sorted(found) == right


def test_too_much_work_is_refused() -> None:
    with pytest.raises(TooLarge, match="too many sizes"):
        list(whole_solutions([equal(N**2 + M**2 + K**2, 10**12)], {}, Work(1000)))


@pytest.mark.parametrize("count", [N - M, as_size(floor_div(N, 2)) * M, N * ceil_div(M, 4)], ids=str)
def test_a_count_that_does_not_grow_is_refused(count: Value) -> None:
    with pytest.raises(InputError, match="does not grow"):
        Growing.of(count)
