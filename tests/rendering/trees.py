"""Random trees, and what a tree is worth."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from symcount.formula import Group, Name, Negative, Node, Number, Power, Product, Quotient, Rounding, Sum, fold

SIZES = {"n": Fraction(5), "m": Fraction(3), "num_units": Fraction(2)}


def _compound(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(children, min_size=2, max_size=4).map(tuple)
    signs = st.sampled_from(["", "*", "·", "×"])
    return st.one_of(
        several.map(Sum),
        several.flatmap(lambda factors: st.tuples(*[signs] * (len(factors) - 1)).map(lambda between: Product(factors, between))),
        children.map(Negative),
        st.builds(Quotient, children, children, st.booleans()),
        st.builds(Power, children, st.integers(-2, 3).map(Number)),
        st.builds(Group, children, st.sampled_from(["()", "[]", "{}"])),
        st.builds(Rounding, children, st.booleans()),
    )


numbers = st.one_of(st.integers(-9, 99), st.integers(-99, 99).map(lambda tenths: Fraction(tenths, 10)), st.just(Fraction(1, 3))).map(Number)
trees: st.SearchStrategy[Node] = st.recursive(st.sampled_from(sorted(SIZES)).map(Name) | numbers, _compound, max_leaves=12)


def worth(tree: Node) -> Fraction:
    """A tree's number at `SIZES`; `ZeroDivisionError` where it has none."""
    return fold(tree, _worth)


def _worth(node: Node, values: list[Fraction]) -> Fraction:
    match node:
        case Number(value):
            return Fraction(value)
        case Name(name):
            return SIZES[name]
        case Sum():
            return sum(values, Fraction(0))
        case Negative():
            return -values[0]
        case Product():
            result = Fraction(1)
            for value in values:
                result *= value
            return result
        case Quotient():
            return values[0] / values[1]
        case Power():
            return values[0] ** int(values[1])
        case Group():
            return values[0]
        case Rounding():
            return Fraction(-(-values[0] // 1) if node.up else values[0] // 1)
