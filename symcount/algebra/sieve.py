"""Sizes that remainders do not rule out: where n² + m² is no number modulo 16 whatever m is, n is none of its solutions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import compress
from operator import and_

from symcount.algebra.growing import Growing, Work

MODULI = (16, 9, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 61)
"""What sizes are divided by, without common divisors: each rules out about half of what the others leave of squares, some more of cubes."""

BLOCK = 1 << 16
"""Sizes that are sieved together."""

FAST, PAIRS = 400, 20
"""Sizes that are sieved, and pairs of remainders that are tried, in the time of one computation elsewhere."""


def sieved(count: Growing, number: int, name: str, sizes: Sequence[int], work: Work) -> Iterator[int]:
    """The sizes of one of two names at which the count may be the number, whatever the other one is.

    >>> from symcount.algebra import symbol
    >>> squares = Growing.of(symbol("n") ** 2 + symbol("m") ** 2)
    >>> list(sieved(squares, 1_000_001, "n", range(1, 1001), Work(1000)))
    [1, 199, 584, 980, 1000]

    Errors: `TooLarge` when the work is used up.
    """
    moduli = [modulus for modulus in MODULI if modulus**2 <= len(sizes)]
    work.spend(sum(modulus**2 for modulus in moduli) // PAIRS)
    patterns = [_possible(count, number, name, modulus) for modulus in moduli]
    for start in range(0, len(sizes), BLOCK):
        block = sizes[start : start + BLOCK]
        work.spend(1 + len(block) // FAST)
        yield from _left(block, patterns) if patterns else block


def _possible(count: Growing, number: int, name: str, modulus: int) -> bytes:
    """For each remainder of the size, whether a remainder of the other one gives that of the number."""
    parts = []
    for coefficient, monomial in count.terms:
        powers = dict(monomial)
        power = powers.pop(name, 0)
        parts.append((coefficient % modulus, power, next(iter(powers.values()), 0)))
    remainders = {power: [pow(one, power, modulus) for one in range(modulus)] for _, *both in parts for power in both}

    def is_possible(size: int) -> bool:
        terms = [[coefficient * remainders[power][size] * other for other in remainders[others]] for coefficient, power, others in parts]
        return any((sum(values) - number) % modulus == 0 for values in zip(*terms, strict=True))

    return bytes(map(is_possible, range(modulus)))


def _left(sizes: Sequence[int], patterns: Sequence[bytes]) -> Iterable[int]:
    """The sizes that every pattern leaves; those of a range all at once, as the bytes of one long number."""
    if not isinstance(sizes, range):
        return [size for size in sizes if all(pattern[size % len(pattern)] for pattern in patterns)]
    masks = (int.from_bytes(_repeated(pattern, sizes), "big") for pattern in patterns)
    return compress(sizes, reduce(and_, masks).to_bytes(len(sizes), "big"))


def _repeated(pattern: bytes, sizes: range) -> bytes:
    first = sizes.start % len(pattern)
    return (pattern * (len(sizes) // len(pattern) + 2))[first : first + len(sizes)]
