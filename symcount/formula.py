"""The author's formula as it was written: a tree of frozen nodes, each with its place in the text.

Nothing is computed and nothing reordered here: `4(nm + n²)` stays a product of 4 and a bracket. Two nodes are equal when they
say the same thing, wherever they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import ClassVar, TypeVar

Span = tuple[int, int]
"""First character and the one after the last, counted in the text as given."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written: `4097`, `1,000,000`, `2.5` (read as 5/2)."""

    value: int | Fraction
    span: Span = field(default=(0, 0), compare=False)
    children: ClassVar[tuple[Node, ...]] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A size: its name is what the author wrote, less the typography (`d_{\\text{model}}` is `d_model`)."""

    name: str
    span: Span = field(default=(0, 0), compare=False)
    children: ClassVar[tuple[Node, ...]] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """Two or more terms; what is taken away is a `Negative` term."""

    terms: tuple[Node, ...]
    span: Span = field(default=(0, 0), compare=False)

    @property
    def children(self) -> tuple[Node, ...]:
        return self.terms


@dataclass(frozen=True, slots=True)
class Negative:
    """A term with a minus sign before it."""

    operand: Node
    span: Span = field(default=(0, 0), compare=False)

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.operand,)


@dataclass(frozen=True, slots=True)
class Product:
    """Two or more factors; `signs` are what stands between them: `""` (nothing), `"*"`, `"·"` or `"×"`."""

    factors: tuple[Node, ...]
    signs: tuple[str, ...] = field(default=(), compare=False)
    span: Span = field(default=(0, 0), compare=False)

    @property
    def children(self) -> tuple[Node, ...]:
        return self.factors


@dataclass(frozen=True, slots=True)
class Quotient:
    """A numerator over a denominator, written with a bar (`\\frac`) or with a stroke."""

    numerator: Node
    denominator: Node
    bar: bool = field(default=False, compare=False)
    span: Span = field(default=(0, 0), compare=False)

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.numerator, self.denominator)


@dataclass(frozen=True, slots=True)
class Power:
    """A base and an exponent: `n²`, `n^2`, `n**2`, `n^{k}`."""

    base: Node
    exponent: Node
    span: Span = field(default=(0, 0), compare=False)

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.base, self.exponent)


@dataclass(frozen=True, slots=True)
class Group:
    """What stands in brackets: `()`, `[]` or `{}`."""

    inner: Node
    brackets: str = field(default="()", compare=False)
    span: Span = field(default=(0, 0), compare=False)

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.inner,)


@dataclass(frozen=True, slots=True)
class Rounding:
    """`⌊…⌋`, `floor(…)` and `a // b` round down; `⌈…⌉` and `ceil(…)` round up."""

    argument: Node
    up: bool = False
    span: Span = field(default=(0, 0), compare=False)

    @property
    def children(self) -> tuple[Node, ...]:
        return (self.argument,)


Node = Number | Name | Sum | Negative | Product | Quotient | Power | Group | Rounding


def postorder(root: Node) -> list[Node]:
    """Every node, children before their parent, left before right; deep nesting costs no recursion."""
    order, waiting = [], [root]
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting.extend(node.children)
    order.reverse()
    return order


def fold(root: Node, combine: Callable[[Node, list[T]], T]) -> T:
    """The value of a tree, where `combine(node, values of its children)` is the value of a node.

    >>> fold(Product((Number(4), Name("n"))), lambda node, values: 1 + sum(values))   # how many nodes
    3
    """
    values: list[T] = []
    for node in postorder(root):
        count = len(node.children)
        first = len(values) - count
        values[first:] = [combine(node, values[first:])]
    return values[0]


def names_in(root: Node) -> list[str]:
    """The names of a tree, each once, in order of appearance."""
    return list(dict.fromkeys(node.name for node in postorder(root) if isinstance(node, Name)))


def with_children(node: Node, children: tuple[Node, ...]) -> Node:
    """The same node with other children."""
    match node:
        case Sum():
            return replace(node, terms=children)
        case Product():
            return replace(node, factors=children)
        case Quotient():
            return replace(node, numerator=children[0], denominator=children[1])
        case Power():
            return replace(node, base=children[0], exponent=children[1])
        case Negative():
            return replace(node, operand=children[0])
        case Group():
            return replace(node, inner=children[0])
        case Rounding():
            return replace(node, argument=children[0])
        case _:
            return node


def replace_leaves(root: Node, replacement: Callable[[Number | Name], Node]) -> Node:
    """The tree with each number and name replaced, in order of appearance."""

    def combine(node: Node, children: list[Node]) -> Node:
        return replacement(node) if isinstance(node, Number | Name) else with_children(node, tuple(children))

    return fold(root, combine)


def replace_numbers(root: Node, replacements: Iterable[Node]) -> Node:
    """The tree with its numbers replaced one after the other."""
    queue = iter(replacements)
    return replace_leaves(root, lambda leaf: next(queue) if isinstance(leaf, Number) else leaf)
