"""In which order the frameworks have the axes of what enters and leaves a layer.

Keras and Flax have the batch first and the channels last; PyTorch has the channels behind the batch, and time steps before the batch unless it is
told `batch_first=True`.
"""

from __future__ import annotations

from collections.abc import Sequence

from symcount.algebra import symbol
from symcount.layers.shapes import IMAGE_SIDES, Shape, Side

BATCH, STEPS = symbol("batch_size"), symbol("timesteps")
IN_IMAGES = frozenset(side for sides in IMAGE_SIDES.values() for side in sides)


def axis_orders(shapes: Sequence[Shape]) -> list[tuple[tuple[str, ...], list[Shape]]]:
    """The shapes of one layer in each order of their axes, with the frameworks that have it; first the catalogue's own.

    >>> from symcount.layers import conv1d
    >>> for frameworks, (enters,) in axis_orders([conv1d.inputs[""]]):
    ...     print(enters, *frameworks)
    (batch_size, input_length, input_channels) textbook keras flax linen
    (batch_size, input_channels, input_length) torch
    """
    elsewhere = ("textbook", "keras", "flax", "linen")
    if any(shape.names & IN_IMAGES for shape in shapes):
        return [(elsewhere, list(shapes)), (("torch",), [Shape(_channels_first(shape.sides)) for shape in shapes])]
    steps_first = [Shape(_steps_first(shape.sides)) for shape in shapes]
    return [((*elsewhere, "torch"), list(shapes)), *([] if steps_first == list(shapes) else [(("torch",), steps_first)])]


def _channels_first(sides: tuple[Side, ...]) -> tuple[Side, ...]:
    before = 2 if sides[:2] == (BATCH, STEPS) else 1
    return (*sides[:before], sides[-1], *sides[before:-1])


def _steps_first(sides: tuple[Side, ...]) -> tuple[Side, ...]:
    return (STEPS, BATCH, *sides[2:]) if sides[:2] == (BATCH, STEPS) else sides
