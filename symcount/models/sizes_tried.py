"""Sizes at which a constructor is tried: to learn from, and fresh ones of every kind that a constructor may tell apart."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count, permutations
from random import Random

from symcount.algebra import is_prime
from symcount.algebra.interpolation import Point

SMALL_PRIMES = (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41)
FACTORS = (2, 3, 5, 7, 11, 13)
MANY_DIVISORS = (2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96)
EQUAL_STARTS = (1, 64, 32, 12, 4)

RANDOM_STARTS = 300
"""Sizes with many divisors that are tried before a constructor is given up."""

RESTS = ((64, 1), (4, 2), (64, -1), (8, 4), (64, 0), (60, 15), (16, 8))
"""Divisors with a rest over each: multiples of small numbers, one more and one less."""

MEDIUM_SIZES = (24, 190)
"""About the smallest and the largest of these sizes."""

MOST_FEW = 8
"""The largest size of a name that says how often something stands there."""

STEEP, GENTLE = (21, 24, 25), (2, 3)
"""How many times as large as the one before is a size that it divides."""

MULTIPLE = 2**7 * 3**2 * 5 * 7
"""A multiple of all that a constructor likely divides by."""

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


def with_rests(names: Sequence[str], few: Collection[str], turn: int, random: Random) -> Point:
    """Sizes that leave different rests over small numbers: each name another, and in another turn the next; the few are small."""
    return {name: _small(turn + place) if name in few else _with_rest(*RESTS[(turn + place) % len(RESTS)], random) for place, name in enumerate(names)}


def _small(turn: int) -> int:
    return 2 + turn % MOST_FEW


def _with_rest(divisor: int, rest: int, random: Random) -> int:
    return divisor * random.randint(-(-MEDIUM_SIZES[0] // divisor), -(-MEDIUM_SIZES[1] // divisor)) + rest


def chain(names: Sequence[str], few: Collection[str], start: int, random: Random) -> Point:
    """Sizes each of which divides the next and is much smaller, if the names are not many; the few are small powers of two.

    >>> sizes = chain(["h", "d"], [], 64, Random(0))
    >>> sizes["h"], sizes["d"] % sizes["h"]
    (64, 0)
    """
    steps = STEEP if len(names) <= len(STEEP) else GENTLE
    point, size, small = {}, start, 2
    for name in names:
        if name in few:
            point[name], small = small, min(2 * small, MOST_FEW)
        else:
            point[name], size = size, size * random.choice(steps)
    return point


def sharing(names: Sequence[str], few: Collection[str], random: Random) -> Point:
    """Sizes of which any two have a common divisor, and none divides another; the few are small."""
    times = random.choice((4, 6, 10, 12))
    return {name: 2 * (2, 3, 5)[place % 3] if name in few else times * SMALL_PRIMES[place % len(SMALL_PRIMES)] for place, name in enumerate(names)}


def large(names: Sequence[str], size: int) -> Point:
    """Different sizes from this one on, a prime and an even number in turn.

    >>> large(["a", "b", "c"], 100)
    {'a': 101, 'b': 104, 'c': 107}
    """
    primes = (number for number in count(size) if is_prime(number))
    return {name: prime + place % 2 for place, (name, prime) in enumerate(zip(names, primes, strict=False))}


def pairings(names: Sequence[str]) -> Iterator[Sequence[tuple[str, str]]]:
    """All pairs of names, as many at a time as have no name in common.

    >>> list(pairings(["a", "b", "c"]))
    [[('b', 'c')], [('a', 'b')], [('a', 'c')]]
    """
    places = [*names, ""][: len(names) + len(names) % 2]
    for _ in places[1:]:
        half = len(places) // 2
        yield [pair for pair in zip(places[:half], reversed(places[half:]), strict=True) if all(pair)]
        places[1:] = [*places[2:], places[1]]


def primes_for(names: Sequence[str], random: Random) -> Mapping[str, int]:
    """A small factor for each name, different ones while there are."""
    order = random.choice(list(permutations(FACTORS, min(len(names), 3))))
    return {name: order[place % len(order)] for place, name in enumerate(random.sample(list(names), len(names)))}
