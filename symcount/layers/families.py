"""The files of definitions: the best known are read at once, the others when a layer of theirs is asked for."""

from __future__ import annotations

from functools import cache
from importlib import import_module

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
    "elementwise_recurrent",
)
"""The files of definitions, best known first: where two layers fit a formula, the first is named first."""

BEST_KNOWN = 5
"""How many of them are read at once: checking one LSTM must not pay for every transformer."""


def load_best_known() -> None:
    """Read the definitions that are asked for most."""
    for family in FAMILIES[:BEST_KNOWN]:
        import_module(f"symcount.layers.{family}")


@cache
def load_all() -> None:
    """Read all definitions."""
    for family in FAMILIES:
        import_module(f"symcount.layers.{family}")
