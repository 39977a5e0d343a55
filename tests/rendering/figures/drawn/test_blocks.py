"""Squares that can be counted: as many as there are parameters, or none."""

from __future__ import annotations

from math import prod

import numpy as np
import pytest
from matplotlib.collections import LineCollection

import symcount as sc
from docs.generate.example_sizes import example_sizes
from symcount.layers import CATALOGUE, Layer
from symcount.rendering.figures.blocks import Blocks
from symcount.rendering.figures.canvas import own_settings
from symcount.rendering.figures.drawn.blocks import drawn
from symcount.rendering.figures.figure import Figure
from tests.rendering.figures.drawings import FIGURES

THIN = 0.35
"""The lines between parameters."""


def squares(figure: Figure) -> int:
    """The squares that thin lines make."""
    assert isinstance(figure, Blocks)
    with own_settings():
        lines = [one for axes in drawn(figure).drawing.axes for one in axes.collections if isinstance(one, LineCollection)]
    ruled = [len(one.get_segments()) + 1 for one in lines if THIN in np.atleast_1d(one.get_linewidth())]
    return sum(map(prod, zip(ruled[::2], ruled[1::2], strict=True)))


@pytest.mark.parametrize("name", ["lstm", "square lstm", "few rows", "one row", "narrow dense", "small convolution", "long title"])
def test_every_parameter_of_a_small_layer_is_a_square(name: str) -> None:
    figure = FIGURES[name]()
    assert isinstance(figure, Blocks)
    assert squares(figure) == figure.total


@pytest.mark.parametrize("layer", CATALOGUE.values(), ids=lambda layer: layer.name)
def test_squares_are_parameters(layer: Layer) -> None:
    figure = sc.figures.blocks(layer, **example_sizes(layer))
    some = squares(figure)
    assert some in {0, *sums([block.count for block in figure.blocks])}


def sums(counts: list[int]) -> set[int]:
    """What some of the blocks have together."""
    found = {0}
    for count in counts:
        found |= {one + count for one in found}
    return found
