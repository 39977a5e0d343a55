"""Layers around a layer in Keras."""

from __future__ import annotations

from symcount.errors import InputError
from symcount.frameworks.arguments import Inner, Inners, Nested, several_nested
from symcount.frameworks.built import Built, kept, together
from symcount.frameworks.keras.table import IN_TIME, KERAS, SEQUENCE, named
from symcount.frameworks.mapping import Call, Example
from symcount.layers.weight import Size


@KERAS.maps("StackedRNNCells")
def stacked_cells(call: Call, cells: Inners) -> Built:
    """Cells on top of each other: each reads the units of the one below."""
    parts, shape = [], call.input
    for place, cell in enumerate(cells):
        parts.append(call.built(cell, shape).inside(f"cell_{place}/"))
        shape = (None, width_of(cell))
    return together(parts)


def width_of(cell: Nested) -> Size | None:
    """How many outputs a cell has: those of the last, where it is a stack itself."""
    while "cells" in cell.config:
        cell = several_nested("cells", cell.config["cells"])[-1]
    return cell.config.get("units")


@KERAS.maps("RNN", ignores=(*IN_TIME, "unroll"))
def rnn(call: Call, cell: Inners) -> Built:
    """A cell, or several on top of each other, at every time step."""
    step = (*call.input[:1], *call.input[2:])
    if len(cell) == 1:
        return call.built(cell[0], step)
    return stacked_cells(Call(call.framework, call.layer, (step,), call.depth), cell)


BOTH_WAYS = [
    Example(f"bidirectional_{own}", {"layer": {"layer": name, "config": named("units")}}, SEQUENCE)
    for own, name in (("lstm", "LSTM"), ("gru", "GRU"), ("simple_rnn", "SimpleRNN"))
]


@KERAS.maps("Bidirectional", examples=BOTH_WAYS, ignores=("merge_mode", "weights"))
def bidirectional(call: Call, layer: Inner, backward_layer: Inner | None = None) -> Built:
    """A layer, and another that reads backwards."""
    forward = call.built(layer)
    backward = call.built(backward_layer) if backward_layer else forward  # built once: layers in layers would be built without end
    return together([forward.inside("forward_"), backward.inside("backward_")])


@KERAS.maps("TimeDistributed")
def time_distributed(call: Call, layer: Inner) -> Built:
    """A layer at every time step."""
    return call.built(layer, (*call.input[:1], *call.input[2:]))


@KERAS.maps("SpectralNormalization", ignores=("power_iterations",))
def spectral_normalization(call: Call, layer: Inner) -> Built:
    """A layer, and the direction of its kernel's largest singular value."""
    inner = call.built(layer)
    matrices = [weight for weight in inner.weights if weight.name in ("kernel", "embeddings")]
    if not matrices:
        raise InputError(f"{layer.layer} has neither a kernel nor embeddings to normalise")
    return inner.adding(kept("vector_u", (1, matrices[0].shape[-1])))
