"""From the author's tree to its value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from symcount.algebra.rounding import ceil, floor
from symcount.algebra.value import Value, number, product, switch, symbol, total
from symcount.errors import DivisionByZero, TooLarge
from symcount.formula import Group, Name, Negative, Node, Number, Power, Product, Quotient, Rounding, Sum, postorder
from symcount.roles import is_switch

NO_MEANINGS: Mapping[str, Value] = {}


def value_of(root: Node, meanings: Mapping[str, Value] = NO_MEANINGS) -> Value:
    """The value of a formula; a name without a meaning is a size of its own.

    >>> from symcount.formula import Name, Number, Product, Sum
    >>> tree = Product((Number(4), Sum((Product((Name("n"), Name("m"))), Name("n")))))
    >>> print(value_of(tree), "|", value_of(tree, {"n": symbol("units")}))
    4*n*(m + 1) | 4*units*(m + 1)

    A `TooLarge` or `DivisionByZero` tells its place: `error.span` is the span of the node that could not be computed.
    """
    values: list[Value] = []
    for node in postorder(root):
        kind = type(node)
        try:
            if kind is Name:
                name = node.name  # type: ignore[union-attr]
                values.append(meanings[name] if name in meanings else symbol(name))
            elif kind is Number:
                values.append(number(node.value))  # type: ignore[union-attr]
            elif kind is not Group:
                first = len(values) - len(node.children)
                values[first:] = [_ROUND[node.up](values[first]) if kind is Rounding else _COMBINE[kind](values[first:])]  # type: ignore[union-attr]
        except (TooLarge, DivisionByZero) as error:
            error.span = node.span
            raise
    return values[0]


def switches(names: Iterable[str]) -> dict[str, Value]:
    """What is known of these names: those of sizes that are 0 or 1, as switches.

    >>> switches(["n", "tied"])
    {'tied': Value(tied)}
    """
    return {name: switch(name) for name in names if is_switch(name)}


_ROUND = {False: floor, True: ceil}

_COMBINE: dict[type, Callable[[list[Value]], Value]] = {
    Sum: total,
    Negative: lambda values: -values[0],
    Product: product,
    Quotient: lambda values: values[0] / values[1],
    Power: lambda values: values[0] ** values[1],
}
