"""Rounding down and up: what is surely whole is pulled out of a floor, the rest stays as an atom.

Over whole numbers, a floor and a ceiling are each other's: ⌊63V/64⌋ is V - ⌈V/64⌉, and ⌈V/64⌉ is ⌊(V + 63)/64⌋. The atom is the
floor with the smaller coefficients, and it is printed as the ceiling that it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import floor as floor_of_number

from symcount.algebra.division import divide
from symcount.algebra.polynomial import Composite, Polynomial
from symcount.algebra.powers import is_whole
from symcount.algebra.signs import is_positive
from symcount.algebra.text import Monomial, Rational
from symcount.algebra.value import Value, number, of_terms


class Rounded(Composite):
    """The atom `floor(argument)`; `up` is what it rounds up where that is how it is written, and else None."""

    __slots__ = ("_names", "argument", "up")

    is_whole = True
    argument: Value
    up: Value | None
    _names: frozenset[str]

    @classmethod
    def of(cls, argument: Value) -> Rounded:
        """The floor of this."""
        up = _rounded_up(argument)
        atom = cls(f"floor({argument})" if up is None else f"ceil({up})", argument.atoms)
        atom.argument, atom.up = argument, up
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
    >>> print(floor((n + 63) / 64), "=", ceil(n / 64))
    ceil(n/64) = ceil(n/64)
    """
    whole, rest = _split(value)
    if rest.constant is not None:
        return whole + floor_of_number(rest.coefficient)
    if (known := _of_proper_fraction(rest)) is not None:
        return whole + known
    if _is_turned(rest):
        return whole - 1 - floor(-rest - _over_divisor(rest))
    return _shorter(whole, rest) if _is_over_number(rest) else whole + _merged(rest)


def ceil(value: Value) -> Value:
    """The value rounded up."""
    return -floor(-value)


def _of_proper_fraction(rest: Value) -> int | None:
    """The floor of a quotient by sizes that is surely from 0 to below 1, or from -1 to below 0."""
    if _is_over_number(rest):
        return None
    above, below = (of_terms(side.terms) for side in rest.numerator_denominator())
    if is_positive(above) and is_positive(below - above):
        return 0
    return -1 if is_positive(-above) and (is_positive(below + above) or below == -above) else None


def _is_turned(value: Value) -> bool:
    """Whether it is -p/d for a whole p whose first term has no minus sign and a positive whole d: then floor(-p/d) is -1 - floor((p - 1)/d)."""
    if not all(type(atom) is str or (isinstance(atom, Rounded) and exponent > 0) for atom, exponent in _powers(value)):
        return False
    if not all(is_positive(of_terms(factor.terms)) for factor, exponent in value.sums.items() if exponent < 0):
        return False
    above = value.numerator_denominator()[0].terms
    return above[max(above)] < 0


def _powers(value: Value) -> Iterator[tuple[object, int]]:
    """Every atom with its exponent, or that of the sum in which it stands."""
    yield from value.monomial
    yield from ((atom, exponent) for factor, exponent in value.sums.items() for atom in factor.atoms)


def _over_divisor(value: Value) -> Value:
    """1 over all that a value is divided by."""
    names = tuple((atom, exponent) for atom, exponent in value.monomial if exponent < 0)
    sums = {factor: exponent for factor, exponent in value.sums.items() if exponent < 0}
    return number(Fraction(1, value.coefficient.denominator)) * Value(1, names, sums)


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


def _merged(rest: Value) -> Value:
    """The floor of what has no whole part: ⌊⌊x⌋/k⌋ is ⌊x/k⌋, and ⌈⌈x⌉/k⌉ is ⌈x/k⌉, for a positive whole k."""
    up = _rounded_up(rest)
    quotient = rest if up is None else up
    inner = [atom for atom, exponent in quotient.monomial if isinstance(atom, Rounded) and exponent == 1 and (up is None or atom.up is not None)]
    others = tuple((atom, exponent) for atom, exponent in quotient.monomial if atom not in inner)
    is_divided = quotient.coefficient.numerator == 1 and all(exponent < 0 and type(atom) is str for atom, exponent in others)
    if len(inner) != 1 or not is_divided or quotient.sums:
        return _atom(rest)
    step = Value(quotient.coefficient, others)
    return floor(step * inner[0].argument) if up is None or inner[0].up is None else ceil(step * inner[0].up)


def _atom(argument: Value) -> Value:
    return Value(1, ((Rounded.of(argument), 1),))


def _shorter(whole: Value, rest: Value) -> Value:
    """whole + floor(p/d) for a whole p, by this floor or by floor((d - 1 - p)/d), whichever has less in it, or less beside it."""
    coefficients = [coefficient for monomial, coefficient in rest.polynomial().terms.items() if monomial]
    surplus = 2 * sum(coefficients) - len(coefficients)  # of these coefficients beyond those of the other
    if surplus < 0:
        return whole + _merged(rest)
    shift, other = _complement(rest)
    is_longer = surplus or (whole - shift).term_count < whole.term_count
    return whole - shift - _merged(other) if is_longer else whole + _merged(rest)


def _complement(value: Value) -> tuple[Value, Value]:
    """(d - 1 - p)/d for p/d, as a whole and the rest: floor(p/d) is less its floor."""
    return _split(1 - number(Fraction(1, value.coefficient.denominator)) - value)


def in_floors(value: Value) -> Value:
    """The value with a floor for each ceiling: one form where n - ⌊n/2⌋ and ⌈n/2⌉ are two.

    >>> from symcount.algebra.value import symbol
    >>> print(in_floors(ceil(symbol("n") / 2)))
    n - floor(n/2)
    """
    return value.with_atoms({atom: _in_floors(atom) for atom in value.atoms if isinstance(atom, Rounded)})


def _in_floors(atom: Rounded) -> Value:
    argument = in_floors(atom.argument)
    whole, rest = _split(argument) if atom.up is None else _complement(argument)
    rounded = whole + (_merged(rest) if rest.constant is None else floor_of_number(rest.coefficient))
    return rounded if atom.up is None else -rounded


def _rounded_up(argument: Value) -> Value | None:
    """What ceil rounds where the floor of this is a ceiling: (p + d - 1)/d is p/d."""
    up = argument - 1 + number(Fraction(1, argument.coefficient.denominator))
    return up if _is_over_number(argument) and len(up.terms()) < len(argument.terms()) else None


def _is_over_number(value: Value) -> bool:
    """Whether it is a whole value over a number."""
    return all(exponent > 0 for exponent in value.sums.values()) and all(is_whole(1, monomial) for monomial in value.polynomial().terms)
