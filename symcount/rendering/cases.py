"""Cases for a solver: sizes that are rounded over numbers, each as a multiple of what they are divided by and a residue."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import product
from math import prod

from symcount.algebra.residues import MOST_CASES, moduli_of
from symcount.algebra.value import Value, symbol
from symcount.algebra.written import value_of
from symcount.errors import InputError
from symcount.formula import Node, Rounding, names_in, postorder
from symcount.rendering.clearing import cleared
from symcount.rendering.provers import Case
from symcount.rendering.text import written
from symcount.rendering.tree import expanded_tree

MOST_WORK = 128
"""Cases times degree above one: what z3 decides in a few seconds."""


def residue_cases(left: Node, right: Node, switches: Collection[str]) -> list[Case]:
    """Every case of the sizes that two sides round over numbers: for n in floor(n/2), it puts in 2*n, and 2*n + 1.

    Floors that are the same on both sides need none. Errors: `InputError` for more cases than a solver decides.
    """
    sides = [value_of(side) for side in (left, right)]
    divided = moduli_of((sides[0] - sides[1]).atoms)
    moduli = {name: modulus for name, modulus in divided.items() if modulus > 1 and name not in switches}
    many, degree = prod(moduli.values()), max(side.degree for side in sides)
    if many > MOST_CASES or many * (degree - 1) > MOST_WORK:
        raise InputError(f"an SMT solver does not decide {many:,} cases of residues in degree {degree}: certify parts of it")
    rounded = [node for side in (left, right) for node in postorder(side) if isinstance(node, Rounding)]
    floors = {written(node): node for node in rounded if not moduli.keys().isdisjoint(names_in(node))}
    return [_case(moduli, residues, list(floors.values())) for residues in product(*map(range, moduli.values()))] if moduli else []


def _case(moduli: Mapping[str, int], residues: Sequence[int], floors: Sequence[Node]) -> Case:
    sizes = {name: modulus * symbol(name) + residue for (name, modulus), residue in zip(moduli.items(), residues, strict=True)}
    return Case({name: expanded_tree(size) for name, size in sizes.items()}, [_plain(value_of(floor).subs(sizes)) for floor in floors], floors)


def _plain(value: Value) -> Node:
    return cleared(expanded_tree(value)).numerator
