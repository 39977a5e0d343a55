"""Certificates: that two formulas are equal, or different at a point, as a file that Coq, an SMT solver or Lean accepts by itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, count

from symcount.algebra.equality import Different, Equal
from symcount.algebra.expansion import term_bound
from symcount.algebra.identities import are_alike, are_equal, cofactors, common_multiple, differ_at
from symcount.algebra.signs import is_positive
from symcount.algebra.steps.flat import flat
from symcount.algebra.value import ONE, Value
from symcount.algebra.written import value_of
from symcount.errors import InputError, TooLarge, unknown
from symcount.formula import Name, Node, Rounding, fold, names_in, postorder, replace_leaves, with_children
from symcount.rendering.cases import residue_cases
from symcount.rendering.clearing import cleared
from symcount.rendering.provers import PROVERS, Case, Statement
from symcount.rendering.text import listed, written
from symcount.rendering.tree import tree_of
from symcount.roles import least_size

MAX_TERMS, MAX_DEGREE, MAX_NAMES = 1_000, 100, 100
"""What provers multiply out in a few seconds."""

Sides = tuple[Node, Node]


def certificate(prover: str, left: Node, right: Node, outcome: Equal | Different, switches: Collection[str] = (), remarks: Sequence[str] = ()) -> str:
    """A complete file for `coq`, `smt2` or `lean`: two written formulas are equal for all sizes, or different at the witness.

    >>> from symcount.formula import Sum
    >>> n, m = Name("n"), Name("m")
    >>> print(certificate("lean", Sum((n, m)), Sum((m, n)), Equal()), end="")
    -- n + m and m + n are equal for all sizes.
    import Mathlib
    <BLANKLINE>
    theorem formulas_are_equal (n m : ℤ) :
        (n + m : ℤ) = m + n := by
      ring

    `switches` are the sizes that are 0 or 1; `remarks` stand in its comment. Errors: `InputError` where the prover cannot be told this,
    `TooLarge` for formulas that are too long for it.
    """
    if prover not in list(PROVERS):  # a list, since what is no text may have no hash
        raise unknown("prover", prover, PROVERS)
    sizes = list(dict.fromkeys([*names_in(left), *names_in(right)]))
    # where a size does not matter, it is 1: a divisor that was cancelled is not 0 there
    witness = {size: outcome.witness.get(size, 1) for size in sizes} if isinstance(outcome, Different) else None
    parts = [cleared(node, witness or {}, switches) for node in (left, right)]
    common = common_multiple(part.denominator for part in parts)
    sides = parts[0].times(common), parts[1].times(common)
    if witness is None:
        _check_identity(prover, sides, switches)
    else:
        _check_difference(sides, witness)
    claim = f"{written(left)} and {written(right)} are {_said(witness)}."
    comment = [claim, *remarks, *([_multiplied(common)] if common != ONE else [])]
    bounded = sizes if common != ONE or has_floors(sides) else []
    return PROVERS[prover].file(_statement(prover, sides, sizes, bounded, switches, witness, comment))


def _said(witness: Mapping[str, int] | None) -> str:
    if witness is None:
        return "equal for all sizes"
    return f"different at {listed([f'{size} = {value}' for size, value in witness.items()])}" if witness else "different"


def _multiplied(common: Value) -> str:
    nowhere_zero = "" if is_positive(common) else "; where this is zero, they have no value"
    return f"Both sides are multiplied by {common}, so that nothing is divided{nowhere_zero}."


def _statement(
    prover: str,
    sides: Sides,
    sizes: Sequence[str],
    bounded: Collection[str],
    switches: Collection[str],
    witness: Mapping[str, int] | None,
    comment: Sequence[str],
) -> Statement:
    """Two sides in the prover's names, with what has to be known of the sizes."""
    names = prover_names(sizes, PROVERS[prover].reserved)
    used = [size for size in sizes if size in switches]
    known = [names[size] for size in sizes if size in used or size in bounded]
    hypotheses = prover_names([f"H_{name}" for name in known], {*PROVERS[prover].reserved, *names.values()})
    left, right = (_renamed(side, names) for side in sides)
    return Statement(
        left,
        right,
        tuple(names.values()),
        least={names[size]: least_size(size) for size in sizes},
        cofactors={names[size]: _renamed(cofactor, names) for size, cofactor in _cofactors(sides, used).items()} if witness is None else {},
        floors=[(_renamed(floor, names), _renamed(other, names)) for floor, other in _other_forms(sides)] if prover == "smt2" and witness is None else [],
        cases=_cases(_renamed(sides[0], names), _renamed(sides[1], names), [names[size] for size in used]) if prover == "smt2" and witness is None else [],
        hypotheses=dict(zip(known, hypotheses.values(), strict=True)) if witness is None else {},
        witness=None if witness is None else {names[size]: witness[size] for size in sizes},
        comment=(*comment, *(f"{size} is 0 or 1." for size in used), *(f"{size} is written {name}." for size, name in names.items() if size != name)),
    )


def _renamed(root: Node, names: Mapping[str, str]) -> Node:
    return replace_leaves(root, lambda leaf: Name(names[leaf.name]) if isinstance(leaf, Name) else leaf)


def has_floors(sides: Sides) -> bool:
    """Whether anything is rounded."""
    return any(isinstance(node, Rounding) for side in sides for node in postorder(side))


def _check_identity(prover: str, sides: Sides, switches: Collection[str]) -> None:
    """Refuse what the prover would not accept, as the kernel decides it in the prover's own terms."""
    left, right = sides if prover == "smt2" else map(without_floors, sides)
    for value in map(value_of, (left, right)):
        if term_bound(value) > MAX_TERMS or value.degree > MAX_DEGREE or len(value.names) > MAX_NAMES:
            most = f"{MAX_TERMS:,} terms, a degree of {MAX_DEGREE} and {MAX_NAMES} names"
            raise TooLarge(f"this is too much for a prover, which can take about {most}, multiplied out: certify parts of it")
    if are_equal(left, right, switches):
        return
    if has_floors(sides):
        raise InputError(f"{PROVERS[prover].title} multiplies out, and knows nothing about floors, which differ here: ask for smt2")
    raise InputError("with the denominators multiplied out the two are not the same for all sizes: cancel what may be zero")


def _check_difference(sides: Sides, witness: Mapping[str, int]) -> None:
    """Refuse a witness at which a denominator vanishes that the kernel could cancel."""
    if not differ_at(*sides, witness):
        raise InputError("a denominator is zero where the two differ once it is cancelled: cancel it in the formulas")


def without_floors(root: Node) -> Node:
    """A tree with a name for each floor, the same for floors that are written alike."""
    return fold(root, lambda node, parts: Name(written(node)) if isinstance(node, Rounding) else with_children(node, tuple(parts)))


def _cofactors(sides: Sides, switches: Iterable[str]) -> dict[str, Node]:
    """What to multiply b² - b with, for each switch b, so that their sum is the difference of the two sides."""
    floors = _floors(sides)
    found = {name: tree_of(cofactor) for name, cofactor in cofactors(without_floors(sides[0]), without_floors(sides[1]), switches).items()}
    return {name: replace_leaves(tree, lambda leaf: floors.get(leaf.name, leaf) if isinstance(leaf, Name) else leaf) for name, tree in found.items()}


def _floors(sides: Sides) -> dict[str, Node]:
    """The floors in two sides, those that are written alike once."""
    return {written(node): node for side in sides for node in postorder(side) if isinstance(node, Rounding)}


def _cases(left: Node, right: Node, switches: Collection[str]) -> list[Case]:
    """The residues that decide the identity, where its floors are not the same anyway."""
    return [] if are_alike(left, right, switches) else residue_cases(left, right, switches)


def _other_forms(sides: Sides) -> list[tuple[Node, Node]]:
    """The floors from which the kernel takes something out, or that it turns, and what becomes of them."""
    forms = [(floor, cleared(tree_of(value_of(floor))).numerator) for floor in _floors(sides).values()]
    return [(floor, form) for floor, form in forms if not isinstance(flat(form), Rounding)]


def prover_names(sizes: Iterable[str], reserved: Collection[str]) -> dict[str, str]:
    """Names that a prover can hold, each near its size's name, all different and none of those reserved.

    >>> prover_names(["n_i-1", "隐藏", "x", "at"], {"at"})
    {'n_i-1': 'n_i_1', '隐藏': 'x_1', 'x': 'x', 'at': 'at_1'}
    """
    plain = {size: re.sub(r"[^A-Za-z0-9_]+", "_", size).strip("_") for size in sizes}
    near = {size: name if name[:1].isalpha() else f"x{name}" for size, name in plain.items()}
    names: dict[str, str] = {}
    for size in sorted(near, key=lambda size: near[size] != size):  # whose name can stay, keeps it
        candidates = chain([near[size]], (f"{near[size]}_{place}" for place in count(1)))
        names[size] = next(name for name in candidates if name not in reserved and name not in names.values())
    return {size: names[size] for size in near}
