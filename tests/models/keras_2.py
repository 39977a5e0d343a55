"""Configurations as Keras 2 writes them: no module, no stated shapes but the first, and what feeds a layer by its name."""

from __future__ import annotations

from typing import Any

Written = dict[str, Any]


def layer(kind: str, name: str, *sources: str, **config: Any) -> Written:
    """A layer of a functional model, fed by others; of a Sequential one where none is named."""
    nodes = {"inbound_nodes": [[[source, 0, 0, {}] for source in sources]]} if sources else {}
    return {"class_name": kind, "name": name, "config": {"name": name, **config}, **nodes}


def sequential(*layers: Written, name: str = "model", **config: Any) -> Written:
    """A model of layers one after the other."""
    return {"class_name": "Sequential", "config": {"name": name, "layers": list(layers), **config}}


def functional(*layers: Written, output: str, name: str = "model") -> Written:
    """A model of layers that feed each other."""
    return {"class_name": "Functional", "config": {"name": name, "layers": list(layers), "output_layers": [[output, 0, 0]]}}


def entering(*sides: int | None, name: str = "input") -> Written:
    """The input of a functional model."""
    return layer("InputLayer", name, batch_input_shape=[None, *sides])
