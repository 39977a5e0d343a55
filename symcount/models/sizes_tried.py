"""Sizes at which a constructor is tried: small and without common divisors, or such as divide where it refuses others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import permutations
from random import Random

from symcount.algebra import is_prime
from symcount.algebra.interpolation import Point

SMALL_PRIMES = (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41)
FACTORS = (2, 3, 5, 7, 11, 13)
MANY_DIVISORS = (2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96)
EQUAL_STARTS = (1, 64, 32, 12, 4)

RANDOM_STARTS = 300
"""Sizes with many divisors that are tried before a constructor is given up."""

LARGE = (100_003, 10_007, 1_009, 101)
"""Sizes that tell a rounded formula from a constant, tried where what is built there is not too large."""

DIVISIBLE = (1, 2, 12, 64)
"""What they are multiplied by, one after the other, where a constructor wants sizes that divide."""


def starts(names: Sequence[str], random: Random) -> Iterator[Point]:
    """Where to begin: primes, sizes with many divisors, equal ones.

    >>> next(starts(["n", "m"], Random(0)))
    {'n': 3, 'm': 5}
    """
    primes = SMALL_PRIMES[: len(names)]
    yield dict(zip(names, primes, strict=False))
    yield dict(zip(names, reversed(primes), strict=False))
    for number in range(RANDOM_STARTS):
        pool = MANY_DIVISORS[: 5 + number // 50]  # small ones first
        yield {name: random.choice(pool) for name in names}
    for size in EQUAL_STARTS:
        yield dict.fromkeys(names, size)


def with_another(point: Point, name: str) -> Iterator[Point]:
    """The same point with another size for one name: the next primes, multiples, divisors."""
    size = point[name]
    primes = [prime for prime in SMALL_PRIMES if prime > size and prime not in point.values()][:2]
    divisors = [size // factor for factor in FACTORS if size % factor == 0]
    for other in dict.fromkeys([*primes, *(size * factor for factor in FACTORS[:3]), *divisors, size + 1]):
        yield {**point, name: other}


def dividing(points: Sequence[Point]) -> dict[str, tuple[str, ...]]:
    """The names whose size every point has as a multiple of a name's, itself among them.

    >>> dividing([{"heads": 2, "width": 6}, {"heads": 3, "width": 3}])
    {'heads': ('heads', 'width'), 'width': ('width',)}
    """
    return {name: tuple(other for other in point if all(one[other] % one[name] == 0 for one in points)) for point in points[:1] for name in point}


def multiplied(point: Point, factors: Mapping[str, int], multiples: Mapping[str, Collection[str]]) -> Point:
    """A point with sizes multiplied, and those that are multiples of them too."""
    sizes = dict(point)
    for name, factor in factors.items():
        for other in multiples[name]:
            sizes[other] *= factor
    return sizes


def fresh(names: Sequence[str], least: int, most: Mapping[str, int], random: Random) -> Point:
    """Different primes from a number on, up to about the most for each name; small numbers where this is less than the least."""
    point: dict[str, int] = {}
    for name in names:
        first = min(least, max(2, most[name] // 2))
        primes = [number for number in range(first, max(most[name], first + 1) + 1) if is_prime(number) and number not in point.values()]
        point[name] = random.choice(primes) if primes else random.randint(first, first + 10)
    return point


def primes_for(names: Sequence[str], random: Random) -> Mapping[str, int]:
    """A small factor for each name, different ones while there are."""
    order = random.choice(list(permutations(FACTORS, min(len(names), 3))))
    return {name: order[place % len(order)] for place, name in enumerate(random.sample(list(names), len(names)))}
