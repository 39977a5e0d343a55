"""A renaming of letters that makes two values equal: colours first, then a search that goes back where it fails.

A term is an edge: it joins the names in it, each in its role (its exponent). Names are coloured alike until their terms tell them
apart; only names of one colour can stand for each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from symcount.algebra.equality import Equal, compare
from symcount.algebra.polynomial import Composite, Switch, names_of_atom
from symcount.algebra.text import Monomial, Rational
from symcount.algebra.value import Value, symbol
from symcount.errors import TooLarge

MAX_STEPS = 100_000
"""How many names are tried for names before the search is given up."""


Exponents = tuple[tuple[int, ...], ...]
Fingerprint = frozenset[tuple[tuple[int, Rational, Exponents], int]]
"""Kinds of terms, each with how often it stands: the side of the fraction, the coefficient, the exponents of each name."""


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

    >>> n, m = symbol("n"), symbol("m")
    >>> find_renaming(n * m + n**2, m * n + m**2)
    {'m': 'n', 'n': 'm'}

    None if there is none. Names that can keep their names do. `TooLarge` when the values cannot be expanded or the search
    takes too long.
    """
    if _differ_at_equal_sizes(a, b):
        return None
    numbers: dict[Hashable, int] = {}
    left, right = _terms(a, numbers), _terms(b, numbers)
    if Counter(label for label, _ in left.edges) != Counter(label for label, _ in right.edges) or len(left.names) != len(right.names):
        return None
    colours = _refined(left, right, fixed, numbers)
    found = _search(left, right, *colours) if colours else iter(())
    return next(({name: image for name, image in renaming.items() if name not in fixed} for renaming in found if _confirmed(a, b, renaming)), None)


def fingerprint(value: Value) -> Fingerprint:
    """What no renaming changes: how often each term stands in it, told by its coefficient and its exponents without the names.

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


def _confirmed(a: Value, b: Value, renaming: Mapping[str, str]) -> bool:
    """Floors and symbolic exponents are only seen as roles: there the renamed value is compared."""
    if not any(isinstance(atom, Composite) for atom in a.atoms):
        return True
    return isinstance(compare(a.subs({name: symbol(image) for name, image in renaming.items()}), b), Equal)


def _terms(value: Value, numbers: dict[Hashable, int]) -> _Terms:
    """The terms of numerator and denominator; equal labels and roles get equal numbers."""
    edges = []
    for side, polynomial in enumerate(value.numerator_denominator()):
        for monomial, coefficient in polynomial.terms.items():
            label = numbers.setdefault((side, coefficient), len(numbers))
            edges.append((label, {name: numbers.setdefault(role, len(numbers)) for name, role in _roles(monomial).items()}))
    return _Terms(sorted(str(name) for name in value.names), edges)


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
