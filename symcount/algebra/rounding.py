"""Rounding down and up: what is surely whole is pulled out of a floor, the rest stays as an atom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import floor as floor_of_number

from symcount.algebra.division import divide
from symcount.algebra.polynomial import Composite, Polynomial
from symcount.algebra.powers import is_whole
from symcount.algebra.text import Monomial, Rational
from symcount.algebra.value import Value, number, of_terms


class Rounded(Composite):
    """The atom `floor(argument)`."""

    __slots__ = ("_names", "argument")

    is_whole = True
    argument: Value
    _names: frozenset[str]

    @classmethod
    def of(cls, argument: Value) -> Rounded:
        """The floor of this."""
        atom = cls(f"floor({argument})", argument.atoms)
        atom.argument = argument
        atom._names = argument.names  # asked for often, and deep in each other
        return atom

    @property
    def names(self) -> frozenset[str]:
        return self._names

    @property
    def degree(self) -> int:
        return self.argument.degree

    def at(self, sizes: Mapping[str, int]) -> Rational:
        return floor_of_number(self.argument.at(sizes))

    def subs(self, meanings: Mapping[str, Value]) -> Value:
        return floor(self.argument.subs(meanings))


def floor(value: Value) -> Value:
    """The value rounded down.

    >>> from symcount.algebra.value import symbol
    >>> n, s = symbol("n"), symbol("s")
    >>> print(floor((n + 2 * s) / s))
    floor(n/s) + 2
    >>> print(ceil(n / 2))
    n - floor(n/2)
    """
    whole, rest = _split(value)
    if rest.constant is not None:
        return whole + floor_of_number(rest.coefficient)
    if _is_turned(rest):
        step = number(Fraction(1, rest.coefficient.denominator)) * Value(1, _divisor(rest))
        return whole - 1 - floor(-rest - step)
    merged = _merged(rest)
    return whole + (floor(merged) if merged != rest else Value(1, ((Rounded.of(rest), 1),)))


def ceil(value: Value) -> Value:
    """The value rounded up."""
    return -floor(-value)


def _is_turned(value: Value) -> bool:
    """Whether it is -p/d for a whole p without a minus sign and a positive whole d: then floor(-p/d) is -1 - floor((p - 1)/d)."""
    signs = {coefficient > 0 for factor in value.sums for coefficient in factor.terms.values()}
    plain = all(type(atom) is str or (isinstance(atom, Rounded) and exponent > 0) for atom, exponent in _powers(value))
    return value.coefficient < 0 and signs <= {True} and plain


def _powers(value: Value) -> Iterator[tuple[object, int]]:
    """Every atom with its exponent, and one that no divisor has for the sums below a bar."""
    yield from value.monomial
    for factor, exponent in value.sums.items():
        yield from ((atom, exponent) for monomial in factor.terms for atom, _ in monomial) if exponent > 0 else [(None, exponent)]


def _divisor(value: Value) -> Monomial:
    """The names that a value is divided by."""
    return tuple((atom, exponent) for atom, exponent in value.monomial if exponent < 0)


def _split(value: Value) -> tuple[Value, Value]:
    """A value as what is surely whole and the rest, whose terms over numbers have coefficients from 0 to below 1."""
    if any(exponent < 0 for exponent in value.sums.values()):
        return _split_quotient(*value.numerator_denominator())
    whole: dict[Monomial, Rational] = {}
    rest: dict[Monomial, Rational] = {}
    for monomial, coefficient in value.polynomial().terms.items():
        units = floor_of_number(coefficient) if is_whole(1, monomial) else 0
        if units:
            whole[monomial] = units
        if coefficient != units:
            rest[monomial] = coefficient - units
    return of_terms(whole), of_terms(rest)


def _split_quotient(numerator: Polynomial, denominator: Polynomial) -> tuple[Value, Value]:
    """The same for a quotient by a sum: its whole part by division with remainder."""
    quotient, remainder = divide(numerator, denominator)
    if not all(is_whole(coefficient, monomial) for monomial, coefficient in quotient.terms.items()):
        quotient, remainder = Polynomial({}), numerator
    return of_terms(quotient.terms), of_terms(remainder.terms) / of_terms(denominator.terms)


def _merged(value: Value) -> Value:
    """floor(floor(x)/k) is floor(x/k) for a positive whole k."""
    inner = [atom for atom, exponent in value.monomial if isinstance(atom, Rounded) and exponent == 1]
    others = tuple((atom, exponent) for atom, exponent in value.monomial if atom not in inner)
    divided = value.coefficient.numerator == 1 and all(exponent < 0 and type(atom) is str for atom, exponent in others)
    if len(inner) == 1 and divided and not value.sums:
        return Value(value.coefficient, others) * inner[0].argument
    return value
