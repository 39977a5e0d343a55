"""Activations that own parameters."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.layers.definition import layer
from symcount.layers.shapes import shape
from symcount.layers.weight import Size, Weight


@layer(
    title="PReLU",
    source="He et al. 2015, arXiv 1502.01852; https://keras.io/api/layers/activation_layers/prelu",
    spellings={"num_parameters": "features"},
    without_effect=("initial slope", "batch size"),
    inputs=shape("batch_size ... features"),
    outputs=shape("batch_size ... features"),
    equation=r"y = \max(0, x) + \alpha \odot \min(0, x)",
)
def prelu(features: Size) -> Iterable[Weight]:
    """Parametric rectifier: a slope for each feature; `features` is 1 where all share a slope."""
    return [Weight("alpha", (features,), meaning="slope of the negative side")]
