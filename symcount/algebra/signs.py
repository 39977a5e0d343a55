"""What is positive at all sizes."""

from __future__ import annotations

from symcount.algebra.polynomial import Composite, Polynomial
from symcount.algebra.value import Value, of_terms, symbol
from symcount.errors import TooLarge
from symcount.roles import least_size


def is_positive(value: Value) -> bool:
    """Whether a value without floors is surely positive: it is at the smallest sizes, and from there on nothing is taken away.

    >>> n, m, bias = symbol("n"), symbol("m"), symbol("bias")
    >>> is_positive(2 * (n + bias)), is_positive(n + m - 1), is_positive(n - 1), is_positive(bias)
    (True, True, False, False)
    """
    if value.coefficient <= 0 or any(isinstance(atom, Composite) for atom in value.atoms):
        return False
    return all(least_size(name) > 0 for name, _ in value.monomial) and all(map(_is_positive_sum, value.sums))


def _is_positive_sum(factor: Polynomial) -> bool:
    """The same for a sum: with n + 1 for n, where n is from 1, no coefficient has a minus sign, and the number is not 0."""
    smallest = {name: least_size(name) for name in factor.names}
    if factor.at(smallest) <= 0:
        return False
    if min(factor.terms.values()) > 0:
        return True
    try:
        shifted = of_terms(factor.terms).subs({name: symbol(name) + least for name, least in smallest.items()}).polynomial()
    except TooLarge:
        return False
    return min(shifted.terms.values()) > 0
