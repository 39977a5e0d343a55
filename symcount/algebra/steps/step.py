"""One step of a derivation: a value, which the kernel can check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from symcount.algebra.equality import Equal, compare
from symcount.algebra.value import Value
from symcount.algebra.written import switches, value_of
from symcount.errors import DivisionByZero
from symcount.formula import Name, Node, replace_leaves, with_children

RENAME = "rename the letters"
"""The one rule that gives another formula: it is the same one in other letters."""

Place = tuple[int, ...]
"""Where a piece stands in a formula: which child of the whole, which child of that, and so on."""


@dataclass(frozen=True, slots=True)
class Step:
    """The whole formula before and after one rule, and where in it; a step that bundles several carries them.

    `meanings` are what names are replaced by, or what is replaced by names, in a step that does no more.
    """

    rule: str
    before: Node
    after: Node
    place: Place = ()
    substeps: tuple[Step, ...] = ()
    meanings: Mapping[str, Node] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether the kernel agrees: the names are replaced as said, or both formulas are equal for all sizes; and so in every step inside."""
        if self.meanings:
            return self.after == replace_names(self.before, self.meanings) or self.before == replace_names(self.after, self.meanings)
        return are_equal(self.before, self.after) and all(step.holds for step in self.substeps)


def are_equal(one: Node, other: Node) -> bool:
    """Whether the kernel finds two formulas equal for all sizes; one that nowhere has a value equals itself alone."""
    try:
        return one == other or isinstance(compare(worth(one), worth(other)), Equal)
    except DivisionByZero:
        return False


def worth(node: Node) -> Value:
    """The value of a formula, in which sizes that are 0 or 1 are known to be, once what it is divided by is cancelled."""
    value = value_of(node)
    return value.subs(switches(value.names))


def replace_names(root: Node, meanings: Mapping[str, Node]) -> Node:
    """A formula with other formulas in the place of names."""
    return replace_leaves(root, lambda leaf: meanings.get(leaf.name, leaf) if isinstance(leaf, Name) else leaf)


def replaced(root: Node, place: Place, piece: Node) -> Node:
    """The formula with another piece at a place.

    >>> from symcount.formula import Number, Sum
    >>> replaced(Sum((Name("n"), Number(1))), (1,), Number(2)).children[1].value
    2
    """
    if not place:
        return piece
    children = list(root.children)
    children[place[0]] = replaced(children[place[0]], place[1:], piece)
    return with_children(root, tuple(children))


def common_place(places: Iterable[Place]) -> Place:
    """The smallest piece in which all places lie."""
    first, *others = places
    for length in range(len(first), -1, -1):
        if all(other[:length] == first[:length] for other in others):
            return first[:length]
    return ()
