"""Counts as counts that grow: multiplied until no fraction is left, and with sizes that are 1 apart from those that are more.

`(V - 1)*d` does not grow by its terms: it is 0 where V is 1, and k*d where V is k + 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import lcm

from symcount.algebra.growing import Growing
from symcount.algebra.value import ONE, Value, symbol
from symcount.errors import InputError

MOST_SHIFTED = 3
"""Sizes that may be 1 or more apart from each other."""


@dataclass(frozen=True)
class Case:
    """Counts, each `scale` times, that grow with each of their sizes; `meanings` are the original's sizes that are others here."""

    counts: tuple[Growing, ...]
    scale: int
    meanings: Mapping[str, Value]


def growing_cases(values: Sequence[Value]) -> tuple[Case, ...]:
    """The cases of some counts, which together are all of them.

    >>> for case in growing_cases([(symbol("V") - 1) * symbol("d") / 2]):
    ...     print(case.counts[0].terms, case.scale, {name: str(meaning) for name, meaning in case.meanings.items()})
    () 2 {'V': '1'}
    ((1, (('V', 1), ('d', 1))),) 2 {'V': 'V + 1'}

    Errors: `InputError` for what is rounded, is divided by a size, or shrinks while its sizes grow.
    """
    for value in values:
        _check_polynomial(value)
    scale = lcm(*(number.denominator for value in values for number in value.polynomial().terms.values()))
    names = sorted(frozenset[str]().union(*(value.names for value in values)))
    for shifted in _subsets(names):
        if all(_grows(value.subs({name: symbol(name) + 1 for name in shifted})) for value in values):
            return tuple(_cases([value * scale for value in values], scale, shifted))
    shrinking = next(value for value in values if not _grows(value))
    raise InputError(f"{shrinking} does not grow with its sizes, so that there may be no end of them: give one more of {', '.join(sorted(shrinking.names))}")


def _subsets(names: list[str]) -> Iterator[tuple[str, ...]]:
    """The names that may be shifted together, as few as possible first."""
    for many in range(min(len(names), MOST_SHIFTED) + 1):
        yield from combinations(names, many)


def _grows(value: Value) -> bool:
    return all(number >= 0 for number in value.polynomial().terms.values())


def _cases(values: Sequence[Value], scale: int, shifted: tuple[str, ...]) -> Iterator[Case]:
    for beyond in product((False, True), repeat=len(shifted)):
        meanings = {name: symbol(name) + 1 if more else ONE for name, more in zip(shifted, beyond, strict=True)}
        yield Case(tuple(Growing.of(value.subs(meanings)) for value in values), scale, meanings)


def _check_polynomial(value: Value) -> None:
    """Refuse what no polynomial in sizes is."""
    odd = sorted(value.atoms - value.names)
    if odd:
        raise InputError(f"{odd[0]} is no sum of products of sizes: give the sizes in it")
    below = value.numerator_denominator()[1]
    if below.names:
        raise InputError(f"{value} is divided by {below}: give {' and '.join(sorted(below.names))}")
