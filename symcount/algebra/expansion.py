"""How long a value would be if it were multiplied out."""

from __future__ import annotations

from math import prod

from symcount.algebra.polynomial import terms_of_power
from symcount.algebra.value import Value


def term_bound(value: Value) -> int:
    """At most so many terms has the expanded value, found without expanding.

    >>> from symcount.algebra.value import symbol
    >>> n, m = symbol("n"), symbol("m")
    >>> term_bound((n + m) ** 2 * (n + 1))
    6
    """
    return prod(terms_of_power(len(factor), abs(exponent)) for factor, exponent in value.sums.items())
