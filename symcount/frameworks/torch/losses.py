"""Losses and poolings in PyTorch that keep a tensor given to them, and losses around a layer."""

from __future__ import annotations

from math import prod

from symcount.errors import InputError
from symcount.frameworks.arguments import Flag, Inner, Sizes, TensorSides, Whole
from symcount.frameworks.built import Built, Sides, kept
from symcount.frameworks.mapping import Call
from symcount.frameworks.torch.dense import linear
from symcount.frameworks.torch.table import TORCH

REDUCTION = ("reduction", "reduce", "size_average")


def given(**tensors: Sides | None) -> Built:
    """Buffers, for those tensors that are given."""
    return Built(tuple(kept(name, sides, is_buffer=True) for name, sides in tensors.items() if sides is not None))


@TORCH.maps("CrossEntropyLoss", ignores=(*REDUCTION, "ignore_index", "label_smoothing"))
@TORCH.maps("NLLLoss", "NLLLoss2d", ignores=(*REDUCTION, "ignore_index"))
@TORCH.maps("BCELoss", "MultiLabelSoftMarginLoss", ignores=REDUCTION)
def weighted_loss(_call: Call, weight: TensorSides | None = None) -> Built:
    """A weight for each class, where it is given."""
    return given(weight=weight)


@TORCH.maps("MultiMarginLoss", ignores=(*REDUCTION, "p", "margin"))
def multi_margin_loss(_call: Call, weight: TensorSides | None = None) -> Built:
    """A weight for each class, where it is given."""
    if weight is not None and len(weight) != 1:
        raise InputError(f"weight is a vector, not of {len(weight)} axes")
    return given(weight=weight)


@TORCH.maps("BCEWithLogitsLoss", ignores=REDUCTION)
def binary_cross_entropy(_call: Call, weight: TensorSides | None = None, pos_weight: TensorSides | None = None) -> Built:
    """Weights of the examples, and of those that are positive, where they are given."""
    return given(weight=weight, pos_weight=pos_weight)


@TORCH.maps("LinearCrossEntropyLoss", ignores=("reduction", "ignore_index", "label_smoothing", "options"))
def linear_cross_entropy(
    call: Call, in_features: Whole, num_classes: Whole, out_features: Sizes = (), bias: Flag = 0, weight: TensorSides | None = None
) -> Built:
    """A linear layer to the classes, of each output where there are several, and a weight for each class where it is given."""
    if weight not in (None, (num_classes,)):
        raise InputError(f"weight has a number for each of {num_classes} classes, not the sides {weight}")
    return linear(call, in_features, num_classes * prod(out_features), bias).inside("linear.").adding(*given(weight=weight).weights)


@TORCH.maps("TripletMarginWithDistanceLoss", ignores=("margin", "swap", "reduction"))
def triplet_loss(call: Call, distance_function: Inner | None = None) -> Built:
    """The weights of the distance, where that is a layer."""
    return call.built(distance_function).inside("distance_function.") if distance_function else Built()


@TORCH.maps("FractionalMaxPool2d", "FractionalMaxPool3d", ignores=("kernel_size", "output_size", "output_ratio", "return_indices"))
def fractional_max_pool(_call: Call, _random_samples: TensorSides | None = None) -> Built:
    """The random samples, where they are given."""
    return given(_random_samples=_random_samples)
