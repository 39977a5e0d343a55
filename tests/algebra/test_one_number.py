"""A proof in one number: the digits read back are the coefficients, and two polynomials agree at the point only if they are equal."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from symcount.algebra import Equal, Value, compare, floor, in_one_number, number, switch, symbol, total
from symcount.errors import InputError, SymcountError, TooLarge
from tests.algebra.values import LETTERS, k, m, n

terms = st.dictionaries(st.tuples(*[st.integers(0, 2)] * len(LETTERS)), st.integers(1, 2_000), min_size=1, max_size=5)
tied = switch("tied")


def polynomial(terms: dict[tuple[int, ...], int]) -> Value:
    return total([number(coefficient) * _powers(exponents) for exponents, coefficient in terms.items()])


def _powers(exponents: tuple[int, ...]) -> Value:
    result = number(1)
    for letter, exponent in zip(LETTERS, exponents, strict=True):
        result = result * symbol(letter) ** exponent
    return result


@pytest.mark.parametrize(
    "left, right, names, point, values",
    [
        (4 * (n * m + n**2), 4 * n * (n + m), "nm", {"n": 10**3, "m": 10**9}, (4_000_004_000_000, 4_000_004_000_000)),
        (4 * (n * m + n**2), 4 * n * (n + m), "mn", {"m": 10**3, "n": 10**6}, (4_004_000_000_000, 4_004_000_000_000)),
        (4 * n * m, 4 * n * (m + 1), "nm", {"n": 10**3, "m": 10**6}, (4_000_000_000, 4_000_004_000)),
        (999 * n, 998 * n + 1, "n", {"n": 10**3}, (999_000, 998_001)),
        (1000 * n, 1000 * n, "n", {"n": 10**6}, (1_000_000_000, 1_000_000_000)),
        ((n + 1) ** 3, (n + 1) * (n**2 + 2 * n + 1), "n", {"n": 10**3}, (1_003_003_001, 1_003_003_001)),
        ((n**2 - n + 1) * (n + 1), n**3 + 1, "n", {"n": 10**3}, (10**9 + 1, 10**9 + 1)),
        (number(12), number(13), "", {}, (12, 13)),
        (number(0), n, "n", {"n": 10**3}, (0, 1000)),
    ],
)
def test_point_and_values(left: Value, right: Value, names: str, point: dict[str, int], values: tuple[int, int]) -> None:
    shown = in_one_number(left, right, names)
    assert (shown.point, (shown.left, shown.right)) == (point, values)
    assert shown.equal == isinstance(compare(left, right), Equal)


@given(terms, terms)
def test_the_digits_are_the_coefficients(left: dict[tuple[int, ...], int], right: dict[tuple[int, ...], int]) -> None:
    values = polynomial(left), polynomial(right)
    try:
        shown = in_one_number(*values, LETTERS)
    except TooLarge:
        assume(False)
    for value, there in zip(values, (shown.left, shown.right), strict=True):
        assert shown.coefficients(there) == dict(value.polynomial().terms)


@given(terms, terms)
def test_equal_there_is_equal_everywhere(left: dict[tuple[int, ...], int], right: dict[tuple[int, ...], int]) -> None:
    try:
        shown = in_one_number(polynomial(left), polynomial(right), LETTERS)
        again = in_one_number(polynomial(left), polynomial(dict(reversed(left.items()))), LETTERS)
    except TooLarge:
        assume(False)
    assert shown.equal == (left == right)
    assert again.equal


@pytest.mark.parametrize(
    "value, problem",
    [
        (n - 1, "a term with a minus sign"),
        (n / 2, "has fractions"),
        (1 / n, "is divided by a size"),
        (m / (n + 1), "is divided by a size"),
        (floor(n / 2), "has floors"),
        (n**k, "powers with sizes above"),
        (tied * n, "has a size that is 0 or 1"),
        (n**200, "up to 1,206 digits"),
    ],
)
def test_what_it_is_not_for(value: Value, problem: str) -> None:
    for pair in ((value, m), (m, value)):
        with pytest.raises(SymcountError, match=problem) as caught:
            in_one_number(*pair, ["n", "m"])
        assert isinstance(caught.value, InputError | TooLarge)


def test_a_power_of_a_sum_is_not_multiplied_out() -> None:
    base = symbol("a") + symbol("b")
    shown = in_one_number(base**5 * (base + 1) ** 2, base**5 * (base + 1) ** 2, "ab")
    assert shown.highest == 2**5 * 3**2
    assert shown.degrees == {"a": 7, "b": 7}
