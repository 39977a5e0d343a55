"""Counts that grow with each of their sizes, ready to be computed often: what whole numbers give is found by halving and by dividing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import prod

from symcount.algebra.value import Value
from symcount.errors import InputError, TooLarge

Solution = dict[str, int]


@dataclass
class Work:
    """How many times a count may still be computed: what is out of reach is refused instead of searched without end."""

    left: int

    def spend(self, times: int = 1) -> None:
        """As many computations, or what takes as long. Errors: `TooLarge` when all are used up."""
        if self.left < times:
            raise TooLarge("too many sizes would have to be tried")
        self.left -= times


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

    def given(self, name: str, size: int) -> Growing:
        """The same with a size put in."""
        terms: dict[tuple[tuple[str, int], ...], int] = {}
        for number, monomial in self.terms:
            powers = dict(monomial)
            number *= size ** powers.pop(name, 0)
            rest = tuple(powers.items())
            terms[rest] = terms.get(rest, 0) + number
        return Growing(tuple(one for one in self.names if one != name), tuple((number, monomial) for monomial, number in terms.items()))

    def with_equal_sizes(self) -> Growing:
        """The same where all sizes are one, by the name of the first.

        >>> from symcount.algebra import symbol
        >>> Growing.of(symbol("n") * symbol("m") + 3).with_equal_sizes().at({"m": 4})
        19
        """
        powers = [(number, sum(power for _, power in monomial)) for number, monomial in self.terms]
        return Growing(self.names[:1], tuple((number, ((self.names[0], power),) if power else ()) for number, power in powers))

    def is_linear_in(self, name: str) -> bool:
        """Whether the size has no higher power than 1 in it."""
        return all(power == 1 for _, monomial in self.terms for one, power in monomial if one == name)

    def number_without(self, name: str) -> int | None:
        """What the terms that the size does not divide add up to, where they are numbers: the size divides any count less that.

        >>> from symcount.algebra import symbol
        >>> n, m = symbol("n"), symbol("m")
        >>> Growing.of(4 * n * m + 10).number_without("n"), Growing.of(4 * n + m).number_without("n")
        (10, None)
        """
        others = [(number, monomial) for number, monomial in self.terms if all(one != name for one, _ in monomial)]
        return None if any(monomial for _, monomial in others) else sum(number for number, _ in others)


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
    low, high = 1, 2
    while count.at({**known, name: high}) <= limit:
        work.spend()
        low, high = high, 2 * high
    while high - low > 1:
        work.spend()
        middle = (low + high) // 2
        low, high = (middle, high) if count.at({**known, name: middle}) <= limit else (low, middle)
    return low
