"""A value of the kernel as a tree, in the order in which people write a count: `4·units·(input_dim + units + bias)`.

Sizes: what enters a layer first, then as the table of roles has them, other names by the alphabet, switches last. Factors: the
number, the sizes, the sums, shorter ones first. Terms: the highest degree first, then by their sizes; a sum starts with a
positive term if it has one.
"""

from __future__ import annotations

from collections.abc import Iterable

from symcount.algebra.polynomial import Polynomial, degree_of_monomial, multiply_monomials
from symcount.algebra.powers import SymbolicPower
from symcount.algebra.rounding import Rounded
from symcount.algebra.steps.flat import term_of
from symcount.algebra.text import Monomial, Rational
from symcount.algebra.value import Value
from symcount.formula import Name, Node, Power, Quotient, Rounding, Sum
from symcount.roles import ROLES

Rank = tuple[int, int, str]
Terms = list[tuple[Monomial, Rational]]

RANKS: dict[str, Rank] = {role.name: (3 if role.values else 0 if role.width == "input" else 1, place, role.name) for place, role in enumerate(ROLES.values())}
AFTER_ALL_NAMES: tuple[Rank, int] = ((4, 0, ""), 0)


def tree_of(value: Value) -> Node:
    """A value as a tree: its number, sizes and sums multiplied.

    >>> from symcount.algebra.value import symbol
    >>> print(*tree_of(3 * symbol("units")).children)
    Number(value=3, span=(0, 0)) Name(name='units', span=(0, 0))
    """
    value = _divided_inside(value)
    coefficient, sums = _signed(value)
    sums.sort(key=lambda power: (len(power[0]), [_place(term) for term in power[0]]))
    return term_of(coefficient, [*_named(value.monomial), *((_sum(terms), exponent) for terms, exponent in sums)])


def expanded_tree(value: Value) -> Node:
    """A value multiplied out, as a tree; of a quotient by a sum, both its sides. `TooLarge` where that has too many terms."""
    if all(exponent > 0 for exponent in value.sums.values()):
        return _sum(_ordered(value.polynomial().terms.items()))
    numerator, denominator = value.numerator_denominator()
    return Quotient(_sum(_ordered(numerator.terms.items())), _sum(_ordered(denominator.terms.items())), bar=True)


def _divided_inside(value: Value) -> Value:
    """The form in which a divisor stands only in the terms that have it: filters·(kernel_size·input_channels/groups + bias)."""
    below = tuple((atom, exponent) for atom, exponent in value.monomial if exponent < 0)
    if not below or len(below) == len(value.monomial) or list(value.sums.values()) != [1]:
        return value
    (factor,) = value.sums
    terms = {multiply_monomials(monomial, below): coefficient for monomial, coefficient in factor.terms.items()}
    if not any(all(exponent > 0 for _, exponent in monomial) for monomial in terms):
        return value
    return Value(value.coefficient, tuple(power for power in value.monomial if power not in below), {Polynomial(terms): 1})


def _signed(value: Value) -> tuple[Rational, list[tuple[Terms, int]]]:
    """The coefficient and the sums in order; a minus sign goes into a sum that reads better with it: -(tied - 2) is 2 - tied."""
    coefficient = value.coefficient
    sums = []
    for factor, exponent in value.sums.items():
        if coefficient < 0 and exponent % 2 and min(factor.terms.values()) < 0:
            coefficient, factor = -coefficient, -factor
        sums.append((_ordered(factor.terms.items()), exponent))
    return coefficient, sums


def _ordered(terms: Iterable[tuple[Monomial, Rational]]) -> Terms:
    order = sorted(terms, key=_place) or [((), 0)]
    first = next((place for place, (_, coefficient) in enumerate(order) if coefficient > 0), 0)
    return [order[first], *order[:first], *order[first + 1 :]]


def _place(term: tuple[Monomial, Rational]) -> tuple[int, list[tuple[Rank, int]]]:
    """Where a term stands in its sum."""
    monomial, _ = term
    return -degree_of_monomial(monomial), [*sorted((rank(atom), -exponent) for atom, exponent in monomial), AFTER_ALL_NAMES]


def rank(name: str) -> Rank:
    """Where a size stands among others."""
    return RANKS.get(name) or (2, 0, str(name))


def _sum(terms: Terms) -> Node:
    nodes = [term_of(coefficient, _named(monomial)) for monomial, coefficient in terms]
    return Sum(tuple(nodes)) if len(nodes) != 1 else nodes[0]


def _named(powers: Iterable[tuple[str, int]]) -> list[tuple[Node, int]]:
    return [(_of_atom(atom), exponent) for atom, exponent in sorted(powers, key=lambda power: rank(power[0]))]


def _of_atom(atom: str) -> Node:
    match atom:
        case SymbolicPower():
            return Power(tree_of(atom.base), tree_of(atom.exponent))
        case Rounded():
            return Rounding(tree_of(atom.argument)) if atom.up is None else Rounding(tree_of(atom.up), up=True)
        case _:
            return Name(str(atom))
