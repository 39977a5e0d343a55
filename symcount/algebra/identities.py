"""What a certificate rests on: that two written formulas are equal in a prover's terms, and what shows it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import reduce
from math import lcm

from symcount.algebra.division import divide
from symcount.algebra.equality import Equal, compare
from symcount.algebra.polynomial import Polynomial
from symcount.algebra.value import ONE, Value, number, of_terms, switch
from symcount.algebra.written import value_of
from symcount.formula import Node


def are_equal(left: Node, right: Node, switches: Collection[str] = ()) -> bool:
    """Whether two formulas are equal for all sizes, of which the `switches` are 0 or 1."""
    return isinstance(compare(*_values(left, right, switches)), Equal)


def are_alike(left: Node, right: Node, switches: Collection[str] = ()) -> bool:
    """Whether two formulas are equal by exact arithmetic alone: no residue, and no case of a switch, is looked at."""
    one, other = _values(left, right, switches)
    return one - other == number(0)


def differ_at(left: Node, right: Node, point: Mapping[str, int]) -> bool:
    """Whether two formulas have different numbers at a point."""
    return value_of(left).at(point) != value_of(right).at(point)


def cofactors(left: Node, right: Node, switches: Iterable[str]) -> dict[str, Value]:
    """What to multiply b² - b with, for each switch b, so that their sum is the difference of two equal polynomials.

    >>> from symcount.formula import Name, Number, Power, Product
    >>> b = Name("b")
    >>> cofactors(Power(b, Number(3)), b, ["b"])
    {'b': Value(b + 1)}
    """
    rest = (value_of(left) - value_of(right)).polynomial()
    found = {}
    for name in switches:
        quotient, rest = divide(rest, Polynomial({((name, 2),): 1, ((name, 1),): -1}))
        found[name] = of_terms(quotient.terms)
    return found


def common_multiple(values: Iterable[Value]) -> Value:
    """The least common multiple of values with whole coefficients, factor by factor."""
    return reduce(_common, values, ONE)


def _common(left: Value, right: Value) -> Value:
    powers = {name: max(power, dict(right.monomial).get(name, 0)) for name, power in (*right.monomial, *left.monomial)}
    sums = {factor: max(power, right.sums.get(factor, 0)) for factor, power in (*right.sums.items(), *left.sums.items())}
    return Value(lcm(left.coefficient.numerator, right.coefficient.numerator), tuple(sorted(powers.items())), sums)


def _values(left: Node, right: Node, switches: Collection[str]) -> tuple[Value, Value]:
    meanings = {name: switch(name) for name in switches}
    return value_of(left, meanings), value_of(right, meanings)
