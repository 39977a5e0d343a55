"""Weights that PyTorch computes from others: weight norm and spectral norm."""

from __future__ import annotations

from math import prod

from symcount.algebra import quotient
from symcount.errors import InputError
from symcount.frameworks.arguments import Dimension, Inner, Word
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


def _weight(built: Built, name: str) -> BuiltWeight:
    found = [weight for weight in built.weights if weight.name == name]
    if not found:
        raise InputError(f"the module has no weight {name!r}; it has {', '.join(weight.name for weight in built.weights)}")
    return found[0]
