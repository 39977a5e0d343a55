"""Recurrent layers and their cells in Keras: a layer is its cell at every time step."""

from __future__ import annotations

from symcount import layers
from symcount.frameworks.arguments import Flag, Whole
from symcount.frameworks.built import Built, laid_out
from symcount.frameworks.keras.table import CELL, GATED_CELL, KERAS, RECURRENT, SEQUENCE, input_of, named
from symcount.frameworks.mapping import Call, Example


@KERAS.maps("SimpleRNNCell", ignores=CELL)
def simple_cell(call: Call, units: Whole, use_bias: Flag = 1) -> Built:
    """One time step of Elman's layer."""
    return laid_out(layers.simple_rnn(units=units, input_dim=call.side(-1), bias=use_bias))


@KERAS.maps("SimpleRNN", examples=[Example("simple_rnn", named("units"), SEQUENCE)], ignores=(*CELL, *RECURRENT))
def simple_rnn(call: Call, units: Whole, use_bias: Flag = 1) -> Built:
    """Elman's layer."""
    input_of(call, 3, 3)
    return simple_cell(call, units, use_bias)


@KERAS.maps("LSTMCell", ignores=(*GATED_CELL, "unit_forget_bias"))
def lstm_cell(call: Call, units: Whole, use_bias: Flag = 1) -> Built:
    """Four gates at one time step."""
    return laid_out(layers.lstm(units=units, input_dim=call.side(-1), bias=use_bias))


@KERAS.maps("LSTM", examples=[Example("lstm", named("units"), SEQUENCE)], ignores=(*GATED_CELL, *RECURRENT, "use_cudnn", "unit_forget_bias"))
def lstm(call: Call, units: Whole, use_bias: Flag = 1) -> Built:
    """Four gates."""
    input_of(call, 3, 3)
    return lstm_cell(call, units, use_bias)


@KERAS.maps("GRUCell", ignores=GATED_CELL)
def gru_cell(call: Call, units: Whole, use_bias: Flag = 1, reset_after: Flag = 1) -> Built:
    """Three gates at one time step; `reset_after` has a bias for the inputs and one for the last outputs, in one tensor."""
    return laid_out(layers.gru(units=units, input_dim=call.side(-1), bias=use_bias * (1 + reset_after)))


@KERAS.maps("GRU", examples=[Example("gru", named("units"), SEQUENCE)], ignores=(*GATED_CELL, *RECURRENT, "use_cudnn"))
def gru(call: Call, units: Whole, use_bias: Flag = 1, reset_after: Flag = 1) -> Built:
    """Three gates, with both biases unless `reset_after` is off."""
    input_of(call, 3, 3)
    return gru_cell(call, units, use_bias, reset_after)
