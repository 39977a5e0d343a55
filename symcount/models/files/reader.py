"""The one door to files and folders of models."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from symcount.errors import FileError, InputError, shown
from symcount.frameworks.built import BuiltWeight
from symcount.models.configured import configured
from symcount.models.files.faults import about
from symcount.models.files.folder import read_folder
from symcount.models.files.sharded import is_index, read_file, read_sharded
from symcount.models.files.tensors import Tensors
from symcount.models.model import Model, Part
from symcount.rendering import shown_count

NUMBER = re.compile(r"[0-9]{1,99}")


def read(path: str | os.PathLike[str]) -> Model:
    """The model in a file or a folder, without a framework: no number of a tensor is read, and nothing is run.

    Read are safetensors (one file, or an index with its files beside it), PyTorch's state dictionaries, GGUF, ONNX, Keras' `.keras` and
    `.h5`, a `config.json` of Keras or Hugging Face, and a folder with one of them. What a file is, is seen by its content.

    Errors: `FileError` for what is no model, damaged or too large to be one; `InputError` for a configuration that cannot be counted.
    """
    if not isinstance(path, (str, os.PathLike)):
        raise InputError(f"the path of a model is a text or a path, not {shown(path)}")
    if not os.fspath(path):
        raise FileError("its path is empty", hint="name a file or a folder")
    place = Path(path)
    with about(place):
        found = tensors_of(place)
        return _model(found, place)


def tensors_of(path: Path) -> Tensors:
    """What a file or a folder tells of a model. Errors: `FileError` as above."""
    if os.path.isdir(path):
        return read_folder(path)
    found = read_file(path)
    return read_sharded(found.config or {}, path.absolute().parent) if is_index(found.config) else found


def _model(found: Tensors, path: Path) -> Model:
    """The parts of a model, of its configuration where there is one that suffices."""
    if not found.weights and found.config is not None:
        return replace(_configured(found.config), name=path.name)
    if found.config is None:
        return _recognised(found, path.name)
    try:
        by_configuration = _configured(found.config)
    except InputError as error:
        return _recognised(replace(found, notes=(*found.notes, f"the tensors are counted, since the configuration does not suffice: {error}")), path.name)
    recognised = _recognised(found, path.name)
    if by_configuration.total != recognised.total:
        return replace(recognised, notes=(*recognised.notes, f"its configuration would have {shown_count(by_configuration.total)} parameters"))
    return replace(by_configuration, name=path.name, kind=found.kind, notes=(*by_configuration.notes, *found.notes))


def _configured(config: Mapping[str, object]) -> Model:
    """A model by its configuration. Errors: `FileError` for one of neither Keras nor Hugging Face, `InputError` for one that does not suffice."""
    model = configured(config)
    if model is None:
        raise FileError("it is a JSON object, but no configuration of Keras or Hugging Face", hint="those have class_name or model_type")
    return model


def _recognised(found: Tensors, name: str) -> Model:
    """A model by the names and shapes of its tensors."""
    from symcount.models.recognition import parts_of

    names = {by_use: name for name, by_use in found.by_use.items()}
    weights = _in_order(found.weights)
    parts = parts_of([replace(weight, name=found.by_use.get(weight.name, weight.name)) for weight in weights] if names else weights)
    if names:
        parts = tuple(replace(part, weights=tuple(replace(one, name=names.get(one.name, one.name)) for one in part.weights)) for part in parts)
    if found.shared:
        parts = tuple(_sharing(part, found.shared) for part in parts)
    return Model(name, found.kind, parts, found.notes)


def _in_order(weights: tuple[BuiltWeight, ...]) -> tuple[BuiltWeight, ...]:
    """Tensors that were sorted by the letters of their names, sorted by the numbers in them: 2 before 10."""
    names = [weight.name for weight in weights]
    if names != sorted(names):
        return weights
    return tuple(sorted(weights, key=lambda weight: NUMBER.sub(_by_length, weight.name)))


def _by_length(number: re.Match[str]) -> str:
    """A number so that texts with it are sorted by it: the longer is the larger, and all stand before what is no number."""
    digits = number[0].lstrip("0")
    return f"\0{chr(len(digits))}{digits}"


def _sharing(part: Part, shared: Mapping[str, str]) -> Part:
    """A part that knows which of its tensors are counted elsewhere."""
    own = {weight.name: shared[weight.name] for weight in part.weights if weight.name in shared}
    return replace(part, shared=own) if own else part
