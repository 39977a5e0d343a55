"""Recurrent layers whose maps are convolutions."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.algebra import symbol
from symcount.layers.definition import layer
from symcount.layers.recurrent import LSTM_GATES, STATE_AND_OUTPUT
from symcount.layers.recurrent import WITHOUT_EFFECT as OF_RECURRENT
from symcount.layers.shapes import Shape, image, slid
from symcount.layers.weight import Size, Weight

WITHOUT_EFFECT = ("size of the input", "strides", "padding", *OF_RECURRENT)

CONV_LSTM_EQUATIONS = (
    r"i_t = \sigma(W_i * x_t + U_i * h_{t-1} + b_i)",
    r"f_t = \sigma(W_f * x_t + U_f * h_{t-1} + b_f)",
    r"\tilde c_t = \tanh(W_c * x_t + U_c * h_{t-1} + b_c)",
    r"o_t = \sigma(W_o * x_t + U_o * h_{t-1} + b_o)",
    *STATE_AND_OUTPUT,
)


def images_in_time(dimensions: int) -> Shape:
    """What enters: an image at every time step."""
    return image(dimensions, symbol("input_channels"), before="batch_size timesteps")


def filtered_in_time(dimensions: int) -> dict[str, Shape]:
    """What leaves: the last output, or that of every time step, each by the padding."""
    steps = {"return_sequences=False": "batch_size", "return_sequences=True": "batch_size timesteps"}
    return {
        ", ".join(filter(None, (setting, padding))): one
        for setting, before in steps.items()
        for padding, one in slid(dimensions, symbol("filters"), before).items()
    }


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
    inputs=images_in_time(2),
    outputs=filtered_in_time(2),
    equation=CONV_LSTM_EQUATIONS,
)
def conv_lstm2d(filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, bias: Size = 1) -> Iterable[Weight]:
    """LSTM of images: its maps are two-dimensional convolutions."""
    return gated_convolution(filters, (kernel_height, kernel_width), input_channels, bias, LSTM_GATES)


@layer(
    title="one-dimensional ConvLSTM",
    source="Shi et al. 2015, arXiv 1506.04214, without peepholes, as in Keras",
    without_effect=WITHOUT_EFFECT,
    inputs=images_in_time(1),
    outputs=filtered_in_time(1),
    equation=CONV_LSTM_EQUATIONS,
)
def conv_lstm1d(filters: Size, input_channels: Size, kernel_size: Size, bias: Size = 1) -> Iterable[Weight]:
    """LSTM of sequences: its maps are one-dimensional convolutions."""
    return gated_convolution(filters, (kernel_size,), input_channels, bias, LSTM_GATES)


@layer(
    title="three-dimensional ConvLSTM",
    source="Shi et al. 2015, arXiv 1506.04214, without peepholes, as in Keras",
    without_effect=WITHOUT_EFFECT,
    inputs=images_in_time(3),
    outputs=filtered_in_time(3),
    equation=CONV_LSTM_EQUATIONS,
)
def conv_lstm3d(filters: Size, input_channels: Size, kernel_depth: Size, kernel_height: Size, kernel_width: Size, bias: Size = 1) -> Iterable[Weight]:
    """LSTM of volumes: its maps are three-dimensional convolutions."""
    return gated_convolution(filters, (kernel_depth, kernel_height, kernel_width), input_channels, bias, LSTM_GATES)
