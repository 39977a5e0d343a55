"""The axes of a printed shape that a layer's width may stand on."""

from __future__ import annotations

from math import prod

from symcount.layers import Layer
from symcount.layers.shapes import IMAGE_SIDES
from symcount.reading.printed.cells import PrintedShape, Sides

MOST_AXES = 2
"""Axes of a layer that its width may stand on."""

NORMS = ("normalization", "activations")
"""Families whose one size is that of one axis or of several."""


def is_image(layer: Layer) -> bool:
    """Whether a window moves over what enters."""
    return any(set(sides) <= set(layer.shape_sizes) for sides in IMAGE_SIDES.values())


def usual_axes(layer: Layer, framework: str) -> tuple[int, ...]:
    """Where the width may stand: the framework's usual axis first."""
    dimensions = next((number for number, sides in reversed(IMAGE_SIDES.items()) if set(sides) <= set(layer.shape_sizes)), 0)
    if dimensions:
        return (-dimensions - 1, -1) if framework == "torch" else (-1, -dimensions - 1)
    if layer.family in NORMS:
        return (1, -1) if framework == "torch" and layer.name != "layer_norm" else (-1, 1)
    return (-1,)


def side_on(shape: PrintedShape | None, axis: int) -> int | None:
    """A side, where it is printed whole."""
    if shape is None or not -len(shape.sides) <= axis < len(shape.sides) or (shape.is_cut and axis == -1):
        return None
    side = shape.sides[axis]
    return side if side and side > 0 else None


def joined_axes(sides: Sides) -> list[int]:
    """The sizes of several axes together, and of none."""
    inner = [prod(side for side in sides[start:] if side) for start in range(1, len(sides) - 1) if all(sides[start:])]
    return [*inner, 1]
