"""Recurrent layers without a matrix from step to step: each unit sees no last state but its own."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.layers.affine import affine_weights
from symcount.layers.definition import layer
from symcount.layers.recurrent import SEQUENCE, UNITS, WITHOUT_EFFECT
from symcount.layers.weight import Size, Weight

QRNN = "Bradbury et al. 2016, arXiv 1611.01576, section 2"
QRNN_WORDS = {"window": "kernel_size", "filter_width": "kernel_size"}
QRNN_WITHOUT_EFFECT = (*WITHOUT_EFFECT, "zoneout", "save_prev_x")


def masked_convolution(units: Size, input_dim: Size, kernel_size: Size, bias: Size, gates: tuple[str, ...]) -> list[Weight]:
    """A convolution over the last inputs, for each gate."""
    return [
        Weight("kernel", (kernel_size, input_dim, units), each=gates, meaning="kernels over the last inputs"),
        Weight("bias", (units,), each=gates, copies=bias, kind="bias", meaning="bias vector"),
    ]


@layer(
    title="IndRNN",
    aliases=("IndRNNCell", "independently_recurrent"),
    source="Li et al. 2018, arXiv 1803.04831, section 3",
    without_effect=WITHOUT_EFFECT,
    inputs=SEQUENCE,
    outputs=UNITS,
    equation=r"h_t = \sigma(W x_t + u \odot h_{t-1} + b)",
)
def ind_rnn(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Independently recurrent network: a simple recurrent layer whose units see their own last output alone."""
    return [
        *affine_weights(units, input_dim, bias),
        Weight("recurrent_weights", (units,), meaning="weight of each unit's own last output"),
    ]


@layer(
    title="SRU",
    aliases=("SRUCell", "simple_recurrent_unit"),
    source="Lei et al. 2017, arXiv 1709.02755, section 3; its first version had no weights of the state; "
    "a matrix brings the inputs to the width of the units where skip_projection = 1, as in the authors' code",
    without_effect=(*WITHOUT_EFFECT, "rescale", "highway_bias"),
    inputs=SEQUENCE,
    outputs=UNITS,
    equation=(
        r"f_t = \sigma(W_f x_t + v_f \odot c_{t-1} + b_f)",
        r"c_t = f_t \odot c_{t-1} + (1 - f_t) \odot (W x_t)",
        r"r_t = \sigma(W_r x_t + v_r \odot c_{t-1} + b_r)",
        r"h_t = r_t \odot c_t + (1 - r_t) \odot x_t",
    ),
)
def sru(units: Size, input_dim: Size, skip_projection: Size = 0, bias: Size = 1) -> Iterable[Weight]:
    """Simple recurrent unit: a forget gate, and a gate between the state and the input that skips it."""
    gates = ("forget gate", "reset gate")
    return [
        Weight("kernel", (input_dim, units), each=(*gates, "candidate"), meaning="weights of the inputs"),
        Weight("skip_kernel", (input_dim, units), copies=skip_projection, meaning="from the inputs to the width of the units"),
        Weight("state_weights", (units,), each=gates, meaning="weights of each unit's own last state"),
        Weight("bias", (units,), each=gates, copies=bias, kind="bias", meaning="bias vector"),
    ]


@layer(
    title="QRNN",
    aliases=("QuasiRNN", "QRNNLayer", "QuasiRNNLayer", "quasi_recurrent"),
    source=f"{QRNN}, with fo-pooling; biases as in the authors' code",
    spellings=QRNN_WORDS,
    without_effect=QRNN_WITHOUT_EFFECT,
    inputs=SEQUENCE,
    outputs=UNITS,
    equation=(
        r"Z = \tanh(W_z * X + b_z)",
        r"F = \sigma(W_f * X + b_f)",
        r"O = \sigma(W_o * X + b_o)",
        r"c_t = f_t \odot c_{t-1} + (1 - f_t) \odot z_t",
        r"h_t = o_t \odot c_t",
    ),
)
def qrnn(units: Size, input_dim: Size, kernel_size: Size, bias: Size = 1) -> Iterable[Weight]:
    """Quasi-recurrent network with fo-pooling: convolutions over the last inputs make a candidate, a forget and an output gate."""
    return masked_convolution(units, input_dim, kernel_size, bias, ("candidate", "forget gate", "output gate"))


@layer(
    title="QRNN with f-pooling",
    source=f"{QRNN}, with f-pooling; biases as in the authors' code",
    spellings=QRNN_WORDS,
    without_effect=QRNN_WITHOUT_EFFECT,
    inputs=SEQUENCE,
    outputs=UNITS,
    equation=(
        r"Z = \tanh(W_z * X + b_z)",
        r"F = \sigma(W_f * X + b_f)",
        r"h_t = f_t \odot h_{t-1} + (1 - f_t) \odot z_t",
    ),
)
def qrnn_f(units: Size, input_dim: Size, kernel_size: Size, bias: Size = 1) -> Iterable[Weight]:
    """Quasi-recurrent network with f-pooling: convolutions over the last inputs make a candidate and a forget gate."""
    return masked_convolution(units, input_dim, kernel_size, bias, ("candidate", "forget gate"))


@layer(
    title="QRNN with ifo-pooling",
    source=f"{QRNN}, with ifo-pooling; biases as in the authors' code",
    spellings=QRNN_WORDS,
    without_effect=QRNN_WITHOUT_EFFECT,
    inputs=SEQUENCE,
    outputs=UNITS,
    equation=(
        r"Z = \tanh(W_z * X + b_z)",
        r"I = \sigma(W_i * X + b_i)",
        r"F = \sigma(W_f * X + b_f)",
        r"O = \sigma(W_o * X + b_o)",
        r"c_t = f_t \odot c_{t-1} + i_t \odot z_t",
        r"h_t = o_t \odot c_t",
    ),
)
def qrnn_ifo(units: Size, input_dim: Size, kernel_size: Size, bias: Size = 1) -> Iterable[Weight]:
    """Quasi-recurrent network with ifo-pooling: convolutions over the last inputs make a candidate and three gates."""
    return masked_convolution(units, input_dim, kernel_size, bias, ("candidate", "input gate", "forget gate", "output gate"))


@layer(
    title="minGRU",
    aliases=("MinimalGRU", "minGRUCell"),
    source="Feng et al. 2024, arXiv 2410.01201, section 3.1",
    without_effect=WITHOUT_EFFECT,
    inputs=SEQUENCE,
    outputs=UNITS,
    equation=(
        r"z_t = \sigma(\mathrm{Linear}_{d_h}(x_t))",
        r"\tilde h_t = \mathrm{Linear}_{d_h}(x_t)",
        r"h_t = (1 - z_t) \odot h_{t-1} + z_t \odot \tilde h_t",
    ),
)
def min_gru(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """GRU without its reset gate, whose update gate and candidate see the inputs alone."""
    return affine_weights(units, input_dim, bias, ("update gate", "candidate"))


@layer(
    title="minLSTM",
    aliases=("MinimalLSTM", "minLSTMCell"),
    source="Feng et al. 2024, arXiv 2410.01201, section 3.2",
    without_effect=WITHOUT_EFFECT,
    inputs=SEQUENCE,
    outputs=UNITS,
    equation=(
        r"f_t = \sigma(\mathrm{Linear}_{d_h}(x_t))",
        r"i_t = \sigma(\mathrm{Linear}_{d_h}(x_t))",
        r"\tilde h_t = \mathrm{Linear}_{d_h}(x_t)",
        r"h_t = \frac{f_t}{f_t + i_t} \odot h_{t-1} + \frac{i_t}{f_t + i_t} \odot \tilde h_t",
    ),
)
def min_lstm(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """LSTM without its output gate, whose gates and candidate see the inputs alone."""
    return affine_weights(units, input_dim, bias, ("forget gate", "input gate", "candidate"))
