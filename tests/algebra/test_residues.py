"""Floors of sizes over numbers, decided residue by residue."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from symcount.algebra import Equal, Value, ceil, compare, floor, symbol
from symcount.algebra.residues import MOST_CASES, equal_factor_by_factor, equal_in_every_residue, unequal_residue
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


def test_powers_are_not_expanded() -> None:
    whole = floor(n / 3) + floor((n + 1) / 3) + floor((n + 2) / 3)
    assert equal_factor_by_factor((whole + m + k + s) ** 60 * whole, (n + m + k + s) ** 60 * n)
    assert compare((whole + m + k + s) ** 60, (n + m + k + s) ** 60) == Equal()
    assert not equal_factor_by_factor((whole + m) ** 2, (n + m + 1) ** 2)
    assert not equal_factor_by_factor((n + m) ** 2, (n + m) ** 2)  # nothing is rounded


def test_small_sizes_belong_to_a_residue() -> None:
    """1 is 2·1 - 1, where the size on the right is from 1 as the kernel takes it: floor(1/n) is not 0 there."""
    assert not equal_in_every_residue(floor(n / 2) + floor((n + 1) / 2) + floor(1 / n), n)


@given(formulas, formulas)
def test_two_that_differ_in_a_residue_differ_at_a_point_of_it(one: Value, other: Value) -> None:
    sizes = unequal_residue(one, other)
    if sizes is not None:
        points = [{name: int((sizes[name] if name in sizes else symbol(name)).at({"n": a, "m": b})) for name in "nm"} for a in range(1, 5) for b in range(1, 5)]
        assert all(size > 0 for point in points for size in point.values())
        assert any(one.at(point) != other.at(point) for point in points)


def test_a_very_large_divisor_takes_no_time() -> None:
    sizes = unequal_residue(floor(n / 10**13), floor(n / (10**13 + 1)))
    assert sizes is None or sizes["n"].at({"n": 1}) > 0
    assert not equal_in_every_residue(floor(n / 10**13), m)
