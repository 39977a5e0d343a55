"""Values: the form they take, the laws of arithmetic, what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

from symcount.algebra import MAX_TERMS, Value, floor, number, product, switch, symbol, total
from symcount.errors import DivisionByZero, InputError, TooLarge
from tests.algebra.values import k, m, n, p, points, quotients, values

a, b, c, d = map(symbol, "abcd")
t = switch("t")


@pytest.mark.parametrize(
    "value, text",
    [
        (4 * (n * m + n + n**2), "4*n*(m + n + 1)"),
        (4 * symbol("units") * (symbol("units") + symbol("input_dim") + symbol("bias")), "4*units*(bias + input_dim + units)"),
        (n - m, "n - m"),
        (m - n, "m - n"),
        (-(n + m), "-(m + n)"),
        (-4 * (m - n) * (a + b), "4*(a + b)*(n - m)"),
        (n - n, "0"),
        (1 - n**2, "1 - n**2"),
        (n * (n + 1) / 2, "n*(n + 1)/2"),
        ((n + m) / 2, "(m + n)/2"),
        (n / (2 * m), "n/(2*m)"),
        (1 / n**2, "1/n**2"),
        (1 / (n + m), "1/(m + n)"),
        (n / m + 1, "(m + n)/m"),
        (n / (n + m) + m / (n + m), "1"),
        ((n * k + n * p) / (k + p), "n"),
        (n * Fraction(3, 2), "3*n/2"),
        (n**m, "n**m"),
        (n ** (m + 2), "n**2*n**m"),
        (n ** (2 * m), "(n**m)**2"),
        ((2 * n) ** k / 2**k, "n**k"),
        ((n**m) ** k, "n**(k*m)"),
        (number(4) ** Fraction(1, 2), "2"),
        (n ** Fraction(1, 2), "n**(1/2)"),
        (t * t, "t"),
        (t**5 * n, "n*t"),
        (2 - t, "2 - t"),
        (0**n, "0"),
        (0 ** (n + m - 1), "0"),
        (0 ** symbol("bias"), "0**bias"),
    ],
)
def test_form(value: Value, text: str) -> None:
    assert str(value) == text


def test_a_power_of_a_sum_is_not_expanded() -> None:
    assert (a + b + c + d) ** 60 == ((a + b + c + d) ** 30) ** 2
    assert (a + b) ** 1000 / (a + b) ** 999 == a + b
    assert total([(a + b) ** 500 * a, (a + b) ** 500 * b]) == (a + b) ** 501


@given(values, values, values)
def test_ring_laws(x: Value, y: Value, z: Value) -> None:
    assert x + y == y + x
    assert x * y == y * x
    assert x * (y * z) == x * y * z
    assert (x * (y + z)).polynomial() == (x * y + x * z).polynomial()
    assert ((x + y) + z).polynomial() == (x + (y + z)).polynomial()
    assert x - x == 0
    assert hash(x * y) == hash(y * x)


@given(quotients, quotients, points)
def test_arithmetic_is_that_of_numbers(x: Value, y: Value, point: dict[str, int]) -> None:
    assert (x + y).at(point) == x.at(point) + y.at(point)
    assert (x * y).at(point) == x.at(point) * y.at(point)
    assert (-x).at(point) == -x.at(point)
    assert x.subs(point).constant == x.at(point)
    numerator, denominator = x.numerator_denominator()
    assert Fraction(numerator.at(point), denominator.at(point)) == x.at(point)


@given(values)
def test_a_switch_is_a_number_before_or_after(x: Value) -> None:
    switched = x.subs({"a": t})
    for state in (0, 1):
        assert switched.subs({"t": state}) - x.subs({"a": state}) == 0


def test_a_value_equals_its_number() -> None:
    assert number(4) == 4
    assert hash(number(4)) == hash(4)
    assert n != "n"
    assert (n - n + 3).constant == 3
    assert n.constant is None


def test_a_size_has_no_truth_value_and_no_order() -> None:
    with pytest.raises(TypeError, match="must not branch on a size"):
        bool(n)
    with pytest.raises(TypeError, match="must not branch on a size"):
        _ = n < 3
    with pytest.raises(TypeError, match="must not branch on a size"):
        max(n, m)
    with pytest.raises(TypeError):
        n + "m"  # type: ignore[operator]


@pytest.mark.parametrize(
    "value, names, degree, leading",
    [
        (4 * n * (m + n + 1), "mn", 2, "4*n*(m + n)"),
        ((n + 1) ** 3 * (n * m + 4), "mn", 5, "m*n**4"),
        (n * (2 - t), "nt", 1, "n*(2 - t)"),
        ((n**2 + n) / (m + 1), "mn", 1, "n**2/m"),
        (n**k + 1, "kn", 1, "n**k"),
        (number(7), "", 0, "7"),
    ],
)
def test_names_degree_and_leading_terms(value: Value, names: str, degree: int, leading: str) -> None:
    assert value.names == set(names)
    assert value.degree == degree
    assert str(value.leading()) == leading


def test_expanded() -> None:
    assert ((n + m) ** 2).expanded() == "m**2 + 2*m*n + n**2"
    assert (n * (n + 1) / 2).expanded() == "n**2/2 + n/2"
    assert ((n + 1) ** 2 / (m + 1)).expanded() == "(n**2 + 2*n + 1)/(m + 1)"
    assert ((n + m) ** 2).term_count == 3


def test_substitution_is_simultaneous() -> None:
    assert (n + 2 * m).subs({"n": m, "m": n}) == m + 2 * n
    assert (4 * n * (n + m)).subs({"n": 2 * k, "m": 1}) == 8 * k * (2 * k + 1)
    assert (n**m).subs({"m": 2}) == n**2


@pytest.mark.parametrize(
    "work, problem",
    [
        (lambda: ((a + b + c + d) ** 100).polynomial(), "176,851 terms, more than the 50,000"),
        (lambda: (a + b) ** 40_000 + 1, "number of more than 14,000 bits"),
        (lambda: product([symbol(f"x{i}") + 1 for i in range(40)]) + 1, "terms, more than"),
        (lambda: number(9) ** (number(9) ** 9), "number of more than 14,000 bits"),
        (lambda: number(9**4000) * number(9**4000), "number of more than 14,000 bits"),
        (lambda: number(10**5000), "number of more than 14,000 bits"),
        (lambda: n ** (10**9), "exponent of more than 1,000,000"),
        (lambda: ((a + b) ** 1_000_000).at({"a": 1, "b": 1}), "number of more than 14,000 bits"),
    ],
)
def test_what_is_too_large_is_refused_before_it_is_computed(work: object, problem: str) -> None:
    with pytest.raises(TooLarge, match=problem):
        work()  # type: ignore[operator]


def tower(height: int) -> Value:
    value = n
    for _ in range(height):
        value = 2 ** (value + k)
    return value


def test_a_tower_of_exponents_has_a_limit() -> None:
    assert tower(20).names == {"n", "k"}
    with pytest.raises(TooLarge, match="50 deep"):
        tower(60)


def test_the_largest_expansion_is_done() -> None:
    assert len(((a + b + c + d) ** 40).polynomial()) == 12_341 < MAX_TERMS


def test_division_by_zero() -> None:
    with pytest.raises(DivisionByZero):
        n / (m - m)
    with pytest.raises(DivisionByZero):
        (1 / (n - m)).at({"n": 2, "m": 2})


@pytest.mark.parametrize(
    "value, sizes, defined",
    [
        (n / (n - m), {"n": 4, "m": 2}, 2),
        (n / (n - m), {"n": 2, "m": 2}, None),
        (n ** Fraction(1, 2), {"n": 9}, 3),
        (n ** Fraction(1, 2), {"n": 2}, None),
        (n**1000, {"n": 10**9}, None),
    ],
)
def test_where_a_value_is_defined(value: Value, sizes: dict[str, int], defined: int | None) -> None:
    assert value.defined_at(sizes) == defined


def test_a_missing_size_is_never_passed_over() -> None:
    with pytest.raises(InputError, match="'m' has no value"):
        (n + m).defined_at({"n": 2})


def test_what_is_a_name() -> None:
    assert all(value.is_name for value in (n, t, symbol("units")))
    assert not any(value.is_name for value in (2 * n, n**2, 1 / n, n * m, n + m, n**k, floor(n / 2), number(1)))


def test_terms() -> None:
    assert set((n * (n + 2 * m)).terms()) == {n**2, 2 * n * m}
    assert (n - n).terms() == []
    with pytest.raises(InputError, match="divided by a sum"):
        (1 / (n + m)).terms()
    with pytest.raises(TooLarge):
        ((a + b + c + d) ** 100).terms()


def test_a_missing_size_and_an_irrational_number_are_errors() -> None:
    with pytest.raises(InputError, match="'m' has no value"):
        (n + m).at({"n": 2})
    with pytest.raises(InputError, match="not a rational number"):
        (n ** Fraction(1, 2)).at({"n": 2})
    assert (n ** Fraction(1, 2)).at({"n": 49}) == 7
    with pytest.raises(InputError, match="divided by a sum"):
        (1 / (n + m)).polynomial()
