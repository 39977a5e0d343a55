"""Powers whose exponent is not a whole number: `n**k`, `2**(k/2)`."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from symcount.algebra.polynomial import Composite, bounded, power_of_number
from symcount.algebra.signs import is_positive
from symcount.algebra.text import Monomial, Rational
from symcount.algebra.value import ONE, ZERO, Value, integer_power, number, product
from symcount.errors import InputError

MAX_POWER = 2**64
"""Larger numbers are not tried for being powers of smaller ones."""


class SymbolicPower(Composite):
    """The atom `base ** exponent`."""

    __slots__ = ("base", "exponent")

    is_power = True
    degree = 1
    base: Value
    exponent: Value

    @classmethod
    def of(cls, base: Value, exponent: Value) -> SymbolicPower:
        """The power of these."""
        atom = cls(f"{_in_brackets(base)}**{_in_brackets(exponent)}", base.atoms | exponent.atoms)
        atom.base, atom.exponent = base, exponent
        return atom

    @property
    def names(self) -> frozenset[str]:
        return self.base.names | self.exponent.names

    def at(self, sizes: Mapping[str, int]) -> Rational:
        return rational_power(self.base.at(sizes), self.exponent.at(sizes))

    def subs(self, meanings: Mapping[str, Value]) -> Value:
        return self.base.subs(meanings) ** self.exponent.subs(meanings)


def _in_brackets(value: Value) -> str:
    text = str(value)
    return text if text.isdigit() or text.isidentifier() else f"({text})"


def symbolic_power(base: Value, exponent: Value) -> Value:
    """base ** exponent with the exponent's terms and the base's factors taken apart.

    >>> from symcount.algebra.value import symbol
    >>> n, k = symbol("n"), symbol("k")
    >>> print(symbolic_power(4 * n, k + 2))
    16*(2**k)**2*n**2*n**k
    """
    if base == ZERO and is_positive(exponent):
        return ZERO
    if any(power < 0 for power in exponent.sums.values()):
        return _power_of_term(base, exponent, 1)
    terms = exponent.polynomial().terms.items()
    return product([_power_of_term(base, Value(bounded(Fraction(1, c.denominator)), monomial), c.numerator) for monomial, c in terms])


def _power_of_term(base: Value, exponent: Value, times: int) -> Value:
    """base ** (exponent * times), where the exponent is one term."""
    if exponent == ONE:
        return integer_power(base, times)
    if exponent.sums or not (is_whole(exponent.coefficient, exponent.monomial) or _is_positive(base)):
        return integer_power(_atom(base, exponent), times)
    above, below = base.coefficient.numerator, base.coefficient.denominator
    parts = [(number(-1 if above < 0 else 1), 1), (number(abs(above)), 1), (number(below), -1)]
    parts += [(Value(1, ((atom, 1),)), power) for atom, power in base.monomial]
    parts += [(Value(1, (), {factor: 1}), power) for factor, power in base.sums.items()]
    return product([integer_power(_atom(part, exponent), power * times) for part, power in parts if part != ONE])


def _atom(base: Value, exponent: Value) -> Value:
    """The power as an atom, or as a number if it is one; (n**m)**k is n**(m*k), and 4**k is 2**(2*k)."""
    if base.constant is not None and exponent.constant is not None:
        root = _rational_root(base.coefficient, exponent.coefficient)
        if root is not None:
            return number(root)
    if isinstance(base.constant, int) and (degree := _degree_of_power(base.constant)) > 1:
        return symbolic_power(number(_whole_root(base.constant, degree) or 0), exponent * degree)
    if base.monomial and isinstance(inner := base.monomial[0][0], SymbolicPower) and base == Value(1, ((inner, 1),)) and _may_merge(inner, exponent):
        return symbolic_power(inner.base, inner.exponent * exponent)
    return Value(1, ((SymbolicPower.of(base, exponent), 1),))


def _may_merge(inner: SymbolicPower, exponent: Value) -> bool:
    """Whether exponents may be multiplied: ((-1)**2)**(1/2) is not -1."""
    return _is_positive(inner.base) or (not exponent.sums and is_whole(exponent.coefficient, exponent.monomial))


def _degree_of_power(base: int) -> int:
    """The highest degree of a power that this number is: 3 for 8, 1 for 6."""
    if not 1 < base < MAX_POWER:
        return 1
    return next((degree for degree in range(base.bit_length(), 1, -1) if _whole_root(base, degree)), 1)


def is_whole(coefficient: Rational, monomial: Monomial) -> bool:
    """Whether a term is surely a whole number at all sizes."""
    return isinstance(coefficient, int) and all(exponent > 0 and getattr(atom, "is_whole", True) for atom, exponent in monomial)


def _is_positive(base: Value) -> bool:
    """Whether a value is surely positive: then its factors may be raised one by one, whatever the exponent."""
    signs = [base.coefficient, *(coefficient for factor in base.sums for coefficient in factor.terms.values())]
    return min(signs) > 0 and all(isinstance(atom, SymbolicPower) and _is_positive(atom.base) for atom in base.atoms if isinstance(atom, Composite))


def rational_power(base: Rational, exponent: Rational) -> Rational:
    """A number to a rational power; `InputError` when that is no rational number."""
    if isinstance(exponent, int):
        return power_of_number(base, exponent)
    root = _rational_root(base, exponent)
    if root is None:
        raise InputError(f"({base})**({exponent}) is not a rational number")
    return root


def _rational_root(base: Rational, exponent: Rational) -> Rational | None:
    """base ** exponent, if it is rational."""
    above, below = (_whole_root(part, exponent.denominator) for part in (base.numerator, base.denominator))
    return None if above is None or below is None else power_of_number(bounded(Fraction(above, below)), exponent.numerator)


def _whole_root(power: int, degree: int) -> int | None:
    """The number from 0 whose degree-th power it is, if there is one: by Newton's method, from above."""
    if power < 2 or degree == 1:
        return power if power >= 0 else None
    root = 1 << -(-power.bit_length() // degree)
    while (smaller := ((degree - 1) * root + power // root ** (degree - 1)) // degree) < root:
        root = smaller
    return root if root**degree == power else None
