"""One door for everything that has parameters: what it is decides who reads it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from os import PathLike
from typing import Any

from symcount.errors import InputError, shown
from symcount.frameworks.built import BuiltWeight
from symcount.models.configured import configured
from symcount.models.model import Model, Part

READABLE = (
    "a model of Keras, PyTorch or Flax, the path of a file (.keras, .h5, .safetensors, .onnx, .gguf, .pt, config.json) or of a folder, "
    "a configuration, or a dictionary of names and shapes"
)


def load(what: object) -> Model:
    """The model that something is or describes.

    >>> load({"encoder.weight": (64, 32), "encoder.bias": (64,)}).total
    2112

    Errors: `InputError` for what has no parameters, with what can be summarised instead.
    """
    if isinstance(what, Model):
        return what
    if isinstance(what, str | PathLike):
        from symcount.models.files import read

        return read(what)
    return _described(what) if isinstance(what, Mapping) else _live(what)


def _described(what: Mapping[Any, Any]) -> Model:
    """A dictionary: a configuration of Hugging Face or Keras, a state dictionary, or Flax' variables."""
    if not what:
        raise InputError(f"this dictionary is empty: give {READABLE}")
    model = configured(what)
    if model is not None:
        return model
    if all(isinstance(name, str) and _shape(tensor) is not None for name, tensor in what.items()):
        return _tensors(what)
    if all(isinstance(inside, Mapping) or hasattr(inside, "shape") for inside in what.values()):
        return _live(what)
    raise InputError(f"{shown(what)} is no configuration (it has neither 'model_type' nor 'class_name') and no state dictionary (names and shapes)")


def _tensors(tensors: Mapping[str, Any]) -> Model:
    from symcount.models.recognition import parts_of

    parts = parts_of([BuiltWeight(name, _shape(tensor) or ()) for name, tensor in tensors.items()])
    shared = _shared(tensors)
    return Model("state dictionary", "", tuple(replace(part, shared=_of(part, shared)) for part in parts))


def _of(part: Part, shared: Mapping[str, str]) -> dict[str, str]:
    return {weight.name: shared[weight.name] for weight in part.weights if weight.name in shared}


def _shared(tensors: Mapping[str, Any]) -> dict[str, str]:
    """The names of tensors of PyTorch that are others too, transposed or not, with the first name of each."""
    from symcount.models.files.torch_values import steps

    first: dict[Hashable, str] = {}
    stored = {
        name: (tensor.untyped_storage()._cdata, tensor.storage_offset(), steps(tensor.stride(), tensor.shape))
        for name, tensor in tensors.items()
        if _is_stored(tensor)
    }
    return {name: first[place] for name, place in stored.items() if first.setdefault(place, name) != name}


def _is_stored(tensor: Any) -> bool:
    """Whether it is a tensor of PyTorch with numbers in a storage: one without memory has one, a sparse one has not."""
    return str(getattr(tensor, "layout", "")) == "torch.strided" and tensor.numel() > 0


def _shape(tensor: object) -> tuple[int, ...] | None:
    """The shape of an array, or a shape itself; None for anything else."""
    sides = tensor if isinstance(tensor, tuple | list) else getattr(tensor, "shape", None)
    if not isinstance(sides, Sequence) or not all(isinstance(side, int) and not isinstance(side, bool) and side >= 0 for side in sides):
        return None
    return tuple(sides)


def _live(what: object) -> Model:
    from symcount.models.foreign import calling
    from symcount.models.live import model_of

    with calling("reading the model"):  # a model of somebody's own answers as it likes
        return model_of(what)
