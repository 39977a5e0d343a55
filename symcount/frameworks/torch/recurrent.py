"""Recurrent layers and their cells in PyTorch: gates fused, two bias vectors."""

from __future__ import annotations

from collections.abc import Callable

from symcount import layers
from symcount.algebra import symbol
from symcount.errors import InputError
from symcount.frameworks.arguments import Flag, Natural, OwnDepth, Whole
from symcount.frameworks.built import Built, Names, laid_out, outputs_first, together
from symcount.frameworks.mapping import Call, Example
from symcount.frameworks.torch.table import RECURRENT, TORCH
from symcount.layers import Layer
from symcount.layers.weight import Size

STATE = {"input_size": symbol("input_dim"), "hidden_size": symbol("units")}


def examples(layer: str) -> list[Example]:
    """A layer of the catalogue in one direction and in both."""
    return [Example(layer, STATE), Example(f"bidirectional_{layer}", {**STATE, "bidirectional": True})]


def recurrent(layer: Layer) -> Callable[..., Built]:
    """Layers on top of each other, in one direction or both, with a bias for the inputs and one for the last outputs."""

    def build(_call: Call, input_size: Whole, hidden_size: Whole, num_layers: OwnDepth = 1, bias: Flag = 1, bidirectional: Flag = 0) -> Built:
        return _stacked(layer, {"units": hidden_size, "bias": 2 * bias}, input_size, hidden_size, num_layers, bidirectional)

    return build


@TORCH.maps("LSTM", examples=[*examples("lstm"), Example("projected_lstm", {**STATE, "proj_size": symbol("projection_dim")})], ignores=RECURRENT)
def lstm(
    _call: Call, input_size: Whole, hidden_size: Whole, num_layers: OwnDepth = 1, bias: Flag = 1, bidirectional: Flag = 0, proj_size: Natural = 0
) -> Built:
    """The same, perhaps with outputs that are projected to a narrower width."""
    sizes = {"units": hidden_size, "bias": 2 * bias}
    if proj_size == 0:
        return _stacked(layers.lstm, sizes, input_size, hidden_size, num_layers, bidirectional)
    if isinstance(proj_size, int) and isinstance(hidden_size, int) and proj_size >= hidden_size:
        raise InputError(f"proj_size {proj_size} must be below hidden_size {hidden_size}")
    return _stacked(layers.projected_lstm, {**sizes, "projection_dim": proj_size}, input_size, proj_size, num_layers, bidirectional)


def _stacked(layer: Layer, sizes: dict[str, Size], input_size: Size, output_size: Size, num_layers: int, bidirectional: int) -> Built:
    directions = ("", "_reverse")[: 1 + bidirectional]
    parts, width = [], input_size
    for place in range(num_layers):
        sized = layer(**sizes, input_dim=width)
        parts += [laid_out(sized, _names(f"_l{place}{direction}"), outputs_first) for direction in directions]
        width = len(directions) * output_size
    return together(parts)


def cell(layer: Layer) -> Callable[..., Built]:
    """One time step of a recurrent layer."""

    def build(_call: Call, input_size: Whole, hidden_size: Whole, bias: Flag = 1) -> Built:
        return laid_out(layer(units=hidden_size, input_dim=input_size, bias=2 * bias), _names(""), outputs_first)

    return build


def _names(end: str) -> Names:
    biases = (f"bias_ih{end}", f"bias_hh{end}")
    return {"kernel": f"weight_ih{end}", "recurrent_kernel": f"weight_hh{end}", "bias": biases, "projection": f"weight_hr{end}"}


TORCH.maps("GRU", examples=examples("gru"), ignores=RECURRENT)(recurrent(layers.gru))
TORCH.maps("RNN", examples=examples("simple_rnn"), ignores=(*RECURRENT, "nonlinearity"))(recurrent(layers.simple_rnn))
TORCH.maps("GRUCell")(cell(layers.gru))
TORCH.maps("LSTMCell")(cell(layers.lstm))
TORCH.maps("RNNCell", ignores=("nonlinearity",))(cell(layers.simple_rnn))
