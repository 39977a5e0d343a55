"""Sums and products as code that Python and SymPy read back: `4*units*(bias + input_dim + units)`.

The terms of a sum stand as SymPy prints them: by the powers of the first name, then of the second, numbers last; a minus sign
in front is avoided by starting with the first positive term (`n - m`). The factors of a product stand in the order number,
names, sums: names by the alphabet, sums with fewer terms first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

Rational = int | Fraction
Monomial = tuple[tuple[str, int], ...]

AFTER_ALL_NAMES = ("\U0010ffff", 0)


def sum_text(terms: Mapping[Monomial, Rational]) -> str:
    """A sum of terms: `m*n + n**2 - 1`."""
    order = sorted(terms.items(), key=lambda term: [*((atom, -exponent) for atom, exponent in term[0]), AFTER_ALL_NAMES])
    first = next((place for place, (_, coefficient) in enumerate(order) if coefficient > 0), 0)
    order.insert(0, order.pop(first)) if order else None
    written = [product_text(coefficient, monomial) for monomial, coefficient in order]
    return " + ".join(written).replace("+ -", "- ") or "0"


def product_text(coefficient: Rational, powers: Iterable[tuple[str, int]]) -> str:
    """A number times powers of what is already text: `-3*n**2/(2*m)`."""
    powers = list(powers)
    above = [power_text(base, exponent) for base, exponent in powers if exponent > 0]
    below = [power_text(base, -exponent) for base, exponent in powers if exponent < 0]
    if abs(coefficient.numerator) != 1 or not above:
        above.insert(0, str(abs(coefficient.numerator)))
    if coefficient.denominator != 1:
        below.insert(0, str(coefficient.denominator))
    text = "-" * (coefficient < 0) + "*".join(above)
    if not below:
        return text
    return f"{text}/{below[0]}" if len(below) == 1 else f"{text}/({'*'.join(below)})"


def power_text(base: str, exponent: int) -> str:
    """A power; a base that is itself a power (`n**k`) is put in brackets."""
    if exponent == 1:
        return str(base)
    return f"({base})**{exponent}" if getattr(base, "is_power", False) else f"{base}**{exponent}"
