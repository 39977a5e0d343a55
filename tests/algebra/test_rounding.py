"""Floor and ceiling: what is pulled out, what is equal, what is not decided but never called different."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.algebra import Different, Equal, Value, ceil, compare, floor, number, switch, symbol, total
from symcount.errors import TooLarge
from tests.algebra.values import k, m, n, p, points, quotients, s

a, c = symbol("a"), symbol("c")
many = [symbol(f"x{place}") for place in range(10)]


@pytest.mark.parametrize(
    "value, text",
    [
        (floor(n), "n"),
        (floor(number(7) / 2), "3"),
        (ceil(number(7) / 2), "4"),
        (floor((n + 2 * p - k) / s), "floor((n - k + 2*p)/s)"),
        (floor(7 * n / 2), "floor(n/2) + 3*n"),
        (ceil(n / 2), "ceil(n/2)"),
        (n - floor(n / 2), "n - floor(n/2)"),
        (floor((n + 1) / 2), "ceil(n/2)"),
        (ceil(n / 64), "ceil(n/64)"),
        (floor((n + 63) / 64), "ceil(n/64)"),
        (floor(63 * n / 64), "n - ceil(n/64)"),
        (ceil(2 * n / 3), "n - floor(n/3)"),
        (ceil(ceil(n / 64) / 2), "ceil(n/128)"),
        (floor((n + 200) / 400), "floor((n + 200)/400)"),
        (ceil(n / s), "floor((n - 1)/s) + 1"),
        (floor((n + m + 1) / (n + m)), "1"),
        (floor(n / 2) ** 2, "floor(n/2)**2"),
        (floor(n / (n + 1)), "0"),
        (ceil(n / (n + m)), "1"),
        (floor(1 / (n + m)), "0"),
        (floor(1 / n), "floor(1/n)"),
        (floor(-1 / n), "-1"),
        (floor(n / (m + 1)), "floor(n/(m + 1))"),
        (floor(floor(n / 2) + m), "floor(n/2) + m"),
    ],
)
def test_form(value: Value, text: str) -> None:
    assert str(value) == text


@pytest.mark.parametrize(
    "left, right",
    [
        (floor((n + 2 * p - k) / s) + 1, floor((n + 2 * p - k + s) / s)),
        (ceil(n / s), floor((n - 1) / s) + 1),
        (floor(floor(n / a) / c), floor(n / (a * c))),
        (floor(n / 2) + ceil(n / 2), n),
        (ceil((n - k + 1) / s), floor((n - k) / s) + 1),
        (floor((n + 2 * p - a * (k - 1) - 1) / s + 1), ceil((n + 2 * p - a * (k - 1)) / s)),
        (floor((k - n) / s), -ceil((n - k) / s)),
        (ceil((n - k + 1) / (s + 1)), floor((n - k) / (s + 1)) + 1),
        (ceil((n - k + 1) / (s * (m + c) ** 2)), floor((n - k) / (s * (m + c) ** 2)) + 1),
        (ceil((floor((n - k) / s) - m + 1) / p), floor((floor((n - k) / s) - m) / p) + 1),
        (total([ceil(x / 2) for x in many]), total([x - floor(x / 2) for x in many])),
    ],
)
def test_identities_that_are_decided(left: Value, right: Value) -> None:
    assert compare(left, right) == Equal()


@pytest.mark.parametrize(
    "left, right",
    [
        (floor(n / 2) + floor((n + 1) / 2), n),
        (floor((floor(n / a) + 1) / c), floor((n + a) / (a * c))),
        (switch("t") * floor(n / 2), floor(switch("t") * n / 2)),
    ],
)
def test_identities_that_are_not_called_different(left: Value, right: Value) -> None:
    assert not isinstance(compare(left, right), Different)


def test_a_divisor_that_may_be_negative_turns_nothing() -> None:
    assert isinstance(compare(ceil((n - k + 1) / (s - m)), floor((n - k) / (s - m)) + 1), Different)


@given(quotients, points)
def test_rounding_is_that_of_numbers(x: Value, point: dict[str, int]) -> None:
    assert floor(x).at(point) == math.floor(x.at(point))
    assert ceil(x).at(point) == math.ceil(x.at(point))


@given(quotients, st.integers(1, 4), points)
def test_nested_rounding_is_that_of_numbers(x: Value, divisor: int, point: dict[str, int]) -> None:
    nested = floor(floor(x) / divisor / symbol("b"))
    assert nested.at(point) == math.floor(math.floor(x.at(point)) / number(divisor * point["b"]).coefficient)
    assert nested.subs(point) == nested.at(point)


def test_names_and_substitution_reach_inside() -> None:
    value = n * floor((n - k) / s)
    assert value.names == {"k", "n", "s"}
    assert value.subs({"n": 10, "k": 3, "s": 2}) == 30
    assert value.subs({"k": n}) == 0


def nested(depth: int, power: int) -> Value:
    value = n
    for _ in range(depth):
        value = floor(k * (value + 1) ** power / m)
    return value


@pytest.mark.parametrize("depth, power, problem", [(60, 1, "50 deep"), (30, 2, "10,000 characters")])
def test_nesting_has_a_limit(depth: int, power: int, problem: str) -> None:
    with pytest.raises(TooLarge, match=problem):
        nested(depth, power)
