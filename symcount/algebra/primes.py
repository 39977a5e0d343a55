"""The primes of a whole number, and its divisors: what a size that divides a count may be."""

from __future__ import annotations

from itertools import count
from math import gcd, isqrt

from symcount.errors import TooLarge

TRIED = 1000
"""Primes below are divided out one after the other."""

HARDEST = 10**20
"""A number without small primes that is larger, and no prime, is not taken apart."""

MOST_DIVISORS = 200_000

WITNESSES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41)
"""Bases that tell every prime below 3·10²⁴ from what is none."""

PRIME_BELOW = 3_317_044_064_679_887_385_961_981


def _primes_below(most: int) -> tuple[int, ...]:
    """The sieve of Eratosthenes."""
    left = set(range(2, most))
    for number in range(2, isqrt(most) + 1):
        left.difference_update(range(number * number, most, number))
    return tuple(sorted(left))


SMALL_PRIMES = _primes_below(TRIED)


def prime_powers(number: int) -> dict[int, int]:
    """The primes of a number from 1, each with its exponent.

    >>> prime_powers(4457472)
    {2: 10, 3: 1, 1451: 1}

    Errors: `TooLarge` for a number that is hard to take apart.
    """
    powers: dict[int, int] = {}
    for prime in SMALL_PRIMES:
        while number % prime == 0:
            powers[prime] = powers.get(prime, 0) + 1
            number //= prime
        if prime * prime > number:
            break
    for prime in _large_primes(number):
        powers[prime] = powers.get(prime, 0) + 1
    return powers


def divisors(number: int) -> list[int]:
    """The whole numbers that divide a number from 1, in order.

    >>> divisors(20)
    [1, 2, 4, 5, 10, 20]

    Errors: `TooLarge` for a number that is hard to take apart, or has too many of them.
    """
    found = [1]
    for prime, exponent in prime_powers(number).items():
        if len(found) * (exponent + 1) > MOST_DIVISORS:
            raise TooLarge(f"a number of {len(str(number))} digits has too many divisors")
        found = [one * prime**power for one in found for power in range(exponent + 1)]
    return sorted(found)


def _large_primes(number: int) -> list[int]:
    """The primes of a number that has no small ones."""
    if number == 1:
        return []
    if is_prime(number):
        return [number]
    if number > HARDEST:
        raise TooLarge(f"a number of {len(str(number))} digits is too hard to take apart into primes")
    factor = _factor(number)
    return _large_primes(factor) + _large_primes(number // factor)


def is_prime(number: int) -> bool:
    """Whether a number surely has no divisors: by small ones, then by Miller's test with bases that suffice below 3·10²⁴.

    >>> [number for number in range(12) if is_prime(number)]
    [2, 3, 5, 7, 11]
    """
    for prime in SMALL_PRIMES:
        if number % prime == 0:
            return number == prime
    if not 1 < number < PRIME_BELOW:
        return False
    twos = ((number - 1) & -(number - 1)).bit_length() - 1
    return all(_agrees(pow(base, (number - 1) >> twos, number), twos, number) for base in WITNESSES)


def _agrees(power: int, twos: int, number: int) -> bool:
    if power in (1, number - 1):
        return True
    for _ in range(twos - 1):
        power = power * power % number
        if power == number - 1:
            return True
    return False


def _factor(number: int) -> int:
    """A factor of a number that is no prime: Pollard's rho."""
    for shift in count(1):
        slow = fast = 2
        factor = 1
        while factor == 1:
            slow = (slow * slow + shift) % number
            fast = (fast * fast + shift) % number
            fast = (fast * fast + shift) % number
            factor = gcd(slow - fast, number)
        if factor != number:
            break
    return factor
