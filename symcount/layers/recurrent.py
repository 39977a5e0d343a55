"""Recurrent layers: the same weights at every time step, so that no count depends on how many steps there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from symcount.algebra import symbol
from symcount.layers.definition import Layer, layer
from symcount.layers.shapes import Shape, shape
from symcount.layers.weight import Size, Weight

LSTM_GATES = ("input gate", "forget gate", "candidate", "output gate")
GRU_GATES = ("update gate", "reset gate", "candidate")

WITHOUT_EFFECT = (
    "time steps",
    "batch size",
    "activation",
    "dropout",
    "recurrent_dropout",
    "return_sequences",
    "return_state",
    "go_backwards",
    "stateful",
    "unroll",
)

SEQUENCE = shape("batch_size timesteps input_dim")


def outputs_of_width(width: Size) -> dict[str, Shape]:
    """What a recurrent layer of this width returns: its last output, or that of every time step."""
    return {"return_sequences=False": shape("batch_size", width), "return_sequences=True": shape("batch_size timesteps", width)}


UNITS = outputs_of_width(symbol("units"))
BOTH_DIRECTIONS = outputs_of_width(2 * symbol("units"))

STATE_AND_OUTPUT = (r"c_t = f_t \odot c_{t-1} + i_t \odot \tilde c_t", r"h_t = o_t \odot \tanh(c_t)")
LSTM_EQUATIONS = (
    r"i_t = \sigma(W_i x_t + U_i h_{t-1} + b_i)",
    r"f_t = \sigma(W_f x_t + U_f h_{t-1} + b_f)",
    r"\tilde c_t = \tanh(W_c x_t + U_c h_{t-1} + b_c)",
    r"o_t = \sigma(W_o x_t + U_o h_{t-1} + b_o)",
    *STATE_AND_OUTPUT,
)
GRU_EQUATIONS = (
    r"z_t = \sigma(W_z x_t + U_z h_{t-1} + b_z)",
    r"r_t = \sigma(W_r x_t + U_r h_{t-1} + b_r)",
    r"\tilde h_t = \tanh(W_h x_t + U_h (r_t \odot h_{t-1}) + b_h)",
    r"h_t = z_t \odot h_{t-1} + (1 - z_t) \odot \tilde h_t",
)
SIMPLE_EQUATION = r"h_t = \tanh(W x_t + U h_{t-1} + b)"


def in_both_directions(equations: tuple[str, ...]) -> tuple[str, ...]:
    """What a bidirectional layer computes, from the equations of one direction."""
    return (*equations, r"y_t = [\overrightarrow{h}_t; \overleftarrow{h}_t]")


def recurrent_kernels(units: Size, input_dim: Size, output_dim: Size, gates: tuple[str, ...]) -> list[Weight]:
    """The matrices of the inputs and of the last outputs, for each gate."""
    return [
        Weight("kernel", (input_dim, units), each=gates, meaning="weights of the inputs"),
        Weight("recurrent_kernel", (output_dim, units), each=gates, meaning="weights of the last outputs"),
    ]


def recurrent_weights(units: Size, input_dim: Size, bias: Size, gates: tuple[str, ...] = ()) -> list[Weight]:
    """An affine map of the inputs and of the last outputs, for each gate."""
    return [
        *recurrent_kernels(units, input_dim, units, gates),
        Weight("bias", (units,), each=gates, copies=bias, kind="bias", meaning="bias vector"),
    ]


@layer(
    title="simple RNN",
    aliases=("SimpleRNN", "RNN", "SimpleRNNCell", "RNNCell", "SimpleCell"),
    source="Elman 1990; https://keras.io/api/layers/recurrent_layers/simple_rnn",
    without_effect=WITHOUT_EFFECT,
    inputs=SEQUENCE,
    outputs=UNITS,
    equation=SIMPLE_EQUATION,
)
def simple_rnn(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Simple recurrent layer: fed by the input and by its own last output."""
    return recurrent_weights(units, input_dim, bias)


@layer(
    title="LSTM",
    aliases=("LSTMCell", "OptimizedLSTMCell", "CuDNNLSTM"),
    source="Hochreiter & Schmidhuber 1997; Gers et al. 2000",
    without_effect=(*WITHOUT_EFFECT, "unit_forget_bias"),
    inputs=SEQUENCE,
    outputs=UNITS,
    equation=LSTM_EQUATIONS,
)
def lstm(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Long short-term memory: input, forget and output gates and a candidate, each fed by the input and the last output."""
    return recurrent_weights(units, input_dim, bias, LSTM_GATES)


@layer(
    title="GRU",
    aliases=("GRUCell", "CuDNNGRU"),
    source="Cho et al. 2014, arXiv 1406.1078",
    without_effect=WITHOUT_EFFECT,
    inputs=SEQUENCE,
    outputs=UNITS,
    equation=GRU_EQUATIONS,
)
def gru(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Gated recurrent unit: update and reset gates and a candidate, each fed by the input and the last output."""
    return recurrent_weights(units, input_dim, bias, GRU_GATES)


@layer(
    title="bidirectional LSTM",
    aliases=("BiLSTM", "Bidirectional(LSTM)"),
    source="Schuster & Paliwal 1997; Graves & Schmidhuber 2005",
    without_effect=(*WITHOUT_EFFECT, "merge_mode"),
    directions=2,
    inputs=SEQUENCE,
    outputs=BOTH_DIRECTIONS,
    equation=in_both_directions(LSTM_EQUATIONS),
)
def bidirectional_lstm(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Two LSTMs, one reads forwards and one backwards; `units` are those of one direction."""
    return both_directions(lstm, units, input_dim, bias)


@layer(
    title="bidirectional GRU",
    aliases=("BiGRU", "Bidirectional(GRU)"),
    source="Schuster & Paliwal 1997; Cho et al. 2014, arXiv 1406.1078",
    without_effect=(*WITHOUT_EFFECT, "merge_mode"),
    directions=2,
    inputs=SEQUENCE,
    outputs=BOTH_DIRECTIONS,
    equation=in_both_directions(GRU_EQUATIONS),
)
def bidirectional_gru(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Two GRUs, one reads forwards and one backwards; `units` are those of one direction."""
    return both_directions(gru, units, input_dim, bias)


@layer(
    title="bidirectional simple RNN",
    aliases=("BiRNN", "Bidirectional(SimpleRNN)"),
    source="Schuster & Paliwal 1997",
    without_effect=(*WITHOUT_EFFECT, "merge_mode"),
    directions=2,
    inputs=SEQUENCE,
    outputs=BOTH_DIRECTIONS,
    equation=in_both_directions((SIMPLE_EQUATION,)),
)
def bidirectional_simple_rnn(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Two simple recurrent layers, one reads forwards and one backwards; `units` are those of one direction."""
    return both_directions(simple_rnn, units, input_dim, bias)


@layer(
    title="Elman network",
    aliases=("Elman", "rnn_with_output"),
    source="Elman 1990, with the output matrix V",
    without_effect=WITHOUT_EFFECT,
    inputs=SEQUENCE,
    outputs=outputs_of_width(symbol("output_dim")),
    equation=(r"h_t = \tanh(U x_t + W h_{t-1} + b)", r"o_t = V h_t + b_o"),
)
def elman_network(units: Size, input_dim: Size, output_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Elman network: a simple recurrent layer (U, W) and the output matrix V behind it."""
    return [
        *recurrent_weights(units, input_dim, bias),
        Weight("V", (units, output_dim), meaning="weights from the state to the outputs"),
        Weight("output_bias", (output_dim,), copies=bias, kind="bias", meaning="bias vector of the outputs"),
    ]


def both_directions(one: Layer, *sizes: Size) -> list[Weight]:
    """The weights of a layer twice: one that reads forwards, one that reads backwards."""
    return [replace(weight, name=f"{way}_{weight.name}") for way in ("forward", "backward") for weight in one.weights_of(*sizes)]
