"""Relatives of the convolution: unshared ones."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.algebra import symbol
from symcount.layers.definition import layer
from symcount.layers.shapes import image, shape
from symcount.layers.weight import Size, Weight

UNSHARED_CONVOLUTION = r"y_f(i) = \phi\left(\sum_u \sum_c W_{i,c,f}(u)\, x_c(s i + \delta u - p) + b_{i,f}\right)"


def unshared_weights(filters: Size, places: tuple[Size, ...], window: Size, bias: Size) -> list[Weight]:
    """Kernels and biases of its own at every place."""
    return [
        Weight("kernel", (*places, window, filters), meaning="one kernel for each place and filter"),
        Weight("bias", (*places, filters), copies=bias, kind="bias", meaning="bias for each place and filter"),
    ]


@layer(
    aliases=("LocallyConnected2D", "ConvLocal"),
    source="LeCun 1989; flax.linen.ConvLocal",
    without_effect=("activation", "groups"),
    inputs=image(2, symbol("input_channels")),
    outputs=shape("batch_size output_height output_width filters"),
    equation=UNSHARED_CONVOLUTION,
)
def locally_connected2d(
    filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, output_height: Size, output_width: Size, bias: Size = 1
) -> Iterable[Weight]:
    """Two-dimensional unshared convolution: every place of the output has kernels and biases of its own."""
    return unshared_weights(filters, (output_height, output_width), kernel_height * kernel_width * input_channels, bias)


@layer(
    aliases=("LocallyConnected1D",),
    source="LeCun 1989; flax.linen.ConvLocal",
    without_effect=("activation", "groups"),
    inputs=image(1, symbol("input_channels")),
    outputs=shape("batch_size output_length filters"),
    equation=UNSHARED_CONVOLUTION,
)
def locally_connected1d(filters: Size, input_channels: Size, kernel_size: Size, output_length: Size, bias: Size = 1) -> Iterable[Weight]:
    """One-dimensional unshared convolution: every place of the output has kernels and biases of its own."""
    return unshared_weights(filters, (output_length,), kernel_size * input_channels, bias)
