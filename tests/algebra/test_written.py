"""From the written tree to its value."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product as every

import pytest
from hypothesis import assume, example, given, reject
from hypothesis import strategies as st

from symcount.algebra import Different, Equal, compare, from_sympy, node_to_sympy, switch, symbol, value_of
from symcount.errors import DivisionByZero, TooLarge
from symcount.formula import Group, Name, Negative, Node, Number, Power, Product, Quotient, Rounding, Sum
from tests.algebra.values import LETTERS, exponents, number_at, points, power_trees, trees

a, b = Name("a"), Name("b")


@pytest.mark.parametrize(
    "tree, text",
    [
        (Product((Number(4), Group(Sum((Product((a, b)), Power(a, Number(2))))))), "4*a*(a + b)"),
        (Sum((a, Negative(b))), "a - b"),
        (Product((Number(Fraction(5, 2)), a)), "5*a/2"),
        (Quotient(a, Sum((a, Number(1)))), "a/(a + 1)"),
        (Power(a, Power(b, Name("c"))), "a**(b**c)"),
        (Rounding(Quotient(a, Number(2)), up=True), "ceil(a/2)"),
        (Power(Number(0), Number(0)), "1"),
        (Power(Power(Power(a, Number(-1)), a), Number(Fraction(1, 2))), "1/a**(a/2)"),
    ],
)
def test_value_of(tree: Node, text: str) -> None:
    assert str(value_of(tree)) == text


def test_meanings_are_put_in_at_once() -> None:
    tree = Product((a, Sum((a, b))))
    assert str(value_of(tree, {"a": symbol("b"), "b": symbol("a")})) == "b*(a + b)"
    assert value_of(Product((a, a)), {"a": switch("tied")}) == symbol("tied")


@given(trees, points)
def test_agrees_with_sympy(tree: Node, point: dict[str, int]) -> None:
    sympy = pytest.importorskip("sympy")
    value, expression = value_of(tree), node_to_sympy(tree)
    assert sympy.expand(expression - value.expr) == 0
    assert expression.subs(point) == value.at(point)
    assert value.names >= from_sympy(sympy.expand(expression)).names


@given(power_trees, points)
@example(Power(Power(Sum((a, Negative(b))), Name("c")), Number(Fraction(1, 2))), {"a": 1, "b": 2, "c": 2})
def test_the_canonical_form_keeps_the_value(tree: Node, point: dict[str, int]) -> None:
    try:
        found = value_of(tree).defined_at(point)
    except (DivisionByZero, TooLarge):
        reject()
    meant = number_at(tree, point)
    assume(found is not None and meant is not None)
    assert found == meant


@given(power_trees, power_trees, exponents, exponents, st.sampled_from(["power", "product", "sum"]))
@example(Power(a, Number(-1)), a, a, Number(Fraction(1, 2)), "power")  # decided by its form
@example(Sum((Power(a, Number(-1)), Number(1))), a, a, Number(Fraction(1, 2)), "power")  # roots of numbers of 14,000 bits
def test_a_law_of_powers_holds_where_it_is_said_to(x: Node, y: Node, e: Node, f: Node, law: str) -> None:
    sides: dict[str, tuple[Node, Node]] = {
        "power": (Power(Power(x, e), f), Power(x, Product((e, f)))),
        "product": (Power(Product((x, y)), e), Product((Power(x, e), Power(y, e)))),
        "sum": (Power(x, Sum((e, f))), Product((Power(x, e), Power(x, f)))),
    }
    left, right = sides[law]
    try:
        verdict = compare(value_of(left), value_of(right))
    except (DivisionByZero, TooLarge):
        reject()
    differ = [point for point in small_points() if None not in (pair := (number_at(left, point), number_at(right, point))) and pair[0] != pair[1]]
    assert not (isinstance(verdict, Equal) and differ)
    if isinstance(verdict, Different):
        witness = {**dict.fromkeys(LETTERS, 1), **verdict.witness}
        pair = number_at(left, witness), number_at(right, witness)
        assert None in pair or pair == (verdict.left, verdict.right)


def small_points() -> Iterator[dict[str, int]]:
    return (dict(zip(LETTERS, sizes, strict=True)) for sizes in every((1, 2, 3), repeat=3))


@pytest.mark.parametrize(
    "tree, error",
    [
        (Sum((a, Quotient(b, Sum((a, Negative(a))), span=(4, 13)))), DivisionByZero),
        (Sum((a, Power(Number(9), Power(Number(9), Number(9)), span=(4, 13)))), TooLarge),
    ],
)
def test_what_cannot_be_computed_tells_its_place(tree: Node, error: type[TooLarge | DivisionByZero]) -> None:
    with pytest.raises(error) as caught:
        value_of(tree)
    assert getattr(caught.value, "span", None) == (4, 13)


def test_depth_costs_no_recursion() -> None:
    tree: Node = a
    for _ in range(10_000):
        tree = Group(Negative(Sum((tree, Number(1)))))
    assert value_of(tree) == symbol("a")
