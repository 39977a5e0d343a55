"""Formulas found again from their values: products, sums, roundings; and none where none fits."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from math import comb
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.algebra import Equal, Value, ceil, compare, floor, symbol
from symcount.algebra.interpolation import _powers, interpolate, step_points

d, h, k, n, m = map(symbol, "dhknm")


def some_points(names: str, many: int, largest: int = 60, seed: int = 0) -> list[dict[str, int]]:
    """A point, the points with one size changed alone, and many others."""
    random = Random(seed)
    first = {name: random.randint(3, largest) for name in names}
    alone = [{**first, name: first[name] + 1 + place} for place, name in enumerate(names)]
    return [first, *alone, *({name: random.randint(3, largest) for name in names} for _ in range(many))]


def found_again(formula: Value, points: list[dict[str, int]]) -> Value | None:
    return interpolate(points, [int(formula.at(point)) for point in points])


@pytest.mark.parametrize(
    "formula, many",
    [
        (4 * n, 1),
        (n * m, 1),
        (n + m, 2),
        (n + m + 2, 3),
        (2 * n * m + n, 3),
        (n * m + 2 * k + 3 * m, 4),
        (n**2 + n * m + m + 5, 12),
        (n**3 + 3 * n, 3),
        (n * (n + 1) / 2, 3),
        (floor(d / h), 8),
        (h * floor(d / h), 8),
        (k * floor(d / h), 10),
        (floor((n + 5) / 3) + 2, 60),
        (ceil(n / 2), 20),
        (2 * floor(n / 2) + 1, 20),
        (floor((n * k + 15) / 16), 60),
        (floor((d + h) / (2 * h)), 20),
        (2 * n + ceil(d / 16), 200),
        (2 * n + 3 * m + floor(d / h), 40),
        (2 * n + 5 * k + 3 * m + ceil(d / 16), 200),
    ],
    ids=str,
)
def test_a_formula_is_found_again(formula: Value, many: int) -> None:
    found = found_again(formula, some_points("".join(sorted(formula.names)), many))
    assert found is not None
    assert isinstance(compare(found, formula), Equal)


def test_exact_quotients_are_found_where_sizes_divide() -> None:
    points = [{"d": 12 * a * b, "h": 2 * a, "k": c} for a, b, c in [(1, 1, 1), (1, 1, 2), (1, 3, 1), (5, 2, 7), (3, 7, 5)]]
    assert found_again(d * k / h, points) == d * k / h


@pytest.mark.parametrize(
    "function, multiple",
    [
        (lambda size: 64 * -(-size // 64), 64 * ceil(n / 64)),
        (lambda size: 256 * ((int(8 * size / 3) + 255) // 256), 256 * ceil(n / 96)),
    ],
    ids=["to 64", "Llama's inner width"],
)
def test_rounding_up_to_a_multiple_is_found_from_large_sizes(function: Callable[[int], int], multiple: Value) -> None:
    sizes = [3, 64, 65, 96, 97, 1_009, 100_003, 300_007]
    found = interpolate([{"n": size} for size in sizes], [function(size) for size in sizes])
    assert found is not None
    assert isinstance(compare(found, multiple), Equal)


@pytest.mark.parametrize("function", [lambda size: 2**size, lambda size: max(size, 8), lambda size: size.bit_length()], ids=["power", "maximum", "logarithm"])
def test_what_is_of_no_kind_tried_is_none(function: Callable[[int], int]) -> None:
    sizes = [*range(3, 24), 101]
    assert interpolate([{"n": size} for size in sizes], [function(size) for size in sizes]) is None


def test_two_values_at_one_point_are_none() -> None:
    assert interpolate([{"n": 3}, {"n": 3}], [1, 2]) is None


def test_a_size_that_is_not_seen_to_matter_is_tried_too() -> None:
    points = [{"d": 32, "h": 32}, {"d": 64, "h": 32}, {"d": 64, "h": 64}, {"d": 224, "h": 16}, {"d": 96, "h": 32}]
    assert found_again(floor((d + h) / (2 * h)), points) is not None


coefficients = st.lists(st.integers(0, 9), min_size=4, max_size=4)


@given(coefficients, st.integers(0, 99))
def test_every_bilinear_form_is_found_again(numbers: list[int], seed: int) -> None:
    formula = sum((number * term for number, term in zip(numbers, (n * m, n, m, symbol("n") ** 0), strict=True)), 0 * n)
    points = some_points("mn", 9, seed=seed)
    found = found_again(formula, points)
    assert found is not None
    assert [found.at(point) for point in points] == [formula.at(point) for point in points]
    assert isinstance(compare(found, formula), Equal)


@given(st.integers(1, 5), st.integers(2, 12), st.integers(0, 11), st.integers(1, 8))
def test_every_rounded_multiple_is_found_again(above: int, below: int, shift: int, times: int) -> None:
    formula = times * floor((above * n + shift) / below)
    found = found_again(formula, [{"n": size} for size in range(1, 2 * below + 20)])
    assert found is not None
    assert isinstance(compare(found, formula), Equal)


@given(st.integers(2, 300), st.integers(1, 50))
def test_a_step_is_shown_by_points_on_both_sides(below: int, size: int) -> None:
    after, before = (points[0]["n"] for points in islice(step_points(floor(n / below), {"n": size}), 2))
    assert (after % below, before % below) == (0, below - 1)


def test_between_whole_numbers_a_quotient_may_be_rounded() -> None:
    assert [points[0] for points in step_points(d / h, {"d": 12, "h": 4})] == [{"d": 13, "h": 4}]
    assert list(step_points(d * h, {"d": 12, "h": 4})) == []


SECONDS = 2


@pytest.mark.parametrize("formula", [2 * symbol("a") + ceil(symbol("b") / 16), symbol("a") + 3 * symbol("c") + floor(symbol("b") / symbol("j"))], ids=str)
def test_ten_names_take_little_longer_than_two(formula: Value) -> None:
    points = some_points("abcdefghij", 40)
    start = process_time()
    found = found_again(formula, points)
    assert process_time() - start < SECONDS
    assert found is not None
    assert isinstance(compare(found, formula), Equal)


def test_two_points_tell_no_line() -> None:
    assert interpolate([{"n": 3}, {"n": 5}], [8, 32]) is None


def test_powers_are_made_by_degree() -> None:
    assert len(_powers(2, 1, 1, divided=True)) == len({(0, 0), (1, 0), (0, 1), (-1, 0), (0, -1), (1, -1), (-1, 1)})
    assert len(_powers(12, 3, 3)) == comb(12 + 3, 3)
