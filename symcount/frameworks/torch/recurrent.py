"""Recurrent layers and their cells in PyTorch: gates fused, two bias vectors."""

from __future__ import annotations

from symcount import layers
from symcount.algebra import symbol
from symcount.errors import InputError
from symcount.frameworks.arguments import Flag, Natural, OwnDepth, Whole
from symcount.frameworks.built import Built, laid_out, outputs_first, together
from symcount.frameworks.mapping import Call, Example
from symcount.frameworks.torch.table import RECURRENT, TORCH
from symcount.layers import find

STATE = {"input_size": symbol("input_dim"), "hidden_size": symbol("units")}
BOTH_WAYS = {**STATE, "bidirectional": True}
CATALOGUE = {"RNN": "simple_rnn", "GRU": "gru", "LSTM": "lstm"}


def recurrent(
    call: Call, input_size: Whole, hidden_size: Whole, num_layers: OwnDepth = 1, bias: Flag = 1, bidirectional: Flag = 0, proj_size: Natural = 0
) -> Built:
    """Layers on top of each other, in one direction or both, with a bias for the inputs and one for the last outputs."""
    is_projected = proj_size != 0
    if is_projected and call.layer != "LSTM":
        raise InputError("proj_size is for LSTM only")
    if isinstance(proj_size, int) and isinstance(hidden_size, int) and proj_size >= hidden_size:
        raise InputError(f"proj_size {proj_size} must be below hidden_size {hidden_size}")
    directions = ("", "_reverse")[: 1 + bidirectional]
    parts, width = [], input_size
    for place in range(num_layers):
        sizes = {"units": hidden_size, "input_dim": width, "bias": 2 * bias}
        sized = layers.projected_lstm(**sizes, projection_dim=proj_size) if is_projected else find(CATALOGUE[call.layer])(**sizes)
        parts += [laid_out(sized, _recurrent_names(f"_l{place}{direction}"), outputs_first) for direction in directions]
        width = len(directions) * (proj_size if is_projected else hidden_size)
    return together(parts)


def cell(call: Call, input_size: Whole, hidden_size: Whole, bias: Flag = 1) -> Built:
    """One time step of a recurrent layer."""
    sized = find(CATALOGUE[call.layer.removesuffix("Cell")])(units=hidden_size, input_dim=input_size, bias=2 * bias)
    return laid_out(sized, _recurrent_names(""), outputs_first)


def _recurrent_names(end: str) -> dict[str, str | tuple[str, ...]]:
    biases = (f"bias_ih{end}", f"bias_hh{end}")
    return {"kernel": f"weight_ih{end}", "recurrent_kernel": f"weight_hh{end}", "bias": biases, "projection": f"weight_hr{end}"}


for name, own in CATALOGUE.items():
    EXAMPLES = [Example(own, STATE), Example(f"bidirectional_{own}", BOTH_WAYS)]
    PROJECTED = [Example("projected_lstm", {**STATE, "proj_size": symbol("projection_dim")})] if name == "LSTM" else []
    TORCH.maps(name, examples=EXAMPLES + PROJECTED, ignores=RECURRENT)(recurrent)
    TORCH.maps(f"{name}Cell", ignores=("nonlinearity",))(cell)
