"""A live model as its parts, each with the layer of the catalogue that explains it."""

from __future__ import annotations

from collections.abc import Mapping

from symcount.layers.convention import TITLES
from symcount.models.embeddings import with_heads
from symcount.models.live.doors import framework_of, modules_of, tensors_of
from symcount.models.model import Model
from symcount.models.recognition import parts_of


def model_of(model: object) -> Model:
    """A live model: a part for each module that owns tensors, in the model's order.

    >>> model_of({"params": {}}).total
    0

    PyTorch's modules, on any device, Keras' layers and models, nnx' modules, and what `init` of a linen module returns, or `jax.eval_shape` of it.
    Errors: `InputError` for what is no model, and for one whose weights have no shapes yet.
    """
    if isinstance(model, Mapping):
        return Model("", TITLES["linen"], parts_of(tensors_of(model)))
    parts = with_heads(part for module in modules_of(model) for part in module.parts)
    return Model(type(model).__name__, TITLES[framework_of(model)], parts)
