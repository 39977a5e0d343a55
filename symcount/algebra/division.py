"""Division with remainder of polynomials in several names."""

from __future__ import annotations

from fractions import Fraction

from symcount.algebra.polynomial import Polynomial, bounded, check_terms
from symcount.algebra.text import Rational
from symcount.errors import DivisionByZero


def divide(dividend: Polynomial, divisor: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Division with remainder: dividend = quotient·divisor + remainder, by the powers of the first name, then the second.

    >>> n, m = (("n", 1),), (("m", 1),)
    >>> quotient, remainder = divide(Polynomial({(("n", 2),): 1, (): -1}), Polynomial({n: 1, (): 1}))
    >>> print(quotient, "|", remainder)
    n - 1 | 0

    No term of the remainder is a multiple of the divisor's first term. Coefficients may become fractions. `DivisionByZero`;
    `TooLarge` when quotient and remainder need too many terms.
    """
    if not divisor.terms:
        raise DivisionByZero("division by zero")
    atoms = sorted({*dividend.atoms, *divisor.atoms})
    rest, others = _dense(dividend, atoms), _dense(divisor, atoms)
    first = max(others)
    leading = others.pop(first)
    quotient: dict[tuple[int, ...], Rational] = {}
    remainder: dict[tuple[int, ...], Rational] = {}
    while rest:
        check_terms(len(quotient) + len(remainder))
        place = max(rest)
        coefficient = rest.pop(place)
        shift = tuple(map(int.__sub__, place, first))
        if min(shift, default=0) < 0:
            remainder[place] = coefficient
            continue
        quotient[shift] = factor = bounded(Fraction(coefficient) / leading)
        for other, value in others.items():
            target = tuple(map(int.__add__, other, shift))
            value = rest.get(target, 0) - factor * value
            if value:
                rest[target] = value
            else:
                rest.pop(target, None)
    return _sparse(quotient, atoms), _sparse(remainder, atoms)


def _dense(polynomial: Polynomial, atoms: list[str]) -> dict[tuple[int, ...], Rational]:
    """The terms by their exponents of all atoms: tuples that compare as monomials do."""
    return {tuple(exponents.get(atom, 0) for atom in atoms): value for exponents, value in ((dict(m), c) for m, c in polynomial.terms.items())}


def _sparse(terms: dict[tuple[int, ...], Rational], atoms: list[str]) -> Polynomial:
    return Polynomial({tuple((a, e) for a, e in zip(atoms, exponents, strict=True) if e): value for exponents, value in terms.items()})
