"""Equality: decided by exact arithmetic or by a point, smallest first, or not decided, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product as every

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.algebra import Different, Equal, Rational, Undecided, Value, ceil, compare, floor, number, product, switch, symbol, total
from symcount.algebra.equality import POINTS
from symcount.errors import DivisionByZero
from tests.algebra.values import k, m, n, points, quotients, values

a, b, c, d = map(symbol, "abcd")
t, u = switch("t"), switch("u")
many = [symbol(f"x{place}") for place in range(20)]


@pytest.mark.parametrize(
    "left, right",
    [
        (4 * (n * m + n + n**2), 4 * (n + m + 1) * n),
        ((n + m) ** 2, n**2 + 2 * n * m + m**2),
        ((a + b + c + d) ** 60, ((a + b + c + d) ** 30) ** 2),
        ((a + b + c + d) ** 8 * (n + 1), total([(a + b + c + d) ** 7 * x * (n + 1) for x in (a, b, c, d)])),
        (n / (n + m), 1 - m / (n + m)),
        ((n**2 - m**2) / (n - m), n + m),
        (n ** (k + 1), n * n**k),
        (2 ** (2 * n), 4**n),
        (8 ** (n / 3), 2**n),
        ((2 * (m - n)) ** k, (-2 * (n - m)) ** k),
        ((n**m) ** (k / 2), n ** (m * k / 2)),
        (((n - m) ** k) ** m, (n - m) ** (k * m)),
        (t * t, t),
        ((1 - t) ** 2, 1 - t),
        (t * (1 - t), number(0)),
        (n * (1 + t) / 2, n / (2 - t)),
        ((n * k + k) * t, k * (n + 1) * t**3),
    ],
)
def test_equal(left: Value, right: Value) -> None:
    assert compare(left, right) == Equal()


@pytest.mark.parametrize(
    "left, right, witness",
    [
        (4 * (n * m + n + n**2), 4 * (n + m + 1) * m, {"m": 1, "n": 2}),
        (4 * (n * m + n**2), 4 * (n * m + n**2 + n), {"m": 1, "n": 1}),
        (n * (n - 1), n - n, {"n": 2}),
        (n * t, n, {"n": 1, "t": 0}),
        (t * u, t, {"t": 1, "u": 0}),
        (n, n + t, {"n": 1, "t": 1}),
        (1 / (n - 1), number(1), {"n": 3}),
        (n**k, n**m, {"k": 1, "m": 2, "n": 2}),
        (((n - m) ** k) ** Fraction(1, 2), (n - m) ** (k / 2), {"k": 2, "m": 2, "n": 1}),
        ((a + b + c + d) ** 60 * (n + m) ** 60, (a + b + c + d) ** 60 * (n + m) ** 61, dict.fromkeys("abcdmn", 1)),
        ((a + b + c + d) ** 60, ((a + b + c + d) ** 30) ** 3, {"a": 1, "b": 1, "c": 1, "d": 1}),
        (product([n - size for size in range(1, 40)]), number(0), {"n": 40}),
        (n + symbol("bias"), number(5), {"bias": 0, "n": 1}),
        (n * symbol("bias"), number(0), {"bias": 1, "n": 1}),
        (product([symbol("bias") - size for size in range(1, 40)]), number(0), {"bias": 0}),
    ],
)
def test_different(left: Value, right: Value, witness: dict[str, int]) -> None:
    verdict = compare(left, right)
    assert isinstance(verdict, Different)
    assert verdict.witness == witness
    assert (verdict.left, verdict.right) == (left.at(witness), right.at(witness))


def test_no_point_is_tried_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[tuple[int, ...]] = []
    at = Value.at

    def noted(value: Value, sizes: Mapping[str, int]) -> Rational:
        tried.append(tuple(sizes.values()))
        return at(value, sizes)

    monkeypatch.setattr(Value, "at", noted)
    assert isinstance(compare(product([x - 1 for x in many]), number(0)), Different)
    assert POINTS < len(tried) < 2 * (POINTS + 10)


def test_a_difference_behind_all_small_points_is_found_without_expanding() -> None:
    assert compare(product([(x - 1) * (x - 2) for x in many]), number(0)) == Different({f"x{place}": 3 for place in range(20)}, 2**20, 0)
    hidden = product([(n - size) * (m - size) for size in range(1, 36)])
    assert compare(hidden, number(0)) == Different({"m": 36, "n": 36}, hidden.at({"m": 36, "n": 36}), 0)


@pytest.mark.parametrize(
    "left, right, reason",
    [
        (6**n, 2**n * 3**n, "no difference was found at 1,000 points, and nothing is known about"),
        (product([x**2 - 1 for x in many]), product([(x - 1) * (x + 1) for x in many]), "terms, more than the 50,000 that are tried"),
        ((a + b + c + d) ** 99_999, (a + b + c + d) ** 100_000, "the sizes where the two differ are too large to compute with"),
    ],
)
def test_undecided(left: Value, right: Value, reason: str) -> None:
    verdict = compare(left, right)
    assert isinstance(verdict, Undecided)
    assert reason in verdict.reason


@given(quotients, quotients)
def test_a_witness_differs_and_none_is_smaller(x: Value, y: Value) -> None:
    verdict = compare(x, y)
    assert not isinstance(verdict, Undecided)
    if isinstance(verdict, Different):
        smallest = min(_differing(x, y, 5), key=lambda point: (sum(point.values()), list(point.values())))
        assert verdict.witness == smallest
    else:
        assert not list(_differing(x, y, 4))


def _differing(x: Value, y: Value, largest: int) -> list[dict[str, int]]:
    """Every point of small sizes where two values differ."""
    names = sorted(x.names | y.names)
    found = []
    for sizes in every(range(1, largest + 1), repeat=len(names)):
        point = dict(zip(names, sizes, strict=True))
        try:
            if x.at(point) != y.at(point):
                found.append(point)
        except DivisionByZero:
            continue
    return found


@given(values, values, values, points)
def test_rearranging_keeps_the_value(x: Value, y: Value, z: Value, point: dict[str, int]) -> None:
    left, right = x * (y + z), x * y + x * z
    assert compare(left, right) == Equal()
    assert left.at(point) == right.at(point)


@given(values, values, st.dictionaries(st.sampled_from("abc"), st.sampled_from("tu"), min_size=1))
def test_switches_are_decided_by_their_two_states(x: Value, y: Value, switches: dict[str, str]) -> None:
    x, y = (value.subs({name: switch(state) for name, state in switches.items()}) for value in (x, y))
    states = [dict(zip("tu", pair, strict=True)) for pair in every((0, 1), repeat=2)]
    same = all(compare(x.subs(state), y.subs(state)) == Equal() for state in states)
    assert (compare(x, y) == Equal()) == same


def test_fractions_in_a_witness_are_exact() -> None:
    assert compare(n / 2, n / 3) == Different({"n": 1}, Fraction(1, 2), Fraction(1, 3))


@pytest.mark.parametrize(
    "a, b, witness",
    [
        (64 * ceil(n / 64), 64 * floor((m + 63) / 64), {"n": 65, "m": 1}),
        (n + floor(n / 50) * floor(m / 50), n, {"n": 51, "m": 51}),
        (floor(n / 40) * floor(m / 40) * floor(k / 40), number(0), {"n": 41, "m": 41, "k": 41}),
        (floor((n + switch("t")) / 90) * floor(m / 90), switch("t") * floor(n / 90) * floor(m / 90), {"n": 91, "m": 91, "t": 0}),
    ],
)
def test_a_residue_in_which_two_differ_gives_a_point(a: Value, b: Value, witness: dict[str, int]) -> None:
    outcome = compare(a, b)
    assert isinstance(outcome, Different)
    assert outcome.witness == witness
    assert (a.at(witness), b.at(witness)) == (outcome.left, outcome.right)
