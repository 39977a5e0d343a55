"""How a configuration of Keras writes a model down: its layers, what feeds each, and the shapes that it states. Keras 2 and Keras 3."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from symcount.errors import InputError, shown
from symcount.frameworks.mapping import InputShape, input_shapes
from symcount.models.keras_shapes import Sides, output_shape

OF_KERAS = ("keras.", "tf_keras.", "tensorflow.")
"""How the modules begin that a layer of Keras' own is in; a layer of somebody's own is in none, or in another."""

OPERATIONS = ("keras.src.ops", "keras.ops")
OLD_OPERATIONS = ("TFOpLambda", "SlicingOpLambda", "TensorFlowOpLayer", "ClassMethod", "InstanceMethod", "InstanceProperty")
"""Steps of a model that are no layers: arithmetic with what layers give."""

PLACE_BY_PLACE = re.compile(r"add|sub(tract)?|mul(tiply)?|(true_?)?div(ide)?|negative|maximum|minimum|relu6?|(hard_?)?sigmoid|silu|gelu|tanh")
"""Operations that keep the shape of what they take."""


@dataclass(frozen=True)
class Feed:
    """What enters a layer: the layer that it comes from, and its shape where that is stated."""

    source: str
    shape: Sides | None = None


@dataclass(frozen=True)
class Entry:
    """A layer of a model as its configuration has it; `calls` has what enters it each time that it is used."""

    name: str
    kind: str
    module: str
    config: Any
    stated: tuple[InputShape, ...]
    calls: tuple[tuple[Feed, ...], ...]

    @property
    def is_model(self) -> bool:
        """Whether it is made of layers itself."""
        return self.kind == "Sequential" or (isinstance(self.config, Mapping) and isinstance(self.config.get("layers"), list))

    @property
    def is_of_keras(self) -> bool:
        """Whether it is a layer of Keras' own; Keras 2 says no module."""
        return not self.module or self.module.startswith(OF_KERAS)

    @property
    def is_operation(self) -> bool:
        """Whether it is arithmetic, and no layer."""
        return self.module.startswith(OPERATIONS) or self.kind in OLD_OPERATIONS

    @property
    def arguments(self) -> Mapping[str, Any]:
        """Its configuration. Errors: `InputError` for what is no dictionary."""
        if not isinstance(self.config, Mapping):
            raise InputError(f"the configuration of {self.name} is a dictionary, not {shown(self.config)}")
        return self.config

    def leaves(self, inputs: Sequence[Sides | None]) -> Sides | None:
        """The shape of what it gives on these inputs; None where it is not known."""
        known = [one for one in inputs if one is not None]
        if len(known) < len(inputs):
            return None
        if self.is_operation:
            function = str(self.arguments.get("function", self.kind)).rpartition(".")[2].lower()
            return output_shape("Add", {}, known) if PLACE_BY_PLACE.fullmatch(function) else None
        return output_shape(self.kind, self.arguments, known)

    @property
    def begins_with(self) -> Sides | None:
        """The shape of the input that it states for the whole model, where it does."""
        stated = self.arguments.get("batch_shape", self.arguments.get("batch_input_shape"))
        return tuple(stated) if stated and is_shape(stated) else None


def entry_of(written: object) -> Entry:
    """A layer, or a whole model, as it is written. Errors: `InputError` for what is none."""
    if not isinstance(written, Mapping) or not isinstance(kind := written.get("class_name"), str) or "config" not in written:
        raise InputError(f'a layer of Keras is written {{"class_name": …, "config": …}}, not {shown(written)}')
    config, module = written["config"], written.get("module") or ""
    name = written.get("name") or (config.get("name") if isinstance(config, Mapping) else None) or kind.lower()
    if written.get("registered_name") and not str(module).startswith(OF_KERAS):
        module = "registered"
    nodes = written.get("inbound_nodes") or []
    calls = tuple(tuple(_feeds(node)) for node in nodes) if isinstance(nodes, list) else ()
    return Entry(str(name), kind.rpartition(">")[2], str(module), config, inputs_of(written.get("build_config")), calls)


def entries_of(model: Entry) -> list[Entry]:
    """The layers of a model; an old Sequential is a list of them itself. Errors: `InputError` where there are none."""
    layers = model.config.get("layers") if isinstance(model.config, Mapping) else model.config
    if not isinstance(layers, list):
        raise InputError(f"{model.name} is a model of Keras without a list of layers: what {model.kind} owns is only known when it is built")
    return [entry_of(layer) for layer in layers]


def outputs_of(model: Entry) -> list[str]:
    """The layers that give what leaves a functional model."""
    return [feed.source for feed in _feeds(model.config.get("output_layers"))] if isinstance(model.config, Mapping) else []


def inputs_of(build_config: object) -> tuple[InputShape, ...]:
    """The shapes of the inputs as Keras 3 keeps them, one or several: those of an attention are query, value and key.

    >>> inputs_of({"input_shape": [None, 16]}), inputs_of({"shapes_dict": {"query_shape": [None, 4, 8], "value_shape": [None, 5, 8]}})
    (((None, 16),), ((None, 4, 8), (None, 5, 8)))
    """
    if not isinstance(build_config, Mapping):
        return ()
    shapes = build_config.get("shapes_dict", build_config)
    return tuple(input_shapes(shape)[0] for shape in shapes.values() if is_shape(shape)) if isinstance(shapes, Mapping) else ()


def is_shape(value: object) -> bool:
    """Whether it is a list of sides."""
    return isinstance(value, (list, tuple)) and all(side is None or (isinstance(side, int) and side > 0) for side in value)


def _feeds(written: object) -> Iterator[Feed]:
    """The layers named in a node: `["dense", 0, 0]` in Keras 2 and in lists of outputs, a tensor with its history in Keras 3."""
    if isinstance(written, Mapping):
        history = written["config"].get("keras_history") if isinstance(written.get("config"), Mapping) else None
        if isinstance(history, (list, tuple)) and history:
            shape = written["config"].get("shape")
            yield Feed(str(history[0]), tuple(shape) if is_shape(shape) else None)
        else:
            for value in written.values():
                yield from _feeds(value)
    elif isinstance(written, (list, tuple)):
        if len(written) >= 3 and isinstance(written[0], str) and all(isinstance(place, int) for place in written[1:3]):
            yield Feed(written[0])
            written = written[3:]
        for value in written:
            yield from _feeds(value)
