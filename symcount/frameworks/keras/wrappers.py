"""Layers around a layer in Keras."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.errors import InputError
from symcount.frameworks.arguments import Inner, Inners, Nested, several_nested
from symcount.frameworks.built import Built, kept, together
from symcount.frameworks.keras.table import KERAS, RECURRENT, SEQUENCE, input_of, named
from symcount.frameworks.mapping import Call, Example
from symcount.layers.weight import Size

CELLS = ("SimpleRNNCell", "LSTMCell", "GRUCell", "StackedRNNCells")


@KERAS.maps("StackedRNNCells")
def stacked_cells(call: Call, cells: Inners) -> Built:
    """Cells on top of each other: each reads the units of the one below."""
    made_of_cells(call, cells)
    parts, shape = [], call.input
    for place, cell in enumerate(cells):
        parts.append(call.built(cell, shape).inside(f"cell_{place}/"))
        shape = (None, width_of(cell))
    return together(parts)


def made_of_cells(call: Call, cells: Iterable[Nested]) -> None:
    """Make sure that these are cells. Errors: `InputError` that names one that is none."""
    for cell in cells:
        if call.framework.own_name(cell.layer) not in CELLS:
            raise InputError(f"{cell.layer} is no cell: give {', '.join(CELLS[:-1])} or {CELLS[-1]}")


def width_of(cell: Nested) -> Size | None:
    """How many outputs a cell has: those of the last, where it is a stack itself."""
    while "cells" in cell.config:
        cell = several_nested("cells", cell.config["cells"])[-1]
    return cell.config.get("units")


@KERAS.maps("RNN", ignores=RECURRENT)
def rnn(call: Call, cell: Inners) -> Built:
    """A cell, or several on top of each other, at every time step."""
    made_of_cells(call, cell)
    batch, _, *features = input_of(call, 3)
    step = (batch, *features)
    if len(cell) == 1:
        return call.built(cell[0], step)
    return stacked_cells(Call(call.framework, call.layer, (step,), call.depth), cell)


EXAMPLES = [
    Example(f"bidirectional_{own}", {"layer": {"layer": name, "config": named("units")}}, SEQUENCE)
    for own, name in (("lstm", "LSTM"), ("gru", "GRU"), ("simple_rnn", "SimpleRNN"))
]


@KERAS.maps("Bidirectional", examples=EXAMPLES, ignores=("merge_mode", "weights"))
def bidirectional(call: Call, layer: Inner, backward_layer: Inner | None = None) -> Built:
    """A layer, and another that reads backwards."""
    forward = call.built(layer)
    backward = call.built(backward_layer) if backward_layer else forward  # built once: layers in layers would be built without end
    for one in (layer, backward_layer or layer):
        if not reads_in_time(call, one):
            raise InputError(f"{one.layer} cannot read backwards: give SimpleRNN, LSTM, GRU, RNN or a ConvLSTM")
    if backward_layer:
        fit_together(layer, backward_layer)
    return together([forward.inside("forward_"), backward.inside("backward_")])


def reads_in_time(call: Call, inner: Nested) -> bool:
    """Whether a layer may read backwards: whether it has that argument, as Keras asks."""
    constructor = call.framework.constructors.get(call.framework.own_name(inner.layer))
    return constructor is not None and "go_backwards" in constructor.ignored


SHARED = ("go_backwards", "return_sequences", "return_state", "stateful")


def fit_together(forward: Nested, backward: Nested) -> None:
    """Make sure that two layers read in opposite directions and return alike. Errors: `InputError` that names the argument."""
    differing = [name for name in SHARED if bool(forward.config.get(name)) != bool(backward.config.get(name))]
    if "go_backwards" not in differing:
        raise InputError("go_backwards of backward_layer must be the opposite of that of layer")
    if others := [name for name in differing if name != "go_backwards"]:
        raise InputError(f"{others[0]} of backward_layer must be as in layer")


@KERAS.maps("TimeDistributed")
def time_distributed(call: Call, layer: Inner) -> Built:
    """A layer at every time step."""
    batch, _, *features = input_of(call, 3)
    return call.built(layer, (batch, *features))


@KERAS.maps("SpectralNormalization", ignores=("power_iterations",))
def spectral_normalization(call: Call, layer: Inner) -> Built:
    """A layer, and the direction of its kernel's largest singular value."""
    inner = call.built(layer)
    matrices = [weight for weight in inner.weights if weight.name in ("kernel", "embeddings")]
    is_inside_another = reads_in_time(call, layer) or call.framework.own_name(layer.layer) == "TimeDistributed"
    if not matrices or is_inside_another:
        raise InputError(f"{layer.layer} has neither a kernel nor embeddings of its own to normalise")
    return inner.adding(kept("vector_u", (1, matrices[0].shape[-1])))
