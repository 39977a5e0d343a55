"""The counts next to a number, below and above it, that whole sizes from 1 give.

Every count is a constant and multiples of what its coefficients share. A few numbers of this kind next to the limit are tried one after
the other; where none of them is a count, the size with the fewest values is gone through, the last one telling the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import gcd

from symcount.algebra.growing import Growing, Work, greatest_size
from symcount.algebra.one_equation import solutions
from symcount.errors import TooLarge

TRIED = 25
"""Numbers next to the limit that are tried."""


def greatest_below(count: Growing, limit: int, work: Work) -> int | None:
    """The greatest number up to the limit that the count takes; None where it takes none.

    >>> from symcount.algebra import symbol
    >>> greatest_below(Growing.of(3 * symbol("n") * (symbol("m") + 1)), 40, Work(100))
    39

    Errors: `TooLarge` when the work is used up.
    """
    if count.at({}) > limit:
        return None
    step, constant = _step(count)
    first = limit - (limit - constant) % step if step else constant
    tried = range(first, max(first - TRIED * step, count.at({})) - 1, -step or -1)
    return _first_taken(count, tried, work) or max(_each_below(count, limit, work))


def least_above(count: Growing, limit: int, work: Work) -> int | None:
    """The least number from the limit on that the count takes; None where it takes none.

    >>> from symcount.algebra import symbol
    >>> least_above(Growing.of(3 * symbol("n") * (symbol("m") + 1)), 40, Work(100))
    42

    Errors: `TooLarge` when the work is used up.
    """
    if count.at({}) >= limit or not count.names:
        return count.at({}) if count.at({}) >= limit else None
    step, constant = _step(count)
    first = limit + (constant - limit) % step
    return _first_taken(count, range(first, first + TRIED * step, step), work) or min(_each_above(count, limit, work))


def _step(count: Growing) -> tuple[int, int]:
    """What all that grows is a multiple of, and the constant."""
    constant = sum(number for number, monomial in count.terms if not monomial)
    return gcd(*(number for number, monomial in count.terms if monomial)), constant


def _first_taken(count: Growing, numbers: Iterable[int], work: Work) -> int | None:
    """The first of the numbers that is a count of several sizes; of one size it is computed."""
    if len(count.names) < 2:
        return None
    try:
        return next((number for number in numbers if next(solutions(count, number, work), None)), None)
    except TooLarge:  # a number that is hard to take apart is not the only way
        return None


def _each_below(count: Growing, limit: int, work: Work) -> Iterator[int]:
    """For each size of the name with the fewest, the greatest number; of one name its greatest."""
    work.spend()
    if len(count.names) < 2:
        yield count.at({name: greatest_size(count, name, {}, limit, work) for name in count.names})
        return
    name, most = _fewest(count, limit, work)
    for size in range(1, most + 1):
        yield from _each_below(count.given(name, size), limit, work)


def _each_above(count: Growing, limit: int, work: Work) -> Iterator[int]:
    """For each size of the name with the fewest, the least number; of one name its least."""
    work.spend()
    if len(count.names) < 2:
        yield count.at({name: greatest_size(count, name, {}, limit - 1, work) + 1 for name in count.names})
        return
    name, most = _fewest(count, limit - 1, work)
    for size in range(1, most + 2):
        yield from _each_above(count.given(name, size), limit, work)


def _fewest(count: Growing, limit: int, work: Work) -> tuple[str, int]:
    """The name with the fewest sizes within the limit, and how many these are."""
    greatest = {name: greatest_size(count, name, {}, limit, work) for name in count.names}
    name = min(count.names, key=lambda one: greatest[one])
    return name, greatest[name]
