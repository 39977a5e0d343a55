"""Convolutions in PyTorch, outputs first."""

from __future__ import annotations

from collections.abc import Callable

from symcount.algebra import symbol
from symcount.frameworks.arguments import Flag, Whole, Window
from symcount.frameworks.built import Built, laid_out, outputs_first
from symcount.frameworks.convolutions import sized_convolution
from symcount.frameworks.mapping import Build, Call, Example
from symcount.frameworks.torch.table import CONVOLUTION, TORCH, WEIGHT, has_axes
from symcount.layers.shapes import KERNEL_SIDES
from symcount.layers.weight import Size


def in_dimensions(name: str, layer: str = "", ignores: tuple[str, ...] = ()) -> Build:
    """Make a function the constructor of a convolution of one dimension, of two and of three."""

    def define(build: Callable[..., Built]) -> Callable[..., Built]:
        for dimensions, sides in KERNEL_SIDES.items():
            channels = {"in_channels": symbol("input_channels"), "out_channels": symbol("filters")}
            config = {**channels, "kernel_size": tuple(map(symbol, sides)), "groups": symbol("groups")}
            examples = [Example(layer.format(dimensions), config)] if layer else []
            TORCH.maps(name.format(dimensions), examples=examples, ignores=(*CONVOLUTION, *ignores))(build)
        return build

    return define


@in_dimensions("Conv{}d", "conv{}d")
def convolution(call: Call, in_channels: Whole, out_channels: Whole, kernel_size: Window, groups: Whole = 1, bias: Flag = 1) -> Built:
    """A kernel for each filter."""
    sizes = {"filters": out_channels, "input_channels": in_channels, "groups": groups, "bias": bias}
    return laid_out(sized_convolution("conv{}d", call.window(kernel_size), **sizes), WEIGHT, outputs_first)


@in_dimensions("ConvTranspose{}d", "conv{}d_transpose", ignores=("output_padding",))
def transposed(call: Call, in_channels: Whole, out_channels: Whole, kernel_size: Window, groups: Whole = 1, bias: Flag = 1) -> Built:
    """A kernel for each channel, written to the filters of its group."""
    sizes = {"filters": out_channels, "input_channels": in_channels, "groups": groups, "bias": bias}
    return laid_out(sized_convolution("conv{}d_transpose", call.window(kernel_size), **sizes), WEIGHT, outputs_first)


@in_dimensions("LazyConv{}d")
def lazy_convolution(call: Call, out_channels: Whole, kernel_size: Window, groups: Whole = 1, bias: Flag = 1) -> Built:
    """A convolution of inputs as they come."""
    return convolution(call, channels(call), out_channels, kernel_size, groups, bias)


@in_dimensions("LazyConvTranspose{}d", ignores=("output_padding",))
def lazy_transposed(call: Call, out_channels: Whole, kernel_size: Window, groups: Whole = 1, bias: Flag = 1) -> Built:
    """A transposed convolution of inputs as they come."""
    return transposed(call, channels(call), out_channels, kernel_size, groups, bias)


def channels(call: Call) -> Size:
    """The axis of the channels: behind the batch, where there is one."""
    axes = call.dimensions + 1
    has_axes(call, axes, axes + 1)
    return call.side(-axes)
