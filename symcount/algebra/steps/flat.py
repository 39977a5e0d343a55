"""A formula without brackets that only group, and its pieces up to their order."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from fractions import Fraction

from symcount.algebra.text import Rational
from symcount.formula import Group, Name, Negative, Node, Number, Power, Product, Quotient, Rounding, Sum, fold

Monomial = dict[Node, int]
"""The powers of a product: names, and what is no product of powers, with their exponents, in the order in which they first stand."""


def flat(root: Node) -> Node:
    """The formula without groups, with no sum in a sum, no product in a product, no sign that cancels.

    >>> from symcount.formula import Name
    >>> n = Name("n")
    >>> flat(Product((Number(4), Group(Product((n, n)))))) == Product((Number(4), n, n))
    True
    """
    return fold(root, _flat)


def _flat(node: Node, children: list[Node]) -> Node:
    match node:
        case Group():
            return children[0]
        case Sum():
            return sum_of([term for child in children for term in (child.terms if isinstance(child, Sum) else (child,))])
        case Product():
            return product_of([factor for child in children for factor in (child.factors if isinstance(child, Product) else (child,))])
        case Negative():
            return children[0].operand if isinstance(children[0], Negative) else negative(children[0])
        case Number(value):
            return Negative(Number(-value)) if value < 0 else Number(value)
        case Quotient():
            return Quotient(children[0], children[1], bar=True)
        case Power():
            return Power(children[0], children[1])
        case Rounding(up=up):
            return Rounding(children[0], up)
        case Name():
            return node


def sum_of(terms: list[Node]) -> Node:
    """Terms added; none is 0."""
    return Sum(tuple(terms)) if len(terms) > 1 else terms[0] if terms else Number(0)


def product_of(factors: list[Node]) -> Node:
    """Factors multiplied; none is 1."""
    return Product(tuple(factors)) if len(factors) > 1 else factors[0] if factors else Number(1)


def negative(node: Node) -> Node:
    """A term with the other sign."""
    return node.operand if isinstance(node, Negative) else Negative(node)


def unordered(root: Node) -> Hashable:
    """What two formulas share that differ in the order of terms and factors only.

    >>> from symcount.formula import Name
    >>> n, m = Name("n"), Name("m")
    >>> unordered(Product((n, m))) == unordered(Product((m, n)))
    True
    """
    return fold(root, _unordered)


def _unordered(node: Node, children: list[Hashable]) -> Hashable:
    match node:
        case Name(name):
            return name
        case Number(value):
            return value
        case Rounding(up=up):
            return "ceil" if up else "floor", *children
        case Sum() | Product():
            return type(node).__name__, tuple(sorted(children, key=repr))
        case _:
            return (type(node).__name__, *children)


def monomial_of(node: Node, *, with_sums: bool = False) -> tuple[Fraction, Monomial] | None:
    """A term as its number and powers, if there is no sum in it to be multiplied out; `with_sums`, a sum is a factor like others."""
    match node:
        case Number(value):
            return Fraction(value), {}
        case Negative(operand):
            return _scaled(monomial_of(operand, with_sums=with_sums), Fraction(-1))
        case Product(factors):
            return _multiplied([monomial_of(factor, with_sums=with_sums) for factor in factors])
        case Quotient(numerator, denominator):
            return _multiplied([monomial_of(numerator, with_sums=with_sums), _inverse(_of_divisor(denominator, with_sums))])
        case Power(base, exponent) if (times := whole(exponent)) is not None and (with_sums or times < 1 or not isinstance(base, Sum)):
            return _raised(_of_divisor(base, with_sums), times)
        case Sum() if not with_sums:
            return None
        case _:
            return Fraction(1), {node: 1}


def whole(exponent: Node) -> int | None:
    """The whole number that an exponent is, or None.

    >>> whole(Negative(Number(2))), whole(Name("k"))
    (-2, None)
    """
    match exponent:
        case Number(int(value)):
            return value
        case Negative(Number(int(value))):
            return -value
        case _:
            return None


def _of_divisor(node: Node, with_sums: bool) -> tuple[Fraction, Monomial] | None:
    """A sum that something is divided by is a power like others: it is not multiplied out."""
    return (Fraction(1), {node: 1}) if isinstance(node, Sum) else monomial_of(node, with_sums=with_sums)


def _scaled(term: tuple[Fraction, Monomial] | None, by: Fraction) -> tuple[Fraction, Monomial] | None:
    return (term[0] * by, term[1]) if term else None


def _raised(term: tuple[Fraction, Monomial] | None, exponent: int) -> tuple[Fraction, Monomial] | None:
    if exponent < 0:
        return _inverse(_raised(term, -exponent))
    return (term[0] ** exponent, {base: power * exponent for base, power in term[1].items() if exponent}) if term else None


def _inverse(term: tuple[Fraction, Monomial] | None) -> tuple[Fraction, Monomial] | None:
    return (1 / term[0], {base: -power for base, power in term[1].items()}) if term and term[0] else None


def _multiplied(terms: list[tuple[Fraction, Monomial] | None]) -> tuple[Fraction, Monomial] | None:
    number, powers = Fraction(1), Monomial()
    for term in terms:
        if term is None:
            return None
        number *= term[0]
        for base, power in term[1].items():
            same = _written_alike(base, powers) if isinstance(base, Sum) else base
            powers[same] = powers.get(same, 0) + power
    return number, {base: power for base, power in powers.items() if power}


def _written_alike(base: Node, others: Iterable[Node]) -> Node:
    """The same sum among others, in whatever order it is written there."""
    return next((other for other in others if unordered(other) == unordered(base)), base)


def term_of(number: Rational, powers: Iterable[tuple[Node, int]]) -> Node:
    """A number and powers as a term: the number first, what is divided by under a bar."""
    powers = list(powers)
    above = [_power(base, power) for base, power in powers if power > 0]
    below = [_power(base, -power) for base, power in powers if power < 0]
    if abs(number.numerator) != 1 or not above:
        above.insert(0, Number(abs(number.numerator)))
    if number.denominator != 1:
        below.insert(0, Number(number.denominator))
    term = Quotient(product_of(above), product_of(below), bar=True) if below else product_of(above)
    return Negative(term) if number < 0 else term


def _power(base: Node, power: int) -> Node:
    return base if power == 1 else Power(base, Number(power))
