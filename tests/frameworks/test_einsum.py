"""Einsum equations: what is read, the sizes of the catalogue, and what does not fit."""

from __future__ import annotations

from typing import Any

import pytest

from symcount.errors import InputError
from symcount.frameworks.einsum import Equation


@pytest.mark.parametrize(
    "text, read",
    [
        ("ab,bc->ac", Equation("ab", "bc", "ac")),
        ("btd, dhk -> bthk", Equation("btd", "dhk", "bthk")),
        ("...x,xy->...y", Equation("x", "xy", "y", more_before=True)),
        ("ab...,bc->ac...", Equation("ab", "bc", "ac")),
    ],
)
def test_an_equation_is_read(text: str, read: Equation) -> None:
    assert Equation.of(text) == read


@pytest.mark.parametrize("text", ["", "ab,bc", "ab->a", "ab,bc,cd->ad", "...x,xy->y", "x...,xy->...y", "...x...,xy->...y...", "a1,1b->ab", "," * 1000])
def test_what_is_no_equation_of_a_layer_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="an equation is written as in"):
        Equation.of(text)


@pytest.mark.parametrize("text", ["aa,ab->b", "ab,bcc->ac", "ab,bc->acc"])
def test_a_letter_that_stands_twice_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"a letter stands for one axis: '[abc]+' has it twice"):
        Equation.of(text)


@pytest.mark.parametrize(
    "text, kernel, units, input_dim, places",
    [
        ("ab,bc->ac", (3, 5), 5, 3, 1),
        ("btd,dhk->bthk", (7, 2, 3), 6, 7, 1),
        ("bthk,hkd->btd", (2, 3, 7), 7, 6, 1),
        ("nta,hab->nthb", (2, 7, 5), 10, 7, 1),
        ("nta,tab->ntb", (11, 7, 5), 5, 7, 11),
        ("nta,a->nta", (7,), 1, 1, 7),
    ],
)
def test_the_sizes_of_a_kernel(text: str, kernel: tuple[int, ...], units: int, input_dim: int, places: int) -> None:
    equation = Equation.of(text)
    assert equation.roles(equation.named(kernel)) == {"units": units, "input_dim": input_dim, "places": places}


@pytest.mark.parametrize(
    "text, input_shape, output_shape, sides",
    [
        ("abc,cd->abd", (None, 2, 3), (None, 5), {"a": None, "b": 2, "c": 3, "d": 5}),
        ("...x,xy->...y", (None, 4, 3), (5,), {"x": 3, "y": 5}),
        ("...bc,cd->...bd", (None, 2, 4, 3), (4, 5), {"b": 4, "c": 3, "d": 5}),
        ("ab...,bc->ac...", (None, 3, 9), (5,), {"a": None, "b": 3, "c": 5}),
    ],
)
def test_the_sides_of_the_letters(text: str, input_shape: Any, output_shape: Any, sides: dict[str, int | None]) -> None:
    assert Equation.of(text).sides(input_shape, output_shape) == sides


@pytest.mark.parametrize(
    "text, input_shape, output_shape, message",
    [
        ("abc,cd->abd", (None, 3), (2, 5), "the input has 2 axes, but the equation names 3"),
        ("abc,cd->abd", (None, 2, 3), (5,), "output_shape has 1 sides, but the equation wants 2"),
        ("abc,cd->abd", (None, 2, 3), (4, 5), "the axis b is 2 in the input and 4 in output_shape"),
    ],
)
def test_shapes_that_do_not_fit_are_refused(text: str, input_shape: Any, output_shape: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Equation.of(text).sides(input_shape, output_shape)


def test_a_kernel_of_another_rank_is_refused() -> None:
    with pytest.raises(InputError, match="the kernel has 3 sides, but the equation names 2: bc"):
        Equation.of("ab,bc->ac").named((1, 2, 3))
