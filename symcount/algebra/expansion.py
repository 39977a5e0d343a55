"""Multiplying a value out, and how long it would be, which is known before."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod
from typing import TYPE_CHECKING

from symcount.algebra.polynomial import Polynomial, bounded, check_products, check_terms, power_of_number, terms_of_power
from symcount.algebra.text import Monomial, Rational

if TYPE_CHECKING:
    from symcount.algebra.value import Value

Sums = Mapping[Polynomial, int]


def term_bound(value: Value) -> int:
    """At most so many terms has the expanded value, found without expanding.

    >>> from symcount.algebra.value import symbol
    >>> n, m = symbol("n"), symbol("m")
    >>> term_bound((n + m) ** 2 * (n + 1))
    6
    """
    return prod(terms_of_power(len(factor), abs(exponent)) for factor, exponent in value.sums.items())


def expand(coefficient: Rational, monomial: Monomial, sums: Sums) -> Polynomial:
    """A number times a monomial times positive powers of sums, as one polynomial; the number of terms is checked before."""
    if sums:
        _check_expansion(sums)
    result = Polynomial({monomial: coefficient} if coefficient else {})
    products = 0
    for factor, exponent in sums.items():
        power = factor**exponent
        products += len(result) * len(power)
        check_products(products)
        result = result * power
    return result


def _check_expansion(sums: Sums) -> None:
    """Refuse a product of sums that may have too many terms, or too long coefficients.

    There are at most as many terms as choices of one from each factor, and as combinations of exponents up to each atom's degree.
    """
    choices = 1
    weight: Rational = 1
    degrees: dict[str, int] = {}
    for factor, exponent in sums.items():
        check_terms(terms := terms_of_power(len(factor), exponent))
        choices *= terms
        weight = bounded(weight * power_of_number(factor.weight, exponent))
        for atom, degree in factor.degrees().items():
            degrees[atom] = degrees.get(atom, 0) + degree * exponent
    check_terms(min(choices, prod(degree + 1 for degree in degrees.values())))
