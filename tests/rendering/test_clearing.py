"""Denominators multiplied out: the numerator over the denominator is worth what the formula is."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given

from symcount.algebra import is_positive, value_of
from symcount.errors import InputError, SymcountError
from symcount.formula import Node, Quotient, Rounding, postorder
from symcount.reading import parse
from symcount.rendering import written
from symcount.rendering.clearing import cleared
from tests.rendering.trees import SIZES, trees, worth


@pytest.mark.parametrize(
    "text, numerator, denominator",
    [
        ("4(nm + n^2)", "4*(n*m + n**2)", "1"),
        ("n/2 + n", "n + n*2", "2"),
        ("n/2 + m/4", "n*2 + m", "4"),
        ("0.5n", "n", "2"),
        ("n(n+1)/2", "n*(n + 1)", "2"),
        ("1/(n+1) + 1/(2n+2)", "1*2 + 1", "2*(n + 1)"),
        ("1/(1-n)", "-1", "n - 1"),
        ("(n/2)/(m/3)", "(n)*3", "2*m"),
        ("(n/2)^2", "(n)**2", "4"),
        ("n^(-2)", "1**2", "n**2"),
        ("floor(n/2)", "floor(n/2)", "1"),
        ("ceil(n/2)", "-floor((-n)/2)", "1"),
        ("floor(n/2 + m/3)", "floor((n*3 + m*2)/6)", "1"),
        ("floor(n + 1)", "n + 1", "1"),
        ("floor(n/2)/3", "floor(n/2)", "3"),
    ],
)
def test_a_formula(text: str, numerator: str, denominator: str) -> None:
    result = cleared(parse(text).node)
    assert (written(result.numerator), str(result.denominator)) == (numerator, denominator)


@pytest.mark.parametrize(
    "text, numerator, denominator",
    [
        ("n^t", "1 + t*(n - 1)", "1"),
        ("(n/2)^t", "2 + t*((n) - 2)", "2"),
        ("(n+1)^(2-t)", "(n + 1)**2*(n + 1 + t*(1 - (n + 1)))", "n + 1"),
        ("2^(t*u)", "1 + t*u*(2 - 1)", "1"),
    ],
)
def test_a_power_by_a_switch(text: str, numerator: str, denominator: str) -> None:
    result = cleared(parse(text).node, switches=["t", "u"])
    assert (written(result.numerator), str(result.denominator)) == (numerator, denominator)


@pytest.mark.parametrize("text", ["n^m", "n^(m*t)", "n^(t/2)", "n^(1/(t+1))", "n^floor(t/2)"])
def test_other_powers_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="is not a whole number"):
        cleared(parse(text).node, switches=["t"])


@given(trees)
def test_it_is_worth_the_same(tree: Node) -> None:
    point = {name: int(size) for name, size in SIZES.items()}
    try:
        expected, result = worth(tree), cleared(tree, point)
        denominator = result.denominator.at(point)
    except (ZeroDivisionError, SymcountError):
        assume(False)
    assert denominator != 0
    assert Fraction(worth(result.numerator)) / denominator == expected


@given(trees)
def test_nothing_is_divided_outside_floors(tree: Node) -> None:
    try:
        result = cleared(tree)
    except SymcountError:
        assume(False)
    quotients = [node for node in postorder(result.numerator) if isinstance(node, Quotient)]
    assert len(quotients) == len([node for node in postorder(result.numerator) if isinstance(node, Rounding)])
    assert all(is_positive(value_of(node.denominator)) for node in quotients)


@pytest.mark.parametrize(
    "text, problem",
    [
        ("n^m", "the exponent m is not a whole number"),
        ("2^(n+1)", "not a whole number"),
        ("n^0.5", "the exponent 1/2"),
        ("1/floor(n/2)", r"divided by floor\(n/2\)"),
        ("floor(n/(m-1))", "whether m - 1 is positive depends on the sizes"),
        ("floor(n/bias)", "whether bias is positive"),
    ],
)
def test_what_cannot_be_cleared(text: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        cleared(parse(text).node)


def test_at_a_point_exponents_and_signs_are_known() -> None:
    assert written(cleared(parse("n^m").node, {"n": 2, "m": 3}).numerator) == "n**3"
    assert written(cleared(parse("floor(n/(m-3))").node, {"n": 2, "m": 1}).numerator) == "floor((-n)/(-(m - 3)))"
