"""Fully connected layers."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.layers.definition import Size, Weight, layer


@layer(
    aliases=("Linear", "FullyConnected", "fc"),
    title="dense layer",
    source="Rosenblatt 1958; https://keras.io/api/layers/core_layers/dense",
    without_effect=("activation", "the axes before the last (batch, time steps)"),
)
def dense(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Fully connected layer: every unit weighs every input and adds its own bias."""
    return [
        Weight("kernel", (input_dim, units), meaning="weights of the inputs"),
        Weight("bias", (units,), copies=bias, kind="bias", meaning="bias vector"),
    ]
