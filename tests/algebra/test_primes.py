"""Primes and divisors of whole numbers: a table, the law that they multiply to the number, and what is too hard."""

from __future__ import annotations

from math import isqrt, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.algebra import divisors, is_prime
from symcount.algebra.primes import prime_powers
from symcount.errors import TooLarge


@pytest.mark.parametrize(
    "number, powers",
    [
        (1, {}),
        (380, {2: 2, 5: 1, 19: 1}),
        (1009**2, {1009: 2}),
        (999983 * 999979, {999983: 1, 999979: 1}),
        (2**61 - 1, {2**61 - 1: 1}),
        (561 * 1009, {3: 1, 11: 1, 17: 1, 1009: 1}),
        (3215031751, {151: 1, 751: 1, 28351: 1}),
    ],
)
def test_primes(number: int, powers: dict[int, int]) -> None:
    assert prime_powers(number) == powers


@given(st.integers(1, 10**12))
def test_primes_multiply_to_the_number(number: int) -> None:
    powers = prime_powers(number)
    assert prod(prime**power for prime, power in powers.items()) == number
    assert all(prime_powers(prime) == {prime: 1} for prime in powers)


@given(st.integers(1, 3000))
def test_divisors_divide_and_none_is_missing(number: int) -> None:
    assert divisors(number) == [one for one in range(1, number + 1) if number % one == 0]


@pytest.mark.parametrize("number, why", [((10**12 + 39) * (10**12 + 61), "too hard"), (2**800 * 3**800, "too many divisors")])
def test_what_is_too_hard_is_refused(number: int, why: str) -> None:
    with pytest.raises(TooLarge, match=why):
        divisors(number)


@given(st.integers(-5, 2_000_000))
def test_what_trying_every_divisor_calls_a_prime_is_one(number: int) -> None:
    assert is_prime(number) == (number > 1 and all(number % one for one in range(2, isqrt(number) + 1)))
