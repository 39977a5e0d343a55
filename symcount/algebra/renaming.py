"""A renaming of letters that makes two values equal: colours first, then a search that goes back where it fails.

A term is an edge: it joins the names in it, each in its role (its exponent). Names are coloured alike until their terms tell them
apart; only names of one colour can stand for each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from symcount.algebra.polynomial import Composite, Switch, names_of_atom
from symcount.algebra.renaming_by_trial import MOST_MAPS, Renaming, first_equal, one_to_one_maps
from symcount.algebra.text import Monomial, Rational
from symcount.algebra.value import Value
from symcount.errors import TooLarge

MAX_STEPS = 100_000
"""How many names are tried for names before the search is given up."""

Exponents = tuple[tuple[int, ...], ...]
Fingerprint = frozenset[tuple[tuple[int, Rational, Exponents], int]]
"""Kinds of terms, each with how often it stands: the side of the fraction, the coefficient, the exponents of each name."""

Edge = tuple[Hashable, Mapping[str, Hashable]]
"""A label, and the names with their roles."""


@dataclass(slots=True)
class _Terms:
    """The terms of a value as edges: each a label and the names in it with their roles, as small numbers."""

    names: list[str]
    edges: list[tuple[int, dict[str, int]]]
    at: dict[str, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.at = {name: [] for name in self.names}
        for place, (_, roles) in enumerate(self.edges):
            for name in roles:
                self.at[name].append(place)


def find_renaming(a: Value, b: Value, fixed: Collection[str] = ()) -> dict[str, str] | None:
    """How to rename the names of `a`, those outside `fixed`, one to one into names of `b`, so that the two are equal.

    >>> from symcount.algebra.value import symbol
    >>> n, m = symbol("n"), symbol("m")
    >>> find_renaming(n * m + n**2, m * n + m**2)
    {'m': 'n', 'n': 'm'}

    None if there is none. Names that can keep their names do. `TooLarge` when that is not settled: the values cannot be expanded,
    the search takes too long, or of quotients, floors and symbolic exponents it is not decided.
    """
    found = None if _differ_at_equal_sizes(a, b) else _found(a, b, fixed)
    return None if found is None else {str(name): str(image) for name, image in found.items() if name not in fixed}


def _found(a: Value, b: Value, fixed: Collection[str]) -> Renaming | None:
    by_factors, by_terms = _fitting(a, b, fixed, _factors), _fitting(a, b, fixed, _terms)
    are_products = _is_product(a) or _is_product(b)
    if are_products and _has_linear_factors(a) and _has_linear_factors(b):
        return first_equal(a, b, by_factors)
    if _has_one_form(a) and _has_one_form(b):
        return (first_equal(a, b, by_factors) if are_products else None) or next(by_terms, None)
    every = one_to_one_maps(a, b, fixed)
    found = first_equal(a, b, chain(by_factors, by_terms) if every is None else every)
    if found is None and every is None:
        raise TooLarge(f"there are more than {MOST_MAPS:,} ways to rename the letters")
    return found


def fingerprint(value: Value) -> Fingerprint:
    """What no renaming changes: how often each term stands in it, told by its coefficient and its exponents without the names.

    >>> from symcount.algebra.value import symbol
    >>> n, m = symbol("n"), symbol("m")
    >>> fingerprint(n * m + n**2) == fingerprint(m * (m + n)), fingerprint(n * m) == fingerprint(n**2)
    (True, False)

    Values that a renaming makes equal have the same one, unless they are fractions of which one could be shortened; the converse need
    not hold. `TooLarge` when the value cannot be expanded.
    """
    sides = enumerate(value.numerator_denominator())
    terms = ((side, coefficient, monomial) for side, polynomial in sides for monomial, coefficient in polynomial.terms.items())
    return frozenset(Counter((side, coefficient, _exponents(monomial)) for side, coefficient, monomial in terms).items())


def _exponents(monomial: Monomial) -> Exponents:
    exponents: defaultdict[str, list[int]] = defaultdict(list)
    for atom, exponent in monomial:
        for name in names_of_atom(atom):
            exponents[name].append(exponent)
    return tuple(sorted(tuple(sorted(each)) for each in exponents.values()))


def _differ_at_equal_sizes(a: Value, b: Value) -> bool:
    """Whether the two differ where all names have the same size: no renaming changes that, and nothing is expanded to see it."""
    for size in (1, 2, 3):
        left, right = (value.defined_at({name: 1 if type(name) is Switch else size for name in value.names}) for value in (a, b))
        if left is not None and right is not None and left != right:
            return True
    return False


def _is_product(value: Value) -> bool:
    """Whether it has more than one sum as a factor, or a power of one, or is divided by one."""
    return sum(map(abs, value.sums.values())) > 1 or -1 in value.sums.values()


def _has_linear_factors(value: Value) -> bool:
    """Whether every factor is a name or a sum of names: no other factors make the same value."""
    terms = [monomial for factor in value.sums for monomial in factor.terms]
    return all(type(atom) is str for atom in value.atoms) and all(sum(abs(exponent) for _, exponent in term) < 2 for term in terms)


def _has_one_form(value: Value) -> bool:
    """Whether its expanded form is that of all values equal to it: not so of quotients by sums, floors and symbolic exponents."""
    return min(value.sums.values(), default=1) > 0 and not any(isinstance(atom, Composite) for atom in value.atoms)


def _fitting(a: Value, b: Value, fixed: Collection[str], edges: Callable[[Value, dict[Hashable, int]], _Terms]) -> Iterator[Renaming]:
    """The renamings that make the edges of one value those of the other."""
    numbers: dict[Hashable, int] = {}
    left, right = edges(a, numbers), edges(b, numbers)
    if Counter(label for label, _ in left.edges) == Counter(label for label, _ in right.edges) and len(left.names) == len(right.names):
        colours = _refined(left, right, fixed, numbers)
        for found in _search(left, right, *colours) if colours else ():
            yield {name: image for name, image in found.items() if name in a.names}


def _terms(value: Value, numbers: dict[Hashable, int]) -> _Terms:
    """The terms of numerator and denominator; equal labels and roles get equal numbers."""
    sides = enumerate(value.numerator_denominator())
    edges = [((side, coefficient), _roles(monomial)) for side, polynomial in sides for monomial, coefficient in polynomial.terms.items()]
    return _edges(edges, value.names, numbers)


def _factors(value: Value, numbers: dict[Hashable, int]) -> _Terms:
    """The terms of each factor, and the factor as one more name in them: nothing is expanded.

    No signs, since whether a - b or b - a is the factor depends on the names.
    """
    edges: list[Edge] = [(abs(value.coefficient), _roles(value.monomial))]
    for factor, exponent in value.sums.items():
        edges += [((exponent, abs(coefficient)), {**_roles(monomial), f"({factor})": "factor"}) for monomial, coefficient in factor.terms.items()]
    return _edges(edges, [*value.names, *(f"({factor})" for factor in value.sums)], numbers)


def _edges(edges: Iterable[Edge], names: Iterable[str], numbers: dict[Hashable, int]) -> _Terms:
    """These edges in small numbers."""
    numbered = [
        (numbers.setdefault(label, len(numbers)), {name: numbers.setdefault(role, len(numbers)) for name, role in roles.items()}) for label, roles in edges
    ]
    return _Terms(sorted(names), numbered)


def _roles(monomial: Monomial) -> Mapping[str, Hashable]:
    """What each name does in a term: its exponent, and the kinds of the atoms that it stands in."""
    if not any(isinstance(atom, Composite) for atom, _ in monomial):
        return {atom: (type(atom), exponent) for atom, exponent in monomial}
    roles: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for atom, exponent in monomial:
        for name in names_of_atom(atom):
            roles[name].append((type(atom).__name__, exponent))
    return {name: tuple(sorted(role)) for name, role in roles.items()}


Colours = dict[str, int]


def _refined(left: _Terms, right: _Terms, fixed: Collection[str], numbers: dict[Hashable, int]) -> tuple[Colours, Colours] | None:
    """The colours of the names on both sides, or None when the sides have different ones."""
    sides = (left, right)
    both = [{name: numbers.setdefault(("fixed", name) if name in fixed else "free", len(numbers)) for name in side.names} for side in sides]
    changed: list[Iterable[str]] = [left.names, right.names]
    while any(changed):
        finer = [_finer(*known, numbers) for known in zip(sides, both, changed, strict=True)]
        split = _split([{**colours, **new} for colours, new in zip(both, finer, strict=True)], both)
        changed = [[name for name in new if colours[name] in split] for colours, new in zip(both, finer, strict=True)]
        both = [{**colours, **{name: new[name] for name in names}} for colours, new, names in zip(both, finer, changed, strict=True)]
        if Counter(both[0].values()) != Counter(both[1].values()):
            return None
    return both[0], both[1]


def _finer(side: _Terms, colours: Colours, changed: Iterable[str], numbers: dict[Hashable, int]) -> Colours:
    """New colours for the names that share a term with a changed one: the old colour, and those terms in colours."""
    seen: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for place in {place for name in changed for place in side.at[name]}:
        label, roles = side.edges[place]
        members = tuple(sorted([(role, colours[name]) for name, role in roles.items()]))
        term = numbers.setdefault((label, members), len(numbers))
        for name, role in roles.items():
            seen[name].append((term, role))
    return {name: numbers.setdefault((colours[name], tuple(sorted(terms))), len(numbers)) for name, terms in seen.items()}


def _split(finer: list[Colours], both: list[Colours]) -> set[int]:
    """The old colours whose names no longer have one colour."""
    shades: defaultdict[int, set[int]] = defaultdict(set)
    for old, new in zip(both, finer, strict=True):
        for name, colour in old.items():
            shades[colour].add(new[name])
    return {colour for colour, found in shades.items() if len(found) > 1}


def _search(left: _Terms, right: _Terms, colours: Colours, images: Colours) -> Iterator[dict[str, str]]:
    """Give each name of the left an image of its colour, so that every finished term has an equal one on the right."""
    if not left.names:
        yield {}
    order = _order(left, colours)
    terms = Counter((label, frozenset(roles.items())) for label, roles in right.edges)
    ends = _ends(left, order)
    candidates = [iter(_candidates(name, colours, images)) for name in order[:1]]
    renaming: dict[str, str] = {}
    used: set[str] = set()
    for _ in range(MAX_STEPS):
        place = len(candidates) - 1
        if place < 0:
            return
        name = order[place]
        used.discard(renaming.pop(name, ""))
        image = next((image for image in candidates[place] if image not in used), None)
        if image is None:
            candidates.pop()
            continue
        renaming[name] = image
        used.add(image)
        if all((left.edges[edge][0], frozenset([(renaming[n], role) for n, role in left.edges[edge][1].items()])) in terms for edge in ends[name]):
            if len(renaming) == len(order):
                yield dict(renaming)
            else:
                candidates.append(iter(_candidates(order[place + 1], colours, images)))
    raise TooLarge(f"finding a renaming would need more than {MAX_STEPS:,} steps")


def _candidates(name: str, colours: Colours, images: Colours) -> Iterable[str]:
    """The names that have the colour of this one, its own name first."""
    return sorted((image for image, colour in images.items() if colour == colours[name]), key=lambda image: (image != name, image))


def _order(side: _Terms, colours: Colours) -> list[str]:
    """Names of rare colours first, then along the terms: so a wrong choice shows early."""
    rarity = Counter(colours.values())
    order: dict[str, None] = {}
    for start in sorted(side.names, key=lambda name: (rarity[colours[name]], name)):
        waiting = [start]
        for name in waiting:
            if name not in order:
                order[name] = None
                if rarity[colours[name]] > 1:
                    waiting.extend(other for place in side.at[name] for other in side.edges[place][1] if other not in order)
    return list(order)


def _ends(side: _Terms, order: list[str]) -> dict[str, list[int]]:
    """For each name, the terms of which it is the last to be renamed."""
    position = {name: place for place, name in enumerate(order)}
    ends: dict[str, list[int]] = {name: [] for name in order}
    for place, (_, roles) in enumerate(side.edges):
        if roles:
            ends[max(roles, key=lambda name: position[name])].append(place)
    return ends
