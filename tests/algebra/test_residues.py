"""Floors of sizes over numbers, decided residue by residue."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from symcount.algebra import Equal, Value, ceil, compare, floor, symbol
from symcount.algebra.residues import MOST_CASES, equal_in_every_residue
from tests.algebra.values import k, m, n, s

sizes = st.sampled_from([n, m])
arguments = st.builds(lambda x, times, more, divisor: (times * x + more) / divisor, sizes, st.integers(-3, 3), st.integers(-5, 5), st.integers(1, 5))
rounded = st.builds(lambda way, argument: way(argument), st.sampled_from([floor, ceil]), arguments)
nested = st.builds(lambda inner, more, divisor: floor((inner + more) / divisor), rounded, st.integers(-3, 3), st.integers(1, 4))
formulas = st.lists(rounded | nested | sizes, min_size=1, max_size=3).map(lambda terms: sum(terms[1:], terms[0]))


@given(formulas, formulas)
def test_what_is_equal_in_every_residue_is_equal_everywhere(one: Value, other: Value) -> None:
    if equal_in_every_residue(one, other):
        assert all(one.at({"n": a, "m": b}) == other.at({"n": a, "m": b}) for a in range(1, 40) for b in range(1, 12))


@given(formulas, st.integers(1, 6))
def test_a_formula_and_the_same_one_another_way(formula: Value, times: int) -> None:
    assert isinstance(compare(formula + floor(times * n / times), formula + n), Equal)
    assert isinstance(compare(floor(formula / 2) + ceil(formula / 2), formula), Equal)


def test_divisors_that_are_sizes() -> None:
    assert not equal_in_every_residue(floor(n / s), n / s)
    assert not equal_in_every_residue(n, k)
    assert not equal_in_every_residue(floor(n / 2) + 1 / (n - 2 * floor(n / 2)), n + 1 / (n - 2 * floor(n / 2)))  # a divisor that may be 0
    assert equal_in_every_residue(k * floor(n / 2) + k * floor((n + 1) / 2), k * n)


def test_too_many_residues_are_left() -> None:
    assert not equal_in_every_residue(floor(n / (MOST_CASES + 1)), symbol("m"))
