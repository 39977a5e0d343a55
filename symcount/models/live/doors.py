"""Which framework a live model is of, found without importing any."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

from symcount.errors import InputError, shown
from symcount.frameworks.built import BuiltWeight
from symcount.models.modules import Module

DOORS = {
    "keras": ("keras.src.layers.layer.Layer",),
    "torch": ("torch.nn.modules.module.Module",),
    "flax": ("flax.nnx.pytreelib.Pytree", "flax.nnx.module.Module"),
}
"""The class that all models of a framework have among their parents; Keras first, whose layers are PyTorch's modules too when that is its backend."""

LINEN = "flax.linen.module.Module"


def modules_of(model: object) -> Iterator[Module]:
    """The modules of a live model that own tensors. Errors: `InputError` for what is no model of a framework that is known here."""
    name = framework_of(model)
    found: Callable[[Any], Iterator[Module]] = import_module(f"symcount.models.live.{name}").modules_of
    return found(model)


def framework_of(model: object) -> str:
    """The framework of a live model, by the classes that it descends from.

    Errors: `InputError` for what is no model of a framework that is known here.
    """
    parents = {f"{parent.__module__}.{parent.__qualname__}" for parent in type(model).__mro__}
    for name, roots in DOORS.items():
        if parents.intersection(roots):
            return name
    if LINEN in parents:
        raise InputError("a linen module has no weights of its own: give what its init returns, or jax.eval_shape(module.init, key, input)")
    if isinstance(model, type):
        raise InputError(f"{shown(model.__name__)} is a class: give the model that it makes")
    raise InputError(f"a model is one of PyTorch, Keras or Flax, not {shown(model)}")


def tensors_of(model: object) -> tuple[BuiltWeight, ...]:
    """The tensors of a live model by their full names, each shared one once, where it comes first.

    >>> tensors_of({"params": {}})
    ()

    Errors: `InputError` for what is no model of a framework that is known here, and for one whose weights have no shapes yet.
    """
    if isinstance(model, Mapping):
        return import_module("symcount.models.live.flax").variables_of(model)  # type: ignore[no-any-return]
    return tuple(weight for module in modules_of(model) for weight in module.weights if weight.name not in module.shared)
