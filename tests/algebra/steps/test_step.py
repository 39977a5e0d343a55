"""A step is checked by the kernel, whatever rule made it."""

from __future__ import annotations

import pytest

from symcount.algebra.steps.step import Place, Step, common_place, replace_names, replaced
from symcount.formula import Name, Number, Power, Product, Sum

N, M = Name("n"), Name("m")
SQUARE = Power(N, Number(2))


@pytest.mark.parametrize(
    "step, holds",
    [
        (Step("combine powers", Product((N, N)), SQUARE), True),
        (Step("combine powers", Product((N, N)), Product((Number(2), N))), False),
        (Step("common factor", SQUARE, SQUARE, (), (Step("wrong", N, M),)), False),
        (Step("square of a switch", Power(Name("tied"), Number(2)), Name("tied")), True),
        (Step("rename", Sum((N, N)), Sum((M, M)), meanings={"n": M}), True),
        (Step("rename", Sum((N, N)), Sum((M, N)), meanings={"n": M}), False),
        (Step("take out", Sum((M, M)), Sum((N, N)), meanings={"n": M}), True),
    ],
)
def test_what_holds(step: Step, holds: bool) -> None:
    assert step.holds is holds


def test_names_are_replaced_at_once() -> None:
    assert replace_names(Sum((N, M)), {"n": M, "m": N}) == Sum((M, N))


def test_a_piece_is_replaced() -> None:
    assert replaced(Sum((N, Product((M, M)))), (1, 0), N) == Sum((N, Product((N, M))))
    assert replaced(N, (), M) == M


@pytest.mark.parametrize("places, common", [([(0, 1), (0, 2)], (0,)), ([(1,)], (1,)), ([(0,), (1,)], ()), ([(0, 1), (0,)], (0,))])
def test_where_all_places_lie(places: list[Place], common: Place) -> None:
    assert common_place(places) == common
