"""The axes that a width may stand on, and what is read there."""

from __future__ import annotations

import pytest

from symcount.judging.printed.axes import is_image, joined_axes, side_on, usual_axes
from symcount.layers import find
from symcount.reading.printed.cells import PrintedShape, Sides


@pytest.mark.parametrize(
    "layer, framework, axes",
    [
        ("dense", "keras", (-1,)),
        ("dense", "torch", (-1,)),
        ("conv2d", "keras", (-1, -3)),
        ("conv2d", "torch", (-3, -1)),
        ("conv1d", "torch", (-2, -1)),
        ("batch_norm", "keras", (-1, 1)),
        ("batch_norm", "torch", (1, -1)),
        ("layer_norm", "torch", (-1, 1)),
        ("prelu", "torch", (1, -1)),
    ],
)
def test_axes(layer: str, framework: str, axes: tuple[int, ...]) -> None:
    assert usual_axes(find(layer), framework) == axes


@pytest.mark.parametrize(
    "sides, is_cut, axis, side",
    [
        ((None, 9, 16), False, -1, 16),
        ((None, 9, 16), True, -1, None),
        ((None, 9, 16), True, 1, 9),
        ((None, 9, 16), False, 0, None),
        ((None, 16), False, -3, None),
        ((None, 0), False, -1, None),
    ],
)
def test_a_side(sides: Sides, is_cut: bool, axis: int, side: int | None) -> None:
    assert side_on(PrintedShape(sides, is_cut), axis) == side


@pytest.mark.parametrize("sides, sizes", [((None, 24, 24, 32), [18432, 768, 1]), ((None, 5), [1]), ((None, None, 5), [1])])
def test_axes_together(sides: Sides, sizes: list[int]) -> None:
    assert joined_axes(sides) == sizes


@pytest.mark.parametrize("layer, right", [("conv2d", True), ("depthwise_conv1d", True), ("dense", False), ("lstm", False)])
def test_images(layer: str, right: bool) -> None:
    assert is_image(find(layer)) == right
