"""A formula of the catalogue with one change in it is called correct where it still gives every count, and nowhere else."""

from __future__ import annotations

import os
from random import Random
from string import ascii_lowercase

import pytest

from symcount.formula import Node
from symcount.layers import CATALOGUE
from symcount.rendering import written
from tests.algebra.values import number_at
from tests.fuzz.mutations import changed, count_of, formula_of, points_of, with_numbers
from tests.fuzz.promises import is_judged
from tests.judging.published import Published

EXAMPLES = int(os.environ.get("SYMCOUNT_EXAMPLES", "1"))


def some(trees: list[Node], seed: str) -> list[Node]:
    """As many of the trees as there is time for, the same in every run."""
    return Random(seed).sample(trees, min(EXAMPLES, len(trees)))


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_changed_formula(name: str) -> None:
    layer = CATALOGUE[name]
    counts = [(point, count_of(layer, point)) for point in points_of(layer)]
    for tree in some([formula_of(layer), *changed(formula_of(layer), list(counts[0][0]))], name):
        is_right = all(number_at(tree, point) == count for point, count in counts)
        verdict = Published(written(tree), name).judged()
        assert (verdict.verdict == "correct") == is_right, f"{written(tree)} of {name} is {verdict.verdict}"
        is_judged(Published(written(tree), name))


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_changed_formula_in_letters(name: str) -> None:
    """What the letters mean is found, so that the verdict may be right for a changed formula; its numbers must then be right too."""
    layer = CATALOGUE[name]
    letters = dict(zip(points_of(layer)[0], ascii_lowercase, strict=False))
    for tree in some([formula_of(layer), *changed(formula_of(layer), list(letters))], name):
        is_judged(Published(written(tree, letters), name))


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_changed_calculation(name: str) -> None:
    """No repair makes a changed number right: what is repaired would have to be the formula without the change, and no damage looks like that."""
    layer = CATALOGUE[name]
    sizes = points_of(layer)[0]
    count = count_of(layer, sizes)
    right = with_numbers(formula_of(layer), sizes)
    for tree in some([right, *changed(right, ())], name):
        verdict = Published(f"{written(tree)} = {count}", name, given=sizes).judged()
        assert (verdict.verdict == "correct") == (number_at(tree, {}) == count), f"{written(tree)} = {count} is {verdict.verdict}"
