"""Recurrent layers whose maps are convolutions."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.layers.definition import layer
from symcount.layers.recurrent import LSTM_GATES
from symcount.layers.recurrent import WITHOUT_EFFECT as OF_RECURRENT
from symcount.layers.weight import Size, Weight

WITHOUT_EFFECT = ("size of the input", "strides", "padding", *OF_RECURRENT)


def gated_convolution(filters: Size, kernel: tuple[Size, ...], input_channels: Size, bias: Size, gates: tuple[str, ...]) -> list[Weight]:
    """A convolution of the inputs and one of the last outputs, for each gate."""
    return [
        Weight("kernel", (*kernel, input_channels, filters), each=gates, meaning="kernels of the inputs"),
        Weight("recurrent_kernel", (*kernel, filters, filters), each=gates, meaning="kernels of the last outputs"),
        Weight("bias", (filters,), each=gates, copies=bias, kind="bias", meaning="bias vector"),
    ]


@layer(
    title="two-dimensional ConvLSTM",
    aliases=("ConvLSTM", "ConvLSTMCell"),
    source="Shi et al. 2015, arXiv 1506.04214, without peepholes, as in Keras",
    without_effect=WITHOUT_EFFECT,
)
def conv_lstm2d(filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, bias: Size = 1) -> Iterable[Weight]:
    """LSTM of images: its maps are two-dimensional convolutions."""
    return gated_convolution(filters, (kernel_height, kernel_width), input_channels, bias, LSTM_GATES)


@layer(title="one-dimensional ConvLSTM", source="Shi et al. 2015, arXiv 1506.04214, without peepholes, as in Keras", without_effect=WITHOUT_EFFECT)
def conv_lstm1d(filters: Size, input_channels: Size, kernel_size: Size, bias: Size = 1) -> Iterable[Weight]:
    """LSTM of sequences: its maps are one-dimensional convolutions."""
    return gated_convolution(filters, (kernel_size,), input_channels, bias, LSTM_GATES)


@layer(title="three-dimensional ConvLSTM", source="Shi et al. 2015, arXiv 1506.04214, without peepholes, as in Keras", without_effect=WITHOUT_EFFECT)
def conv_lstm3d(filters: Size, input_channels: Size, kernel_depth: Size, kernel_height: Size, kernel_width: Size, bias: Size = 1) -> Iterable[Weight]:
    """LSTM of volumes: its maps are three-dimensional convolutions."""
    return gated_convolution(filters, (kernel_depth, kernel_height, kernel_width), input_channels, bias, LSTM_GATES)
