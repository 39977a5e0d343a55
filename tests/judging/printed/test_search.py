"""The search for a row's sizes: the layer that is found, and which of several solutions are the likeliest."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from symcount.algebra import Work
from symcount.frameworks import convention
from symcount.judging.printed.feeding import Feeding
from symcount.judging.printed.search import MOST_SOLUTIONS, WORK_OF_A_SEARCH, Search
from symcount.layers import find
from symcount.reading.printed.cells import Count, PrintedShape, Sides

NOTHING = Feeding()


def search(count: int, leaving: Sides, feeding: Feeding = NOTHING, most: int | None = None, work: int = 100_000) -> Search:
    return Search(Count(count, count, most or count), PrintedShape(leaving), feeding, "keras", partial(convention, "keras"), Work(work))


@pytest.mark.parametrize(
    "layers, count, leaving, layer, solutions",
    [
        (["lstm"], 380, (None, 400, 5), "lstm", [{"units": 5, "input_dim": 13}]),
        (["gru"], 480, (None, 5), "gru", [{"units": 5, "input_dim": 25}, {"units": 5, "input_dim": 26}]),
        (["separable_conv1d", "separable_conv2d"], 9 * 3 + 3 * 8 + 8, (None, 7, 7, 8), "separable_conv2d", None),
        (["dense", "lstm"], 380, (None, 5), "dense", [{"units": 5, "input_dim": 75}]),
    ],
)
def test_the_first_layer_that_explains_the_count(layers: list[str], count: int, leaving: Sides, layer: str, solutions: list[dict[str, int]] | None) -> None:
    found = search(count, leaving).found([find(name) for name in layers])
    assert found is not None
    assert found[0].name == layer
    assert solutions in (None, [one.solution for one in found[1]])


def test_nothing_is_found() -> None:
    assert search(381, (None, 5)).found([find("lstm")]) is None


def test_a_rounded_count_has_a_bounded_number_of_solutions() -> None:
    found = search(10**6, (None, None), most=2 * 10**6).found([find("dense")])
    assert found is not None
    assert len(found[1]) <= MOST_SOLUTIONS


@pytest.mark.parametrize(
    "count, leaving, feeding, kernels",
    [
        (400, (None, 26, 26, 40), Feeding(is_first=True), {3}),  # the only odd kernel on an image
        (740, (None, 5, 5, 20), Feeding(PrintedShape((None, 7, 7, None))), {3}),  # of 7 places it leaves 5
    ],
)
def test_kernels_that_are_likeliest(count: int, leaving: Sides, feeding: Feeding, kernels: set[int]) -> None:
    found = search(count, leaving, feeding).found([find("conv2d")])
    assert found is not None
    assert {one.solution["kernel_size"] for one in found[1]} == kernels


@pytest.mark.parametrize(
    "stated, kernels",
    [
        ({}, {1, 2, 3, 6}),
        ({"filters": 20, "kernel_height": 3, "kernel_width": 3}, {3}),
        ({"filters": 20, "kernel_height": 5, "kernel_width": 5}, set()),
        ({"filters": 10}, set()),
    ],
)
def test_arguments_tell_which_of_several(stated: dict[str, int], kernels: set[int]) -> None:
    found = replace(search(740, (None, 5, 5, 20)), stated={"conv2d": [stated]}).found([find("conv2d")])
    assert {one.solution["kernel_size"] for one in (found[1] if found else ())} == kernels


def test_the_work_of_a_search_is_taken_from_the_table() -> None:
    one = search(2**40 + 1, (None, 9, 9, 32), work=WORK_OF_A_SEARCH)
    one.found([find("conv2d")])
    assert 0 <= one.work.left < WORK_OF_A_SEARCH
