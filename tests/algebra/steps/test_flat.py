"""Formulas without needless brackets, their terms as numbers and powers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

from symcount.algebra.steps.flat import flat, monomial_of, term_of, unordered
from symcount.errors import SymcountError
from symcount.formula import Group, Name, Negative, Node, Number, Power, Product, Quotient, Sum, postorder
from symcount.reading import parse
from symcount.rendering import written
from tests.rendering.trees import trees, worth


def tree(text: str) -> Node:
    node = parse(text).node
    assert node is not None
    return node


@pytest.mark.parametrize(
    "text, expected",
    [("4((n+m)*n)", "4*(n + m)*n"), ("(n+(m+1))", "n + m + 1"), ("-(-n)", "n"), ("((n))", "n"), ("2*(3*(n*m))", "2*3*n*m"), ("n - (m - 1)", "n - (m - 1)")],
)
def test_flat(text: str, expected: str) -> None:
    assert written(flat(tree(text))) == expected


@given(trees)
def test_flat_says_the_same(formula: Node) -> None:
    try:
        value = worth(formula)
    except (ZeroDivisionError, OverflowError):
        return
    plain = flat(formula)
    assert worth(plain) == value
    assert not any(isinstance(node, Group) for node in postorder(plain))
    assert flat(plain) == plain


@pytest.mark.parametrize(
    "one, other, alike", [("n*m + 1", "1 + m*n", True), ("n*(m+1)", "(1+m)*n", True), ("n*m", "n*n", False), ("n/m", "m/n", False), ("n^2", "2^n", False)]
)
def test_up_to_order(one: str, other: str, alike: bool) -> None:
    assert (unordered(flat(tree(one))) == unordered(flat(tree(other)))) is alike


@pytest.mark.parametrize(
    "text, number, powers",
    [
        ("3*n*4*n", 12, {"n": 2}),
        ("n*m/n", 1, {"m": 1}),
        ("2*n/(3*m)", Fraction(2, 3), {"n": 1, "m": -1}),
        ("(2*n)^3", 8, {"n": 3}),
        ("-n", -1, {"n": 1}),
        ("7", 7, {}),
    ],
)
def test_a_term_as_number_and_powers(text: str, number: int, powers: dict[str, int]) -> None:
    found: object = monomial_of(flat(tree(text)))
    assert found == (number, {Name(name): power for name, power in powers.items()})


@pytest.mark.parametrize("text", ["n + m", "n*(m+1)", "2/(3*(n+m)*n)"])
def test_a_sum_is_no_term(text: str) -> None:
    assert monomial_of(flat(tree(text))) is None


def test_a_sum_below_a_bar_is_a_power_like_others() -> None:
    below = Sum((Name("n"), Number(1)))
    found: object = monomial_of(Quotient(Name("m"), below))
    assert found == (1, {Name("m"): 1, below: -1})


@pytest.mark.parametrize(
    "number, powers, expected",
    [(Fraction(12), {"n": 2}, "12*n**2"), (Fraction(-1), {"n": 1}, "-n"), (Fraction(2, 3), {"n": 1, "m": -1}, "2*n/(3*m)"), (Fraction(1), {"n": -1}, "1/n")],
)
def test_a_term_is_written(number: Fraction, powers: dict[str, int], expected: str) -> None:
    assert written(term_of(number, [(Name(name), power) for name, power in powers.items()])) == expected


@given(trees)
def test_a_term_keeps_its_value(formula: Node) -> None:
    plain = flat(formula)
    try:
        value, term = worth(plain), monomial_of(plain)
        if term is not None and all(worth(base) for base in term[1]):
            assert worth(term_of(term[0], term[1].items())) == value
    except (ZeroDivisionError, OverflowError, SymcountError):
        return


def test_signs() -> None:
    assert flat(Negative(Number(-3))) == Number(3)
    assert flat(Power(Group(Name("n")), Number(2))) == Power(Name("n"), Number(2))
    assert flat(Product((Name("n"), Group(Product((Name("m"), Name("m"))))))) == Product((Name("n"), Name("m"), Name("m")))
