"""Floors of sizes over whole numbers, decided residue by residue: ⌊n/2⌋ is q where n is 2q or 2q + 1."""

from __future__ import annotations

from itertools import product
from math import lcm, prod

from symcount.algebra.rounding import Rounded, in_floors
from symcount.algebra.text import Rational
from symcount.algebra.value import Value, number, symbol
from symcount.errors import DivisionByZero, TooLarge

MOST_CASES = 256
"""Combinations of residues that are looked at."""


def equal_in_every_residue(a: Value, b: Value) -> bool:
    """Whether two values are the same polynomial in each residue of the sizes that they divide by numbers and round.

    >>> from symcount.algebra.rounding import ceil, floor
    >>> n = symbol("n")
    >>> equal_in_every_residue(floor(n / 2) + floor((n + 1) / 2), n), equal_in_every_residue(ceil(n / 64), floor((n + 63) / 64))
    (True, True)

    False says nothing: there may be too many residues, or divisors that are sizes.
    """
    try:
        difference = in_floors(a) - in_floors(b)
        return difference == number(0) or _vanishes(difference)
    except (DivisionByZero, TooLarge):
        return False


def _vanishes(value: Value) -> bool:
    """Whether it is 0 in each residue of the sizes in floors that are left in it."""
    moduli: dict[str, int] = {}
    _find(value, 1, moduli)
    if not moduli or prod(moduli.values()) > MOST_CASES:
        return False
    cases = product(*(range(modulus) for modulus in moduli.values()))
    return all(value.subs(_sizes(moduli, residues)) == number(0) for residues in cases)


def _sizes(moduli: dict[str, int], residues: tuple[int, ...]) -> dict[str, Value | Rational]:
    return {name: modulus * symbol(name) + residue for (name, modulus), residue in zip(moduli.items(), residues, strict=True)}


def _find(value: Value, outer: int, moduli: dict[str, int]) -> None:
    """What each name is divided by in floors, by itself and by the floors around it."""
    for atom in value.atoms:
        if isinstance(atom, Rounded):
            modulus = outer * _denominator(atom.argument)
            for name in atom.names:
                moduli[name] = lcm(moduli.get(name, 1), modulus)
            _find(atom.argument, modulus, moduli)


def _denominator(value: Value) -> int:
    """The common denominator of the numbers in it; 1 where it is divided by sizes, whose floors stay as they are."""
    if any(exponent < 0 for exponent in value.sums.values()) or any(exponent < 0 for _, exponent in value.monomial):
        return 1
    return lcm(*(coefficient.denominator for coefficient in value.polynomial().terms.values()))
