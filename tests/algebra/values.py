"""What the kernel's tests share: strategies that make values, written trees and points."""

from __future__ import annotations

from hypothesis import strategies as st

from symcount.algebra import Value, number, symbol
from symcount.formula import Group, Name, Negative, Node, Number, Power, Product, Quotient, Sum

LETTERS = "abc"

n, m, k, s, p = map(symbol, "nmksp")

points = st.fixed_dictionaries({letter: st.integers(1, 9) for letter in LETTERS})


def _larger(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    return st.one_of(
        st.builds(lambda x, y: x + y, values, values),
        st.builds(lambda x, y: x - y, values, values),
        st.builds(lambda x, y: x * y, values, values),
        st.builds(lambda x, e: x**e, values, st.integers(0, 3)),
    )


_simple = st.one_of(st.sampled_from(LETTERS).map(symbol), st.integers(-4, 4).map(number), st.fractions(-2, 2, max_denominator=3).map(number))
values = st.recursive(_simple, _larger, max_leaves=6)
denominators = st.builds(lambda x, c: x + c, st.sampled_from(LETTERS).map(symbol), st.integers(1, 4))
quotients = st.builds(lambda x, y: x / y, values, denominators)


def _grown(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(nodes, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Sum, several),
        st.builds(Product, several),
        st.builds(Negative, nodes),
        st.builds(Group, nodes),
        st.builds(Power, nodes, st.integers(0, 3).map(Number)),
        st.builds(Quotient, nodes, st.one_of(st.integers(1, 5).map(Number), st.sampled_from(LETTERS).map(Name))),
    )


trees: st.SearchStrategy[Node] = st.recursive(st.one_of(st.sampled_from(LETTERS).map(Name), st.integers(0, 5).map(Number)), _grown, max_leaves=8)
