"""Convolutions: one small kernel for each filter, used at every place."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.algebra import quotient
from symcount.layers.definition import Size, Weight, layer

GROUPED = {"input_channels": "groups"}
WITHOUT_EFFECT = ("size of the input", "strides", "padding", "dilation_rate", "activation")


def convolution_weights(filters: Size, kernel: tuple[Size, ...], input_channels: Size, groups: Size, bias: Size) -> list[Weight]:
    """Every filter sees the channels of its group through one kernel."""
    return [
        Weight("kernel", (*kernel, quotient(input_channels, groups), filters), meaning="one kernel for each filter and channel of its group"),
        Weight("bias", (filters,), copies=bias, kind="bias", meaning="bias for each filter"),
    ]


@layer(source="LeCun et al. 1989; https://keras.io/api/layers/convolution_layers/convolution2d", without_effect=WITHOUT_EFFECT, multiples=GROUPED)
def conv2d(filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, groups: Size = 1, bias: Size = 1) -> Iterable[Weight]:
    """Two-dimensional convolution: every filter sees its group's channels through one kernel."""
    return convolution_weights(filters, (kernel_height, kernel_width), input_channels, groups, bias)


@layer(source="Waibel et al. 1989; https://keras.io/api/layers/convolution_layers/convolution1d", without_effect=WITHOUT_EFFECT, multiples=GROUPED)
def conv1d(filters: Size, input_channels: Size, kernel_size: Size, groups: Size = 1, bias: Size = 1) -> Iterable[Weight]:
    """One-dimensional convolution: every filter sees its group's channels through one kernel."""
    return convolution_weights(filters, (kernel_size,), input_channels, groups, bias)
