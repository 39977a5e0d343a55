"""Keras' .h5 files: a model's configuration as a text beside its tensors, or the tensors alone."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from symcount.errors import FileError, shown
from symcount.frameworks.built import BuiltWeight
from symcount.models.files.hdf5 import Item, read_hdf5
from symcount.models.files.json_text import json_object
from symcount.models.files.span import Span
from symcount.models.files.tensors import Tensors, few_enough, tensor

CONFIGURATION = "model_config"
OPTIMIZERS = ("optimizer", "optimizer_weights", "_optimizer", "top_level_model_weights/optimizer")
"""What training keeps beside the model."""

STATE = ("seed_generator", "_metrics", "_loss_tracker", "metrics")
"""What a layer keeps that is no tensor of the model."""


def read_keras_h5(file: Span) -> Tensors:
    """The tensors of a model, and its configuration if the file has it. Errors: `FileError` for what is damaged, or has no tensors."""
    items = list(read_hdf5(file))
    text = items[0].attributes.get(CONFIGURATION)
    config = json_object(text.encode("utf-8"), "its model_config") if isinstance(text, str) else None
    weights = list(weights_of(items))
    few_enough(len(weights))
    if not weights and config is None:
        raise FileError("there are no tensors in it", hint="it is HDF5, but no model of Keras")
    return Tensors("Keras .h5", tuple(weights), config=config)


def weights_of(items: Iterable[Item]) -> Iterator[BuiltWeight]:
    """The tensors without those of an optimizer, in the order and by the names that the file states where it does."""
    arrays = {item.path: item for item in items if item.shape is not None and not _is_beside(item.path)}
    names = _stated_names(items, arrays)
    are_unique = len(set(names.values())) == len(names)
    for path in [*names, *(path for path in arrays if path not in names)]:
        name = names[path].removesuffix(":0") if path in names and are_unique else path
        yield tensor(name, arrays[path].shape or (), arrays[path].numbers)


def _stated_names(items: Iterable[Item], arrays: Container[str]) -> dict[str, str]:
    """The names of tensors by their paths, layer by layer, as a file of Keras' older form lists them; a layer that is listed again is no other."""
    groups = {item.path: item.attributes for item in items if item.shape is None}
    listed = [(f"{path}/" if path else "", _texts(attributes, "layer_names")) for path, attributes in groups.items()]
    layers = dict.fromkeys(group for path, names in listed for name in names if (group := f"{path}{name}") in groups)
    return {place: name for layer in layers for name in _texts(groups[layer], "weight_names") if (place := f"{layer}/{name}") in arrays}


def _texts(attributes: Mapping[str, Any], name: str) -> list[str]:
    """A list of texts; one that is too long for HDF5 is in parts, each with a number behind the name."""
    parts = [attributes.get(name), *(attributes.get(f"{name}{number}") for number in range(len(attributes)))]
    return [text for part in parts if isinstance(part, list) for text in part]


def _is_beside(path: str) -> bool:
    return path.startswith(tuple(f"{one}/" for one in OPTIMIZERS)) or any(part.startswith(STATE) for part in path.split("/")[:-1])


def config_in(text: bytes, what: str) -> Mapping[str, Any]:
    """The configuration of a model. Errors: `FileError` for a JSON object that is none."""
    config = json_object(text, what)
    if "class_name" not in config:
        raise FileError(f"{what} has no class_name, but {shown(list(config))}")
    return config
