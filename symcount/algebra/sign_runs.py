"""Where a value of one size is positive, zero and negative, among the sizes of a range."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import comb

from symcount.algebra.polynomial import Composite, Polynomial
from symcount.algebra.text import Rational
from symcount.algebra.value import Value
from symcount.errors import TooLarge, shown

MOST_TRIED = 20_000
"""Sizes that are tried one by one, where a value is no quotient of polynomials."""


@dataclass(frozen=True, slots=True)
class Run:
    """Sizes that follow each other at which a value has one sign: 1, 0 or -1."""

    first: int
    sign: int


def sign_runs(value: Value, name: str, sizes: range) -> list[Run]:
    """The signs of a value at the sizes of a range, each once for all sizes that follow each other.

    >>> from symcount.algebra import symbol
    >>> n = symbol("n")
    >>> [(run.first, run.sign) for run in sign_runs(n**2 - 49, "n", range(1, 10**9))]
    [(1, -1), (7, 0), (8, 1)]

    `TooLarge` for a value with floors at very many sizes, `DivisionByZero` where it is none.
    """
    if any(isinstance(atom, Composite) for atom in value.atoms):
        if len(sizes) > MOST_TRIED:
            raise TooLarge(f"{shown(name)} would be tried at {len(sizes):,} sizes, since the count is rounded: give a range with fewer")
        return _merged((size, _sign(value.at({name: size}))) for size in sizes)
    above, below = value.numerator_denominator()
    signs = [_Differences.of(part, name, sizes).starts(len(sizes)) for part in (above, below)]
    starts = sorted({sizes[place] for starts in signs for place in starts})
    return _merged((size, _sign(value.at({name: size}))) for size in starts)


@dataclass(frozen=True, slots=True)
class _Differences:
    """A polynomial by its repeated differences at 0: of p they are p(0), p(1) - p(0), … and without the first they are those of p(k + 1) - p(k)."""

    at_zero: Sequence[int]

    @classmethod
    def of(cls, polynomial: Polynomial, name: str, sizes: range) -> _Differences:
        """A polynomial in the place of a size in a range."""
        degree = polynomial.degrees().get(name, 0)
        row = [int(polynomial.at({name: sizes.start + sizes.step * place})) for place in range(degree + 1)]
        found = []
        while row:
            found.append(row[0])
            row = [after - before for before, after in pairwise(row)]
        return cls(found)

    def at(self, place: int) -> int:
        """Its value."""
        return sum(difference * comb(place, order) for order, difference in enumerate(self.at_zero))

    def starts(self, length: int) -> list[int]:
        """Places below `length` among which are all where its sign becomes another."""
        if len(self.at_zero) == 1:
            return [0]
        turns = _Differences(self.at_zero[1:]).starts(length - 1) if length > 1 else [0]
        return sorted({0, *(start for first, end in pairwise([*turns, length]) for start in self._of_monotone(first, end))})

    def _of_monotone(self, first: int, end: int) -> Iterator[int]:
        """The same between two places where it only grows or only falls: it may turn at the first."""
        places = range(first, end)
        key: Callable[[int], int] = self.at if self.at(first) <= self.at(end - 1) else lambda place: -self.at(place)
        yield first
        yield from (first + place for place in (bisect_left(places, 0, key=key), bisect_right(places, 0, key=key)) if place < len(places))


def _sign(number: Rational) -> int:
    return (number > 0) - (number < 0)


def _merged(signs: Iterable[tuple[int, int]]) -> list[Run]:
    runs: list[Run] = []
    for size, sign in signs:
        if not runs or runs[-1].sign != sign:
            runs.append(Run(size, sign))
    return runs
