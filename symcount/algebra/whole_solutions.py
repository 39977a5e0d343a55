"""Whole numbers from 1 that solve equations between counts and numbers.

Every count here grows with each of its sizes: one unknown size is computed, or found by halving, and of several the one with the fewest
possible values is gone through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod

from symcount.algebra.value import Value
from symcount.errors import InputError, TooLarge

Solution = dict[str, int]


@dataclass
class Work:
    """How many times a count may still be computed: what is out of reach is refused instead of searched without end."""

    left: int

    def spend(self) -> None:
        """One computation. Errors: `TooLarge` when all are used up."""
        if self.left <= 0:
            raise TooLarge("too many sizes would have to be tried")
        self.left -= 1


@dataclass(frozen=True)
class Growing:
    """A polynomial in sizes that grows with each of them, ready to be computed often.

    >>> from symcount.algebra import symbol
    >>> Growing.of(4 * symbol("n") ** 2 + symbol("m")).at({"n": 5, "m": 3})
    103
    """

    names: tuple[str, ...]
    terms: tuple[tuple[int, tuple[tuple[str, int], ...]], ...] = field(repr=False)

    @classmethod
    def of(cls, value: Value) -> Growing:
        """The polynomial ready to be computed. Errors: `InputError` for what does not grow with each size."""
        terms = []
        for monomial, number in value.polynomial().terms.items():
            if not isinstance(number, int) or number < 0 or any(power < 0 or name not in value.names for name, power in monomial):
                raise InputError(f"{value} does not grow with each of its sizes")
            terms.append((number, monomial))
        return cls(tuple(sorted({name for _, monomial in terms for name, _ in monomial})), tuple(terms))

    def at(self, sizes: Mapping[str, int]) -> int:
        """Its number at these sizes, a size that is not given being 1."""
        return sum(number * prod([sizes.get(name, 1) ** power for name, power in monomial]) for number, monomial in self.terms)

    def is_linear_in(self, name: str) -> bool:
        """Whether the size has no higher power than 1 in it."""
        return all(power == 1 for _, monomial in self.terms for one, power in monomial if one == name)

    def has_factor(self, name: str) -> bool:
        """Whether the size divides all of it."""
        return all(any(one == name for one, _ in monomial) for _, monomial in self.terms)


@dataclass(frozen=True)
class Equation:
    """A count is a number, or lies between two where it is rounded."""

    count: Growing
    least: int
    most: int

    def open_names(self, known: Mapping[str, int]) -> list[str]:
        """The sizes that are not known."""
        return [name for name in self.count.names if name not in known]

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
    is_divisor = equation.least == equation.most and equation.count.has_factor(name)
    return name, _divisors(equation.most, greatest[name], work) if is_divisor else range(1, greatest[name] + 1)


def _divisors(number: int, most: int, work: Work) -> Iterator[int]:
    for size in range(1, most + 1):
        work.spend()
        if number % size == 0:
            yield size


def greatest_size(count: Growing, name: str, known: Mapping[str, int], limit: int, work: Work) -> int:
    """The greatest whole size at which the count stays within the limit, the others that are open being 1; 0 where there is none.

    >>> from symcount.algebra import symbol
    >>> greatest_size(Growing.of(20 * (symbol("m") + 6)), "m", {}, 221, Work(10))
    5

    Errors: `TooLarge` when the work is used up.
    """
    work.spend()
    first = count.at({**known, name: 1})
    if first > limit:
        return 0
    if count.is_linear_in(name):
        return 1 + (limit - first) // (count.at({**known, name: 2}) - first)
    low, high = 1, limit + 1
    while high - low > 1:
        work.spend()
        middle = (low + high) // 2
        low, high = (middle, high) if count.at({**known, name: middle}) <= limit else (low, middle)
    return low
