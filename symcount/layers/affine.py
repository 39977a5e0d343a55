"""Fully connected layers."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.layers.definition import layer
from symcount.layers.shapes import shape
from symcount.layers.weight import Size, Weight

FEATURES = shape("batch_size ... input_dim")
UNITS = shape("batch_size ... units")


def affine_weights(units: Size, input_dim: Size, bias: Size, gates: tuple[str, ...] = ()) -> list[Weight]:
    """An affine map of the inputs, for each gate."""
    return [
        Weight("kernel", (input_dim, units), each=gates, meaning="weights of the inputs"),
        Weight("bias", (units,), each=gates, copies=bias, kind="bias", meaning="bias vector"),
    ]


@layer(
    aliases=("Linear", "LazyLinear", "FullyConnected", "fc"),
    title="dense layer",
    source="Rosenblatt 1958; https://keras.io/api/layers/core_layers/dense",
    without_effect=("activation", "the axes before the last (batch, time steps)"),
    inputs=FEATURES,
    outputs=UNITS,
    equation=r"y = \phi(W x + b)",
)
def dense(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Fully connected layer: every unit weighs every input and adds its own bias."""
    return affine_weights(units, input_dim, bias)
