"""What the kernel's tests share: strategies that make values, written trees and points."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor, prod

from hypothesis import strategies as st

from symcount.algebra import Value, number, symbol
from symcount.formula import Group, Name, Negative, Node, Number, Power, Product, Quotient, Rounding, Sum, fold

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

_letters = st.sampled_from(LETTERS).map(Name)
exponents: st.SearchStrategy[Node] = st.one_of(
    st.integers(-2, 3).map(Number),
    st.fractions(-2, 2, max_denominator=3).map(Number),
    _letters,
    st.builds(lambda x, y: Sum((x, Negative(y))), _letters, _letters),
    st.builds(lambda factor, x: Product((Number(factor), x)), st.integers(2, 3), _letters),
    st.builds(Quotient, _letters, st.one_of(st.integers(2, 3).map(Number), _letters)),
)


def _with_powers(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        _grown(nodes),
        st.builds(lambda x, y: Sum((x, Negative(y))), nodes, nodes),
        st.builds(Power, nodes, exponents),
        st.builds(Power, nodes, exponents),
        st.builds(Rounding, st.builds(Quotient, nodes, st.integers(2, 5).map(Number)), st.booleans()),
    )


power_trees: st.SearchStrategy[Node] = st.recursive(st.one_of(_letters, st.integers(-4, 9).map(Number)), _with_powers, max_leaves=5)


class NoNumber(Exception):
    """A formula has no rational number at a point, or a very long one."""


def number_at(tree: Node, point: Mapping[str, int]) -> Fraction | None:
    """What a written formula is at a point, by the definitions alone, or None."""
    try:
        return fold(tree, lambda node, parts: _number_of(node, parts, point))
    except NoNumber:
        return None


def _number_of(node: Node, parts: list[Fraction], point: Mapping[str, int]) -> Fraction:
    match node:
        case Number(value):
            return Fraction(value)
        case Name(name):
            return Fraction(point[name])
        case Sum():
            return sum(parts, Fraction(0))
        case Negative():
            return -parts[0]
        case Product():
            return prod(parts, start=Fraction(1))
        case Quotient():
            return parts[0] * _power(parts[1], Fraction(-1))
        case Power():
            return _power(parts[0], parts[1])
        case Rounding():
            return Fraction(ceil(parts[0]) if node.up else floor(parts[0]))
        case Group():
            return parts[0]


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    """base ** exponent, the root first: of a number below 0 there is none."""
    degree, times = exponent.denominator, exponent.numerator
    if abs(times) > 100 or max(abs(base.numerator), base.denominator) > 10**30 or (not base and times < 0):
        raise NoNumber
    root = base if degree == 1 else Fraction(_root(base.numerator, degree), _root(base.denominator, degree))
    return root**times


def _root(power: int, degree: int) -> int:
    near: int = round(max(power, 0) ** (1 / degree))
    if near**degree != power:
        raise NoNumber
    return near
