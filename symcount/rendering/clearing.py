"""A written formula with its denominators multiplied out, for provers that know whole numbers only."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from symcount.algebra.identities import common_multiple
from symcount.algebra.polynomial import Composite
from symcount.algebra.powers import is_whole
from symcount.algebra.signs import is_positive
from symcount.algebra.value import ONE, Value, number
from symcount.algebra.written import value_of
from symcount.errors import InputError
from symcount.formula import Group, Name, Negative, Node, Number, Power, Product, Quotient, Rounding, Sum, fold
from symcount.rendering.tree import tree_of

EVERYWHERE: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Cleared:
    """A numerator, in which nothing is divided but inside floors, over a value with whole coefficients."""

    numerator: Node
    denominator: Value = ONE

    def times(self, multiple: Value) -> Node:
        """Itself times a multiple of its denominator."""
        factor = multiple / self.denominator
        return self.numerator if factor == ONE else Product((self.numerator, tree_of(factor)))


def cleared(root: Node, point: Mapping[str, int] = EVERYWHERE, switches: Collection[str] = ()) -> Cleared:
    """A formula with its denominators multiplied out, and ceilings as floors; what needs no change stays as it was written.

    >>> n = Name("n")
    >>> half = cleared(Sum((Quotient(n, Number(2)), n)))
    >>> print(half.denominator, half.numerator == Sum((n, Product((n, Number(2))))))
    2 True

    Exponents are whole numbers, at least at the `point`, or sums of whole numbers times `switches`: n^t is 1 + t*(n - 1). Errors:
    `InputError` for others, for division by a floor, and for the floor of a quotient whose sign depends on the sizes.
    """
    return fold(root, lambda node, parts: _cleared(node, parts, point, switches))


def _cleared(node: Node, parts: list[Cleared], point: Mapping[str, int], switches: Collection[str]) -> Cleared:
    match node:
        case Number(value):
            return Cleared(Number(value.numerator), number(value.denominator))
        case Name():
            return Cleared(node)
        case Sum():
            common = common_multiple(part.denominator for part in parts)
            return Cleared(Sum(tuple(part.times(common) for part in parts)), common)
        case Negative():
            return Cleared(Negative(parts[0].numerator), parts[0].denominator)
        case Product():
            return reduce(_product, parts[1:], parts[0]) if any(part.denominator != ONE for part in parts) else Cleared(_with(node, parts))
        case Quotient():
            return _product(parts[0], _inverse(parts[1]))
        case Power():
            return _raised(parts[0], value_of(node.exponent).subs(point), switches)
        case Group():
            return Cleared(Group(parts[0].numerator), parts[0].denominator)
        case Rounding():
            return Cleared(_floor(parts[0], node.up, point))


def _with(node: Product, parts: list[Cleared]) -> Node:
    return Product(tuple(part.numerator for part in parts), node.signs)


def _product(left: Cleared, right: Cleared) -> Cleared:
    factors = [part.numerator for part in (left, right) if part.numerator != Number(1)] or [Number(1)]
    return Cleared(factors[0] if len(factors) == 1 else Product(tuple(factors)), left.denominator * right.denominator)


def _inverse(part: Cleared) -> Cleared:
    """One over this; the denominator has a positive coefficient, so that multiples of denominators keep their signs."""
    value = value_of(part.numerator)
    if any(isinstance(atom, Composite) for atom in value.atoms):
        raise InputError(f"it is divided by {value}, which no prover here can multiply out")
    above = tree_of(part.denominator)
    return Cleared(above, value) if value.coefficient > 0 else Cleared(Negative(above), -value)


def _power(base: Cleared, exponent: int) -> Cleared:
    if exponent < 0:
        return _power(_inverse(base), -exponent)
    return Cleared(base.numerator if exponent == 1 else Power(base.numerator, Number(exponent)), base.denominator**exponent)


def _raised(base: Cleared, exponent: Value, switches: Collection[str]) -> Cleared:
    """A power whose exponent is a whole number, or a sum of whole numbers times switches."""
    if isinstance(exponent.constant, int):
        return _power(base, exponent.constant)
    is_sum = exponent.atoms <= set(switches) and min(exponent.sums.values(), default=1) > 0
    terms = exponent.terms() if is_sum else []
    if not terms or not all(is_whole(term.coefficient, term.monomial) for term in terms):
        raise InputError(f"the exponent {exponent} is not a whole number, and no prover here knows other powers: compare without it")
    return reduce(_product, [_switched(_power(base, int(term.coefficient)), [Name(switch) for switch, _ in term.monomial]) for term in terms])


def _switched(power: Cleared, switches: Sequence[Node]) -> Cleared:
    """A power that is 1 where one of the switches is 0."""
    if not switches:
        return power
    one = tree_of(power.denominator)
    return Cleared(Sum((one, Product((*switches, Sum((power.numerator, Negative(one))))))), power.denominator)


def _floor(argument: Cleared, up: bool, point: Mapping[str, int]) -> Node:
    """The floor of a quotient by a positive number; a ceiling is a floor with both signs changed."""
    sign = _sign(argument.denominator, point)
    if not sign:
        raise InputError(f"whether {argument.denominator} is positive depends on the sizes, and provers round towards different sides below zero")
    if argument.denominator == ONE:
        return argument.numerator
    below = tree_of(argument.denominator)
    if up:
        return Negative(_floor_of(argument.numerator, below, -sign, sign))
    return _floor_of(argument.numerator, below, sign, sign)


def _floor_of(above: Node, below: Node, sign_above: int, sign_below: int) -> Node:
    signed = [node if sign > 0 else Negative(node) for node, sign in ((above, sign_above), (below, sign_below))]
    return Rounding(Quotient(signed[0], signed[1]))


def _sign(value: Value, point: Mapping[str, int]) -> int:
    """1 or -1 for a value that is surely positive or negative, at all sizes or at the point, 0 for others."""
    if not point:
        return int(is_positive(value))
    found = value.at(point)
    return (found > 0) - (found < 0)
