"""Linen's normalisations, of what passes and of kernels, and its activation with a slope."""

from __future__ import annotations

from collections.abc import Sequence

from symcount.errors import InputError
from symcount.frameworks.arguments import Axes, Flag, Inner, Natural, Whole, Words
from symcount.frameworks.built import Built, BuiltWeight
from symcount.frameworks.flax import common
from symcount.frameworks.flax.linen.table import FEATURES, LINEN
from symcount.frameworks.mapping import Call, Example, axes_of
from symcount.layers.weight import Size

FLOAT32 = "force_float32_reductions"


def places(call: Call, axes: Sequence[int]) -> tuple[Size, ...]:
    """The sides of the input along these axes, from the front."""
    return call.sides(axes_of(len(call.input), axes))


@LINEN.maps("BatchNorm", examples=[Example("batch_norm", {}, FEATURES)], ignores=(*common.BATCH_NORM, FLOAT32))
def batch_norm(call: Call, axis: Axes = (-1,), use_bias: Flag = 1, use_scale: Flag = 1) -> Built:
    """Gain, shift and running statistics."""
    return common.norm("batch_norm", places(call, axis), use_scale, bias=use_bias)


@LINEN.maps("LayerNorm", examples=[Example("layer_norm", {}, FEATURES)], ignores=(*common.NORM, "reduction_axes", FLOAT32))
def layer_norm(call: Call, feature_axes: Axes = (-1,), use_bias: Flag = 1, use_scale: Flag = 1) -> Built:
    """Gain and shift."""
    return common.norm("layer_norm", places(call, feature_axes), use_scale, bias=use_bias)


@LINEN.maps("InstanceNorm", examples=[Example("instance_norm", {}, FEATURES)], ignores=(*common.NORM, FLOAT32))
def instance_norm(call: Call, feature_axes: Axes = (-1,), use_bias: Flag = 1, use_scale: Flag = 1) -> Built:
    """Gain and shift."""
    return common.norm("instance_norm", places(call, feature_axes), use_scale, bias=use_bias)


@LINEN.maps("RMSNorm", examples=[Example("rms_norm", {}, FEATURES)], ignores=(*common.NORM, "reduction_axes", FLOAT32))
def rms_norm(call: Call, feature_axes: Axes = (-1,), use_scale: Flag = 1) -> Built:
    """Gain."""
    return common.norm("rms_norm", places(call, feature_axes), use_scale)


@LINEN.maps("GroupNorm", examples=[Example("group_norm", {}, FEATURES)], ignores=(*common.GROUP_NORM, FLOAT32))
def group_norm(call: Call, num_groups: Whole | None = 32, group_size: Whole | None = None, use_bias: Flag = 1, use_scale: Flag = 1) -> Built:
    """Gain and shift for each channel."""
    return common.group_norm(call.side(-1), num_groups, group_size, use_bias, use_scale)


LINEN.maps("PReLU")(common.prelu)


def within(name: str) -> str:
    """The path of what belongs to the layer inside."""
    return f"layer_instance/{name.replace('.', '/')}"


@LINEN.maps("SpectralNorm", ignores=("epsilon", "collection_name"))
def spectral_norm(call: Call, layer_instance: Inner, n_steps: Natural = 1, error_on_non_matrix: Flag = 0) -> Built:
    """A layer whose matrices are divided by their largest singular value."""
    return common.spectral_norm(call.built(layer_instance), n_steps, error_on_non_matrix, within)


def _scale(weight: BuiltWeight, feature_axes: Sequence[int] | None) -> tuple[Size, ...]:
    """The sides of a weight's lengths, which linen lays along the weight: of a vector, no side but 1 can stand there twice."""
    sides = common.scale_of(weight, feature_axes)
    if len(sides) > len(weight.shape) and set(sides) != {1}:
        raise InputError(f"{weight.name} has {len(weight.shape)} axes, and feature_axes names one of them twice")
    return sides


@LINEN.maps("WeightNorm", ignores=("epsilon",))
def weight_norm(
    call: Call, layer_instance: Inner, use_scale: Flag = 1, feature_axes: Axes | None = (-1,), variable_filter: Words | None = ("kernel",)
) -> Built:
    """A layer with the lengths of its weights apart; `variable_filter` says which."""
    inner = call.built(layer_instance)
    paths = {weight.name: within(weight.name) for weight in inner.weights}
    chosen = [weight for weight in inner.weights if use_scale and (not variable_filter or any(part in paths[weight.name] for part in variable_filter))]
    scales = [BuiltWeight(f"{paths[weight.name]}/scale", _scale(weight, feature_axes)) for weight in chosen]
    return inner.inside("layer_instance.").adding(*scales)
