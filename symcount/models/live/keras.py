"""The door to Keras: the layers of a live model that own variables, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any

from symcount.errors import InputError
from symcount.frameworks.built import BuiltWeight
from symcount.frameworks.from_config import framework
from symcount.models import keras_config
from symcount.models.explaining import Constructor
from symcount.models.keras_graph import entry_of, inputs_of
from symcount.models.modules import Module, Sharing

UNBUILT = "this Keras model is not built, so that its weights have no shapes: call it on an input, or model.build(input_shape)"


def modules_of(model: Any) -> Iterator[Module]:
    """The layers that own variables: Keras' own are one each with all that is inside, others with what is theirs alone.

    Errors: `InputError` for a model that is not built.
    """
    if not model.built:
        yield from _unbuilt(model)
        return
    trained = {id(variable) for variable in model.trainable_weights}
    sharing = Sharing()
    for name, layer, times in _layers(model, "", 1):
        own = layer.weights if is_known(layer) else _own_variables(layer)
        tensors = [(one, BuiltWeight(one.path, tuple(one.shape), id(one) in trained)) for one in own]
        note = f"used {times} times, counted once" if times > 1 else ""
        yield from sharing.module(name or layer.name, type(layer).__name__, tensors, partial(constructor, layer), note)


def _unbuilt(model: Any) -> list[Module]:
    """The layers of a model that saw no input, from its configuration: the width of the input stays a symbol.

    Errors: `InputError` for a model of somebody's own, which only tells what it has when it is built.
    """
    written = {"class_name": type(model).__name__, "module": type(model).__module__, "name": model.name}
    config: Any = {}
    with suppress(NotImplementedError, TypeError):  # what Keras raises for classes that do not say how they are written
        config = model.get_config()
    entry = entry_of({**written, "config": config})
    if not (entry.is_model or is_known(model)):
        raise InputError(UNBUILT)
    return keras_config.modules_of(entry)


def is_known(layer: Any) -> bool:
    """Whether it is one of Keras' own layers, with one constructor for all that is inside: not one around a model."""
    inner = getattr(layer, "layer", None)
    return _is_keras_own(type(layer)) and (inner is None or is_known(inner))


def _layers(layer: Any, name: str, times: int) -> Iterator[tuple[str, Any, int]]:
    """A layer and those inside it, with their paths and how often each is used."""
    yield name, layer, times
    if not is_known(layer):
        functional = getattr(layer, "_nodes_by_depth", {})
        uses = Counter(id(node.operation) for nodes in functional.values() for node in nodes)
        for inner in _children(layer):
            yield from _layers(inner, f"{name}/{inner.name}" if name else inner.name, times * max(1, uses[id(inner)]))


def _children(layer: Any) -> list[Any]:
    return list(layer._flatten_layers(recursive=False, include_self=False))


def _own_variables(layer: Any) -> list[Any]:
    inside = {id(variable) for inner in _children(layer) for variable in inner.weights}
    return [variable for variable in layer.weights if id(variable) not in inside]


# -- what would build it ---------------------------------------------------------------------------------------------


def constructor(layer: Any) -> Constructor | None:
    """Keras' constructor of the layer, or of what it descends from, with the layer's own configuration, on the shapes on which it was built."""
    parent: Any = next(filter(_is_keras_own, type(layer).__mro__), None)
    if parent is None:
        return None
    with suppress(NotImplementedError, TypeError):  # what Keras raises where something inside does not say how it is written
        config = {name: value for name, value in parent.get_config(layer).items() if name != "name"}  # not what a descendant adds
        return Constructor("keras", parent.__name__, config, inputs_of(parent.get_build_config(layer)))
    return None


def _is_keras_own(kind: type) -> bool:
    return kind.__module__.startswith("keras.src.layers.") and kind.__name__ in framework("keras").constructors
