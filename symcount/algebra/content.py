"""What the terms of a sum share: a number and a monomial, taken out so that equal sums look alike."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import gcd, lcm

from symcount.algebra.polynomial import MAX_EXPONENT, Polynomial, bounded, multiply_monomials
from symcount.algebra.text import Monomial, Rational

Terms = Mapping[Monomial, Rational]


def in_parts(terms: Terms) -> tuple[Rational, Monomial, Terms]:
    """Rational, monomial and primitive terms whose product a sum of two or more terms is.

    >>> in_parts({(("m", 1), ("n", 1)): 4, (("n", 2),): 6})
    (2, (('n', 1),), {(('m', 1),): 2, (('n', 1),): 3})
    """
    content, shared = _content(terms), _common_monomial(terms)
    if content != 1:
        terms = {monomial: _exact_quotient(coefficient, content) for monomial, coefficient in terms.items()}
    return content, tuple(sorted(shared.items())), _without(shared, terms) if shared else terms


def _content(terms: Terms) -> Rational:
    """The number that makes the coefficients coprime and whole, and the last monomial's positive."""
    coefficients = terms.values()
    sign = 1 if terms[max(terms)] > 0 else -1
    if set(map(type, coefficients)) == {int}:
        return bounded(sign * gcd(*coefficients))  # type: ignore[arg-type]
    above = gcd(*[coefficient.numerator for coefficient in coefficients])
    return bounded(Fraction(sign * above, lcm(*[coefficient.denominator for coefficient in coefficients])))


def _exact_quotient(dividend: Rational, divisor: Rational) -> int:
    return dividend.numerator * divisor.denominator // (dividend.denominator * divisor.numerator)


def _common_monomial(monomials: Terms) -> dict[str, int]:
    """Each atom that stands in all terms, or in a denominator, with its least exponent."""
    least: dict[str, int] = {}
    count: dict[str, int] = {}
    for monomial in monomials:
        for atom, exponent in monomial:
            count[atom] = count.get(atom, 0) + 1
            if exponent < least.get(atom, MAX_EXPONENT):
                least[atom] = exponent
    terms = len(monomials)
    return {atom: exponent for atom, exponent in least.items() if exponent < 0 or count[atom] == terms}


def _without(shared: Mapping[str, int], terms: Terms) -> dict[Monomial, Rational]:
    """The terms divided by what they share."""
    if min(shared.values()) < 0:
        inverse = tuple((atom, -exponent) for atom, exponent in sorted(shared.items()))
        return {multiply_monomials(monomial, inverse): coefficient for monomial, coefficient in terms.items()}
    return {
        tuple([(atom, exponent - shared.get(atom, 0)) for atom, exponent in monomial if exponent != shared.get(atom)]): coefficient
        for monomial, coefficient in terms.items()
    }


def with_sign_inside(coefficient: Rational, powers: Mapping[Polynomial, int]) -> tuple[Rational, list[tuple[Polynomial, int]]]:
    """A number and powers of sums in order, where a minus sign went to the first sum that reads better with it: -(m - n) is n - m."""
    sums = sorted(powers.items(), key=_place_of_sum)
    if coefficient < 0:
        for place, (factor, exponent) in enumerate(sums):
            if exponent % 2 and any(number < 0 for number in factor.terms.values()):
                sums[place] = (-factor, exponent)
                return -coefficient, sorted(sums, key=_place_of_sum)
    return coefficient, sums


def _place_of_sum(power: tuple[Polynomial, int]) -> tuple[int, str]:
    return len(power[0]), str(power[0])
