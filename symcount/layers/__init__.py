"""The catalogue: every layer type as a function of its sizes.

>>> from symcount import layers
>>> layers.lstm(units=5, input_dim=13).count
380
"""

from __future__ import annotations

from importlib import import_module

from symcount.layers.definition import CATALOGUE, Layer, SizedLayer, Weight, layer
from symcount.layers.names import find, is_layer
from symcount.layers.wrappers import time_distributed

FAMILIES = (
    "affine",
    "recurrent",
    "convolutional",
    "embeddings",
    "normalization",
    "activations",
    "attentions",
    "transformer_blocks",
    "published_models",
    "gated_recurrent",
    "convolutional_recurrent",
    "convolution_variants",
    "affine_variants",
    "channel_gates",
    "state_space",
    "graphs",
)
"""The files of definitions, best known first: where two layers fit a formula, the first is named first."""

for _family in FAMILIES:
    import_module(f"{__name__}.{_family}")

__all__ = ["CATALOGUE", "Layer", "SizedLayer", "Weight", "find", "is_layer", "layer", "time_distributed"]


def __getattr__(name: str) -> Layer:
    try:
        return CATALOGUE[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None


def __dir__() -> list[str]:
    return sorted([*__all__, *CATALOGUE])
