"""Cases for a solver: sizes that are rounded over numbers, each as a multiple of what they are divided by and a residue."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import product
from math import lcm, prod

from symcount.algebra.value import Value, symbol
from symcount.algebra.written import value_of
from symcount.errors import InputError
from symcount.formula import Name, Node, Number, Quotient, Rounding, fold, postorder
from symcount.rendering.clearing import cleared
from symcount.rendering.provers import Case
from symcount.rendering.text import written
from symcount.rendering.tree import expanded_tree

MOST_WORK = 128
"""Cases times degree above one: what z3 decides in a few seconds."""


def residue_cases(left: Node, right: Node, switches: Collection[str]) -> list[Case]:
    """Every case of the sizes that two sides round over numbers: for n in floor(n/2), it puts in 2*n, and 2*n + 1.

    Errors: `InputError` for more cases than a solver decides.
    """
    moduli = {name: modulus for name, modulus in _moduli(left, right).items() if modulus > 1 and name not in switches}
    degree = max(value_of(side).degree for side in (left, right))
    if prod(moduli.values()) * (degree - 1) > MOST_WORK:
        raise InputError(f"an SMT solver does not decide {prod(moduli.values())} cases of residues in degree {degree}: certify parts of it")
    floors = {written(node): node for side in (left, right) for node in postorder(side) if isinstance(node, Rounding)}
    return [_case(moduli, residues, list(floors.values())) for residues in product(*map(range, moduli.values()))] if moduli else []


def _moduli(left: Node, right: Node) -> dict[str, int]:
    """What each size is divided by in floors, by itself and by the floors around it."""
    sides: list[dict[str, int]] = [fold(left, _divided), fold(right, _divided)]
    return _common(sides)


def _divided(node: Node, parts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    match node:
        case Name(name):
            return {name: 1}
        case Rounding(Quotient(_, Number(int(divisor)))):
            return {name: divisor * modulus for name, modulus in parts[0].items()}
        case _:
            return _common(parts)


def _common(parts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    return {name: lcm(*(part.get(name, 1) for part in parts)) for name in dict.fromkeys(name for part in parts for name in part)}


def _case(moduli: Mapping[str, int], residues: Sequence[int], floors: Sequence[Node]) -> Case:
    sizes = {name: modulus * symbol(name) + residue for (name, modulus), residue in zip(moduli.items(), residues, strict=True)}
    return Case({name: expanded_tree(size) for name, size in sizes.items()}, [_plain(value_of(floor).subs(sizes)) for floor in floors], floors)


def _plain(value: Value) -> Node:
    return cleared(expanded_tree(value)).numerator
