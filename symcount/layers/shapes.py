"""The shapes of what enters and leaves a layer, in sizes: the batch, any axes between, time steps, features."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import EllipsisType

from symcount.algebra import Equal, Value, as_size, ceil_div, compare, floor_div, product, symbol
from symcount.layers.weight import Size

Side = Value | EllipsisType


@dataclass(frozen=True, slots=True)
class Shape:
    """Sides, in names of sizes; `...` stands for any axes.

    >>> print(shape("batch_size ... units"))
    (batch_size, ..., units)
    """

    sides: tuple[Side, ...]
    """The sides, the batch first."""

    def __str__(self) -> str:
        sides = ["..." if side is ... else str(side) for side in self.sides]
        return f"({', '.join(sides)}{',' if len(sides) == 1 else ''})"

    @property
    def sizes(self) -> tuple[Value, ...]:
        """The sides that are sizes."""
        return tuple(side for side in self.sides if isinstance(side, Value))

    @property
    def names(self) -> frozenset[str]:
        """Every name of a size in it."""
        return frozenset[str]().union(*(side.names for side in self.sizes))

    @property
    def count(self) -> Value:
        """How many numbers it holds."""
        return product(self.sizes)

    def equals(self, other: Shape) -> bool:
        """Whether each side equals the other's."""
        return len(self.sides) == len(other.sides) and all(map(_same, self.sides, other.sides))

    def at(self, sizes: Mapping[str, Size]) -> Shape:
        """The shape with sizes put in."""
        return Shape(tuple(side.subs(sizes) if isinstance(side, Value) else side for side in self.sides))


def _same(one: Side, other: Side) -> bool:
    if isinstance(one, Value) and isinstance(other, Value):
        return isinstance(compare(one, other), Equal)
    return one is other


def shape(names: str, *more: Size) -> Shape:
    """The shape whose sides have these names, `...` for any axes, and further sides behind them.

    >>> print(shape("batch_size timesteps", 2 * symbol("units")))
    (batch_size, timesteps, 2*units)
    """
    return Shape((*(... if name == "..." else symbol(name) for name in names.split()), *map(as_size, more)))


KERNEL_SIDES: dict[int, tuple[str, ...]] = {
    1: ("kernel_size",),
    2: ("kernel_height", "kernel_width"),
    3: ("kernel_depth", "kernel_height", "kernel_width"),
}
"""The sizes of a kernel, by its dimensions."""

IMAGE_SIDES: dict[int, tuple[str, ...]] = {1: ("input_length",), 2: ("input_height", "input_width"), 3: ("volume_depth", "input_height", "input_width")}
"""The sizes of what a kernel moves over, by its dimensions."""

STRIDE, PADDING, DILATION = symbol("stride"), symbol("padding"), symbol("dilation")

USUAL_SHAPE_SIZES = {"stride": 1, "padding": 0, "dilation": 1, "output_padding": 0}
"""What the sizes that only shapes have are, where nothing is said."""


def image(dimensions: int, channels: Size, before: str = "batch_size") -> Shape:
    """A sequence, an image or a volume, channels last.

    >>> print(image(2, symbol("input_channels")))
    (batch_size, input_height, input_width, input_channels)
    """
    return shape(" ".join((before, *IMAGE_SIDES[dimensions])), channels)


def slid(dimensions: int, channels: Size, before: str = "batch_size") -> dict[str, Shape]:
    """What a window leaves that moves over an image: by the zeros around it, and with Keras' and Flax' padding='same'.

    >>> print(slid(1, symbol("filters"))["padding='same'"])
    (batch_size, floor((input_length - 1)/stride) + 1, filters)
    """
    sides, window = _sides(dimensions)
    any_padding = [floor_div(side + 2 * PADDING - DILATION * (kernel - 1) - 1, STRIDE) + 1 for side, kernel in zip(sides, window, strict=True)]
    return {"": shape(before, *any_padding, channels), "padding='same'": shape(before, *(ceil_div(side, STRIDE) for side in sides), channels)}


def spread(dimensions: int, channels: Size) -> dict[str, Shape]:
    """What a transposed convolution leaves: by the zeros taken off around it, and with padding='same'."""
    sides, window = _sides(dimensions)
    more = symbol("output_padding") + 1
    any_padding = [(side - 1) * STRIDE - 2 * PADDING + DILATION * (kernel - 1) + more for side, kernel in zip(sides, window, strict=True)]
    return {"": shape("batch_size", *any_padding, channels), "padding='same'": shape("batch_size", *(side * STRIDE for side in sides), channels)}


def _sides(dimensions: int) -> tuple[Sequence[Value], Sequence[Value]]:
    return [symbol(name) for name in IMAGE_SIDES[dimensions]], [symbol(name) for name in KERNEL_SIDES[dimensions]]
