"""A live model as its parts, each with the layer of the catalogue that explains it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from symcount.layers.convention import TITLES
from symcount.models.explaining import explained
from symcount.models.live.doors import framework_of, modules_of, tensors_of
from symcount.models.live.modules import Module
from symcount.models.model import Model, Part
from symcount.models.recognition import part_of, parts_of
from symcount.models.recognition.grouping import Group


def model_of(model: object) -> Model:
    """A live model: a part for each module that owns tensors, in the model's order.

    >>> model_of({"params": {}}).total
    0

    PyTorch's modules, on any device, Keras' layers and models, nnx' modules, and what `init` of a linen module returns, or `jax.eval_shape` of it.
    Errors: `InputError` for what is no model, and for one whose weights have no shapes yet.
    """
    if isinstance(model, Mapping):
        return Model("", TITLES["linen"], parts_of(tensors_of(model)))
    parts = tuple(_part(module) for module in modules_of(model))
    return Model(type(model).__name__, TITLES[framework_of(model)], parts)


def _part(module: Module) -> Part:
    found = explained(module.constructor, module.weights) if module.constructor else None
    if found:
        return Part(module.name or module.kind, module.kind, found.weights, found.layer, shared=module.shared)
    return replace(part_of(Group(module.name, module.weights, module.kind)), name=module.name or module.kind, shared=module.shared)
