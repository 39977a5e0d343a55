"""What certificates rest on: common denominators, cofactors of switches, equality in a prover's terms."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from symcount.algebra import Value, number, product, switch, symbol, total, value_of
from symcount.algebra.identities import are_alike, are_equal, cofactors, common_multiple, differ_at
from symcount.formula import Name, Node, Number, Power, Product, Quotient, Rounding, Sum, postorder
from tests.algebra.values import k, m, n, trees

tied = Name("tied")
HALF: Node = Rounding(Quotient(Name("n"), Number(2)))
OTHER_HALF: Node = Rounding(Quotient(Sum((Name("n"), Number(1))), Number(2)))


@pytest.mark.parametrize(
    "values, multiple",
    [([], number(1)), ([4 * n, 6 * m], 12 * n * m), ([n**2 * (n + 1), 2 * n * (n + 1) ** 3], 2 * n**2 * (n + 1) ** 3), ([k, k], k)],
)
def test_a_common_multiple(values: list[Value], multiple: Value) -> None:
    assert common_multiple(values) == multiple


def test_only_the_cases_of_residues_decide_some_floors() -> None:
    whole = Sum((HALF, OTHER_HALF))
    assert are_equal(whole, Name("n"))
    assert not are_alike(whole, Name("n"))


def test_a_switch_is_known_where_it_is_said() -> None:
    square = Power(tied, Number(2))
    assert are_alike(square, tied, ["tied"])
    assert not are_equal(square, tied)
    assert differ_at(square, tied, {"tied": 2})
    assert not differ_at(square, tied, {"tied": 1})


@given(trees, st.sampled_from(["a", "b"]))
def test_cofactors_make_up_the_difference_of_what_is_equal(tree: Node, name: str) -> None:
    assume(not any(isinstance(node, Quotient) for node in postorder(tree)))
    squared = Product((tree, Power(Name(name), Number(2))))
    once = Product((tree, Name(name)))
    found = cofactors(squared, once, ["a", "b"])
    parts = [product([cofactor, symbol(size), symbol(size) - 1]) for size, cofactor in found.items()]
    assert total(parts) - value_of(squared) + value_of(once) == number(0)
    assert value_of(squared, {name: switch(name)}) == value_of(once, {name: switch(name)})
