"""Recurrent layers whose maps are convolutions."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.algebra import symbol
from symcount.layers.definition import layer
from symcount.layers.gated_recurrent import PEEPHOLES
from symcount.layers.recurrent import GRU_GATES, LSTM_GATES, STATE_AND_OUTPUT
from symcount.layers.recurrent import WITHOUT_EFFECT as OF_RECURRENT
from symcount.layers.shapes import Shape, image, shape, slid
from symcount.layers.weight import Size, Weight

WITHOUT_EFFECT = ("size of the input", "strides", "padding", *OF_RECURRENT)

CONV_LSTM_EQUATIONS = (
    r"i_t = \sigma(W_i * x_t + U_i * h_{t-1} + b_i)",
    r"f_t = \sigma(W_f * x_t + U_f * h_{t-1} + b_f)",
    r"\tilde c_t = \tanh(W_c * x_t + U_c * h_{t-1} + b_c)",
    r"o_t = \sigma(W_o * x_t + U_o * h_{t-1} + b_o)",
    *STATE_AND_OUTPUT,
)
PEEPHOLE_EQUATIONS = (
    r"i_t = \sigma(W_{xi} * X_t + W_{hi} * H_{t-1} + W_{ci} \circ C_{t-1} + b_i)",
    r"f_t = \sigma(W_{xf} * X_t + W_{hf} * H_{t-1} + W_{cf} \circ C_{t-1} + b_f)",
    r"C_t = f_t \circ C_{t-1} + i_t \circ \tanh(W_{xc} * X_t + W_{hc} * H_{t-1} + b_c)",
    r"o_t = \sigma(W_{xo} * X_t + W_{ho} * H_{t-1} + W_{co} \circ C_t + b_o)",
    r"H_t = o_t \circ \tanh(C_t)",
)
CONV_GRU_EQUATIONS = (
    r"z_t = \sigma(W_z * x_t + U_z * h_{t-1} + b_z)",
    r"r_t = \sigma(W_r * x_t + U_r * h_{t-1} + b_r)",
    r"\tilde h_t = \tanh(W * x_t + U * (r_t \odot h_{t-1}) + b)",
    r"h_t = (1 - z_t) \odot h_{t-1} + z_t \odot \tilde h_t",
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


@layer(
    title="two-dimensional ConvLSTM with peepholes",
    aliases=("ConvLSTMPeephole", "PeepholeConvLSTM", "ConvLSTMPeepholeCell"),
    source="Shi et al. 2015, arXiv 1506.04214, equation 3, whose Hadamard products have a weight for each place and filter",
    without_effect=OF_RECURRENT,
    inputs=shape("batch_size timesteps output_height output_width input_channels"),
    outputs={
        "return_sequences=False": shape("batch_size output_height output_width filters"),
        "return_sequences=True": shape("batch_size timesteps output_height output_width filters"),
    },
    equation=PEEPHOLE_EQUATIONS,
)
def peephole_conv_lstm2d(
    filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, output_height: Size, output_width: Size, bias: Size = 1
) -> Iterable[Weight]:
    """LSTM of images whose three gates also see the cell's state, each place of each filter its own; the padding keeps the size."""
    return [
        *gated_convolution(filters, (kernel_height, kernel_width), input_channels, bias, LSTM_GATES),
        Weight("peepholes", (output_height, output_width, filters), each=PEEPHOLES, meaning="weights of the cell's state at each place"),
    ]


@layer(
    title="two-dimensional ConvLSTM with shared peepholes",
    source="Shi et al. 2015, arXiv 1506.04214, as its table 1 counts: peepholes with a weight for each filter, the same at every place",
    without_effect=WITHOUT_EFFECT,
    inputs=images_in_time(2),
    outputs=filtered_in_time(2),
    equation=PEEPHOLE_EQUATIONS,
)
def shared_peephole_conv_lstm2d(filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, bias: Size = 1) -> Iterable[Weight]:
    """LSTM of images whose three gates also see the cell's state, with one weight for each filter."""
    return [
        *gated_convolution(filters, (kernel_height, kernel_width), input_channels, bias, LSTM_GATES),
        Weight("peepholes", (filters,), each=PEEPHOLES, meaning="weights of the cell's state"),
    ]


@layer(
    title="two-dimensional ConvGRU",
    aliases=("ConvGRU", "ConvGRUCell", "Conv2DGRUCell", "GRU-RCN"),
    source="Ballas et al. 2015, arXiv 1511.06432, section 3.1, which prints no biases; with them as in torchvision's RAFT",
    without_effect=WITHOUT_EFFECT,
    inputs=images_in_time(2),
    outputs=filtered_in_time(2),
    equation=CONV_GRU_EQUATIONS,
)
def conv_gru2d(filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, bias: Size = 1) -> Iterable[Weight]:
    """GRU of images: its maps are two-dimensional convolutions."""
    return gated_convolution(filters, (kernel_height, kernel_width), input_channels, bias, GRU_GATES)


@layer(
    title="one-dimensional ConvGRU",
    aliases=("Conv1DGRUCell",),
    source="Ballas et al. 2015, arXiv 1511.06432, section 3.1, in one dimension, as in MXNet",
    without_effect=WITHOUT_EFFECT,
    inputs=images_in_time(1),
    outputs=filtered_in_time(1),
    equation=CONV_GRU_EQUATIONS,
)
def conv_gru1d(filters: Size, input_channels: Size, kernel_size: Size, bias: Size = 1) -> Iterable[Weight]:
    """GRU of sequences: its maps are one-dimensional convolutions."""
    return gated_convolution(filters, (kernel_size,), input_channels, bias, GRU_GATES)


@layer(
    title="three-dimensional ConvGRU",
    aliases=("Conv3DGRUCell",),
    source="Ballas et al. 2015, arXiv 1511.06432, section 3.1, in three dimensions, as in MXNet",
    without_effect=WITHOUT_EFFECT,
    inputs=images_in_time(3),
    outputs=filtered_in_time(3),
    equation=CONV_GRU_EQUATIONS,
)
def conv_gru3d(filters: Size, input_channels: Size, kernel_depth: Size, kernel_height: Size, kernel_width: Size, bias: Size = 1) -> Iterable[Weight]:
    """GRU of volumes: its maps are three-dimensional convolutions."""
    return gated_convolution(filters, (kernel_depth, kernel_height, kernel_width), input_channels, bias, GRU_GATES)
