"""All whole sizes from 1 at which one count is a number.

Where the count is linear in a size, the others tell it: `a(x)·y + b(x) = number`. What x may be is told by dividing: x divides what is left
when the terms without it are taken off, and `a(x)`, where it is linear, divides a number. Only where neither helps is a size gone through:
of two sizes one is at most as large as both could be together, and many sizes are ruled out by their remainders.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symcount.algebra.growing import Growing, Solution, Work, greatest_size
from symcount.algebra.primes import TRIED, divisors
from symcount.algebra.sieve import sieved

QUICK = 20
"""Sizes whose partner is told by one division: as much work as one computation elsewhere."""

HARD = 20
"""Computations that take as long as the divisors of a large number."""

FEW = 200
"""Sizes that are gone through without a preparation."""


def solutions(count: Growing, number: int, work: Work) -> Iterator[Solution]:
    """The sizes at which the count is the number, every one of its names told.

    >>> from symcount.algebra import symbol
    >>> n, m = symbol("n"), symbol("m")
    >>> list(solutions(Growing.of(2 * n * m + n + m), 37, Work(100)))
    [{'m': 1, 'n': 12}, {'m': 2, 'n': 7}, {'m': 7, 'n': 2}, {'m': 12, 'n': 1}]

    Errors: `TooLarge` when the work is used up, or a number is too hard to take apart.
    """
    work.spend()
    if len(count.names) < 2:
        yield from _settled(count, number, work)
        return
    name, sizes = _choice(count, number, work)
    rest = [other for other in count.names if other != name]
    if len(rest) == 1:
        yield from _of_two(count, number, name, rest[0], sizes, work)
        return
    for size in sizes:
        yield from ({name: size, **others} for others in solutions(count.given(name, size), number, work))


def _settled(count: Growing, number: int, work: Work) -> Iterator[Solution]:
    """The only size, or none, that solves it."""
    sizes = {name: greatest_size(count, name, {}, number, work) for name in count.names}
    if 0 not in sizes.values() and count.at(sizes) == number:
        yield sizes


def _choice(count: Growing, number: int, work: Work) -> tuple[str, Sequence[int]]:
    """The size to go through first and what it may be: one that must divide a number, or else the one with the fewest values."""
    greatest = {name: greatest_size(count, name, {}, number, work) for name in count.names}
    told_first = sorted(count.names, key=lambda one: (not _others_are_told(count, one), greatest[one]))
    for name in told_first:
        if (sizes := _dividing(count, number, name, work)) is not None:
            return name, [size for size in sizes if size <= greatest[name]]
    quickest = min(told_first, key=lambda one: greatest[one] * (1 if _others_are_told(count, one) else QUICK))
    return quickest, range(1, greatest[quickest] + 1)


def _others_are_told(count: Growing, name: str) -> bool:
    """Whether the last other size follows when this one is known, or several others are open still."""
    others = [other for other in count.names if other != name]
    return len(others) > 1 or count.is_linear_in(others[0])


def _dividing(count: Growing, number: int, name: str, work: Work) -> list[int] | None:
    """What the size may be by dividing; None where that tells nothing."""
    without = count.number_without(name)
    if without is not None:
        return _divisors(number - without, work) if number > without else []
    if len(count.names) > 2:
        return None
    slopes, offsets = _by_powers(count, name)
    return _of_linear_slope(slopes, offsets, number, work) if len(slopes) == 2 and _others_are_told(count, name) else None


def _of_linear_slope(slopes: Sequence[int], offsets: Sequence[int], number: int, work: Work) -> list[int] | None:
    """What x may be where `(p·x + q)·y + b(x) = number`: p·x + q divides p^d·(number - b(-q/p)), d being the degree of b."""
    q, p = slopes
    degree = len(offsets) - 1
    whole = p**degree * number - sum(offset * (-q) ** power * p ** (degree - power) for power, offset in enumerate(offsets))
    if not whole:
        return None
    return [(one - q) // p for one in _divisors(abs(whole), work) if one > q and (one - q) % p == 0]


def _divisors(number: int, work: Work) -> list[int]:
    """The divisors of a number; a large one is hard to take apart."""
    work.spend(HARD if number > TRIED**2 else 1)
    return divisors(number)


def _of_two(count: Growing, number: int, name: str, other: str, sizes: Sequence[int], work: Work) -> Iterator[Solution]:
    """The sizes of a name with what the other one is then; where fewer have to be gone through so, first one up to both, then the other."""
    both = greatest_size(count.with_equal_sizes(), count.names[0], {}, number, work) if isinstance(sizes, range) and len(sizes) > FEW else len(sizes)
    if 2 * both < len(sizes):
        yield from _told(count, number, name, other, range(1, both + 1), work)
        yield from (found for found in _told(count, number, other, name, range(1, both + 1), work) if found[name] > both)
    else:
        yield from _told(count, number, name, other, sizes, work)


def _told(count: Growing, number: int, name: str, other: str, sizes: Sequence[int], work: Work) -> Iterator[Solution]:
    """The sizes of a name with what the other one is then: by dividing, or by halving where remainders leave a chance."""
    if count.is_linear_in(other):
        yield from _pairs(count, number, name, other, sizes, work)
        return
    for size in sieved(count, number, name, sizes, work) if len(sizes) > FEW else sizes:
        yield from ({name: size, **found} for found in _settled(count.given(name, size), number, work))


def _pairs(count: Growing, number: int, name: str, other: str, sizes: Sequence[int], work: Work) -> Iterator[Solution]:
    """The sizes of a name with what the other one, in which the count is linear, is then."""
    slopes, offsets = _by_powers(count, name)
    for place, size in enumerate(sizes):
        if place % QUICK == 0:
            work.spend()
        whole, rest = divmod(number - _polynomial(offsets, size), _polynomial(slopes, size))
        if not rest and whole > 0:
            yield {name: size, other: whole}


def _by_powers(count: Growing, name: str) -> tuple[list[int], list[int]]:
    """The coefficients in one size, lowest power first, of what is multiplied by the other, linear one, and of the rest."""
    slopes: dict[int, int] = {}
    offsets: dict[int, int] = {}
    for number, monomial in count.terms:
        powers = dict(monomial)
        power = powers.pop(name, 0)
        part = slopes if powers else offsets
        part[power] = part.get(power, 0) + number
    return _dense(slopes), _dense(offsets)


def _dense(coefficients: dict[int, int]) -> list[int]:
    return [coefficients.get(power, 0) for power in range(max(coefficients, default=0) + 1)]


def _polynomial(coefficients: Sequence[int], size: int) -> int:
    result = 0
    for coefficient in reversed(coefficients):
        result = result * size + coefficient
    return result
