"""Floors of sizes over whole numbers, decided residue by residue: ⌊n/2⌋ is q where n is 2q or 2q + 1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product
from math import lcm, prod

from symcount.algebra.polynomial import Composite
from symcount.algebra.rounding import Rounded, in_floors
from symcount.algebra.value import Value, number, symbol
from symcount.errors import DivisionByZero, TooLarge

MOST_CASES = 256
"""Combinations of residues that are looked at."""

FEW_CASES = 16
"""Of more combinations, so many are looked at for one in which two values differ."""

Sizes = Mapping[str, Value]
"""What sizes are in one residue: n is 2·n - 1, or 2·n, where the n on the right is any size."""


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
        moduli = moduli_of(difference.atoms)
        return difference == number(0) or (_are_few(moduli) and all(difference.subs(sizes) == number(0) for sizes in _cases(moduli)))
    except (DivisionByZero, TooLarge):
        return False


def equal_factor_by_factor(a: Value, b: Value) -> bool:
    """The same for values with powers of sums in which something is rounded: in each residue they have the same factors, and nothing is expanded.

    >>> from symcount.algebra.rounding import floor
    >>> n, m = symbol("n"), symbol("m")
    >>> equal_factor_by_factor((floor(n / 2) + floor((n + 1) / 2) + m) ** 60, (n + m) ** 60)
    True
    """
    powers = [factor for value in (a, b) for factor, exponent in value.sums.items() if abs(exponent) > 1]
    if not any(isinstance(atom, Rounded) for factor in powers for atom in factor.atoms):
        return False
    try:
        left, right = in_floors(a), in_floors(b)
        moduli = moduli_of(left.atoms ^ right.atoms)
        return left == right or (_are_few(moduli) and all(left.subs(sizes) == right.subs(sizes) for sizes in _cases(moduli)))
    except (DivisionByZero, TooLarge):
        return False


def unequal_residue(a: Value, b: Value) -> Sizes | None:
    """What the sizes are in a residue in which the two are different polynomials: the first of those looked at."""
    try:
        difference = in_floors(a) - in_floors(b)
        moduli = moduli_of(difference.atoms)
        looked_at = islice(_cases(moduli), MOST_CASES if _are_few(moduli) else FEW_CASES)
        return next((sizes for sizes in looked_at if _is_other_polynomial(difference.subs(sizes))), None)
    except (DivisionByZero, TooLarge):
        return None


def _is_other_polynomial(difference: Value) -> bool:
    return difference != number(0) and not any(isinstance(atom, Composite) for atom in difference.atoms)


def _are_few(moduli: Mapping[str, int]) -> bool:
    return bool(moduli) and prod(moduli.values()) <= MOST_CASES


def _cases(moduli: Mapping[str, int]) -> Iterator[Sizes]:
    """The sizes in each combination of residues, those with the smallest sizes first; of a large divisor, not all."""
    for missing in product(*(range(modulus - 1, max(modulus - 1 - MOST_CASES, -1), -1) for modulus in moduli.values())):
        yield {name: modulus * symbol(name) - less for (name, modulus), less in zip(moduli.items(), missing, strict=True)}


def moduli_of(atoms: Iterable[str]) -> dict[str, int]:
    """What each name is divided by in the floors among these atoms, by itself and by the floors around it."""
    moduli: dict[str, int] = {}
    _find(atoms, 1, moduli)
    return moduli


def _find(atoms: Iterable[str], outer: int, moduli: dict[str, int]) -> None:
    for atom in atoms:
        if isinstance(atom, Rounded):
            modulus = outer * _denominator(atom.argument)
            for name in atom.names:
                moduli[name] = lcm(moduli.get(name, 1), modulus)
            _find(atom.argument.atoms, modulus, moduli)


def _denominator(value: Value) -> int:
    """The common denominator of the numbers in it; 1 where it is divided by sizes, whose floors stay as they are."""
    if any(exponent < 0 for exponent in value.sums.values()) or any(exponent < 0 for _, exponent in value.monomial):
        return 1
    return lcm(*(coefficient.denominator for coefficient in value.polynomial().terms.values()))
