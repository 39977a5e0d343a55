"""Recurrent layers and their cells in PyTorch: gates fused, two bias vectors."""

from __future__ import annotations

from symcount import layers
from symcount.algebra import symbol
from symcount.errors import InputError
from symcount.frameworks.arguments import Flag, Natural, OwnDepth, Whole
from symcount.frameworks.built import Built, Names, laid_out, outputs_first, together
from symcount.frameworks.mapping import Call, Example
from symcount.frameworks.torch.table import RECURRENT, TORCH
from symcount.layers import Layer, find
from symcount.layers.weight import Size

STATE = {"input_size": symbol("input_dim"), "hidden_size": symbol("units")}
CATALOGUE = {"RNN": "simple_rnn", "GRU": "gru", "LSTM": "lstm"}


def examples(layer: str) -> list[Example]:
    """A layer of the catalogue in one direction and in both."""
    return [Example(layer, STATE), Example(f"bidirectional_{layer}", {**STATE, "bidirectional": True})]


def recurrent(call: Call, input_size: Whole, hidden_size: Whole, num_layers: OwnDepth = 1, bias: Flag = 1, bidirectional: Flag = 0) -> Built:
    """Layers on top of each other, in one direction or both, with a bias for the inputs and one for the last outputs."""
    sizes = {"units": hidden_size, "bias": 2 * bias}
    return _stacked(find(CATALOGUE[call.layer]), sizes, input_size, hidden_size, num_layers, bidirectional)


@TORCH.maps("LSTM", examples=[*examples("lstm"), Example("projected_lstm", {**STATE, "proj_size": symbol("projection_dim")})], ignores=RECURRENT)
def lstm(call: Call, input_size: Whole, hidden_size: Whole, num_layers: OwnDepth = 1, bias: Flag = 1, bidirectional: Flag = 0, proj_size: Natural = 0) -> Built:
    """The same, perhaps with outputs that are projected to a narrower width."""
    if proj_size == 0:
        return recurrent(call, input_size, hidden_size, num_layers, bias, bidirectional)
    if isinstance(proj_size, int) and isinstance(hidden_size, int) and proj_size >= hidden_size:
        raise InputError(f"proj_size {proj_size} must be below hidden_size {hidden_size}")
    sizes = {"units": hidden_size, "bias": 2 * bias, "projection_dim": proj_size}
    return _stacked(layers.projected_lstm, sizes, input_size, proj_size, num_layers, bidirectional)


def _stacked(layer: Layer, sizes: dict[str, Size], input_size: Size, output_size: Size, num_layers: int, bidirectional: int) -> Built:
    directions = ("", "_reverse")[: 1 + bidirectional]
    parts, width = [], input_size
    for place in range(num_layers):
        sized = layer(**sizes, input_dim=width)
        parts += [laid_out(sized, _names(f"_l{place}{direction}"), outputs_first) for direction in directions]
        width = len(directions) * output_size
    return together(parts)


def cell(call: Call, input_size: Whole, hidden_size: Whole, bias: Flag = 1) -> Built:
    """One time step of a recurrent layer."""
    sized = find(CATALOGUE[call.layer.removesuffix("Cell")])(units=hidden_size, input_dim=input_size, bias=2 * bias)
    return laid_out(sized, _names(""), outputs_first)


def _names(end: str) -> Names:
    biases = (f"bias_ih{end}", f"bias_hh{end}")
    return {"kernel": f"weight_ih{end}", "recurrent_kernel": f"weight_hh{end}", "bias": biases, "projection": f"weight_hr{end}"}


TORCH.maps("GRU", examples=examples("gru"), ignores=RECURRENT)(recurrent)
TORCH.maps("RNN", examples=examples("simple_rnn"), ignores=(*RECURRENT, "nonlinearity"))(recurrent)
TORCH.maps("GRUCell")(cell)
TORCH.maps("LSTMCell")(cell)
TORCH.maps("RNNCell", ignores=("nonlinearity",))(cell)
