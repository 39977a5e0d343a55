"""Linen's recurrent layers: gates in matrices of their own."""

from __future__ import annotations

from collections.abc import Mapping

from symcount import layers
from symcount.algebra import symbol
from symcount.errors import InputError
from symcount.frameworks.arguments import Anything, Flag, Inner, Sizes, Whole
from symcount.frameworks.built import Built, BuiltWeight, laid_out
from symcount.frameworks.convolutions import sized_convolution
from symcount.frameworks.flax import common
from symcount.frameworks.flax.linen.convolutional import channels
from symcount.frameworks.flax.linen.table import LINEN, STEP
from symcount.frameworks.mapping import Call, Example
from symcount.layers.weight import Size

UNITS = {"features": symbol("units")}


@LINEN.maps("LSTMCell", "OptimizedLSTMCell", examples=[Example("lstm", UNITS, STEP)], ignores=common.GATED_CELL)
def lstm(call: Call, features: Whole) -> Built:
    """A matrix for each gate, the bias with the last outputs."""
    return common.lstm(features, call.side(-1))


INPUT_BIASES = {"kernel": "i{gate}.kernel", "recurrent_kernel": "h{gate}.kernel", "bias": "i{gate}.bias"}


def candidates_bias(features: Size) -> BuiltWeight:
    """The bias with the last outputs that only the candidate has."""
    return BuiltWeight("hn.bias", (features,))


@LINEN.maps("GRUCell", examples=[Example("gru", UNITS, STEP)], ignores=common.GATED_CELL)
def gru(call: Call, features: Whole) -> Built:
    """A matrix for each gate, the biases with the inputs, and one more in the candidate."""
    letters = {"update gate": "z", "reset gate": "r", "candidate": "n"}
    return laid_out(layers.gru(units=features, input_dim=call.side(-1)), INPUT_BIASES, letters=letters).adding(candidates_bias(features))


@LINEN.maps("MGUCell", examples=[Example("minimal_gated_unit", UNITS, STEP)], ignores=common.GATED_CELL)
def minimal_gated_unit(call: Call, features: Whole, reset_gate: Flag = 1) -> Built:
    """One gate, which also resets the candidate unless it is said not to: then there is no bias with the last outputs."""
    built = laid_out(layers.minimal_gated_unit(units=features, input_dim=call.side(-1)), INPUT_BIASES, letters={"forget gate": "f", "candidate": "n"})
    return built.adding(candidates_bias(features)) if reset_gate else built


@LINEN.maps("SimpleCell", examples=[Example("simple_rnn", UNITS, STEP)], ignores=common.SIMPLE_CELL)
def simple_cell(call: Call, features: Whole) -> Built:
    """Elman's layer."""
    return laid_out(layers.simple_rnn(units=features, input_dim=call.side(-1)), {"kernel": "i.kernel", "recurrent_kernel": "h.kernel", "bias": "i.bias"})


@LINEN.maps("ConvLSTMCell", examples=common.convolution_examples("conv_lstm{}d", {"features": "filters"}), ignores=("strides", "padding"))
def conv_lstm(call: Call, features: Whole, kernel_size: Sizes, use_bias: Flag = 1) -> Built:
    """An LSTM whose maps are convolutions, with a bias in each map."""
    sized = sized_convolution("conv_lstm{}d", kernel_size, filters=features, input_channels=channels(call, kernel_size), bias=2 * use_bias)
    return laid_out(sized, {"kernel": "ih.kernel", "recurrent_kernel": "hh.kernel", "bias": ("ih.bias", "hh.bias")})


@LINEN.maps("RNN", ignores=(*common.RNN, "variable_broadcast", "variable_carry", "split_rngs"))
def rnn(call: Call, cell: Inner, variable_axes: Anything | None = None) -> Built:
    """A cell at every time step."""
    if isinstance(variable_axes, Mapping) and "params" in variable_axes:
        raise InputError("weights of their own at every time step, variable_axes of params, are not known here")
    return call.built(cell).inside("cell.")


LINEN.maps("Bidirectional", ignores=common.BIDIRECTIONAL)(common.bidirectional)
