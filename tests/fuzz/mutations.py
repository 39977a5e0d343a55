"""Formulas of the catalogue, and every formula that one change makes of them: a number, a sign, a power, a letter, a term, a factor."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from symcount.errors import NotDivisible
from symcount.formula import Name, Negative, Node, Number, Power, Product, Sum, replace_leaves, with_children
from symcount.judging.question import Question
from symcount.layers import Layer
from symcount.layers.convention import TEXTBOOK
from symcount.reading import parse
from tests.fuzz.outside import points


def formula_of(layer: Layer) -> Node:
    """The textbook's formula of a layer, as a tree."""
    return parse(str(Question(layer).total(())), [layer.sizes]).node


def points_of(layer: Layer) -> list[dict[str, int]]:
    """Sizes that tell the layer's formulas apart, such that the layer can be built."""
    names = sorted(name for name in layer.sizes if name not in layer.defaults)
    falling = ({name: 2 ** (len(names) - place) * 3**odd for place, name in enumerate(names)} for odd in range(2))  # the first divides by all others
    return [point for point in (*points(names, layer), *falling) if _can_be_built(layer, point)]


def _can_be_built(layer: Layer, sizes: dict[str, int]) -> bool:
    try:
        layer(**sizes)
    except NotDivisible:
        return False
    return True


def count_of(layer: Layer, sizes: dict[str, int]) -> int:
    """What the layer's definition gives for numbers."""
    count = TEXTBOOK.counted(layer, sizes).total
    assert isinstance(count, int)
    return count


def all_sizes(layer: Layer, sizes: dict[str, int]) -> dict[str, int]:
    """These sizes, and the usual ones that follow from them."""
    return {name: size for name, size in layer(**sizes).sizes.items() if isinstance(size, int)}


def with_numbers(node: Node, sizes: dict[str, int]) -> Node:
    """A tree with numbers for its names."""
    return replace_leaves(node, lambda leaf: Number(sizes[leaf.name]) if isinstance(leaf, Name) else leaf)


def changed(node: Node, names: Collection[str]) -> Iterator[Node]:
    """Every tree that differs from this one by one change."""
    yield from _changed_here(node, names)
    for place, child in enumerate(node.children):
        for other in changed(child, names):
            yield with_children(node, (*node.children[:place], other, *node.children[place + 1 :]))


def _changed_here(node: Node, names: Collection[str]) -> Iterator[Node]:
    match node:
        case Number(value):
            yield Number(value + 1)
            yield Number(10 * value)
            yield Number(value - 1)
        case Name(name):
            yield Power(node, Number(2))
            yield from (Name(other) for other in names if other != name)
        case Sum(parts) | Product(parts):
            for place, part in enumerate(parts):
                rest = (*parts[:place], *parts[place + 1 :])
                yield rest[0] if len(rest) == 1 else type(node)(rest)
                yield type(node)((*parts, part))
                if isinstance(node, Sum):
                    yield Sum((*parts[:place], part.operand if isinstance(part, Negative) else Negative(part), *parts[place + 1 :]))
