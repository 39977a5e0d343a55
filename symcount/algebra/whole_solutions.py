"""Whole numbers from 1 that solve equations between counts and numbers.

Every count here grows with each of its sizes: one unknown size is computed, or found by halving, and of several the one with the fewest
possible values is gone through. What is left of one equation is solved by dividing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from symcount.algebra.growing import Growing, Solution, Work, greatest_size
from symcount.algebra.one_equation import solutions
from symcount.algebra.primes import divisors


@dataclass(frozen=True)
class Equation:
    """A count is a number, or lies between two where it is rounded."""

    count: Growing
    least: int
    most: int

    def open_names(self, known: Mapping[str, int]) -> list[str]:
        """The sizes that are not known."""
        return [name for name in self.count.names if name not in known]

    def count_with(self, known: Mapping[str, int]) -> Growing:
        """The count with the known sizes put in."""
        return reduce(lambda count, name: count.given(name, known[name]), [name for name in self.count.names if name in known], self.count)

    def holds(self, known: Mapping[str, int]) -> bool:
        """Whether it is so at these sizes, a size that is not known being 1."""
        return self.least <= self.count.at(known) <= self.most


def whole_solutions(equations: Sequence[Equation], known: Mapping[str, int], work: Work) -> Iterator[Solution]:
    """The sizes that solve all equations together, with those that are known.

    >>> from symcount.algebra import symbol
    >>> n, m = symbol("n"), symbol("m")
    >>> count = Equation(Growing.of(4 * n * (n + m + 1)), 380, 380)
    >>> list(whole_solutions([count], {"n": 5}, Work(100)))
    [{'n': 5, 'm': 13}]

    Errors: `TooLarge` when the work is used up.
    """
    work.spend()
    unsolved = [equation for equation in equations if equation.open_names(known)]
    if not all(equation.holds(known) for equation in equations if equation not in unsolved):
        return
    if not unsolved:
        yield dict(known)
        return
    if len(unsolved) == 1 and unsolved[0].least == unsolved[0].most:
        yield from ({**known, **found} for found in solutions(unsolved[0].count_with(known), unsolved[0].most, work))
        return
    equation = min(unsolved, key=lambda one: len(one.open_names(known)))
    name, values = _choices(equation, known, work)
    for value in values:
        yield from whole_solutions(equations, {**known, name: value}, work)


def _choices(equation: Equation, known: Mapping[str, int], work: Work) -> tuple[str, Iterable[int]]:
    """The open size with the fewest possible values, and these."""
    names = equation.open_names(known)
    greatest = {name: greatest_size(equation.count, name, known, equation.most, work) for name in names}
    name = min(names, key=lambda one: greatest[one])
    if len(names) == 1:
        return name, range(greatest_size(equation.count, name, known, equation.least - 1, work) + 1, greatest[name] + 1)
    without = equation.count_with(known).number_without(name) if equation.least == equation.most else None
    if without is not None and equation.most > without:
        return name, [size for size in divisors(equation.most - without) if size <= greatest[name]]
    return name, range(1, greatest[name] + 1)
