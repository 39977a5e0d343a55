"""A value as a tree is worth what the value is."""

from __future__ import annotations

from hypothesis import assume, given

from symcount.algebra.value import Value
from symcount.algebra.written import value_of
from symcount.errors import SymcountError, TooLarge
from symcount.formula import Node
from symcount.rendering.tree import expanded_tree, rank, tree_of
from tests.rendering.trees import trees


def value_or_skip(tree: Node) -> Value:
    """The value of a random tree, which may have none."""
    try:
        return value_of(tree)
    except SymcountError:
        assume(False)
        raise


@given(trees)
def test_there_and_back(tree: Node) -> None:
    value = value_or_skip(tree)
    assert value_of(tree_of(value)) - value == 0


@given(trees)
def test_multiplied_out(tree: Node) -> None:
    value = value_or_skip(tree)
    try:
        node = expanded_tree(value)
    except TooLarge:
        assume(False)
    assert value_of(node) - value == 0


def test_ranks() -> None:
    assert sorted(["bias", "zeta", "input_dim", "alpha", "units", "tied"], key=rank) == ["input_dim", "units", "alpha", "zeta", "bias", "tied"]
