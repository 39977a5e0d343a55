"""Are two values equal for all sizes? Equal by exact arithmetic, different with a point to show for it, or not decided.

Sizes are whole numbers from 1, few from 0, as `roles` has it, switches 0 or 1; points where a denominator is zero do not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from itertools import product as cartesian

from symcount.algebra.polynomial import Composite, Polynomial, Switch, add_term
from symcount.algebra.residues import equal_factor_by_factor, equal_in_every_residue, unequal_residue
from symcount.algebra.rounding import in_floors
from symcount.algebra.text import Monomial, Rational
from symcount.algebra.value import Value, of_terms, product
from symcount.errors import TooLarge
from symcount.roles import least_size

POINTS = 1_000
"""How many points are tried, smallest first, before sizes are chosen one by one."""

FEWEST_POINTS, EVALUATIONS = 10, 200_000
"""Of a formula of very many terms, fewer points are tried: the terms evaluated at all of them are about as many."""

MOST_SWITCHES = 4
"""Switches of which every choice is tried."""

PROBES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29)
"""Sizes tried, in turn for each name, before anything is expanded."""


@dataclass(frozen=True, slots=True)
class Equal:
    """The two are equal for all sizes."""


@dataclass(frozen=True, slots=True)
class Different:
    """The two differ, and here is a point: the smallest sum of sizes, then the first in the order of the names.

    When no difference is among the first points, the smallest size is chosen for one name after the other.
    """

    witness: dict[str, int]
    left: Rational
    right: Rational


@dataclass(frozen=True, slots=True)
class Undecided:
    """Neither was shown, for this reason."""

    reason: str


def compare(a: Value, b: Value) -> Equal | Different | Undecided:
    """Whether two values are equal for all sizes.

    >>> from symcount.algebra.value import symbol
    >>> n, m = symbol("n"), symbol("m")
    >>> compare(4 * (n * m + n), 4 * n * (m + 1))
    Equal()
    >>> compare(4 * (n * m + n), 4 * n * m)
    Different(witness={'m': 1, 'n': 1}, left=8, right=4)
    """
    if a == b:
        return Equal()
    names = sorted(a.names | b.names)
    found = _differing(a, b, (_probe(names, shift) for shift in range(3)))
    many = max(FEWEST_POINTS, min(POINTS, EVALUATIONS // (_pieces(a) + _pieces(b) + 1)))
    points = islice(_points(names), many)  # one iterator: no point is tried twice
    smallest = _differing(a, b, points) if found else None
    if smallest:
        return smallest
    if not found and equal_factor_by_factor(a, b):
        return Equal()
    try:
        parts = _parts(in_floors(a), in_floors(b))
    except TooLarge as error:
        return found or _differing(a, b, points) or Undecided(str(error))
    if not all(parts):
        return Equal()
    different = _differing(a, b, points) or _chosen(a, b, parts, names) or found
    if different or equal_in_every_residue(a, b):
        return different or Equal()
    return _in_every_case(a, b, names) or _chosen_in_a_residue(a, b, names) or Undecided(_reason(parts))


def _in_every_case(a: Value, b: Value, names: list[str]) -> Equal | Different | None:
    """Whether two values are equal with each choice of their switches, which stand in floors or exponents; None if that is not decided."""
    switches = [name for name in names if type(name) is Switch]
    if not 0 < len(switches) <= MOST_SWITCHES:
        return None
    are_equal = True
    for values in cartesian((0, 1), repeat=len(switches)):
        choice: dict[str, int] = dict(zip(switches, values, strict=True))
        outcome = compare(a.subs(choice), b.subs(choice))
        if isinstance(outcome, Different):
            return _differing(a, b, iter([{name: _least(name) for name in names} | outcome.witness | choice]))
        are_equal = are_equal and isinstance(outcome, Equal)
    return Equal() if are_equal else None


def _pieces(value: Value) -> int:
    """How many terms are evaluated at a point."""
    return sum(len(factor.terms) for factor in value.sums)


def _least(name: str) -> int:
    return 0 if type(name) is Switch else least_size(name)


def _probe(names: list[str], shift: int) -> dict[str, int]:
    """A point of small sizes, different for different names."""
    return {name: (place + shift) % 2 if type(name) is Switch else PROBES[(place + shift) % len(PROBES)] for place, name in enumerate(names)}


def _differing(a: Value, b: Value, points: Iterator[dict[str, int]]) -> Different | None:
    """The first of these points at which the two differ."""
    for point in points:
        left = a.defined_at(point)
        right = None if left is None else b.defined_at(point)
        if left is not None and right is not None and left != right:
            return Different({str(name): size for name, size in point.items()}, left, right)
    return None


def _points(names: list[str]) -> Iterator[dict[str, int]]:
    """All points, by the sum of the sizes, then in the order of the names."""
    lowest = [_least(name) for name in names]
    highest = [1 if type(name) is Switch else None for name in names]
    most = None if None in highest else sum(filter(None, highest))
    for surplus in count():
        if most is not None and surplus > most:
            return
        for extra in _shares(surplus, highest):
            yield {name: low + more for name, low, more in zip(names, lowest, extra, strict=True)}


def _shares(surplus: int, highest: list[int | None]) -> Iterator[list[int]]:
    """All ways to share out a number among places, the last place first; a switch takes at most 1."""
    if not highest:
        if not surplus:
            yield []
        return
    shares = [0] * len(highest)
    left = _fill(shares, highest, 0, surplus)
    while not left:
        yield list(shares)
        left = _next(shares, highest)


def _fill(shares: list[int], highest: list[int | None], first: int, surplus: int) -> int:
    """Share out from the last place down to `first`; what finds no room is returned."""
    for place in range(len(shares) - 1, first - 1, -1):
        limit = highest[place]
        shares[place] = surplus if limit is None else min(surplus, limit)
        surplus -= shares[place]
    return surplus


def _next(shares: list[int], highest: list[int | None]) -> int:
    """Make the next way to share, in place: 0 if there is one."""
    behind = 0
    for place in range(len(shares) - 1, -1, -1):
        limit = highest[place]
        if behind and (limit is None or shares[place] < limit):
            shares[place] += 1
            return _fill(shares, highest, place + 1, behind - 1)
        behind += shares[place]
    return -1


def _parts(a: Value, b: Value) -> list[Polynomial]:
    """The factors of the difference and its denominators: a and b differ where none is zero, and are equal if one is zero everywhere.

    Only switches let a product vanish everywhere though no factor does, as t·(1 - t): factors with switches are multiplied.
    """
    difference = a - b
    divisors = [factor for value in (a, b) for factor, exponent in value.sums.items() if exponent < 0]
    atoms = [Polynomial({((atom, 1),): 1}) for value in (a, b, difference) for atom, exponent in value.monomial if exponent < 0 or value is difference]
    parts = dict.fromkeys([Polynomial({(): difference.coefficient} if difference.coefficient else {}), *difference.sums, *divisors, *atoms])
    switched = [part for part in parts if any(type(atom) is Switch for atom in part.atoms)]
    product_of_switched = product([of_terms(part.terms) for part in switched]).polynomial()
    return [product_of_switched, *(part for part in parts if part not in switched)]


def _chosen(a: Value, b: Value, parts: list[Polynomial], names: list[str]) -> Different | None:
    """A point of difference, found by choosing the smallest possible size for one name after the other.

    A polynomial that is not zero, of degree d in a name, stays so for all but d of its sizes. None where floors or symbolic exponents
    are in the way.
    """
    if any(isinstance(atom, Composite) for part in parts for atom in part.atoms):
        return None
    point: dict[str, int] = {}
    for name in names:
        sizes = count(_least(name))
        point[name], parts = next((size, smaller) for size in sizes if all(smaller := [_with_size(part, name, size) for part in parts]))
    return _differing(a, b, iter([point]))


def _chosen_in_a_residue(a: Value, b: Value, names: list[str]) -> Different | None:
    """The same in a residue of the sizes that are rounded over numbers: there the floors are polynomials."""
    sizes = unequal_residue(a, b)
    if sizes is None:
        return None
    left, right = (in_floors(value).subs(sizes) for value in (a, b))
    found = _chosen(left, right, _parts(left, right), names)
    if found is None:
        return None
    point = {name: int(sizes[name].at(found.witness)) if name in sizes else size for name, size in found.witness.items()}
    return _differing(a, b, iter([point])) if all(_least(name) <= point[name] for name in names) else None


def _with_size(polynomial: Polynomial, name: str, size: int) -> Polynomial:
    """A polynomial with a number put in for one name."""
    terms: dict[Monomial, Rational] = {}
    for monomial, coefficient in polynomial.terms.items():
        exponents = dict(monomial)
        power = size ** exponents.pop(name, 0)
        add_term(terms, tuple(exponents.items()), coefficient * power)
    return Polynomial(terms)


def _reason(parts: list[Polynomial]) -> str:
    composites = sorted({str(atom) for part in parts for atom in part.atoms if isinstance(atom, Composite)})
    if composites:
        return f"no difference was found at {POINTS:,} points, and nothing is known about {', '.join(composites)}"
    return "the sizes where the two differ are too large to compute with"
