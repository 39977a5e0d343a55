"""Weights that PyTorch computes from others: weight norm, spectral norm, orthogonal weights and pruned ones."""

from __future__ import annotations

from math import prod
from typing import Any

from symcount.algebra import quotient
from symcount.errors import InputError, unknown
from symcount.frameworks.arguments import Dimension, Flag, Inner, Word
from symcount.frameworks.built import Built, BuiltWeight, kept
from symcount.frameworks.mapping import Call
from symcount.frameworks.torch.table import TORCH


@TORCH.maps("utils.parametrizations.weight_norm")
def weight_norm(call: Call, module: Inner, name: Word = "weight", dim: Dimension | None = 0) -> Built:
    """Directions of a weight, and a length for each place of one axis, or one for all."""
    return _weight_norm(call, module, name, dim, (f"parametrizations.{name}.original0", f"parametrizations.{name}.original1"))


@TORCH.maps("utils.weight_norm")
def old_weight_norm(call: Call, module: Inner, name: Word = "weight", dim: Dimension | None = 0) -> Built:
    """The same under the names of the older function."""
    built = _weight_norm(call, module, name, dim, (f"{name}_g", f"{name}_v"))
    return built.trained(f"{name}_g", f"{name}_v")  # it makes parameters anew, and forgets that the weight was frozen


def _weight_norm(call: Call, module: Inner, name: str, dim: int | None, names: tuple[str, str]) -> Built:
    inner = call.built(module)
    weight = _weight(inner, name)
    rank = len(weight.shape)
    if dim is not None and not -1 <= dim < rank:
        raise InputError(f"dim is an axis of {name}, which has {rank}, or None, not {dim}")
    length = () if dim in (None, -1) else tuple(side if axis == dim else 1 for axis, side in enumerate(weight.shape))  # -1 is PyTorch's None here
    return inner.renamed(name, names[1]).adding(BuiltWeight(names[0], length, weight.trainable))


@TORCH.maps("utils.parametrizations.spectral_norm", ignores=("n_power_iterations", "eps"))
def spectral_norm(call: Call, module: Inner, name: Word = "weight", dim: Dimension | None = None) -> Built:
    """Two singular vectors of a weight as a matrix are kept; a vector has none."""
    inner = call.built(module)
    built = inner.renamed(name, f"parametrizations.{name}.original")
    vectors = _singular_vectors(_weight(inner, name), module, dim, (f"parametrizations.{name}.0._u", f"parametrizations.{name}.0._v"))
    return built.adding(*vectors) if len(_weight(inner, name).shape) > 1 else built


@TORCH.maps("utils.spectral_norm", ignores=("n_power_iterations", "eps"))
def old_spectral_norm(call: Call, module: Inner, name: Word = "weight", dim: Dimension | None = None) -> Built:
    """The same under the names of the older function."""
    inner = call.built(module)
    vectors = _singular_vectors(_weight(inner, name), module, dim, (f"{name}_u", f"{name}_v"))
    return inner.renamed(name, f"{name}_orig").adding(*vectors)


def _singular_vectors(weight: BuiltWeight, module: Inner, dim: int | None, names: tuple[str, str]) -> list[BuiltWeight]:
    axis = int("ConvTranspose" in module.layer) if dim is None else dim
    if not -len(weight.shape) <= axis < len(weight.shape):
        raise InputError(f"dim is an axis of a weight that has {len(weight.shape)}, not {axis}")
    rows = weight.shape[axis]
    return [kept(name, (side,), is_buffer=True) for name, side in zip(names, (rows, quotient(prod(weight.shape), rows)), strict=True)]


ORTHOGONAL_MAPS = ("matrix_exp", "cayley", "householder")


@TORCH.maps("utils.parametrizations.orthogonal")
def orthogonal(call: Call, module: Inner, name: Word = "weight", orthogonal_map: Word | None = None, use_trivialization: Flag = 1) -> Built:
    """A weight as a batch of orthogonal matrices, those of its last two axes; a square base is kept for each unless said not to be."""
    if orthogonal_map is not None and orthogonal_map not in ORTHOGONAL_MAPS:
        raise unknown("orthogonal_map", orthogonal_map, ORTHOGONAL_MAPS)
    inner = call.built(module)
    *batch, rows, columns = _sides_of_matrix(inner, name)
    built = inner.renamed(name, f"parametrizations.{name}.original")
    longer = max(rows, columns)
    return built.adding(kept(f"parametrizations.{name}.0.base", (*batch, longer, longer), is_buffer=True)) if use_trivialization else built


def _sides_of_matrix(built: Built, name: str) -> tuple[Any, ...]:
    """The sides of a weight that has two at least. Errors: `InputError` for fewer, and for symbols: which of them is longer is not known."""
    shape = _weight(built, name).shape
    if len(shape) < 2:
        raise InputError(f"{name} is no matrix: it has {len(shape)} axes")
    if not all(isinstance(side, int) for side in shape[-2:]):
        raise InputError(f"the last two sides of {name} must be numbers")
    return shape


@TORCH.maps("utils.prune.identity")
@TORCH.maps("utils.prune.random_unstructured", ignores=("amount",))
@TORCH.maps("utils.prune.l1_unstructured", ignores=("amount", "importance_scores"))
@TORCH.maps("utils.prune.custom_from_mask", ignores=("mask",))
def pruned(call: Call, module: Inner, name: Word = "weight") -> Built:
    """A mask says which numbers of a weight are left: all are still there, however many it takes away."""
    inner = call.built(module)
    mask = kept(f"{name}_mask", _weight(inner, name).shape, is_buffer=True)
    return inner.renamed(name, f"{name}_orig").adding(mask)


@TORCH.maps("utils.prune.random_structured", ignores=("amount", "dim"))
@TORCH.maps("utils.prune.ln_structured", ignores=("amount", "n", "dim", "importance_scores"))
def pruned_by_channel(call: Call, module: Inner, name: Word = "weight") -> Built:
    """The same, with a mask that takes away whole places of an axis."""
    built = pruned(call, module, name)
    if len(built[f"{name}_mask"].shape) < 2:
        raise InputError(f"{name} has one axis: nothing of it is a channel")
    return built


def _weight(built: Built, name: str) -> BuiltWeight:
    found = [weight for weight in built.weights if weight.name == name]
    if not found:
        raise InputError(f"the module has no weight {name!r}; it has {', '.join(weight.name for weight in built.weights) or 'none'}")
    return found[0]
