"""The catalogue: every layer type as a function of its sizes.

>>> from symcount import layers
>>> layers.lstm(units=5, input_dim=13).count
380
>>> layers.CATALOGUE["conv2d"] is layers.conv2d
True

`CATALOGUE` has every layer by its name, best known first.
"""

from __future__ import annotations

from typing import Any

from symcount.layers import definition
from symcount.layers.definition import Layer, layer
from symcount.layers.families import load_all, load_best_known
from symcount.layers.names import find, is_layer, named_in
from symcount.layers.sized import SizedLayer
from symcount.layers.weight import Weight
from symcount.layers.wrappers import time_distributed

load_best_known()

__all__ = ["CATALOGUE", "Layer", "SizedLayer", "Weight", "find", "is_layer", "layer", "named_in", "time_distributed"]


def __getattr__(name: str) -> Any:
    if name not in definition.CATALOGUE:
        load_all()
    if name == "CATALOGUE":
        return definition.CATALOGUE
    try:
        return definition.CATALOGUE[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None


def __dir__() -> list[str]:
    load_all()
    return sorted([*__all__, *definition.CATALOGUE])
