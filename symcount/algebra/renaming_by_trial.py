"""Renamings tried one by one: what quotients by sums, floors and symbolic exponents, which have no one form, leave to do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import permutations
from math import perm

from symcount.algebra.equality import PROBES, Different, Equal, Undecided, compare
from symcount.algebra.polynomial import Switch
from symcount.algebra.value import Value, switch, symbol
from symcount.errors import TooLarge

MOST_MAPS = 720
"""One-to-one maps of letters that are tried: all those of six letters."""

MOST_COMPARED = 8
"""Renamings that no point excludes, of which each is compared."""

SCALES = (1, 37)
"""Points are small and large: the floor of a small size over a large number is always 0."""

Renaming = dict[str, str]


def first_equal(a: Value, b: Value, renamings: Iterable[Renaming]) -> Renaming | None:
    """The first of these renamings under which the kernel finds two values equal.

    >>> n, m = symbol("n"), symbol("m")
    >>> first_equal((n**2 - 1) / (n - 1), m + 1, [{"n": "m"}])
    {'n': 'm'}

    None if each leads to another value. `TooLarge` where there are too many that no point excludes, or one is not decided.
    """
    points = _points(sorted({*a.names, *b.names}))
    outcomes: list[Equal | Different | Undecided] = []
    for renaming in renamings:
        if any(_differ(a, b, renaming, point) for point in points):
            continue
        if len(outcomes) == MOST_COMPARED:
            raise TooLarge(f"there are more than {MOST_COMPARED} ways to rename the letters that no point excludes")
        outcomes.append(compare(renamed(a, renaming), b))
        if isinstance(outcomes[-1], Equal):
            return renaming
    if any(isinstance(outcome, Undecided) for outcome in outcomes):
        raise TooLarge("for some way to rename the letters it is not decided")
    return None


def one_to_one_maps(a: Value, b: Value, fixed: Collection[str]) -> list[Renaming] | None:
    """Every map of the names of `a` outside `fixed` to names of `b`, those that keep the most names first; None if they are too many."""
    ours, theirs = (sorted(value.names - set(fixed)) for value in (a, b))
    own = [name for name in ours if name not in theirs] if len(ours) > len(theirs) else []  # a letter that does not matter keeps its name
    images = [*theirs, *own]
    if perm(len(images), len(ours)) > MOST_MAPS:
        return None
    maps = [dict(zip(ours, chosen, strict=True)) for chosen in permutations(images, len(ours))]
    return sorted(filter(_keeps_switches, maps), key=_moved)


def renamed(value: Value, renaming: Mapping[str, str]) -> Value:
    """The value in other letters; a switch stays one."""
    return value.subs({name: switch(image) if type(image) is Switch else symbol(image) for name, image in renaming.items()})


def _keeps_switches(renaming: Mapping[str, str]) -> bool:
    return all(type(name) is type(image) for name, image in renaming.items())


def _moved(renaming: Mapping[str, str]) -> int:
    """How many names do not keep their names."""
    return sum(name != image for name, image in renaming.items())


def _points(names: list[str]) -> list[dict[str, int]]:
    """A few points, with different sizes for different names."""
    return [
        {name: (place + shift) % 2 if type(name) is Switch else scale * PROBES[(place + shift) % len(PROBES)] for place, name in enumerate(names)}
        for scale in SCALES
        for shift in range(3)
    ]


def _differ(a: Value, b: Value, renaming: Mapping[str, str], point: Mapping[str, int]) -> bool:
    """Whether the renamed value and the other are different numbers at a point."""
    left, right = a.defined_at({name: point[renaming.get(name, name)] for name in a.names}), b.defined_at(point)
    return left is not None and right is not None and left != right
