"""Keras' models as their configurations say, without Keras: `config.json` of a `.keras` file, `model.to_json()`, `model_config` of an `.h5`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from symcount.algebra import Value, symbol
from symcount.errors import InputError
from symcount.frameworks.arguments import whole
from symcount.frameworks.built import BuiltWeight
from symcount.frameworks.from_config import framework
from symcount.frameworks.mapping import InputShape
from symcount.layers.convention import TITLES
from symcount.models.embeddings import with_heads
from symcount.models.explaining import Constructor
from symcount.models.keras_graph import Entry, entries_of, entry_of, is_shape, outputs_of
from symcount.models.keras_shapes import Sides
from symcount.models.model import Model
from symcount.models.modules import Module

KERAS_2 = ("name", "batch_input_shape", "time_major", "query_shape", "key_shape", "value_shape")
"""Arguments in configurations that no constructor takes."""

OF_APPLICATIONS = ("CustomScaleLayer", "StochasticDepth")
"""Layers in keras.applications that have no weights, and give what they take."""

NOT_KNOWN = "its weights cannot be known from the configuration: {} is no layer of Keras"

MAX_DEPTH = 50
"""Models inside models, at most."""


def model_of_config(config: Mapping[str, Any]) -> Model:
    """The model that a configuration describes: Sequential, functional, models inside models.

    >>> dense = {"class_name": "Dense", "config": {"name": "fc", "units": 5}, "build_config": {"input_shape": [None, 13]}}
    >>> print(model_of_config({"class_name": "Sequential", "config": {"name": "small", "layers": [dense]}}).parts[0].layer)
    dense(units=5, input_dim=13, bias=1): 70

    Where no shape is stated, and none follows from the layers before, the width of the input stays a symbol. A layer that is used twice is counted once.
    What a layer of somebody's own has cannot be known: it is a part that says so, and the model's notes say that the total lacks it.
    Errors: `InputError` for what is no configuration of a model, and for a layer whose arguments cannot be used.
    """
    try:
        model = entry_of(config)
        parts = with_heads(module.part for module in modules_of(model))
    except RecursionError as error:
        raise InputError("the configuration has too many lists or layers inside each other") from error
    unknown = [part.name for part in parts if not part.weights]
    named = f"{', '.join(unknown[:3])}{' and others' if len(unknown) > 3 else ''}"
    notes = (f"the total lacks what {named} may have: the configuration does not say",) if unknown else ()
    return Model(model.name, TITLES["keras"], parts, notes)


def modules_of(model: Entry) -> list[Module]:
    """The layers of a model that have weights, or of which it cannot be known. Errors: `InputError` as `model_of_config`."""
    reader = _Reader()
    if model.kind in framework("keras").constructors and not model.is_model:
        reader.layer(model, [None], "", 0)
    else:
        reader.model(model, (), "", 0)
    return reader.modules


class _Reader:
    """Goes through a model from its inputs to its outputs, and gathers the layers with their weights."""

    def __init__(self) -> None:
        self.modules: list[Module] = []
        self.open: list[str] = []

    def model(self, model: Entry, inputs: Sequence[Sides | None], before: str, depth: int) -> Sides | None:
        """The layers of a model on these inputs; the shape of what it gives."""
        if depth > MAX_DEPTH:
            raise InputError(f"more than {MAX_DEPTH} models stand inside each other")
        layers = entries_of(model)
        if any(layer.calls for layer in layers) or outputs_of(model):
            return self._graph(model, layers, before, depth)
        first = model.config.get("build_input_shape") if isinstance(model.config, Mapping) else None
        shape: Sides | None = inputs[0] if inputs else tuple(first) if first and is_shape(first) else None
        for layer in layers:
            shape = self.layer(layer, [layer.begins_with or shape], before, depth)
        return shape

    def _graph(self, model: Entry, layers: Sequence[Entry], before: str, depth: int) -> Sides | None:
        given: dict[str, Sides | None] = {}
        for layer in layers:
            first = layer.calls[0] if layer.calls else ()
            inputs = [feed.shape or given.get(feed.source) for feed in first] or [layer.begins_with]
            given[layer.name] = self.layer(layer, inputs, before, depth)
        return next((given.get(name) for name in outputs_of(model)), None)

    def layer(self, layer: Entry, inputs: Sequence[Sides | None], before: str, depth: int) -> Sides | None:
        """A layer, which may be a model, on these inputs; the shape of what it gives."""
        path = f"{before}/{layer.name}" if before else layer.name
        used = f"used {len(layer.calls)} times, counted once" if len(layer.calls) > 1 else ""
        if layer.is_model:
            at = len(self.modules)
            shape = self.model(layer, inputs, path, depth + 1)
            self.modules[at:] = [replace(module, note=module.note or used) for module in self.modules[at:]]
            return shape
        if layer.kind == "InputLayer":
            return layer.begins_with
        keras = framework("keras")
        if layer.is_operation or (layer.is_of_keras and layer.kind in keras.weightless):
            return layer.leaves(inputs)
        if not layer.is_of_keras or layer.kind not in keras.constructors:
            return self._own(layer, path, inputs)
        if (inner := layer.inside) and not (inner.is_of_keras and inner.kind in {*keras.constructors, *keras.weightless}):
            return self._around(layer, inner, [*layer.stated, *inputs], path, depth)
        given = list(layer.stated) or [entering for one in inputs if (entering := self._entering(layer, one))]
        self._known(layer, path, given, used)
        return layer.leaves([_with_any_axes(one) for one in given] if not layer.stated and any(map(_is_open, inputs)) else given)

    def _known(self, layer: Entry, path: str, inputs: Sequence[InputShape], note: str) -> None:
        """A layer of Keras' own. Errors: `InputError` for arguments that cannot be used."""
        config = {name: value for name, value in layer.arguments.items() if name not in KERAS_2}
        if layer.kind.startswith(("Depthwise", "Separable")):
            config.pop("groups", None)  # Keras 2 writes it, and it is 1
        constructor = Constructor("keras", layer.kind, config, tuple(inputs))
        built = framework("keras").built(layer.kind, config, tuple(inputs))
        weights = tuple(replace(weight, name=f"{path}/{weight.name.replace('.', '/')}") for weight in built.weights)
        if weights:
            self.modules.append(Module(path, layer.kind, weights, constructor=constructor, note=note))

    def _around(self, layer: Entry, inner: Entry, inputs: Sequence[Sides | None], path: str, depth: int) -> Sides | None:
        """A layer around a model, at every time step, or around what somebody made."""
        if layer.kind != "TimeDistributed" or not inner.is_model:
            return self._own(inner, path, inputs)
        batch, steps, *features = inputs[0] or (None, None)
        shape = self.layer(inner, [(batch, *features) if features else None], path, depth + 1)
        return (batch, steps, *shape[1:]) if shape else None

    def _own(self, layer: Entry, path: str, inputs: Sequence[Sides | None]) -> Sides | None:
        """A layer of somebody's own, which may give anything; of that in keras.applications it is known what it has."""
        if layer.kind == "LayerScale" and "projection_dim" in layer.arguments:
            scale = BuiltWeight(f"{path}/gamma", (whole("projection_dim", layer.arguments["projection_dim"]),))
            self.modules.append(Module(path, layer.kind, (scale,)))
            return inputs[0]
        if layer.kind in OF_APPLICATIONS:
            return inputs[0]
        self.modules.append(Module(path, layer.kind, (), note=NOT_KNOWN.format(layer.kind)))
        return None

    def _entering(self, layer: Entry, sides: Sides | None) -> InputShape:
        """An input with as many axes as the layer reads, its width a symbol where it is not known."""
        known = tuple(side for side in sides or () if side is not ...)
        examples = framework("keras").constructors[layer.kind].examples
        if not examples or not examples[0].inputs:
            return known
        *others, last = examples[0].inputs[0]
        if _is_open(sides):
            known = (*(None,) * (len(others) + 1 - len(known)), *known)
        width = 1 if layer.arguments.get("data_format") == "channels_first" and len(known) > 1 else len(known) - 1
        if known and known[width] is None and layer.kind != "Embedding":
            return (*known[:width], self._symbol(str(last)), *known[width + 1 :])
        return known

    def _symbol(self, name: str) -> Value:
        """The width of an input that is not known: another name each time, since it may be another number."""
        self.open.append(name)
        times = self.open.count(name)
        return symbol(name if times == 1 else f"{name}_{times}")


def _is_open(sides: Sides | None) -> bool:
    """Whether it is not known how many axes there are."""
    return sides is None or ... in sides


def _with_any_axes(shape: InputShape) -> Sides:
    """What a layer of vectors takes, or a table: there may be further axes in front."""
    return (..., *shape[1:]) if len(shape) == 2 else shape
