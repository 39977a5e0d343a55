"""Factors as a reader would find them: by dividing by what is at hand, never by a general algorithm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from math import isqrt

from symcount.algebra.division import divide
from symcount.algebra.polynomial import Composite, Polynomial, Switch, multiply_monomials
from symcount.algebra.text import Monomial, Rational
from symcount.algebra.value import ONE, Value, integer_power, of_terms, product
from symcount.errors import TooLarge

MAX_FACTORED = 500
"""Sums of more terms are left as they are."""

MAX_NAMES = 8
"""Linear factors are guessed in sums of at most so many names."""

MAX_KNOWN = 50
"""Sums of the hints that are tried."""


def factor(value: Value, *hints: Value) -> Value:
    """The value as a product of more factors, where a reader would see them.

    Tried are the sums among the factors of the hints, squares, differences of squares, and `x ± y`, `x ± 1`, `x ± 2`, `x + y + 1`.

    >>> from symcount.algebra.value import symbol
    >>> n, m = symbol("n"), symbol("m")
    >>> print(factor(4 * (n * m + n + n**2) - 4 * (n + m + 1) * m))
    4*(n - m)*(m + n + 1)
    """
    known = [part for hint in hints for part in hint.sums][:MAX_KNOWN]
    parts = [_factored(part, exponent, known) for part, exponent in value.sums.items()]
    return product([Value(value.coefficient, value.monomial), *parts])


def _factored(part: Polynomial, exponent: int, known: Iterable[Polynomial]) -> Value:
    """A power of a primitive sum, factored unless that is too much work."""
    try:
        return integer_power(_split(part, known), exponent)
    except TooLarge:
        return Value(1, (), {part: exponent})


def _split(polynomial: Polynomial, known: Iterable[Polynomial]) -> Value:
    """A primitive sum as a product of the candidates that divide it and a rest."""
    found = ONE
    if len(polynomial) > MAX_FACTORED:
        return of_terms(polynomial.terms)
    root = _square_root(polynomial)
    if root:
        return integer_power(_split(root, known), 2)
    probe = {name: 1_009 + 9_973 * place**3 for place, name in enumerate(sorted(polynomial.names))}
    for candidate in _candidates(polynomial, known):
        while len(polynomial) > 1 and candidate.names <= polynomial.names and _may_divide(candidate, polynomial, probe):
            quotient, remainder = divide(polynomial, candidate)
            if remainder:
                break
            found, polynomial = found * of_terms(candidate.terms), quotient
    return found * of_terms(polynomial.terms)


def _may_divide(candidate: Polynomial, polynomial: Polynomial, probe: dict[str, int]) -> bool:
    """Whether it does at one point: cheap, and nearly always right."""
    if any(isinstance(atom, (Composite, Switch)) for atom in polynomial.atoms):
        return True
    try:
        divisor = int(candidate.at(probe))
    except TooLarge:
        return True
    return bool(divisor) and not _remainder(polynomial, probe, divisor)


def _remainder(polynomial: Polynomial, sizes: dict[str, int], divisor: int) -> Rational:
    """What is left of its number at these sizes after division; no number on the way is long."""
    rest: Rational = 0
    for monomial, coefficient in polynomial.terms.items():
        for atom, exponent in monomial:
            coefficient = coefficient * pow(sizes[atom], exponent, divisor) % divisor
        rest += coefficient
    return rest % divisor


def _candidates(polynomial: Polynomial, known: Iterable[Polynomial]) -> Iterator[Polynomial]:
    yield from known
    yield from _roots_of_two(polynomial)
    names = sorted(set(polynomial.atoms))
    if len(names) > MAX_NAMES:
        return
    for first, second in combinations(names, 2):
        x, y = ((first, 1),), ((second, 1),)
        yield from (Polynomial({x: 1, y: 1}), Polynomial({x: 1, y: -1}), Polynomial({x: 1, y: 1, (): 1}))
    for name in names:
        yield from (Polynomial({((name, 1),): 1, (): constant}) for constant in (1, -1, 2, -2))


def _roots_of_two(polynomial: Polynomial) -> Iterator[Polynomial]:
    """Of a difference of two squares, the sum and the difference of their roots."""
    roots = [_root_of_term(monomial, max(coefficient, -coefficient)) for monomial, coefficient in polynomial.terms.items()]
    if len(roots) == 2 and sum(coefficient > 0 for coefficient in polynomial.terms.values()) == 1:
        first, second = roots
        if first and second:
            yield from (Polynomial({first[0]: first[1], second[0]: sign * second[1]}) for sign in (1, -1))


def _root_of_term(monomial: Monomial, coefficient: Rational) -> tuple[Monomial, int] | None:
    """The square root of a term, if it has one."""
    if not isinstance(coefficient, int) or coefficient < 0 or isqrt(coefficient) ** 2 != coefficient or any(exponent % 2 for _, exponent in monomial):
        return None
    return tuple((atom, exponent // 2) for atom, exponent in monomial), isqrt(coefficient)


def _square_root(polynomial: Polynomial) -> Polynomial | None:
    """The polynomial whose square it is, if there is one: the roots of its square terms, with their signs."""
    roots = [term for monomial, coefficient in polynomial.terms.items() if (term := _root_of_term(monomial, coefficient))]
    if len(polynomial) < 3 or not roots:
        return None
    (first, leading), *others = roots
    candidate = {first: leading}
    for monomial, size in others:
        place = multiply_monomials(first, monomial)
        if abs(polynomial.terms.get(place, 0)) == 2 * leading * size:
            candidate[monomial] = size if polynomial.terms[place] > 0 else -size
    root = Polynomial(candidate)
    return root if root * root == polynomial else None
